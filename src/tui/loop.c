/* loop.c: one wait for keys, signals and the clock; the terminal always given back.
 *
 *     +--> draw --> wait: a key, a signal's byte in the pipe, or the deadline
 *     |                      |             |                     |
 *     +-----------------  app_key    size, stop          app_tick at a new `now`
 *
 * Time is asked only here. A signal that ends the process first writes the bytes that
 * reset the terminal and puts its modes back, then dies of the same signal; nothing is
 * lost, for every answer is on disk when it is shown as checked. ^C is no such signal:
 * it ends a computation, or clears the line.
 */
#include "tui/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* What handlers touch. */
static struct {
    int pipe[2];
    volatile sig_atomic_t interrupted;
    const struct screen *screen; /* NULL: the terminal is not ours now */
    struct termios modes;
    bool has_modes;
} the_loop;

/* ---- signals -------------------------------------------------------------------------- */

static const int deadly[] = {SIGHUP,  SIGQUIT, SIGTERM, SIGABRT,
                             SIGSEGV, SIGBUS,  SIGFPE,  SIGILL};

static void give_back_terminal(void)
{
    const struct screen *s = the_loop.screen;

    if (s && write(STDOUT_FILENO, s->reset, s->reset_size) < 0)
        return;
    if (s && the_loop.has_modes)
        tcsetattr(STDIN_FILENO, TCSANOW, &the_loop.modes);
}

static void die(int signal_number)
{
    sigset_t one;

    give_back_terminal();
    signal(signal_number, SIG_DFL);
    sigemptyset(&one);
    sigaddset(&one, signal_number);
    raise(signal_number);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
}

static void wake(int signal_number)
{
    char byte = (char)signal_number;
    int saved = errno;

    if (write(the_loop.pipe[1], &byte, 1) < 0)
        errno = saved; /* the pipe is full: it is awake already */
    errno = saved;
}

/* From the keyboard it interrupts; sent by somebody it kills. */
static void interrupt(int signal_number, siginfo_t *info, void *context)
{
    (void)context;
    if (info->si_code == SI_USER && info->si_pid != getpid()) {
        die(signal_number);
        return;
    }
    the_loop.interrupted = 1;
    wake(signal_number);
}

static void on_signal(int signal_number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};

    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

/* A stack overflow needs another stack to die upon. */
static void catch_signals(void *stack, size_t size)
{
    struct sigaction action = {.sa_sigaction = interrupt,
                               .sa_flags = SA_SIGINFO | SA_RESTART};
    stack_t other = {.ss_sp = stack, .ss_size = size};

    sigaltstack(&other, NULL);
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        on_signal(deadly[i], die, SA_ONSTACK);
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    on_signal(SIGWINCH, wake, SA_RESTART);
    on_signal(SIGTSTP, wake, SA_RESTART);
    on_signal(SIGCONT, wake, SA_RESTART);
    on_signal(SIGPIPE, SIG_IGN, 0);
}

static void release_signals(void)
{
    static const int others[] = {SIGINT, SIGWINCH, SIGTSTP, SIGCONT};

    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        signal(deadly[i], SIG_DFL);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        signal(others[i], SIG_DFL);
}

static bool is_interrupted(void *context)
{
    (void)context;
    return the_loop.interrupted;
}

/* ---- time ------------------------------------------------------------------------------ */

int64_t tui_milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void tell_time(struct app *app)
{
    time_t t = time(NULL);
    struct tm tm = {0};

    app->now = tui_milliseconds();
    app->ts = (int64_t)t;
    if (localtime_r(&t, &tm))
        app->seconds_east = tm.tm_gmtoff;
}

/* ---- events ------------------------------------------------------------------------------ */

static void take_size(struct app *app)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row &&
        (size.ws_col != app->screen->columns || size.ws_row != app->screen->rows))
        app->screen->resize(app->screen, size.ws_col, size.ws_row);
}

