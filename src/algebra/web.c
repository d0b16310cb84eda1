/* web.c: which nodes of a formula depend on a variable, at the cost of those alone. */
#include "algebra/internal.h"

#include <stdlib.h>

struct web {
    const struct pool *pool;
    size_t size;     /* ids are below it */
    uint32_t *above; /* parents of id: parents[above[id] .. above[id + 1]) */
    expr *parents;
    bool *reached; /* by id, for the variable followed */
    const struct link **links;
    expr *followed;
    size_t count;
    struct arena *scratch; /* of links */
    struct arena_mark mark;
};

static void count_parents(struct web *w, const expr *below, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t count;
        const expr *cell = expr_cells(w->pool, below[i], &count);

        for (size_t j = 0; j < count; j++)
            w->above[cell[j] + 1]++;
    }
    for (size_t id = 0; id < w->size; id++)
        w->above[id + 1] += w->above[id];
}

static void store_parents(struct web *w, const expr *below, size_t n, struct arena *a)
{
    uint32_t *filled = arena_array(a, w->size, sizeof *filled);

    w->parents = arena_array(a, w->above[w->size], sizeof *w->parents);
    for (size_t i = 0; i < n; i++) {
        size_t count;
        const expr *cell = expr_cells(w->pool, below[i], &count);

        for (size_t j = 0; j < count; j++)
            w->parents[w->above[cell[j]] + filled[cell[j]]++] = below[i];
    }
}

static void free_links(void *what)
{
    arena_free(what);
}

struct web *web_new(const struct pool *p, expr f, struct arena *a)
{
    struct web *w = arena_alloc(a, sizeof *w);
    size_t n;
    const expr *below = expr_below(p, f, &n, a);

    w->pool = p;
    w->size = f + 1;
    w->above = arena_array(a, w->size + 1, sizeof *w->above);
    count_parents(w, below, n);
    store_parents(w, below, n, a);
    w->reached = arena_array(a, w->size, sizeof *w->reached);
    w->links = arena_array(a, w->size, sizeof *w->links);
    w->followed = arena_array(a, n, sizeof *w->followed);
    w->scratch = arena_new();
    w->mark = arena_mark(w->scratch);
    arena_defer(a, free_links, w->scratch);
    return w;
}

static void forget(struct web *w)
{
    for (size_t i = 0; i < w->count; i++) {
        w->reached[w->followed[i]] = false;
        w->links[w->followed[i]] = NULL;
    }
    w->count = 0;
    arena_release(w->scratch, w->mark);
}

static void reach(struct web *w, expr e)
{
    if (!w->reached[e])
        w->followed[w->count++] = e;
    w->reached[e] = true;
}

static int by_id(const void *a, const void *b)
{
    expr x = *(const expr *)a, y = *(const expr *)b;

    return (x > y) - (x < y);
}

const expr *web_follow(struct web *w, expr x, size_t *n)
{
    forget(w);
    if (x < w->size)
        reach(w, x);
    for (size_t i = 0; i < w->count; i++) { /* the list is the queue as well */
        expr e = w->followed[i];

        for (uint32_t j = w->above[e]; j < w->above[e + 1]; j++) {
            struct link *link = arena_alloc(w->scratch, sizeof *link);

            reach(w, w->parents[j]);
            *link = (struct link){e, w->links[w->parents[j]]};
            w->links[w->parents[j]] = link;
        }
    }
    qsort(w->followed, w->count, sizeof *w->followed, by_id);
    *n = w->count;
    return w->followed;
}

const struct link *web_links(const struct web *w, expr e)
{
    return w->links[e];
}

bool web_reached(const struct web *w, expr e)
{
    return e < w->size && w->reached[e];
}
