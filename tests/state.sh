#!/bin/sh
# state.sh: what the objects themselves say about the laws of the house.
#
#   state   below tui no object has writable data: .data .bss .tdata .tbss are empty
#           (.data.rel.ro is written only by the loader, before main)
#   calls   a floor calls only functions of the floors in its row
#   silence the engine, func to data, neither reads nor prints nor asks the time
#   rounding nobody turns the processor's rounding mode
#
# Instrumented objects carry counters and are not asked. Each question is first put to
# a small object that breaks the law.

. "$(dirname "$0")/tap.sh"

[ "$INSTRUMENTED" != yes ] || skip_all "instrumented objects have counters"
for tool in size nm ar; do
    command -v $tool >/dev/null || skip_all "$tool is not here"
done
size -A "$(command -v size)" >/dev/null 2>&1 || skip_all "size has no -A"

# writable OBJECTS: `object section bytes` where bytes could be changed after start.
writable()
{
    size -A "$@" | awk '
        /:$/ { object = $1 }
        $1 ~ /^\.(data|bss|tdata|tbss)(\.|$)|^COMMON$|^\*COM\*$/ && $1 !~ /^\.data\.rel\.ro/ && $2 > 0 {
            print object, $1, $2
        }'
    nm "$@" 2>/dev/null | awk '$2 == "C" { print "common", $3 }'
}

# wants OBJECTS / gives OBJECTS: the global names they need, and have.
wants()
{
    nm -u "$@" 2>/dev/null | awk 'NF == 2 { print $2 }' | sort -u
}
gives()
{
    nm --defined-only -g "$@" 2>/dev/null | awk 'NF == 3 { print $3 }' | sort -u
}

# Names behind printf, fopen, time and the like, also as checked and 64-bit variants.
speech='printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|putc|fputc|fwrite|perror|dprintf'
speech="$speech|fopen|fopen64|fdopen|freopen|open|open64|openat|creat|read|write|scanf|fscanf"
speech="$speech|fgets|getline|getchar|getc|fgetc|fread|stdin|stdout|stderr|getenv|setlocale"
speech="$speech|time|clock|clock_gettime|gettimeofday|exit|_exit|_Exit|quick_exit|system"
speech="$speech|popen|fork|execve|rand|srand|random|srandom|rand_r|drand48|signal|sigaction"
speech="$speech|__printf_chk|__fprintf_chk|__vprintf_chk|__vfprintf_chk|__isoc99_scanf"
rounding='fesetround|fesetenv|feholdexcept|feupdateenv'

# judge NAMES: NAMES has lines `gives|wants FLOOR NAME` and `holds FLOOR DATA`; prints
# one line `FLOOR FAULT ...` each, as in `page calls verb_find of verb`.
judge()
{
    awk -v speech="^($speech)\$" -v rounding="^($rounding)\$" '
        FILENAME ~ /FLOORS$/ {
            if (/^[a-z]+:/) {
                floor = $1
                sub(/:/, "", floor)
                for (i = 2; i <= NF; i++)
                    may[floor, $i] = 1
                if (floor == "func") engine = 1
                if (floor == "plot") engine = 0
                if (floor == "tui") above = 1
                silent[floor] = engine
                stateless[floor] = !above
            }
            next
        }
        $1 == "gives" { home[$3] = $2 }
        $1 == "wants" { want[++wants] = $2; name[wants] = $3 }
        $1 == "holds" && stateless[$2] { print $2, "state", $3 " " $4 " " $5 }
        END {
            for (i = 1; i <= wants; i++) {
                floor = want[i]
                if ((name[i] in home) && home[name[i]] != floor && !((floor, home[name[i]]) in may))
                    print floor, "calls", name[i], "of", home[name[i]]
                if (silent[floor] && name[i] ~ speech)
                    print floor, "speech", name[i]
                if (name[i] ~ rounding)
                    print floor, "rounding", name[i]
            }
        }' "$abs_top_srcdir/src/FLOORS" "$1"
}

# ---- the questions can be answered with no -----------------------------------------

cat > "$work/bad.c" <<'X'
/* bad.c: breaks every law */
#include <fenv.h>
#include <stdio.h>
int counter = 3;
static _Thread_local int mine;
const char *const names[] = { "fixed", "names" };
int bad(void);
int bad(void)
{
    static int calls;
    mine += fesetround(FE_UPWARD);
    return printf("%d %d\n", calls++, mine);
}
X
if ${CC:-cc} -fPIC -c "$work/bad.c" -o "$work/bad.o" 2>/dev/null; then
    is "$(writable "$work/bad.o" | awk '{ print $2 }' | sort | tr '\n' ' ')" \
        ".bss .data .tbss " "writable data is seen, and constant tables are not"
    is "$(wants "$work/bad.o" | grep -Ec "^($speech|$rounding)\$")" 2 \
        "a call that prints and one that rounds are seen"
    is "$(gives "$work/bad.o" | tr '\n' ' ')" "bad counter names " \
        "the names an object gives are seen"
fi

cat > "$work/bad" <<'X'
gives expr expr_parse
gives base arena_new
wants base expr_parse
wants expr arena_new
wants tape printf
wants verb printf
wants tui expr_parse
wants tape fesetround
holds tape bad.o .bss 4
holds tui good.o .bss 4
X
is "$(judge "$work/bad")" "tape state bad.o .bss 4
base calls expr_parse of expr
tape speech printf
tape rounding fesetround" "a call upward, speech, state and rounding are told"

# ---- the house ---------------------------------------------------------------------

floors=$(sed -n '/^[a-z]*:/s/:.*//p' "$abs_top_srcdir/src/FLOORS")
missing=
for floor in $floors; do
    archive=$abs_top_builddir/src/$floor/lib$floor.a
    [ -f "$archive" ] || { missing="$missing $floor"; continue; }
    gives "$archive" | sed "s/^/gives $floor /"
    wants "$archive" | sed "s/^/wants $floor /"
    writable "$archive" | sed "s/^/holds $floor /"
done > "$work/names"
is "$missing" "" "every floor has its archive"
judge "$work/names" > "$work/faults"

# holds FLOOR FAULT TEXT
holds()
{
    is "$(sed -n "s/^$1 $2 //p" "$work/faults")" "" "src/$1 $3"
}
storey=ground
for floor in $floors; do
    case $floor in
    func) storey=engine ;;
    plot) storey=teaching ;;
    tui) storey=surface ;;
    esac
    [ $storey = surface ] || holds $floor state "has no writable data"
    [ $storey != engine ] || holds $floor speech "neither reads nor prints nor asks the time"
    holds $floor calls "calls only its row"
    holds $floor rounding "leaves the rounding mode alone"
done
done_testing
