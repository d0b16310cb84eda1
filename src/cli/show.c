/* show.c: answers on standard output, all else on standard error. */
#include "cli/cli.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static size_t screen_width(int fd)
{
    struct winsize size;

    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
        return size.ws_col > 200 ? 200 : size.ws_col;
    return 10000; /* no screen: lines are not broken */
}

/* A formula is not broken at the end of a pipe's line, but prose is set for a page. */
size_t show_width(void)
{
    size_t width = screen_width(STDOUT_FILENO);

    return width > 200 ? 100 : width;
}

static void show_layout(struct arena *a, const struct document *doc, size_t width,
                        bool compact, const struct manner *manner)
{
    struct layout_options options = {.width = width, .ascii = manner->ascii};
    struct layout *layout = layout_document(a, doc, &options);
    struct str out = str_in(a);
    size_t kept = 0;

    for (size_t i = 0; i < layout->count; i++) /* facts stand line under line */
        if (!compact || layout->lines[i].from)
            layout->lines[kept++] = layout->lines[i];
    layout->count = kept;
    paint_layout(&out, layout, manner->colour);
    if (!out.len || out.text[out.len - 1] != '\n')
        str_addc(&out, '\n');
    write_all(STDOUT_FILENO, out.text, out.len);
}

void show_document(struct arena *a, const struct document *doc,
                   const struct manner *manner)
{
    show_layout(a, doc, show_width(), false, manner);
}

void show_mistake(struct arena *a, const struct diag *d, const char *text,
                  const struct manner *m)
{
    struct str out = str_in(a), plain = str_in(a);

    if (text && (d->at.to || d->at.from || d->status == ST_SYNTAX)) {
        diag_picture(&out, d, text, 80);
    } else {
        str_add(&out, "gradus: ");
        text_safe(&out, d->message, strlen(d->message), false);
        if (d->help[0]) {
            str_add(&out, strchr("?.!", out.text[out.len - 1]) ? " " : "; ");
            text_safe(&out, d->help, strlen(d->help), false);
        }
        str_addc(&out, '\n');
    }
    if (m->ascii)
        paint_ascii(&plain, out.text, out.len);
    write_all(STDERR_FILENO, m->ascii ? plain.text : out.text,
              m->ascii ? plain.len : out.len);
}

static void show_notes(struct arena *a, const struct result *r,
                       const struct manner *manner)
{
    const struct result *notes = result_get(r, "notes");
    struct str out = str_in(a);

    for (size_t i = 0; notes && i < notes->count && !manner->quiet; i++) {
        const char *text = result_string(notes->items[i]);

        str_add(&out, "note: ");
        text_safe(&out, text, strlen(text), false);
        str_addc(&out, '\n');
    }
    write_all(STDERR_FILENO, out.text, out.len);
}

int show_answer(struct arena *a, const struct verb_answer *answer,
                const struct manner *manner)
{
    if (manner->json) {
        struct str out = str_in(a);

        json_write(&out, answer->result, manner->ascii);
        str_addc(&out, '\n');
        write_all(STDOUT_FILENO, out.text, out.len);
    } else if (answer->diag.status != ST_OK) {
        show_mistake(a, &answer->diag, answer->mistaken, manner);
    } else {
        enum report_notation how = manner->latex                      ? REPORT_TEX
                                   : manner->drawn                    ? REPORT_DRAWN
                                   : manner->pretty && !manner->ascii ? REPORT_PRETTY
                                                                      : REPORT_PLAIN;

        show_layout(a, report_result(a, answer->result, how, show_width()),
                    screen_width(STDOUT_FILENO), !manner->drawn, manner);
        show_notes(a, answer->result, manner);
    }
    return (int)answer->exit;
}
