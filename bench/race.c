/* race.c: whole processes against each other, in one run.
 *
 *   race RUNS NAME command word... : NAME command word... [: ...]
 *
 * The commands take turns, so that a noisy machine is noisy for all. Prints one line
 * each: name, median and smallest time from start to end in milliseconds, and the
 * median as a multiple of the first one's:
 *
 *   gradus      3.912 ms   least   3.471   x 1.00
 *   gp         14.066 ms   least  12.904   x 3.60
 *
 * A word `<FILE` is what the command reads; else it reads nothing. Its output goes
 * nowhere. A command that does not exit with 0 ends the race with status 1.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { RUNNERS = 8 };

struct runner {
    const char *name, *input;
    char **argv; /* ends with NULL */
    double *ms;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Milliseconds of one run, or -1. */
static double run_once(const struct runner *r)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, r->input, O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);

    pid_t child;
    int status = -1;
    double start = now_ms();
    int error = posix_spawnp(&child, r->argv[0], &files, NULL, r->argv, environ);
    if (error == 0)
        waitpid(child, &status, 0);
    double end = now_ms();
    posix_spawn_file_actions_destroy(&files);
    return error == 0 && status == 0 ? end - start : -1;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Reads NAME words up to a lone colon; returns the index behind it. */
static int read_runner(struct runner *r, int argc, char **argv, int i)
{
    r->name = argv[i++];
    r->input = "/dev/null";
    r->argv = &argv[i];
    int kept = 0;
    for (; i < argc && strcmp(argv[i], ":") != 0; i++) {
        if (argv[i][0] == '<')
            r->input = argv[i] + 1;
        else
            r->argv[kept++] = argv[i];
    }
    r->argv[kept] = NULL; /* argv ends with a NULL, so there is room */
    return i + 1;
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? atoi(argv[1]) : 0, count = 0;
    struct runner runners[RUNNERS];
    for (int i = 2; i < argc && count < RUNNERS; count++)
        i = read_runner(&runners[count], argc, argv, i);
    if (runs < 1 || count == 0) {
        fprintf(stderr, "usage: race RUNS NAME command... : NAME command...\n");
        return 2;
    }
    for (int k = 0; k < count; k++)
        runners[k].ms = calloc((size_t)runs, sizeof(double));

    for (int run = -1; run < runs; run++) { /* run -1 warms the caches */
        for (int k = 0; k < count; k++) {
            double ms = run_once(&runners[k]);
            if (ms < 0) {
                fprintf(stderr, "race: %s failed\n", runners[k].name);
                return 1;
            }
            if (run >= 0)
                runners[k].ms[run] = ms;
        }
    }

    for (int k = 0; k < count; k++)
        qsort(runners[k].ms, (size_t)runs, sizeof(double), by_size);
    for (int k = 0; k < count; k++) {
        double median = runners[k].ms[runs / 2];
        printf("  %-12s %9.3f ms   least %9.3f   x %.2f\n", runners[k].name, median,
               runners[k].ms[0], median / runners[0].ms[runs / 2]);
        free(runners[k].ms);
    }
    return 0;
}
