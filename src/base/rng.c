/* rng.c: SplitMix64, the random numbers of problems and batches, and a hash for names.
 *
 * The sequence is part of the authoring contract: a seed names one variant of a problem
 * for ever. */
#include "base/base.h"

uint64_t rng_next(struct rng *r)
{
    uint64_t z = r->state += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* 2^64 is seldom a multiple of n. The first 2^64 mod n numbers are thrown back, and what
 * is left falls evenly on all remainders. */
uint64_t rng_below(struct rng *r, uint64_t n)
{
    uint64_t uneven = (0 - n) % n, x;

    do
        x = rng_next(r);
    while (x < uneven);
    return x % n;
}

/* The upper 53 bits: as many as a double holds. */
double rng_unit(struct rng *r)
{
    return (double)(rng_next(r) >> 11) * 0x1p-53;
}

uint64_t hash_bytes(const char *text, size_t n)
{
    uint64_t h = 0xCBF29CE484222325u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)text[i]) * 0x100000001B3u;
    return h;
}
