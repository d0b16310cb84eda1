#!/bin/sh
# lint.sh: what is shipped passes what authors are given: lint finds no error and no warning in the lessons
# and problems, and nothing fails when they are tried.

. "$(dirname "$0")/tap.sh"

is "$(cd "$abs_top_srcdir" && gradus lint lessons problems 2>&1 | grep -Ev 'nothing found|: info L801: ')" "" \
    "gradus lint finds no fault in lessons and problems"
gradus lint --strict "$abs_top_srcdir" >/dev/null
point $? "nor in the course as a whole"
is "$(cd "$abs_top_srcdir" && gradus try lessons problems --seeds 3 --timeout 100 2>&1 |
      grep -Ev '^WARN|: 3 seeds, 0 failures, ')" "" "gradus try: no check fails"

done_testing
