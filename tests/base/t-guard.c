/* t-guard.c: jobs that answer, fail, hang, crash and overrun; the parent lives on. */
#include "base/base.h"

#include "tap.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static enum status answers(void *context, struct str *out)
{
    str_add(out, context);
    return ST_OK;
}

static enum status fails(void *context, struct str *out)
{
    (void)context;
    str_add(out, "why");
    return ST_UNABLE;
}

static enum status writes_much(void *context, struct str *out)
{
    (void)context;
    for (int i = 0; i < 300000; i++)
        str_add(out, "0123456789");
    return ST_OK;
}

static enum status never_ends(void *context, struct str *out)
{
    volatile const char *forever = context;

    while (*forever)
        ;
    (void)out;
    return ST_OK;
}

static enum status sleeps(void *context, struct str *out)
{
    (void)context, (void)out;
    for (;;)
        pause();
    return ST_OK;
}

static enum status aborts(void *context, struct str *out)
{
    (void)context, (void)out;
    abort();
}

static enum status leaves_early(void *context, struct str *out)
{
    (void)context, (void)out;
    _exit(0);
}

static enum status kills_itself(void *context, struct str *out)
{
    (void)context, (void)out;
    kill(getpid(), SIGSEGV);
    _exit(3);
}

static bool at_once(void *context)
{
    ++*(int *)context;
    return true;
}

static char forever[] = "x";

static const struct {
    enum status (*job)(void *, struct str *);
    struct guard_limits limits;
    enum status st;
    const char *out, *message, *shows;
} jobs[] = {
    {answers, {.wall_ms = 5000}, ST_OK, "before x", "", "an answer"},
    {fails,
     {.wall_ms = 5000},
     ST_UNABLE,
     "before why",
     "the computation failed (unable)",
     "a failure keeps its text"},
    {never_ends,
     {.wall_ms = 60},
     ST_LIMIT,
     "before ",
     "stopped after 60 ms",
     "wall time"},
    {sleeps, {.wall_ms = 60}, ST_LIMIT, "before ", "stopped after 60 ms", "an idle job"},
    {never_ends,
     {.cpu_seconds = 1, .wall_ms = 60000},
     ST_LIMIT,
     "before ",
     "stopped after 1 s of computing",
     "processor time"},
    {aborts,
     {.wall_ms = 5000},
     ST_LIMIT,
     "before ",
     "the computation outgrew its memory",
     "abort, as GMP does"},
    {leaves_early,
     {.wall_ms = 5000},
     ST_LIMIT,
     "before ",
     "the computation died before its end",
     "no answer at all"},
};

static void test_large(struct arena *a)
{
    struct guard_limits limits = {.memory_bytes = (size_t)512 << 20, .wall_ms = 20000};
    struct str out = str_in(a);

    is_int(guard_run(&limits, writes_much, NULL, &out, NULL), ST_OK, "three megabytes");
    is_int(out.len, 3000000, "all of them");
}

static void test_request(struct arena *a)
{
    int asked = 0;
    struct guard_limits limits = {
        .wall_ms = 20000, .expired = at_once, .context = &asked};
    struct str out = str_in(a);
    struct diag d;

    is_int(guard_run(&limits, sleeps, NULL, &out, &d), ST_LIMIT, "the owner ends it");
    is_int(asked, 1, "by one answer");
    is_str(d.message, "stopped on request", "and is told so");
}

static void test_crash(struct arena *a)
{
    struct guard_limits limits = {.wall_ms = 5000};
    struct str out = str_in(a);

    is_int(guard_run(&limits, kills_itself, NULL, &out, NULL), ST_LIMIT, "a crash");
}

int main(void)
{
    struct arena *a = arena_new();

    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        struct str out = str_in(a);
        struct diag d = {.message = ""};

        str_add(&out, "before ");
        is_int(guard_run(&jobs[i].limits, jobs[i].job, forever, &out, &d), jobs[i].st,
               "%s", jobs[i].shows);
        is_str(out.text, jobs[i].out, "its text");
        is_str(d.message, jobs[i].message, "its reason");
    }
    test_large(a);
    test_request(a);
    test_crash(a);
    arena_free(a);
    return done_testing();
}
