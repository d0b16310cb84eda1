#!/bin/sh
# tally.sh: the last line of `make test`, summed over all points of all tests.
#
#   tally.sh STATUS FOLDER     STATUS is that of `make check`; FOLDER holds the .trs files
#
# Prints `N passed, N failed`. Fails if anything failed, if nothing was tested, or if
# STATUS says that something went wrong which no point tells (a test that did not build).

status=$1
find "$2" -name '*.trs' -exec awk '{ print FILENAME, $0 }' {} + | awk -v status="$status" '
    $2 != ":test-result:" { next }
    $3 == "PASS" || $3 == "XFAIL" { passed++ }
    $3 == "FAIL" || $3 == "XPASS" { failed++; in_file[$1]++ }
    $3 == "SKIP" { skipped++ }
    # A program whose points failed also exits with 1: the same failure, told twice.
    $3 == "ERROR" && !(/exited with status 1$/ && in_file[$1]) { failed++ }
    END {
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
