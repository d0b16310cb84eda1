#!/bin/sh
# tally.sh: the last line of `make test`, summed over all points of all tests.
#
#   tally.sh STATUS FOLDER     STATUS is that of `make check`; FOLDER holds the .trs files
#
# Prints `N passed, N failed`. Fails if anything failed, if nothing was tested, or if
# STATUS says that something went wrong which no point tells (a test that did not build).

find "$2" -name '*.trs' -exec awk '{ print FILENAME, $0 }' {} + | awk -v status="$1" '
    $2 != ":test-result:" { next }
    $3 == "PASS" || $3 == "XFAIL" { passed++ }
    $3 == "FAIL" || $3 == "XPASS" { failed++; fails[$1]++ }
    $3 == "ERROR" { failed++; errors[$1]++ }
    $3 == "SKIP" { skipped++ }
    END {
        # A program whose points failed exits with 1: the same failure, told twice.
        for (file in fails)
            if (errors[file] == 1)
                failed--
        if (skipped)
            print skipped " skipped"
        if (passed + failed == 0)
            print "nothing was tested"
        else if (status != 0 && failed == 0)
            print "make check stopped before all tests ran"
        bad = failed > 0 || passed == 0 || status != 0
        if (bad && failed == 0)
            failed = 1
        print passed + 0 " passed, " failed + 0 " failed"
        exit bad
    }'
