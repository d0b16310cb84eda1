/* t-source.c: reading to the end, bounds, failures and rewinding. */
#include "base/base.h"

#include "tap.h"

static long broken_read(void *context, char *buffer, size_t n)
{
    (void)context, (void)buffer, (void)n;
    return -1;
}

static bool no_rewind(void *context)
{
    (void)context;
    return false;
}

static void test_pieces(struct arena *a)
{
    struct source s = source_of_text(a, "memory", "abcdef", 6);
    char piece[4];

    is_int(s.read(s.context, piece, 4), 4, "a piece");
    is_int(s.read(s.context, piece, 4), 2, "the rest");
    is_int(s.read(s.context, piece, 4), 0, "the end");
    ok(s.rewind(s.context), "rewinds");
    is_int(s.read(s.context, piece, 4), 4, "and begins again");
}

static void test_all(struct arena *a)
{
    struct source s = source_of_text(a, "memory", "ab\0cd", 5);
    struct source bad = {"ether", NULL, broken_read, no_rewind};
    struct diag d;
    char *text;
    size_t n;

    ok(source_all(&s, a, 5, &text, &n, &d) == ST_OK && n == 5, "all of it, zeros too");
    ok(memcmp(text, "ab\0cd", 6) == 0, "zero-terminated");
    s.rewind(s.context);
    is_int(source_all(&s, a, 4, &text, &n, &d), ST_LIMIT, "one byte too many");
    is_str(d.message, "memory has more than 4 bytes", "and it says so");
    is_int(source_all(&bad, a, 4, &text, &n, &d), ST_IO, "a source that fails");
    is_str(d.message, "ether can't be read", "is named");
}

static void test_large(struct arena *a)
{
    size_t size = 1000003, n;
    char *big = arena_alloc(a, size), *text;
    struct source s = source_of_text(a, "big", big, size);

    memset(big, 'x', size);
    ok(source_all(&s, a, 2000000, &text, &n, NULL) == ST_OK && n == size &&
           memcmp(big, text, size) == 0 && text[size] == '\0',
       "a million bytes arrive whole");
}

int main(void)
{
    struct arena *a = arena_new();

    test_pieces(a);
    test_all(a);
    test_large(a);
    arena_free(a);
    return done_testing();
}
