/* str.c: text that grows inside an arena. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str str_in(struct arena *a)
{
    struct str s = {.arena = a, .cap = 64};

    s.text = arena_alloc(a, s.cap);
    return s;
}

/* Room for `more` bytes and the final zero. Doubling leaves at most as much behind in
 * the arena as is in use. */
static void reserve(struct str *s, size_t more)
{
    size_t cap = s->cap;

    if (more > SIZE_MAX / 4)
        abort();
    while (cap < s->len + more + 1)
        cap *= 2;
    if (cap == s->cap)
        return;
    s->text = arena_grow(s->arena, s->text, s->len, cap, 1);
    s->cap = cap;
}

void str_addn(struct str *s, const char *text, size_t n)
{
    reserve(s, n);
    memcpy(s->text + s->len, text, n);
    s->len += n;
    s->text[s->len] = '\0';
}

void str_add(struct str *s, const char *text)
{
    str_addn(s, text, strlen(text));
}

void str_addc(struct str *s, char c)
{
    str_addn(s, &c, 1);
}

void str_addv(struct str *s, const char *fmt, va_list args)
{
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0)
        abort();
    reserve(s, (size_t)n);
    vsnprintf(s->text + s->len, (size_t)n + 1, fmt, args);
    s->len += (size_t)n;
}

void str_addf(struct str *s, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    str_addv(s, fmt, args);
    va_end(args);
}

void str_insert(struct str *s, size_t at, const char *text, size_t n)
{
    reserve(s, n);
    memmove(s->text + at + n, s->text + at, s->len - at + 1);
    memcpy(s->text + at, text, n);
    s->len += n;
}

void str_remove(struct str *s, size_t at, size_t n)
{
    memmove(s->text + at, s->text + at + n, s->len - at - n + 1);
    s->len -= n;
}
