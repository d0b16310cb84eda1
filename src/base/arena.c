/* arena.c: blocks filled from the bottom and freed together. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct block {
    struct block *below;
    size_t used, size;
    max_align_t bytes[];
};

struct deferred {
    struct deferred *below;
    void (*call)(void *);
    void *what;
};

struct arena {
    struct block *top, *spare; /* spare: one block kept by arena_release */
    struct deferred *deferred;
    size_t next_size, handed_out;
};

static struct block *block_new(size_t size, struct block *below)
{
    struct block *b = malloc(sizeof *b + size);

    if (!b)
        abort();
    b->below = below;
    b->used = 0;
    b->size = size;
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);

    if (!a)
        abort();
    a->next_size = FIRST_BLOCK;
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct deferred *d = a->deferred; d; d = d->below)
        d->call(d->what);
    for (struct block *b = a->top, *below; b; b = below) {
        below = b->below;
        free(b);
    }
    free(a->spare);
    free(a);
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){a->top, a->top ? a->top->used : 0, a->handed_out};
}

/* The last block given back is kept: a loop of marks must not ask malloc each time. */
void arena_release(struct arena *a, struct arena_mark to)
{
    while (a->top != to.block) {
        struct block *b = a->top;

        a->top = b->below;
        if (a->spare && a->spare->size >= b->size) {
            free(b);
        } else {
            free(a->spare);
            a->spare = b;
        }
    }
    if (a->top)
        a->top->used = to.used;
    a->handed_out = to.handed_out;
}

/* A request that would waste a fresh block gets one of its own size. */
static void make_room(struct arena *a, size_t size)
{
    size_t want = a->next_size;

    if (a->spare && a->spare->size >= size) {
        a->spare->below = a->top;
        a->spare->used = 0;
        a->top = a->spare;
        a->spare = NULL;
        return;
    }
    if (want < size)
        want = size;
    else if (a->next_size < LARGEST_BLOCK)
        a->next_size *= 2;
    a->top = block_new(want, a->top);
}

static size_t rounded(size_t size)
{
    const size_t unit = sizeof(max_align_t);

    if (size > SIZE_MAX / 2)
        abort();
    return (size + unit - 1) / unit * unit;
}

/* Not zeroed. */
static void *take(struct arena *a, size_t size)
{
    void *p;

    size = rounded(size);
    if (!a->top || a->top->size - a->top->used < size)
        make_room(a, size);
    p = (char *)a->top->bytes + a->top->used;
    a->top->used += size;
    a->handed_out += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(take(a, size), 0, size);
}

static size_t total(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        abort();
    return count * size;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    return arena_alloc(a, total(count, size));
}

/* What was taken last grows where it stands. */
static bool extend(struct arena *a, const void *old, size_t from, size_t to)
{
    struct block *b = a->top;
    size_t more = rounded(to) - rounded(from);

    if (!b || from == 0 ||
        (const char *)old + rounded(from) != (char *)b->bytes + b->used ||
        b->size - b->used < more)
        return false;
    b->used += more;
    a->handed_out += more;
    return true;
}

void *arena_grow(struct arena *a, const void *old, size_t old_count, size_t new_count,
                 size_t size)
{
    size_t from = total(old_count, size), to = total(new_count, size);
    void *p = extend(a, old, from, to) ? (void *)old : take(a, to);

    if (p != old && from)
        memcpy(p, old, from);
    memset((char *)p + from, 0, to - from);
    return p;
}

void arena_defer(struct arena *a, void (*call)(void *), void *what)
{
    struct deferred *d = arena_alloc(a, sizeof *d);

    d->below = a->deferred;
    d->call = call;
    d->what = what;
    a->deferred = d;
}

char *arena_strndup(struct arena *a, const char *text, size_t n)
{
    char *copy = arena_alloc(a, n + 1);

    memcpy(copy, text, n);
    return copy;
}

char *arena_strdup(struct arena *a, const char *text)
{
    return arena_strndup(a, text, strlen(text));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args, again;
    int n;
    char *text;

    va_start(args, fmt);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        abort();
    text = arena_alloc(a, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    return text;
}

size_t arena_used(const struct arena *a)
{
    return a->handed_out;
}
