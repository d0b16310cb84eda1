#!/bin/sh
# malformed.sh: the inputs of t-malformed through `gradus batch` in little memory: a line
# for each, with a result or an error of a known code.

. "$(dirname "$0")/../tap.sh"

"$abs_top_builddir/tests/expr/t-malformed" --requests >"$work/requests"
# what a sanitizer sets aside is no memory of ours
[ "$INSTRUMENTED" = yes ] || ulimit -v 1500000
gradus batch <"$work/requests" >"$work/answers" 2>"$work/errors"
is $? 0 "the batch goes on to its end"
is "$(wc -l <"$work/answers")" "$(wc -l <"$work/requests")" "each request has an answer"
is "$(cat "$work/errors")" "" "nothing is said on standard error"
is "$(grep -v '^{.*}$' "$work/answers" | cut -c1-200)" "" "each answer is one object"
is "$(grep -o '"error": {"code": "[a-z]*"' "$work/answers" |
    grep -v '"\(syntax\|domain\|unable\|limit\|usage\)"$' | sort | uniq -c)" "" \
    "each error has a code of the contract"
done_testing
