#!/bin/sh
# latex.sh: a page of a hundred formulas compiles, where there is a LaTeX.

. "$(dirname "$0")/../tap.sh"

for latex in pdflatex latex; do
    command -v $latex >/dev/null && break
    latex=
done
[ -n "$latex" ] || skip_all "there is no LaTeX here"
kpsewhich amsmath.sty >/dev/null || skip_all "there is no amsmath here"

"$abs_top_builddir/tests/expr/t-tex" --page >"$work/page.tex"
(cd "$work" && $latex -interaction=nonstopmode -halt-on-error page.tex >log 2>&1)
is $? 0 "the page compiles" || sed -n '/^!/,$p' "$work/log" | sed 's/^/# /'
is "$(grep -c displaystyle "$work/page.tex")" 100 "and has a hundred formulas"
done_testing
