/* method.c: rows of methods, their names and defaults. */
#include "optim/optim.h"

#include <string.h>

static const struct method_row rows[METHOD_COUNT] = {
#define METHOD(id, ...) [METHOD_##id] = {__VA_ARGS__},
#include "optim/methods.def"
#undef METHOD
};

const struct method_row *method_row(enum method m)
{
    return &rows[m];
}

int method_find(const char *name)
{
    for (int m = 0; m < METHOD_COUNT; m++)
        if (name && strcmp(rows[m].name, name) == 0)
            return m;
    return -1;
}

bool method_reads(enum method m, const char *name)
{
    size_t n = strlen(name);

    for (const char *at = rows[m].options; *at; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");

        if (word == n && memcmp(at, name, n) == 0)
            return true;
        at += word;
    }
    return false;
}

struct optim_options optim_defaults(enum method m)
{
    struct optim_options o = rows[m].defaults;

    o.method = m;
    o.max_iter = 10000;
    o.tol = 1e-8;
    return o;
}
