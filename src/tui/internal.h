/* internal.h: what the files of the tutor share.
 *
 *   loop --events, time--> app --actions--> the view on top of a stack
 *                           |                  |
 *                           +----- draw -------+--> screen
 *
 * The app knows no clock of its own: the loop, or a test, says what time it is.
 */
#ifndef GRADUS_TUI_INTERNAL_H
#define GRADUS_TUI_INTERNAL_H

#include "course/course.h"
#include "plot/plot.h"
#include "store/store.h"
#include "tui/screen.h"
#include "tui/tui.h"

/* ---- actions -------------------------------------------------------------------- */

enum where {
    ON_HOME = 1,
    ON_TRY = 2, /* typing at home */
    ON_LESSON = 4,
    ON_PROBLEM = 8,
    ON_FIELD = 16, /* typing an answer */
    ON_THEATRE = 32,
    ON_BENCH = 64,
    ON_FORMULA = 128, /* typing a function there */
    ON_PREVIEW = 256,
    ON_TYPING = ON_TRY | ON_FIELD | ON_FORMULA,
    ON_ALL = 511
};

enum action {
    ACT_NONE,
#define ACTION(id, ...) ACT_##id,
#include "tui/actions.def"
#undef ACTION
    ACT_COUNT
};

struct action_row {
    const char *name, *keys, *typing, *bar, *help;
    unsigned on;
};

const struct action_row *action_row(enum action a);
/* The keys of an action in that place, as the table has them; NULL if there are none. */
const char *action_keys(enum action a, unsigned where);
/* The action of a key, after `prefix` if that is not 0. *more: it only begins one. */
enum action action_of(unsigned where, uint32_t prefix, uint32_t key, bool *more);

/* ---- app, views ------------------------------------------------------------------- */

struct app;
struct view;

struct view_kind {
    void (*draw)(struct app *app, struct view *view, struct region body);
    void (*act)(struct app *app, struct view *view, enum action action);
    /* A key for a line of text. */
    void (*type)(struct app *app, struct view *view, uint32_t key);
    enum where (*where)(const struct view *view);
    /* The two ends of the top line. */
    void (*head)(struct app *app, struct view *view, struct str *left, struct str *right);
    /* Moves on to app->now; when to be called again, or -1. NULL: nothing moves. */
    int64_t (*tick)(struct app *app, struct view *view);
    void (*close)(struct app *app, struct view *view);
};

struct view {
    const struct view_kind *kind;
    struct arena *arena; /* freed with the view */
    void *self;
    struct view *below;
};

struct app {
    struct screen *screen;
    struct tui_options options;
    struct arena *arena;
    struct library *library;
    struct store *store;
    struct view *top;
    struct view *preview; /* at the bottom, while a file is looked at; or NULL */
    int64_t now;       /* milliseconds, from anywhere */
    int64_t ts;        /* seconds since 1970 */
    long seconds_east; /* of the local zone */
    bool still;        /* no motion but whole steps */
    bool quit, help;
    int help_top;
    uint32_t prefix; /* a key that waits for the second one */
    char said[200];  /* a quiet word in the bottom line until the next key */
    bool (*interrupted)(void *context); /* asked during long computations */
    int64_t (*clock)(void); /* milliseconds while they last; NULL: time stands still */
    struct rng rng;
};

/* Opens library and store; the screen is the caller's until app_close. False: there is no
 * course; *d says why. */
struct app *app_open(const struct tui_options *options, struct screen *screen, int64_t ts,
                     struct diag *d);
/* The first view. */
void app_begin(struct app *app);
void app_key(struct app *app, uint32_t key);
void app_draw(struct app *app);
/* Moves to app->now; when to be called again, or -1. */
int64_t app_tick(struct app *app);
void app_close(struct app *app);

void app_push(struct app *app, struct view *view);
void app_pop(struct app *app);
void app_say(struct app *app, const char *fmt, ...) LIKE_PRINTF(2, 3);
struct view *view_new(const struct view_kind *kind, size_t size);
/* A pool, and work for a request, that the learner may interrupt with ^C. */
struct search app_search(struct app *app, struct arena *a);

struct view *home_new(struct app *app);
/* What lint finds in a file of an author; the file itself stands on top of it while it can
 * be read, and is read again when it was saved. ST_IO: it can't be opened. */
