/* screen.h: what views draw upon, and where keys come from.
 *
 *   views --put--> cells --flush--> terminal or memory
 *   terminal or memory --read--> events --> views
 *
 * Cells are characters with an ink; the screen alone knows how an ink looks. Every text
 * passes through text_safe on its way into a cell, and nothing is drawn outside of the
 * region that was named.
 */
#ifndef GRADUS_SCREEN_H
#define GRADUS_SCREEN_H

#include "page/page.h"

/* ---- inks --------------------------------------------------------------------- */

/* The styles of pages, and then those of pictures. */
enum ink {
    INK_PLAIN = STYLE_PLAIN,
    INK_STRONG = STYLE_STRONG,
    INK_EMPH = STYLE_EMPH,
    INK_MATH = STYLE_MATH,
    INK_CODE = STYLE_CODE,
    INK_FAINT = STYLE_FAINT,
    INK_ACCENT = STYLE_ACCENT,
    INK_GOOD = STYLE_GOOD,
    INK_BAD = STYLE_BAD,
    INK_TANGENT = STYLE_COUNT,
    INK_CURVE,
    INK_TRAIL,
    INK_MARK,
    INK_POINT,
    INK_COUNT
};

/* ---- keys ---------------------------------------------------------------------- */

/* A key is a character, 1 to 26 for Control and a letter, or one of these; with PRESS_ALT
 * added for Alt. */
enum press {
    PRESS_NONE = 0,
    PRESS_ENTER = 0x110000,
    PRESS_ESC,
    PRESS_TAB,
    PRESS_BACKTAB,
    PRESS_BACKSPACE,
    PRESS_DELETE,
    PRESS_UP,
    PRESS_DOWN,
    PRESS_LEFT,
    PRESS_RIGHT,
    PRESS_HOME,
    PRESS_END,
    PRESS_PAGE_UP,
    PRESS_PAGE_DOWN,
    PRESS_F1, /* F1 to F12 follow each other */
    PRESS_F12 = PRESS_F1 + 11,
    PRESS_ALT = 0x400000
};

/* The key of a name as in actions.def: "a", "space", "enter", "F4", "^D", "M-h". */
uint32_t press_named(const char *name, size_t n);

struct event {
    enum { EVENT_KEY, EVENT_RESIZE } kind;
    uint32_t key;
};

/* ---- screen --------------------------------------------------------------------- */

struct cell {
    char text[20]; /* one character with its combining marks */
    uint8_t ink;
    uint8_t columns; /* 1 or 2; 0: the right half of a wide one */
};

struct screen {
    struct arena *scratch; /* until the next screen_clear */
    int columns, rows;
    bool ascii;
    struct cell *cells;
    int cursor_row, cursor_column; /* a negative row: not shown */
    int fd;                        /* where keys come from; -1: nowhere to wait */
    char reset[256];               /* bytes that give a terminal back its manners */
    size_t reset_size;
    void *self;
    bool (*read)(struct screen *s, struct event *event); /* false: nothing waits */
    void (*flush)(struct screen *s);
    void (*resize)(struct screen *s, int columns, int rows);
    void (*suspend)(struct screen *s); /* gives the terminal back for a while */
    void (*redraw)(struct screen *s);  /* the next flush trusts nothing */
    void (*close)(struct screen *s);
};

enum { SCREEN_MAX_COLUMNS = 500, SCREEN_MAX_ROWS = 300 };

/* NULL, with a reason in *d, if the terminal is of no use. */
struct screen *screen_curses(enum truth colour, bool ascii, struct diag *d);
struct screen *screen_memory(int columns, int rows, bool ascii);
void screen_close(struct screen *s);

/* ---- the memory screen ------------------------------------------------------------ */

/* Keys to be read: characters, and names in <...>: "q", "<enter>", "x^2<esc>". */
void screen_press(struct screen *s, const char *keys);
/* Row after row, blanks at their ends left out. */
const char *screen_text(const struct screen *s, struct arena *a);

/* ---- drawing ---------------------------------------------------------------------- */

struct region {
    int row, column, rows, columns;
};

void screen_set_size(struct screen *s, int columns, int rows);
void screen_clear(struct screen *s); /* also hides the cursor */
struct region screen_all(const struct screen *s);
/* Puts text at a place of the region; returns the columns it took. What does not fit is
 * cut off. */
int screen_put(struct screen *s, struct region in, int row, int column, enum ink ink,
               const char *text);
int screen_putf(struct screen *s, struct region in, int row, int column, enum ink ink,
                const char *fmt, ...) LIKE_PRINTF(6, 7);
/* The same; what is cut off is told by "...". */
void screen_put_cut(struct screen *s, struct region in, int row, int column, enum ink ink,
                    const char *text);
/* Ending at the region's right edge. */
void screen_put_right(struct screen *s, struct region in, int row, enum ink ink,
                      const char *text);
void screen_runs(struct screen *s, struct region in, int row, int column,
                 const struct run *runs);
/* A horizontal rule across the region, a vertical one along it. */
void screen_rule(struct screen *s, struct region in, int row);
void screen_bar(struct screen *s, struct region in, int column);
/* An empty box around the region's edge, cleared inside. */
void screen_box(struct screen *s, struct region in, const char *title);
void screen_cursor(struct screen *s, struct region in, int row, int column);

#endif
