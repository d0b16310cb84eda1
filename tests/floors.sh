#!/bin/sh
# floors.sh: no include goes upward, and a library is known in one place.
#
# Reads every line of src/<floor>/*.[ch] and *.def. A floor includes only itself and the
# floors of its row in src/FLOORS; each foreign library has the files that may know it;
# every .c and .h file begins with a comment that names it; every file is named in its
# floor's local.mk, or a released tarball would lack it.
# The reading is tried first on a small house with one fault of each kind.

. "$(dirname "$0")/tap.sh"

# check HOUSE: one line `floor: what is wrong` for each fault below HOUSE/src.
check()
{
    (cd "$1/src" && awk '
    function fault(text) {
        print floor ": " FILENAME ":" FNR ": " text
    }
    function only_in(header, files) {
        if ($0 ~ "<" header && index(" " files " ", " " FILENAME " ") == 0)
            fault("only " files " may include " header)
    }
    FILENAME == "FLOORS" {
        if (/^[a-z]+:/) {
            sub(/#.*/, "")
            name = $1
            sub(/:.*/, "", name)
            may[name, name] = known[name] = 1
            for (i = 2; i <= NF; i++)
                may[name, $i] = 1
        }
        next
    }
    FNR == 1 {
        floor = base = FILENAME
        sub(/\/.*/, "", floor)
        sub(/.*\//, "", base)
        if (!(floor in known))
            fault("this floor is not in src/FLOORS")
        if (base ~ /\.mk$/) {
            named[floor] = ""
        } else {
            file[++files] = FILENAME
            if (base ~ /\.[ch]$/ && index($0, "/* " base) != 1)
                fault("the first line must begin with: /* " base)
        }
    }
    base ~ /\.mk$/ {
        named[floor] = named[floor] " " $0
        next
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        path = $0
        sub(/^[^"]*"/, "", path)
        sub(/".*/, "", path)
        if (path == "config.h")
            next
        if (path !~ /\//) {
            fault("includes are written from src/: " path)
            next
        }
        target = path
        sub(/\/.*/, "", target)
        if (!((floor, target) in may))
            fault("may not include " path)
        else if (path ~ /internal\.h$/ && target != floor)
            fault("is private to its floor: " path)
    }
    /^[ \t]*#[ \t]*include[ \t]*</ {
        only_in("(ncursesw/|ncurses/)?(n?curses|term|termcap|panel|form|menu)\\.h", "tui/screen_curses.c")
        only_in("readline/", "cli/repl.c tui/editline.c")
        only_in("sqlite3\\.h", "store/store.c")
        only_in("jansson\\.h", "page/json.c")
    }
    END {
        for (i = 1; i <= files; i++) {
            FILENAME = file[i]
            floor = FILENAME
            sub(/\/.*/, "", floor)
            FNR = 0
            if (index(named[floor] " ", "src/" FILENAME " ") == 0)
                fault("is not named in src/" floor "/local.mk")
        }
    }' FLOORS */local.mk $(ls */*.[ch] */*.def 2>/dev/null))
}

# ---- the check can fail ------------------------------------------------------------

house=$work/house
mkdir -p "$house/src/low" "$house/src/high" "$house/src/tui"
cat > "$house/src/FLOORS" <<'X'
# a small house
low:
high: low
tui: low high
X
echo 'src_low_liblow_a_SOURCES = src/low/low.h src/low/low.c' > "$house/src/low/local.mk"
printf 'src_high_libhigh_a_SOURCES = \\\n\tsrc/high/high.h\n' > "$house/src/high/local.mk"
echo 'X = src/tui/screen_curses.c ' > "$house/src/tui/local.mk"
printf '/* low.h: a floor */\n' > "$house/src/low/low.h"
printf '/* low.c: its work */\n#include "low/low.h"\n' > "$house/src/low/low.c"
printf '/* high.h: stands on low */\n#include "low/low.h"\n' > "$house/src/high/high.h"
printf '/* screen_curses.c: cells */\n#include <curses.h>\n' > "$house/src/tui/screen_curses.c"
is "$(check "$house")" "" "a house in order has no fault"

# finds LINE FAULT: FAULT is what the check says once LINE stands in low/low.c.
finds()
{
    printf '/* low.c: its work */\n%s\n' "$1" > "$house/src/low/low.c"
    is "$(check "$house")" "low: low/low.c:2: $2" "a fault is found: $2"
}
finds '#include "high/high.h"' 'may not include high/high.h'
finds '#  include  "high/rows.def"' 'may not include high/rows.def'
finds '#include "low.h"' 'includes are written from src/: low.h'
finds '#include <curses.h>' \
    'only tui/screen_curses.c may include (ncursesw/|ncurses/)?(n?curses|term|termcap|panel|form|menu)\.h'
finds '#include <readline/readline.h>' \
    'only cli/repl.c tui/editline.c may include readline/'
finds '#include <sqlite3.h>' 'only store/store.c may include sqlite3\.h'
finds '#include <jansson.h>' 'only page/json.c may include jansson\.h'

printf '// low\n' > "$house/src/low/low.c"
is "$(check "$house")" "low: low/low.c:1: the first line must begin with: /* low.c" \
    "a fault is found: no head comment"
printf '/* low.c: fine */\n' > "$house/src/low/low.c"
printf '/* more.h: forgotten */\n' > "$house/src/low/more.h"
is "$(check "$house")" "low: low/more.h:0: is not named in src/low/local.mk" \
    "a fault is found: a file the build does not know"

# ---- the house itself --------------------------------------------------------------

check "$abs_top_srcdir" > "$work/faults"
is "$(sed -n '/^[a-z]*:/s/:.*//p' "$abs_top_srcdir/src/FLOORS" | sort)" \
    "$(cd "$abs_top_srcdir/src" && ls -d */ | sed 's,/$,,' | sort)" \
    "every floor has a folder and every folder is a floor"
for floor in $(sed -n '/^[a-z]*:/s/:.*//p' "$abs_top_srcdir/src/FLOORS"); do
    if grep "^$floor: " "$work/faults" > "$work/here"; then
        point 1 "src/$floor keeps to its row"
        note "$(cat "$work/here")"
    else
        point 0 "src/$floor keeps to its row"
    fi
done
done_testing
