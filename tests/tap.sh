# tap.sh: what a shell test says, in the Test Anything Protocol. To be sourced:
#
#   . "$abs_top_srcdir/tests/tap.sh"
#   gradus eval 1/2 >out; point $? "a half can be read"
#   is "$(cat out)" "0.5" "and is printed"
#   done_testing
#
# work is a fresh directory of this test alone, below the build directory, removed at
# the end. point takes a status: 0 is a pass. Texts of what a point shows hold no '#'.

: "${abs_top_srcdir:=$(cd "$(dirname "$0")/.." && pwd)}"
: "${abs_top_builddir:=$abs_top_srcdir/build}" # run by hand
PATH=$abs_top_builddir:$PATH
tap_points=0
tap_failed=0
work=$abs_top_builddir/tests/work.$$
mkdir -p "$work" || exit 99
trap 'rm -rf "$work"' 0
trap 'exit 99' HUP INT TERM

point()
{
    tap_points=$((tap_points + 1))
    if [ "$1" = 0 ]; then
        echo "ok $tap_points - $2"
    else
        tap_failed=$((tap_failed + 1))
        echo "not ok $tap_points - $2"
        return 1
    fi
}

# is GOT WANT TEXT
is()
{
    if [ "$1" = "$2" ]; then
        point 0 "$3"
    else
        point 1 "$3"
        printf '%s\n' "$1" | sed 's/^/#    got: /'
        printf '%s\n' "$2" | sed 's/^/#   want: /'
        return 1
    fi
}

note()
{
    printf '%s\n' "$*" | sed 's/^/# /'
}

skip_all()
{
    echo "1..0 # SKIP $*"
    exit 0
}

done_testing()
{
    echo "1..$tap_points"
    [ "$tap_failed" = 0 ]
    exit $?
}