enum status preview_open(struct app *app, const char *path, struct diag *d);
/* A file by its path: ID.md, or ID.de.md with the original beside it. */
struct entry preview_entry(struct arena *a, const char *path);
/* Looks whether the file was saved; when to be called again. */
int64_t preview_tick(struct app *app);
/* What stands in a lesson at the top of the screen: its line in the file; 0: not known. */
size_t lesson_line(const struct view *lesson);
/* Turns to that line of the file, `lines` long. */
void lesson_show_line(struct app *app, struct view *lesson, size_t line, size_t lines);
/* The seed of the variant that is shown. */
uint64_t problem_seed(const struct view *problem);
/* NULL if it can't be read; then the bottom line says why. */
struct view *lesson_new(struct app *app, const struct entry *entry);
struct view *problem_new(struct app *app, const struct entry *entry, uint64_t seed);
/* A problem written into a lesson, which outlives the view. */
struct view *problem_of(struct app *app, const struct problem *problem, uint64_t seed);
/* `owned`, if not NULL, is freed with the view. NULL: it can't be watched, see above. */
struct view *theatre_new(struct app *app, struct arena *owned, const struct search *s,
                         const struct descent *descent, const char *title);
/* Opens the theatre on what watch_read reads; the bottom line says what hinders it. */
void watch_open(struct app *app, const char *text, const char *start, const char *rate);
/* "x^2 from 3 rate 0.1" as typed, or the parts of it in options. */
enum status watch_read(struct app *app, struct arena *a, const struct search *s,
                       const char *text, const char *start, const char *rate,
                       struct descent **out, struct diag *d);
/* `typed`: "EXPR" or "EXPR on [a, b]", or NULL. */
struct view *workbench_new(struct app *app, const char *typed);
/* Of a clock that only goes forward (loop.c). */
int64_t tui_milliseconds(void);
void help_draw(struct app *app, unsigned where);
uint64_t app_seed(struct app *app);

/* ---- a problem being solved (solve.c) ------------------------------------------------ */

enum { FIELDS_MAX = 12, TYPED_MAX = 512 };

struct slot { /* one field and what the learner did to it */
    char text[TYPED_MAX];
    size_t at; /* caret */
    bool checked;
    struct mark mark; /* if checked: of the text as it was then */
};

struct solving {
    const struct problem *problem;
    struct variant *variant;
    size_t field_count, hints;
    struct slot slots[FIELDS_MAX];
    bool solved, shown, rated;
    int wrong;     /* tries that were not right */
    int64_t begun; /* app->now */
};

/* Draws the variant of s->problem; its values live in the arena. */
enum status solving_begin(struct app *app, struct solving *s, struct arena *a,
                          uint64_t seed, struct diag *d);
/* Judges what stands in a slot and logs it; false: nothing stands there. */
bool solving_check(struct app *app, struct solving *s, size_t field);
/* Gives up: the solution is shown, and that is logged. */
void solving_show(struct app *app, struct solving *s);
/* Closed until the field it comes after is right. */
bool solving_is_closed(const struct solving *s, size_t field);
bool slot_is_right(const struct slot *slot);
bool slot_counts(const struct slot *slot); /* checked, and not unreadable */
/* The sign of a mark and a word for it. */
const char *mark_sign(const struct mark *mark, enum style *style, const char **words);

/* ---- a line being typed (editline.c) ------------------------------------------------ */

enum history { HISTORY_ANSWER, HISTORY_TRY = ANSWER_WORD + 1, HISTORY_COUNT };

/* Readline has one line; whoever gets the focus puts its text there. */
void edit_begin(const char *text, size_t at, enum history history);
void edit_key(uint32_t key);
const char *edit_text(void);
size_t edit_at(void); /* the caret, in bytes */
/* A search or a vi command is under way: Enter and Esc belong to readline. */
bool edit_wants(uint32_t key);
void edit_remember(const char *text);
void edit_end(void);

/* ---- the theatre as a picture in a page (theatre.c) ---------------------------------- */

/* The picture of a theatre's view, all of the walk shown. */
void theatre_picture(struct app *app, struct view *theatre, struct region in);

/* ---- text (text.c) ------------------------------------------------------------------ */

