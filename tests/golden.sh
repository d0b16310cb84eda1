#!/bin/sh
# golden.sh: what users see, word for word. Reads tests/golden/*.test, made of blocks:
#
#     # odd-power: the derivative of a cube
#     $ gradus diff 'x^3'
#     3*x^2
#     = 0
#
#     # typo: a caret stands under the unknown name
#     $ gradus diff 'sn(x)'
#     ! sn(x)
#     ! ^~
#     = 2
#
#   # name: text   what the block shows; the line before `$ ` counts
#   $ command      run by sh in an empty directory; more `$ ` lines continue the script
#   line           expected on standard output; an empty line is an empty line
#   ! line         expected on standard error
#   = N            expected exit status; ends the block
#
# An output line that itself looks like `= 0` or begins with `! ` is written with a
# backslash before it. Between blocks anything that is no `$ ` line is prose.
# `$root` in a command is the top of the sources. Arguments are files to read instead;
# each block is one test point.

. "$(dirname "$0")/tap.sh"

root=$abs_top_srcdir
export root

# Splits a file into N.name, N.sh, N.out, N.err, N.status and prints how many.
split()
{
    awk -v dir="$2" '
        function begin() {
            n++
            stem = dir "/" n
            printf "%s", "" > (stem ".sh")
            printf "%s", "" > (stem ".out")
            printf "%s", "" > (stem ".err")
            print (name == "" ? FILENAME ":" FNR : name) > (stem ".name")
            in_block = 1
            heading = 1
        }
        function end(status) {
            print status > (stem ".status")
            close(stem ".sh"); close(stem ".out"); close(stem ".err")
            close(stem ".name"); close(stem ".status")
            in_block = 0
            name = ""
        }
        !in_block && /^# / { name = substr($0, 3); gsub(/#/, "~", name) }
        !in_block && /^\$ / { begin() }
        !in_block { next }
        heading && /^\$ / { print substr($0, 3) > (stem ".sh"); next }
        { heading = 0 }
        /^= [0-9]+$/ { end($2); next }
        /^!( |$)/ { print substr($0, 3) > (stem ".err"); next }
        /^\\+(= [0-9]+$|! )/ { print substr($0, 2) > (stem ".out"); next }
        { print > (stem ".out") }
        END {
            if (in_block)
                end("missing: the block has no `= N` line")
            print n + 0
        }' "$1"
}

# Runs block N of directory $1.
try()
{
    stem=$1/$2
    mkdir "$stem.dir"
    (cd "$stem.dir" && sh "$stem.sh" >"$stem.got" 2>"$stem.got2" </dev/null)
    status=$?
    text=$(cat "$stem.name")
    if cmp -s "$stem.out" "$stem.got" && cmp -s "$stem.err" "$stem.got2" &&
        [ "$status" = "$(cat "$stem.status")" ]; then
        point 0 "$text"
        return
    fi
    point 1 "$text"
    note "\$ $(cat "$stem.sh")"
    diff -u "$stem.out" "$stem.got" | sed '1,3d; s/^/#   /'
    diff -u "$stem.err" "$stem.got2" | sed '1,3d; s/^/#  ! /'
    [ "$status" = "$(cat "$stem.status")" ] ||
        note "status $status, want $(cat "$stem.status")"
}

# read_file FILE: every block of it.
read_file()
{
    files=$((${files:-0} + 1))
    mkdir "$work/$files"
    blocks=$(split "$1" "$work/$files")
    i=0
    while [ $i -lt "$blocks" ]; do
        i=$((i + 1))
        try "$work/$files" $i
    done
}

# ---- the runner itself ---------------------------------------------------------------

if [ $# = 0 ]; then
    cat > "$work/self.test" <<'X'
# right: output, an empty line, errors and the status are compared
$ echo one; echo
$ echo two >&2; exit 3
one

! two
= 3
# wrong-output:
$ echo 1
2
= 0
# wrong-status:
$ exit 1
= 0
# wrong-error:
$ echo oops >&2
= 0
# escaped: lines that look like marks
$ printf '= 0\n! x\n'
\= 0
\! x
= 0
# unfinished:
$ true
X
    (tap_points=0; read_file "$work/self.test") | grep -v '^#' > "$work/self"
    is "$(sed 's/ [0-9]* - / /; s/:.*//' "$work/self")" "ok right
not ok wrong-output
not ok wrong-status
not ok wrong-error
ok escaped
not ok unfinished" "golden blocks can pass and can fail"
    files=1
    set -- "$abs_top_srcdir"/tests/golden/*.test
    [ -f "$1" ] || set --
fi
for file; do
    read_file "$file"
done
done_testing
