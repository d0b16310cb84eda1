/* interrupt.c: the first ^C asks a computation to end with what it has, the second ends it. */
#include "cli/cli.h"

#include <signal.h>

static volatile sig_atomic_t seen;

static void see(int signal)
{
    (void)signal;
    seen = 1;
}

/* Reads that wait are broken off. What the shell started in the background ignores ^C, and
 * is left alone. */
void interrupt_watch(void)
{
    struct sigaction now, watch = {.sa_handler = see, .sa_flags = (int)SA_RESETHAND};

    sigemptyset(&watch.sa_mask);
    if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
        sigaction(SIGINT, &watch, NULL);
}

bool interrupt_seen(void)
{
    return seen;
}
