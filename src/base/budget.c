/* budget.c: work that may be spent, and now and then the question whether time is up. */
#include "base/base.h"

/* The clock is asked once in this many units: often enough for a person, too seldom to
 * matter. */
enum { ASK_EVERY = 500 };

struct budget budget_of(uint64_t work)
{
    return (struct budget){.work = work, .until_asked = ASK_EVERY};
}

bool budget_spend(struct budget *b, uint64_t units)
{
    if (b->over)
        return false;
    if (units > b->work) {
        b->over = true;
        return false;
    }
    b->work -= units;
    if (units < b->until_asked) {
        b->until_asked -= units;
        return true;
    }
    b->until_asked = ASK_EVERY;
    if (b->expired && b->expired(b->context))
        b->over = true;
    return !b->over;
}
