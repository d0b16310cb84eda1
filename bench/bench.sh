#!/bin/sh
# bench.sh: gradus against a baseline, in the same run; prints ratios. `make bench`.
#
#   bench.sh RACE GRADUS       RACE is the program made of race.c
#
# RUNS=N sets the number of runs of each command (201).

race=$1
gradus=$2
: "${RUNS:=201}"

[ -x "$gradus" ] || { echo "bench: there is no program $gradus yet"; exit 0; }
input=$(mktemp) || exit 1
trap 'rm -f "$input"' 0

echo "whole process: derivative of x^3-3x (medians of $RUNS runs, taking turns)"
if command -v gp >/dev/null; then
    echo 'deriv(x^3-3*x)' > "$input"
    "$race" "$RUNS" gradus "$gradus" diff 'x^3-3x' : gp gp -qf "<$input"
else
    "$race" "$RUNS" gradus "$gradus" diff 'x^3-3x'
    echo "  gp (PARI) is not here, so there is nothing to compare with"
fi
