/* t-interrupt.c: ^C in a terminal ends long work with what it has and status 3. No clock: the
 * key is pressed when the line of progress is seen. */
#define _XOPEN_SOURCE 600

#include "base/base.h"

#include "tap.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_BYTES = 1 << 20 };

struct terminal {
    int fd;
    pid_t child;
    char *text; /* all that was shown */
    size_t n;
};

/* The far end becomes the child's terminal. */
static void be_child(const char *far, char *const *argv)
{
    int fd;

    setsid();
    signal(SIGINT, SIG_DFL);
    fd = open(far, O_RDWR);
    dup2(fd, 0);
    dup2(fd, 1);
    dup2(fd, 2);
    setenv("TERM", "xterm", 1);
    execvp(argv[0], argv);
    _exit(127);
}

static bool begin(struct terminal *t, char *const *argv)
{
    const char *far;

    t->text = calloc(1, MOST_BYTES + 1);
    t->n = 0;
    t->fd = posix_openpt(O_RDWR | O_NOCTTY);
    if (t->fd < 0 || grantpt(t->fd) < 0 || unlockpt(t->fd) < 0 || !(far = ptsname(t->fd)))
        return false;
    t->child = fork();
    if (t->child == 0)
        be_child(far, argv);
    return t->child > 0;
}

static bool read_more(struct terminal *t)
{
    ssize_t got = read(t->fd, t->text + t->n, MOST_BYTES - t->n);

    t->n += got > 0 ? (size_t)got : 0;
    t->text[t->n] = '\0';
    return got > 0 && t->n < MOST_BYTES;
}

static bool read_until(struct terminal *t, const char *word)
{
    while (!strstr(t->text, word))
        if (!read_more(t))
            return false;
    return true;
}

static int finish(struct terminal *t)
{
    int end = 0;

    while (read_more(t))
        ;
    close(t->fd);
    waitpid(t->child, &end, 0);
    return WIFEXITED(end) ? WEXITSTATUS(end) : -1;
}

static void interrupted(const char *what, char *const *argv, const char *answer)
{
    struct terminal t;

    if (!begin(&t, argv)) {
        ok(true, "%s: there are no terminals here", what); // nothing to test on
        free(t.text);
        return;
    }
    ok(read_until(&t, "step "), "%s: a line of progress comes", what);
    ok(write(t.fd, "\003", 1) == 1, "%s: ^C", what);
    is_int(finish(&t), 3, "%s: status 3", what);
    ok(strstr(t.text, "\"status\": \"interrupted\"") != NULL, "%s: it says why", what);
    if (!ok(strstr(t.text, answer) != NULL, "%s: the best so far is told", what))
        note("%.400s", t.text);
    free(t.text);
}

int main(void)
{
    static char *const minimize[] = {
        "gradus", "minimize", "x^2+y^2",    "--from",    "x=1,y=1", "--method",
        "gd",     "--rate",   "1e-9",       "--tol",     "0",       "--timeout",
        "600",    "--json",   "--max-iter", "100000000", NULL};
    static char *const fit[] = {
        "gradus", "fit",    "t-interrupt.csv", "--model",   "y ~ a*x", "--method",
        "gd",     "--rate", "1e-12",           "--tol",     "0",       "--timeout",
        "600",    "--json", "--max-iter",      "100000000", NULL};
    FILE *f = fopen("t-interrupt.csv", "w");

    if (f) {
        fputs("x,y\n", f);
        for (int i = 0; i < 100; i++)
            fprintf(f, "%d,%d\n", i, 2 * i + i % 3);
        fclose(f);
    }
    interrupted("minimize", minimize, "\"x\": {\"x\": 0.99");
    interrupted("fit", fit, "\"loss\": \"mse\"");
    remove("t-interrupt.csv");
    return done_testing();
}
