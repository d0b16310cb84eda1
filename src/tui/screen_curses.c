/* screen_curses.c: a screen in a terminal (the one file with curses).
 *
 * Curses finds out what changed and how to write it; each frame is bracketed by DEC mode
 * 2026, so that terminals that know it show it whole. Signals are the loop's affair: it
 * tells of a new size through resize, and stops the process between suspend and redraw.
 */
#include "tui/screen.h"

#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>
#undef columns /* a macro of term.h */

/* How an ink looks: in 256 colours, in 8, and without. -1 is the terminal's own. */
static const struct {
    short many, few;
    attr_t attributes;
} looks[INK_COUNT] = {
    [INK_PLAIN] = {-1, -1, A_NORMAL},
    [INK_STRONG] = {-1, -1, A_BOLD},
    [INK_EMPH] = {-1, -1, A_UNDERLINE},
    [INK_MATH] = {74, COLOR_CYAN, A_NORMAL},
    [INK_CODE] = {74, COLOR_CYAN, A_NORMAL},
    [INK_FAINT] = {245, -1, A_DIM},
    [INK_ACCENT] = {74, COLOR_CYAN, A_BOLD},
    [INK_GOOD] = {36, COLOR_GREEN, A_BOLD},
    [INK_BAD] = {166, COLOR_RED, A_BOLD},
    [INK_TANGENT] = {175, COLOR_MAGENTA, A_BOLD},
    [INK_CURVE] = {74, COLOR_CYAN, A_BOLD},
    [INK_TRAIL] = {214, COLOR_YELLOW, A_NORMAL},
    [INK_MARK] = {214, COLOR_YELLOW, A_BOLD},
    [INK_POINT] = {214, COLOR_YELLOW, A_BOLD},
};

struct curses {
    SCREEN *term;
    struct cell *shown; /* what curses has been told */
    bool colours, all, brackets;
    int cursor_row, cursor_column;
    bool suspended;
};

static attr_t look_of(const struct curses *c, enum ink ink, short *pair)
{
    attr_t attributes = looks[ink].attributes;

    *pair = 0;
    if (c->colours && looks[ink].few >= 0)
        *pair = (short)(ink + 1);
    if (c->colours && COLORS >= 256 && looks[ink].many >= 0) {
        *pair = (short)(ink + 1);
        attributes &= ~A_DIM;
    }
    return attributes;
}

static void start_colours(struct curses *c)
{
    if (!c->colours || !has_colors() || start_color() == ERR) {
        c->colours = false;
        return;
    }
    use_default_colors();
    for (int ink = 0; ink < INK_COUNT; ink++)
        init_pair((short)(ink + 1), COLORS >= 256 ? looks[ink].many : looks[ink].few, -1);
}

/* ---- out ---------------------------------------------------------------------------- */

static void show_cell(const struct curses *c, const struct cell *cell, int row,
                      int column)
{
    wchar_t wide[8];
    cchar_t glyph;
    short pair;
    attr_t attributes = look_of(c, (enum ink)cell->ink, &pair);
    size_t n = mbstowcs(wide, cell->text, 5);

    if (cell->columns == 0)
        return;
    if (n == (size_t)-1 || n == 0)
        wmemcpy(wide, L"?", 2);
    else
        wide[n < 5 ? n : 5] = L'\0';
    if (setcchar(&glyph, wide, attributes, pair, NULL) == OK)
        mvadd_wch(row, column, &glyph);
}

static bool same(const struct cell *a, const struct cell *b)
{
    return a->ink == b->ink && a->columns == b->columns && strcmp(a->text, b->text) == 0;
}

static bool tell_changes(struct screen *s, struct curses *c)
{
    bool changed = c->all;

    for (int row = 0; row < s->rows; row++) {
        for (int column = 0; column < s->columns; column++) {
            size_t i = (size_t)row * (size_t)s->columns + (size_t)column;

            if (!c->all && same(&s->cells[i], &c->shown[i]))
                continue;
            show_cell(c, &s->cells[i], row, column);
            c->shown[i] = s->cells[i];
            changed = true;
        }
    }
    return changed;
}

static void bracket(const struct curses *c, const char *bytes)
{
    if (c->brackets && write(STDOUT_FILENO, bytes, strlen(bytes)) < 0)
        return; /* the loop will notice that the terminal is gone */
}

static void flush_curses(struct screen *s)
{
    struct curses *c = s->self;
    bool changed = tell_changes(s, c);

    if (!changed && c->cursor_row == s->cursor_row &&
        c->cursor_column == s->cursor_column)
        return;
    c->all = c->suspended = false;
    c->cursor_row = s->cursor_row;
    c->cursor_column = s->cursor_column;
    curs_set(s->cursor_row >= 0);
    if (s->cursor_row >= 0)
        move(s->cursor_row, s->cursor_column);
    wnoutrefresh(stdscr);
    bracket(c, "\033[?2026h");
    doupdate();
    bracket(c, "\033[?2026l");
}

static void redraw_curses(struct screen *s)
{
    struct curses *c = s->self;

    c->all = true;
    clearok(stdscr, TRUE);
}

