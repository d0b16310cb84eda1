/* guard.c: a job in a child of bounded size and time.
 *
 *   parent                          child
 *   ------                          -----
 *   fork ------------------------>  rlimits, alarm, signals as at birth
 *   read the pipe  <--------------  job; status, then the text
 *   wait for its end                _exit(0), or death
 *
 * GMP ends its process when memory runs out, and a deep recursion ends it anyhow: only a
 * process of its own survives neither. The clock is the child's alarm, so nothing here
 * has to read one. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often the owner is asked whether to go on. */
enum { ASK_EVERY_MS = 20 };

/* AddressSanitizer maps terabytes of shadow: a bound on addresses would only stop it. */
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESSES_ARE_FREE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESSES_ARE_FREE 1
#endif
#endif
#ifndef ADDRESSES_ARE_FREE
#define ADDRESSES_ARE_FREE 0
#endif

static void bound(int resource, rlim_t most)
{
    struct rlimit limit = {.rlim_cur = most, .rlim_max = most};

    setrlimit(resource, &limit);
}

/* What the parent arranged for its own death (a terminal to restore) is not for us. */
static void default_signals(void)
{
    static const int signals[] = {SIGHUP, SIGINT,  SIGQUIT, SIGILL,  SIGABRT, SIGBUS,
                                  SIGFPE, SIGSEGV, SIGPIPE, SIGALRM, SIGTERM, SIGXCPU};
    sigset_t none;

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void bound_self(const struct guard_limits *limits)
{
    struct itimerval alarm_after = {{0, 0}, {0, 0}};

    default_signals();
    bound(RLIMIT_CORE, 0);
    if (limits->memory_bytes && !ADDRESSES_ARE_FREE)
        bound(RLIMIT_AS, limits->memory_bytes);
    if (limits->cpu_seconds)
        bound(RLIMIT_CPU, limits->cpu_seconds);
    alarm_after.it_value.tv_sec = limits->wall_ms / 1000;
    alarm_after.it_value.tv_usec = limits->wall_ms % 1000 * 1000;
    setitimer(ITIMER_REAL, &alarm_after, NULL);
}

/* Never returns. The arena of `out` is the child's copy. */
static void be_child(int fd, const struct guard_limits *limits,
                     enum status (*job)(void *context, struct str *out), void *context,
                     struct str *out)
{
    size_t start = out->len;
    enum status st;

    bound_self(limits);
    st = job(context, out);
    if (!write_all(fd, &st, sizeof st))
        _exit(1);
    _exit(write_all(fd, out->text + start, out->len - start) ? 0 : 1);
}

/* Waits until the pipe can be read or the owner has had enough: false for that. */
static bool wait_readable(int fd, const struct guard_limits *limits)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};

    for (;;) {
        int ready = poll(&one, 1, limits->expired ? ASK_EVERY_MS : -1);

        if (ready > 0)
            return true;
        if (limits->expired && limits->expired(limits->context))
            return false;
    }
}

/* Everything the child writes; false when the owner gave up first. */
static bool collect(int fd, const struct guard_limits *limits, struct str *all)
{
    char buffer[16384];

    while (wait_readable(fd, limits)) {
        ssize_t got = read(fd, buffer, sizeof buffer);

        if (got > 0)
            str_addn(all, buffer, (size_t)got);
        else if (got == 0 || errno != EINTR)
            return true;
    }
    return false;
}

static int end_of(pid_t child)
{
    int end = 0;

    while (waitpid(child, &end, 0) < 0 && errno == EINTR)
        ;
    return end;
}

static enum status explain_death(const struct guard_limits *limits, int end,
                                 struct diag *d)
{
    struct span nowhere = {0, 0};
    int sig = WIFSIGNALED(end) ? WTERMSIG(end) : 0;

    if (sig == SIGALRM)
        return diag_set(d, ST_LIMIT, nowhere, "stopped after %u ms", limits->wall_ms);
    if (sig == SIGXCPU || (sig == SIGKILL && limits->cpu_seconds))
        return diag_set(d, ST_LIMIT, nowhere, "stopped after %u s of computing",
                        limits->cpu_seconds);
    if (sig == SIGSEGV || sig == SIGBUS)
        return diag_set(d, ST_LIMIT, nowhere, "the computation went too deep");
    if (sig == SIGABRT)
        return diag_set(d, ST_LIMIT, nowhere, "the computation outgrew its memory");
    return diag_set(d, ST_LIMIT, nowhere, "the computation died before its end");
}

static enum status read_answer(const struct guard_limits *limits, const struct str *all,
                               int end, struct str *out, struct diag *d)
{
    struct span nowhere = {0, 0};
    enum status st;

    if (!WIFEXITED(end) || WEXITSTATUS(end) != 0 || all->len < sizeof st)
        return explain_death(limits, end, d);
    memcpy(&st, all->text, sizeof st);
    str_addn(out, all->text + sizeof st, all->len - sizeof st);
    if (st != ST_OK)
        diag_set(d, st, nowhere, "the computation failed (%s)", status_name(st));
    return st;
}

static enum status watch(int fd, pid_t child, const struct guard_limits *limits,
                         struct str *out, struct diag *d)
{
    struct str all = str_in(out->arena);
    struct span nowhere = {0, 0};
    bool to_the_end = collect(fd, limits, &all);

    close(fd);
    if (!to_the_end)
        kill(child, SIGKILL);
    int end = end_of(child);
    if (!to_the_end)
        return diag_set(d, ST_LIMIT, nowhere, "stopped on request");
    return read_answer(limits, &all, end, out, d);
}

enum status guard_run(const struct guard_limits *limits,
                      enum status (*job)(void *context, struct str *out), void *context,
                      struct str *out, struct diag *d)
{
    struct span nowhere = {0, 0};
    int ends[2];
    pid_t child;

    if (pipe(ends) < 0)
        return diag_set(d, ST_IO, nowhere, "no pipe to a computation: %s",
                        strerror(errno));
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    child = fork();
    if (child == 0) {
        close(ends[0]);
        be_child(ends[1], limits, job, context, out);
    }
    close(ends[1]);
    if (child > 0)
        return watch(ends[0], child, limits, out, d);
    close(ends[0]);
    return diag_set(d, ST_IO, nowhere, "can't start a computation: %s", strerror(errno));
}
