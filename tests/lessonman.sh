#!/bin/sh
# lessonman.sh: man/gradus-lesson.5 names all that the sources know of lesson files: keys, directives,
# filters, functions of authors, slips, words, codes of lint and checks of try; its example passes both.

. "$(dirname "$0")/tap.sh"

page=$work/page
sed 's/\\-/-/g; s/\\(dq/"/g; s/\\&//g; s/\\\\/\\/g' "$abs_top_srcdir/man/gradus-lesson.5" >"$page"
cd "$abs_top_srcdir/src" || exit 1

# named WHAT LEAST: each line of the list stands in the page as a word of its own; there are LEAST or more.
list=$work/list
named()
{
    sort -u "$list" >"$work/words"
    while IFS= read -r word; do
        awk -v word="$word" '
            { line = " " $0 " "
              while ((at = index(line, word)) > 0) {
                  before = substr(line, at - 1, 1); after = substr(line, at + length(word), 1)
                  if (before !~ /[A-Za-z0-9_-]/ && after !~ /[A-Za-z0-9_-]/) found = 1
                  line = substr(line, at + 1)
              } }
            END { exit !found }' "$page" || echo "$word"
    done <"$work/words" >"$work/missing"
    is "$(cat "$work/missing")" "" "the page names each of the $1"
    [ "$(wc -l <"$work/words")" -ge "$2" ]
    point $? "... of which there are $2 or more"
}

cat course/*.c | tr '\n' ' ' | sed 's/  */ /g' | grep -oE 'settings_(get|text|scalar|integer|double|truth|texts|expressions|bindings)\([^"()]*"[a-z_-]+"' |
    grep -oE '"[a-z_-]+"$' | tr -d '"' >"$list"
named "keys" 70
grep -ohE '(word|common|window_at)\(d, "[a-z_-]+"' course/directive.c | grep -oE '[a-z_-]+"$' | tr -d '"' >"$list"
named "words of a directive" 8
sed -n '/markup_directives\[\] = /,/;/p' page/markup.c | grep -oE '"[a-z]+"' | tr -d '"' >"$list"
named "directives" 9
grep -ohE 'filter_is\(slot, "[a-z]+"' course/expand.c | grep -oE '"[a-z]+' | tr -d '"' >"$list"
named "filters" 4
grep -ohE '^ *\{"[a-z_]+", [0-9], [0-9], call_' course/calls.c | grep -oE '"[a-z_]+' | tr -d '"' >"$list"
named "functions" 20
sed -nE 's/^SLIP\([A-Z_0-9]+, "([^"]+)".*/\1/p' course/slips.def >"$list"
named "slips" 70
sed -nE 's/^TASK\([A-Z_0-9]+, "([^"]+)".*/\1/p' course/slips.def >"$list"
named "tasks" 9
sed -nE 's/^SAID\("([^"]+)".*/\1/p' course/words.def | grep '[a-z]' >"$list"
named "words" 60
grep -ohE '"L[0-9]{3}' course/*.c | tr -d '"' >"$list"
named "codes of lint" 30
grep -ohE '"T[0-9]{1,2}"' course/trial*.c | tr -d '"' >"$list"
named "checks of try" 12
sed -n '/kinds\[\] = {/,/;/p; /forms\[\] = {/,/;/p' course/field.c | grep -oE '"[a-z-]+"' | tr -d '"' >"$list"
named "kinds and forms" 14

sed -n '/^\.SH EXAMPLE/,/^\.SH SEE/p' "$page" | sed '/^\./d' >"$work/parabola-slope.md"
gradus lint "$work/parabola-slope.md" >/dev/null && gradus try "$work/parabola-slope.md" >/dev/null
point $? "the example of the page passes lint and try"

done_testing
