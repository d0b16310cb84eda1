/* diag.c: statuses, the three-valued truth, and the report of a failure. */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

const char *status_name(enum status st)
{
    switch (st) {
    case ST_OK: return "ok";
    case ST_SYNTAX: return "syntax";
    case ST_USAGE: return "usage";
    case ST_DOMAIN: return "domain";
    case ST_UNABLE: return "unable";
    case ST_LIMIT: return "limit";
    case ST_IO: return "io";
    }
    return "unable";
}

enum truth truth_not(enum truth a)
{
    switch (a) {
    case TRUTH_NO: return TRUTH_YES;
    case TRUTH_YES: return TRUTH_NO;
    case TRUTH_UNKNOWN: return TRUTH_UNKNOWN;
    }
    return TRUTH_UNKNOWN;
}

enum truth truth_and(enum truth a, enum truth b)
{
    if (a == TRUTH_NO || b == TRUTH_NO)
        return TRUTH_NO;
    return a == TRUTH_YES && b == TRUTH_YES ? TRUTH_YES : TRUTH_UNKNOWN;
}

enum truth truth_or(enum truth a, enum truth b)
{
    return truth_not(truth_and(truth_not(a), truth_not(b)));
}

/* vsnprintf may cut a character in the middle: step back to its first byte. */
LIKE_PRINTF(3, 0)
static void print_whole(char *out, size_t size, const char *fmt, va_list args)
{
    int n = vsnprintf(out, size, fmt, args);
    size_t end = size - 1;

    if (n < 0)
        out[0] = '\0';
    if (n < 0 || (size_t)n < size)
        return;
    while (end > 0 && ((unsigned char)out[end - 1] & 0xC0) == 0x80)
        end--;
    if (end > 0 && (unsigned char)out[end - 1] >= 0xC0)
        end--;
    out[end] = '\0';
}

enum status diag_set(struct diag *d, enum status st, struct span at, const char *fmt, ...)
{
    va_list args;

    if (!d)
        return st;
    d->status = st;
    d->at = at;
    d->help[0] = '\0';
    va_start(args, fmt);
    print_whole(d->message, sizeof d->message, fmt, args);
    va_end(args);
    return st;
}

void diag_help(struct diag *d, const char *fmt, ...)
{
    va_list args;

    if (!d)
        return;
    va_start(args, fmt);
    print_whole(d->help, sizeof d->help, fmt, args);
    va_end(args);
}
