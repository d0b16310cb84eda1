/* t-rng.c: SplitMix64 against published values, evenness, and FNV-1a. */
#include "base/base.h"

#include "tap.h"

/* The outputs for seed 1234567 that the generator's reference code gives. */
static const uint64_t published[] = {6457827717110365317u, 3203168211198807973u,
                                     9817491932198370423u, 4593380528125082431u,
                                     16408922859458223821u};

static void test_below(void)
{
    struct rng r = {7};
    int seen[6] = {0};
    bool inside = true, even = true;

    for (int i = 0; i < 60000; i++) {
        uint64_t x = rng_below(&r, 6);

        inside &= x < 6;
        seen[x % 6]++;
    }
    for (int i = 0; i < 6; i++)
        even &= seen[i] > 9500 && seen[i] < 10500;
    ok(inside && even, "60000 throws of a die (seed 7) are even");
    is_int(rng_below(&r, 1), 0, "one choice is no choice");
    ok(rng_below(&r, UINT64_MAX) < UINT64_MAX, "the largest bound");
}

static void test_unit(void)
{
    struct rng r = {11};
    double sum = 0, low = 1, high = 0;

    for (int i = 0; i < 100000; i++) {
        double x = rng_unit(&r);

        sum += x;
        low = fmin(low, x);
        high = fmax(high, x);
    }
    ok(low >= 0 && low < 1e-3 && high < 1 && high > 0.999, "units fill [0, 1)");
    is_double(sum / 100000, 0.5, 0.01, "their mean");
}

int main(void)
{
    struct rng r = {1234567};

    for (size_t i = 0; i < sizeof published / sizeof *published; i++)
        ok(rng_next(&r) == published[i], "published value %zu", i);
    test_below();
    test_unit();
    ok(hash_bytes("", 0) == 0xCBF29CE484222325u, "FNV-1a of nothing");
    ok(hash_bytes("a", 1) == 0xAF63DC4C8601EC8Cu, "FNV-1a of a");
    ok(hash_bytes("foobar", 6) == 0x85944171F73967E8u, "FNV-1a of foobar");
    return done_testing();
}
