/* source.c: bytes from somewhere, so that the engine needs not know from where; and bytes
 * to a descriptor. */
#include "base/base.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct text_source {
    const char *text;
    size_t n, at;
};

static long text_read(void *context, char *buffer, size_t n)
{
    struct text_source *s = context;

    if (n > s->n - s->at)
        n = s->n - s->at;
    memcpy(buffer, s->text + s->at, n);
    s->at += n;
    return (long)n;
}

static bool text_rewind(void *context)
{
    ((struct text_source *)context)->at = 0;
    return true;
}

struct source source_of_text(struct arena *a, const char *name, const char *text,
                             size_t n)
{
    struct text_source *s = arena_alloc(a, sizeof *s);

    *s = (struct text_source){.text = text, .n = n};
    return (struct source){
        .name = name, .context = s, .read = text_read, .rewind = text_rewind};
}

enum status source_all(const struct source *src, struct arena *a, size_t limit,
                       char **text, size_t *n, struct diag *d)
{
    struct str all = str_in(a);
    struct span nowhere = {0, 0};
    char buffer[16384];
    long got;

    while ((got = src->read(src->context, buffer, sizeof buffer)) > 0) {
        if ((size_t)got > limit - all.len)
            return diag_set(d, ST_LIMIT, nowhere, "%s has more than %zu bytes", src->name,
                            limit);
        str_addn(&all, buffer, (size_t)got);
    }
    if (got < 0)
        return diag_set(d, ST_IO, nowhere, "%s can't be read", src->name);
    *text = all.text;
    *n = all.len;
    return ST_OK;
}

bool write_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t wrote = write(fd, p, n);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        p += wrote;
        n -= (size_t)wrote;
    }
    return true;
}
