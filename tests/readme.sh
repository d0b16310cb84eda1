#!/bin/sh
# readme.sh: the examples of README.md print what README.md says, and the manual page in
# man/ is the one that the program writes.

. "$(dirname "$0")/tap.sh"

# Commands and outputs of the block after <!-- examples -->: N.cmd and N.out.
awk -v dir="$work" '
    /^<!-- examples -->/ { wait = 1 }
    wait && /^```console/ { wait = 0; inside = 1; next }
    inside && /^```/ { exit }
    inside && /^\$ / {
        n++
        print substr($0, 3) > (dir "/" n ".cmd")
        printf "%s", "" > (dir "/" n ".out")
        next
    }
    inside { print > (dir "/" n ".out") }' "$abs_top_srcdir/README.md"

n=1
while [ -f "$work/$n.cmd" ]; do
    is "$(sh "$work/$n.cmd" 2>&1)" "$(cat "$work/$n.out")" "$(cat "$work/$n.cmd")"
    n=$((n + 1))
done
[ "$n" -ge 6 ]
point $? "README.md has five examples or more"

gradus help man >"$work/gradus.1"
cmp -s "$work/gradus.1" "$abs_top_srcdir/man/gradus.1"
point $? "man/gradus.1 is what 'gradus help man' writes"

done_testing
