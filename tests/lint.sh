#!/bin/sh
# lint.sh: what is shipped passes what authors are given: lint finds no error and no warning in the lessons
# and problems.

. "$(dirname "$0")/tap.sh"

is "$(cd "$abs_top_srcdir" && gradus lint lessons problems 2>&1 | grep -Ev 'nothing found|: info L801: ')" "" \
    "gradus lint finds no fault in lessons and problems"
gradus lint --strict "$abs_top_srcdir" >/dev/null
point $? "nor in the course as a whole"

done_testing
