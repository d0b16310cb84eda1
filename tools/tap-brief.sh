#!/bin/sh
# tap-brief.sh: Automake's TAP driver, which tells passed points as one number.
#
#   tap-brief.sh DRIVER --test-name NAME ...
#
# A failed point is followed by the remarks the test made on it. All of a test is printed
# at once, so that tests running side by side do not mix.

driver=$1
shift
sh "$driver" --comments "$@" | awk -v name="$2" '
    /^PASS: / { passed++; told = 0; next }
    /^# / { if (told) print; next }
    { print; told = 1 }
    END { print "  TEST     " name ": " passed + 0 " passed" }'
