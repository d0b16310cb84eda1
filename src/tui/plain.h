/* plain.h: what plain mode shares with the preview of a file in plain lines. */
#ifndef GRADUS_TUI_PLAIN_H
#define GRADUS_TUI_PLAIN_H

#include "tui/internal.h"

struct plain {
    struct app *app;
    bool ascii, ended; /* ended: no more lines come */
    char line[TYPED_MAX];
};

/* A text as lines. */
void plain_say(struct plain *p, const char *text);
void plain_document(struct plain *p, const struct document *doc);
/* All parts of a sheet; problems and quizzes are passed over. */
void plain_sheet(struct plain *p, const struct search *s, struct names *names,
                 const struct sheet *sheet);
/* A file of an author with what lint finds in it, once; the exit status. */
int plain_preview(struct plain *p, const char *path);

#endif