struct text_line {
    struct run *runs;
    const void *from;          /* the part, field, ... it shows */
    const struct part *figure; /* rows of a picture, from the first on */
    int figure_row, indent;
    enum { LINE_TEXT, LINE_FIELD, LINE_OPEN } kind;
    size_t index; /* of the field, of what can be opened */
};

struct text { /* lines one below the other */
    struct arena *arena;
    int width;
    bool ascii;
    size_t count, cap;
    struct text_line *lines;
};

struct text text_in(struct arena *a, int width, bool ascii);
struct text_line *text_add(struct text *t);
void text_blank(struct text *t); /* unless the last line is blank */
void text_say(struct text *t, enum style style, int indent, const char *words);
void text_document(struct text *t, const struct document *doc, int indent,
                   const void *from);
/* Mathematics as readers see it: for layout_options. */
const char *text_math(struct arena *a, const char *text, void *context);

/* ---- pictures (figure.c) -------------------------------------------------------------- */

/* Paints a canvas into a region. */
void figure_paint(struct screen *s, struct region in, const struct canvas *canvas);
/* A plot part; a caption stands below it. */
void figure_plot(struct screen *s, struct region in, struct pool *pool,
                 const struct plot *plot, const char *caption);
enum plot_glyphs figure_glyphs(const struct screen *s);

/* ---- sheets (sheet.c) ---------------------------------------------------------------- */

/* How sheets are shown: text at the left, the picture that belongs to it at the right;
 * or, where that is too narrow, pictures between the lines.
 *
 *   lines            top --> +----------------+------------+
 *   made by sheet_add        | text           | figure     |
 *   as long as they are      | > can be opened|            |
 *                            +----------------+------------+
 */
struct look {
    struct app *app;
    struct search search; /* where the formulas live */
    struct names *names;  /* those of the lesson or variant */
    struct arena *keep;   /* lives as long as the sheets */
    struct arena *arena;  /* of the lines; made anew when the size changes */
    struct region body;   /* what they were made for */
    int rows;             /* of text in sight */
    bool beside;          /* pictures stand beside the text */
    struct text text;
    size_t figure_count;
    struct figure_at {
        const struct part *part;
        size_t line;
    } figures[32];
    size_t open_count; /* lines that can be opened */
    struct opening {
        const struct part *part;
        size_t line;
    } openings[64];
    size_t chosen; /* which of them is marked */
    int top;       /* the first line shown */
    struct unfolded {
        const struct part *part;
        size_t steps; /* of a derivation, that are shown */
    } unfolded[16];
    size_t unfolded_count;
    struct theatre_of {
        const struct part *part;
        struct view *view;
    } theatres[16];
    size_t theatre_count;
};

bool sheet_has_figure(const struct sheet *sheet);
/* Begins new lines for a body of that size. */
void look_begin(struct look *l, struct region body, bool figures);
void look_add(struct look *l, const struct sheet *sheet);
void look_draw(struct look *l, struct region body);
/* Shows line `line` and, if they fit, `more` below it. */
void look_reveal(struct look *l, int line, int more);
void look_scroll(struct look *l, int by);
bool look_at_end(const struct look *l);
/* The columns text has, and where it begins. */
struct region look_text_region(const struct look *l, struct region body);
/* What is marked, or NULL. */
const struct part *look_marked(const struct look *l);
void look_mark(struct look *l, int by);
/* Opens or closes an aside; shows one step more. */
void look_unfold(struct look *l, const struct part *part);
void look_close(struct look *l);
/* The working of a question of course_question, in the search's arena; says and math may
 * each be NULL. */
struct derivation {
    const char *question; /* d/dx(...), or NULL */
    size_t count;
    struct derived_line {
        const char *says, *math;
    } lines[200];
};
/* Adds the question and the steps of a verb's answer to an empty one. */
void derivation_read(struct derivation *d, const struct result *answer, bool ascii);
/* A text or formula for readers; NULL for anything else. */
const char *answer_text(const struct result *r, bool ascii);
enum status derivation_of(const struct search *s, struct names *names, const char *of,
                          bool ascii, struct derivation *out, struct diag *d);
/* A number in at most 9 columns; places beyond the fourth are rounded off. */
void figure_number(double v, char out[16]);

#endif
