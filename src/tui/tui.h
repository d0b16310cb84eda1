/* tui.h: the full-screen tutor, and the same tutor in plain lines.
 *
 *   home --> lesson --> problem
 *                  \--> theatre (a descent that can be watched)
 *
 * Both read the same course and keep the same progress.
 */
#ifndef GRADUS_TUI_H
#define GRADUS_TUI_H

#include "base/base.h"

enum tui_choice { TUI_AUTO, TUI_YES, TUI_NO };

struct tui_options {
    /* Where to begin; at most one of them, none means home. */
    const char *lesson, *problem; /* ids */
    const char *watch;            /* a function of x to descend */
    bool work;                    /* the workbench */
    const char *preview;          /* a file of an author, read again when it is saved */
    const char *formula;          /* there: what to begin with, or NULL */
    const char *start, *rate;     /* of the watched descent, as typed; NULL: 1 and 1/10 */
    const char *const *folders;   /* of courses */
    const char *lang;             /* "de": texts in that language, where there are; or NULL */
    size_t folder_count;
    const char *store; /* the file of progress; NULL: in memory */
    /* AUTO: colours if the terminal has them and NO_COLOR is not set; braille if the
     * locale is UTF-8; whole steps only if REDUCED_MOTION or NO_MOTION is set. */
    enum tui_choice colour, ascii, still;
    bool any_seed; /* draw variants by the clock, else always by `seed` */
    uint64_t seed;
};

/* Runs until the learner quits. Returns an exit status: 0, or 4 if the terminal or the
 * course can't be used, after a message on standard error. A TERM that is dumb, or input
 * or output that is no terminal, means plain mode. The locale's LC_CTYPE should be set. */
int tui_run(const struct tui_options *options);

/* Reads lines from standard input and only ever appends lines to standard output. */
int tui_plain(const struct tui_options *options);

#endif
