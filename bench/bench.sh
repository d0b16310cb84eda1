#!/bin/sh
# bench.sh: gradus against a baseline, in the same run; prints ratios. `make bench`.
#
#   bench.sh STICKS GRADUS     STICKS is the directory of the programs made beside this file
#
# RUNS=N sets the number of runs of each command (201). Peers' programs are looked for in
# GRADUS_SHARED/bench; what is not there is said and left out.

sticks=$1
gradus=$2
race=$sticks/race
peers=${GRADUS_SHARED:-../shared}/bench
: "${RUNS:=201}"

[ -x "$gradus" ] || { echo "bench: there is no program $gradus yet"; exit 0; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' 0
input=$work/input

echo "whole process: derivative of x^3-3x (medians of $RUNS runs, taking turns)"
if command -v gp >/dev/null; then
    echo 'deriv(x^3-3*x)' > "$input"
    "$race" "$RUNS" gradus "$gradus" diff 'x^3-3x' : gp gp -qf "<$input"
else
    "$race" "$RUNS" gradus "$gradus" diff 'x^3-3x'
    echo "  gp (PARI) is not here, so there is nothing to compare with"
fi

# ---- derivatives -------------------------------------------------------------------
# Lines `gradus NAME SIZE ms nodes bytes` beside `ginac NAME SIZE build ms ...`.

derivatives()
{
    "$sticks/derive" > "$work/ours"
    if [ -f "$peers/diff_ginac.cpp" ] &&
        c++ -O2 "$peers/diff_ginac.cpp" -lginac -lcln -o "$work/ginac" 2> "$work/log"; then
        "$work/ginac" > "$work/theirs"
    else
        echo "  GiNaC (or its measuring program) is not here: our own figures alone"
        : > "$work/theirs"
    fi
    awk 'FILENAME ~ /theirs$/ { ms[$2 " " $3] = $5; next }
        {
            key = $2 " " $3
            printf "  %-16s %5d %10.4f ms %8d nodes %9d bytes", $2, $3, $4, $5, $6
            if (key in ms)
                printf "   GiNaC x %.1f", ms[key] / $4
            printf "\n"
            if (key in ms && key ~ /^(chain 1000|product 2000|sum 1000|expsin 10|recip 10|rosenbrock_grad 1000|quadform_grad 200)$/) {
                sum += log(ms[key] / $4)
                n++
            }
        }
        END {
            if (n)
                printf "  geometric mean of the %d large ones: GiNaC takes %.0f times ours\n", n, exp(sum / n)
        }' "$work/theirs" "$work/ours"
}

echo
echo "derivatives, the expression built (least processor time of many runs)"
derivatives

echo
echo "all zeros on an interval, beside Arb's bisection of the same tape (least processor time)"
"$sticks/isolate" | awk '
    { print "  " $0 }
    match($0, /Arb +[0-9.]+ ms/) {
        split(substr($0, RSTART), arb, " ")
        sum += log(arb[2] / $2)
        n++
    }
    END { if (n) printf "  geometric mean: Arb takes %.1f times ours\n", exp(sum / n) }'

echo
echo "values and gradients by the tape, beside the same by hand in C (least processor time)"
grep -qw avx2 /proc/cpuinfo 2>/dev/null || echo "  no AVX2 here: the ratios are those of narrow vectors"
"$sticks/slopes" | sed 's/^/  /'
