/* progress.c: a line on a terminal's standard error that shows how far long work is.
 *
 *     [######--------------] step 12  f = 0.0100081  slope 3.1e-05
 *
 * It comes after a while, is drawn anew a few times a second, and leaves no trace.
 */
#include "cli/cli.h"

#include <stdio.h>
#include <unistd.h>

enum { CELLS = 20 };

#define PATIENCE 0.4 /* seconds before the line comes, ... */
#define BETWEEN  0.1 /* ... and between two of them */

void progress_begin(struct progress *p, bool wanted)
{
    *p = (struct progress){.next = world_clock() + PATIENCE,
                           .wanted = wanted && isatty(STDERR_FILENO)};
}

bool progress_due(struct progress *p)
{
    double now;

    if (!p->wanted || (now = world_clock()) < p->next)
        return false;
    p->next = now + BETWEEN;
    return true;
}

void progress_show(struct progress *p, double done, const char *text)
{
    char bar[CELLS + 1];
    int full = done <= 0 ? 0 : done >= 1 ? CELLS : (int)(done * CELLS);

    for (int i = 0; i < CELLS; i++)
        bar[i] = i < full ? '#' : '-';
    bar[CELLS] = '\0';
    fprintf(stderr, "\r[%s] %.56s\033[K", bar, text);
    fflush(stderr);
    p->shown = true;
}

void progress_end(struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    fflush(stderr);
    p->shown = false;
}