/* ^Z: the terminal is given back, the process stops, and goes on where it was. */
static void stop(struct app *app)
{
    app->screen->suspend(app->screen);
    the_loop.screen = NULL;
    signal(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    on_signal(SIGTSTP, wake, SA_RESTART);
    the_loop.screen = app->screen;
    take_size(app);
    app->screen->redraw(app->screen);
}

static void take_signal(struct app *app, char which)
{
    switch (which) {
    case SIGWINCH:
    case SIGCONT: take_size(app); break;
    case SIGTSTP: stop(app); break;
    case SIGINT:
        the_loop.interrupted = 0;
        app_key(app, 'C' & 31);
        break;
    default: break;
    }
}

static void take_signals(struct app *app)
{
    char bytes[64];
    long n;

    while ((n = read(the_loop.pipe[0], bytes, sizeof bytes)) > 0) {
        for (long i = 0; i < n && !app->quit; i++)
            take_signal(app, bytes[i]);
    }
}

static void take_keys(struct app *app)
{
    struct event event;

    while (!app->quit && app->screen->read(app->screen, &event))
        app_key(app, event.key);
}

/* False: the terminal is gone. */
static bool wait_for(struct app *app, int64_t deadline)
{
    struct pollfd fds[2] = {{app->screen->fd, POLLIN, 0}, {the_loop.pipe[0], POLLIN, 0}};
    int64_t left = deadline < 0 ? 0 : deadline - tui_milliseconds();
    struct timespec t = {left > 0 ? left / 1000 : 0,
                         left > 0 ? left % 1000 * 1000000 : 0};

    if (ppoll(fds, 2, deadline < 0 ? NULL : &t, NULL) < 0)
        return errno == EINTR;
    return !(fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ||
           (fds[0].revents & POLLIN);
}

static void run(struct app *app)
{
    tell_time(app);
    app_begin(app);
    while (!app->quit) {
        int64_t deadline = app_tick(app);

        app_draw(app);
        app->screen->flush(app->screen);
        if (!wait_for(app, deadline))
            break;
        tell_time(app);
        take_signals(app);
        take_keys(app);
    }
}

/* ---- settings ----------------------------------------------------------------------------- */

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value && value[0] && strcmp(value, "0") != 0;
}

static bool choose(enum tui_choice choice, bool automatic)
{
    return choice == TUI_AUTO ? automatic : choice == TUI_YES;
}

static bool wants_plain(void)
{
    const char *term = getenv("TERM");

    return !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !term || !term[0] ||
           strcmp(term, "dumb") == 0;
}

static int complain(const struct diag *d)
{
    fprintf(stderr, "gradus: %s\n", d->message);
    if (d->help[0])
        fprintf(stderr, "  %s\n", d->help);
    return 4;
}

static bool open_pipe(void)
{
    if (pipe(the_loop.pipe) != 0)
        return false;
    for (int i = 0; i < 2; i++) {
        fcntl(the_loop.pipe[i], F_SETFL, O_NONBLOCK);
        fcntl(the_loop.pipe[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

static void close_all(struct app *app, struct screen *screen)
{
    if (app)
        app_close(app);
    screen_close(screen);
    the_loop.screen = NULL;
    if (the_loop.has_modes)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &the_loop.modes);
    release_signals();
    close(the_loop.pipe[0]);
    close(the_loop.pipe[1]);
}

int tui_run(const struct tui_options *options)
{
    bool ascii = choose(options->ascii, strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
    bool colour = choose(options->colour, !is_set("NO_COLOR"));
    struct diag d = {0};
    struct screen *screen;
    struct app *app;
    void *stack;

    if (wants_plain())
        return tui_plain(options);
    the_loop.has_modes = tcgetattr(STDIN_FILENO, &the_loop.modes) == 0;
    screen = screen_curses(colour ? TRUTH_YES : TRUTH_NO, ascii, &d);
    if (!screen)
        return complain(&d);
    stack = malloc(65536);
    if (!stack || !open_pipe())
        abort();
    the_loop.screen = screen;
    catch_signals(stack, 65536);
    app = app_open(options, screen, (int64_t)time(NULL), &d);
    if (app) {
        app->interrupted = is_interrupted;
        app->clock = tui_milliseconds;
        app->still =
            choose(options->still, is_set("REDUCED_MOTION") || is_set("NO_MOTION"));
        run(app);
    }
    close_all(app, screen);
    free(stack);
    return app ? 0 : complain(&d);
}
