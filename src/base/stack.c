/* stack.c: room for the deepest tree that a text can hold.
 *
 * A thread of its own has a stack that costs memory only where it has been. Signals go to
 * it, as they would in a program that has one thread. */
#include "config.h"

#include "base/base.h"
#include "base/flint.h"

#include <pthread.h>
#include <signal.h>

enum { STACK_MIB = 512, LEAST_MIB = 64 };

struct call {
    void (*run)(void *data);
    void *data;
};

static void *take_call(void *data)
{
    struct call *call = data;

    call->run(call->data);
    flint_cleanup(); /* each thread has stores of its own for large numbers */
    mpfr_free_cache();
    return NULL;
}

static bool start(pthread_t *thread, struct call *call)
{
    pthread_attr_t attr;
    bool started = false;

    if (pthread_attr_init(&attr))
        return false;
    for (size_t mib = STACK_MIB; mib >= LEAST_MIB && !started; mib /= 2)
        started = !pthread_attr_setstacksize(&attr, mib << 20) &&
                  !pthread_create(thread, &attr, take_call, call);
    pthread_attr_destroy(&attr);
    return started;
}

bool deep_call(void (*run)(void *data), void *data)
{
    struct call call = {run, data};
    pthread_t thread;
    sigset_t all, before;

    if (!start(&thread, &call))
        return false;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    pthread_join(thread, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return true;
}
