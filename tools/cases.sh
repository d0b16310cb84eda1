#!/bin/sh
# cases.sh: how many cases with known answers gradus gets right. `make cases`.
#
#   cases.sh GRADUS SHARED LOGS
#
# SHARED holds score/score.py, an independent judge (python3 with mpmath), and cases/.
# Each file has a time budget; all together stay below six minutes. CASES="extrema fits"
# chooses. What the judge says at length goes to LOGS/<set>.txt. Never fails: this is a
# thermometer.

gradus=$1
shared=$2
logs=$3
budgets='
derivatives 30
extrema     100
answers     50
mistakes    20
optimize    60
fits        20
traces      20
intervals   50
'

enough()
{
    echo "cases: $*"
    exit 0
}
[ -x "$gradus" ] || enough "there is no program $gradus yet"
[ -f "$shared/score/score.py" ] && [ -d "$shared/cases" ] ||
    enough "no judge and cases at $shared (GRADUS_SHARED=DIR tells where)"
python=
for candidate in python3 /usr/bin/python3; do
    [ -n "$python" ] || ! $candidate -c 'import mpmath' 2>/dev/null || python=$candidate
done
[ -n "$python" ] || enough "the judge needs python3 with mpmath (Debian: python3-mpmath)"
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE

mkdir -p "$logs"
line='%-12s %6s %6s %6s %9s %6s %6s  %s\n'
printf "$line" file cases right wrong undecided error other 'right %'
printf '%s\n' "$budgets" | while read -r set budget; do
    [ -n "$set" ] && [ -f "$shared/cases/$set.jsonl" ] || continue
    case " ${CASES:-$set} " in
    *" $set "*) ;;
    *) continue ;;
    esac
    if $python "$shared/score/score.py" "$gradus" "$set" "$shared/cases/$set.jsonl" \
        --budget "$budget" --json "$logs/$set.json" >"$logs/$set.txt" 2>&1 </dev/null; then
        printf "$line" $($python -c '
import json, sys
d = json.load(open(sys.argv[1]))
told = [d["right"], d["wrong"], d["undecided"], d["error"]]
print(d["set"], d["cases"], *told, d["cases"] - sum(told), "%.1f" % (100 * d["share"]))
' "$logs/$set.json")
    else
        echo "$set: the judge failed: $(tail -n 1 "$logs/$set.txt")"
    fi
done
echo "at length: $logs/*.txt (other: crash, timeout, skipped when the budget ran out)"
exit 0