static void resize_curses(struct screen *s, int columns, int rows)
{
    struct curses *c = s->self;

    screen_set_size(s, columns, rows);
    resizeterm(s->rows, s->columns);
    free(c->shown);
    c->shown = calloc((size_t)s->columns * (size_t)s->rows, sizeof *c->shown);
    if (!c->shown)
        abort();
    erase();
    redraw_curses(s);
}

static void suspend_curses(struct screen *s)
{
    (void)s;
    endwin();
}

/* ---- in ----------------------------------------------------------------------------- */

static uint32_t special_key(wint_t code)
{
    static const struct {
        wint_t code;
        uint32_t key;
    } keys[] = {
        {KEY_UP, PRESS_UP},         {KEY_DOWN, PRESS_DOWN},
        {KEY_LEFT, PRESS_LEFT},     {KEY_RIGHT, PRESS_RIGHT},
        {KEY_HOME, PRESS_HOME},     {KEY_END, PRESS_END},
        {KEY_PPAGE, PRESS_PAGE_UP}, {KEY_NPAGE, PRESS_PAGE_DOWN},
        {KEY_DC, PRESS_DELETE},     {KEY_BACKSPACE, PRESS_BACKSPACE},
        {KEY_BTAB, PRESS_BACKTAB},  {KEY_ENTER, PRESS_ENTER},
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code == code)
            return keys[i].key;
    }
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return PRESS_F1 + (uint32_t)(code - KEY_F(1));
    return PRESS_NONE;
}

static uint32_t plain_key(wint_t c)
{
    switch (c) {
    case '\r':
    case '\n': return PRESS_ENTER;
    case '\t': return PRESS_TAB;
    case '\b':
    case 127: return PRESS_BACKSPACE;
    default: return (uint32_t)c;
    }
}

/* Esc and a key at once is Alt and the key; Esc alone has waited ESCDELAY. */
static uint32_t after_escape(void)
{
    wint_t c;
    int how = get_wch(&c);

    if (how == OK && c != 27)
        return PRESS_ALT | plain_key(c);
    return PRESS_ESC;
}

static bool read_curses(struct screen *s, struct event *event)
{
    wint_t c;
    int how = get_wch(&c);

    (void)s;
    if (how == ERR)
        return false;
    event->kind = EVENT_KEY;
    if (how == KEY_CODE_YES)
        event->key = special_key(c);
    else
        event->key = c == 27 ? after_escape() : plain_key(c);
    return true;
}

/* ---- open, close -------------------------------------------------------------------- */

static void add_reset(struct screen *s, const char *name)
{
    const char *bytes = tigetstr(name);
    size_t n;

    if (!bytes || bytes == (char *)-1)
        return;
    n = strlen(bytes);
    if (s->reset_size + n < sizeof s->reset) {
        memcpy(s->reset + s->reset_size, bytes, n);
        s->reset_size += n;
    }
}

/* Keys one by one and unechoed, but ^C and ^Z still make signals; ^V and ^O are keys. */
static void set_modes(void)
{
    struct termios modes;

    cbreak();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(25);
    if (tcgetattr(STDIN_FILENO, &modes) == 0) {
        modes.c_lflag &= ~(tcflag_t)IEXTEN;
        modes.c_iflag &= ~(tcflag_t)IXON;
        tcsetattr(STDIN_FILENO, TCSANOW, &modes);
        def_prog_mode();
    }
}

static void close_curses(struct screen *s)
{
    struct curses *c = s->self;

    endwin();
    delscreen(c->term);
    free(c->shown);
    free(c);
}

static void describe(struct screen *s, struct curses *c)
{
    s->fd = STDIN_FILENO;
    s->self = c;
    s->read = read_curses;
    s->flush = flush_curses;
    s->resize = resize_curses;
    s->suspend = suspend_curses;
    s->redraw = redraw_curses;
    s->close = close_curses;
    if (c->brackets)
        memcpy(s->reset, "\033[?2026l", s->reset_size = 8);
    add_reset(s, "sgr0");
    add_reset(s, "rmkx");
    add_reset(s, "cnorm");
    add_reset(s, "rmcup");
}

struct screen *screen_curses(enum truth colour, bool ascii, struct diag *d)
{
    const char *name = getenv("TERM");
    SCREEN *term = newterm(NULL, stdout, stdin);
    struct screen *s;
    struct curses *c;

    if (!term) {
        diag_set(d, ST_IO, (struct span){0, 0},
                 "the terminal type '%.40s' is not known here", name ? name : "");
        diag_help(d, "set TERM to what your terminal is, or use --plain");
        return NULL;
    }
    s = calloc(1, sizeof *s);
    c = calloc(1, sizeof *c);
    if (!s || !c)
        abort();
    c->term = term;
    c->colours = colour != TRUTH_NO;
    c->brackets = tigetstr("smcup") && tigetstr("smcup") != (char *)-1 && name &&
                  strncmp(name, "linux", 5) != 0;
    s->ascii = ascii;
    set_modes();
    start_colours(c);
    describe(s, c);
    resize_curses(s, COLS, LINES);
    return s;
}
