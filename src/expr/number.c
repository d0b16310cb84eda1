/* number.c: exact rationals: reading, powers, roots, text. */
#include "expr/internal.h"

#include <stdlib.h>
#include <string.h>

enum { LARGEST_EXPONENT = 30000, TRIAL_PRIMES = 3000, ROOT_BITS = 4096 };

/* The exponent after e, or false if it is out of bounds. */
static bool read_exponent(const char *text, size_t n, long *exponent)
{
    char *end;

    if (n > 8)
        return false;
    *exponent = strtol(text, &end, 10);
    return labs(*exponent) <= LARGEST_EXPONENT;
}

enum status number_read(fmpq_t r, const char *text, size_t n)
{
    const char *mark = memchr(text, 'e', n);
    char digits[NUMBER_BITS / 3 + 8];
    size_t count = 0, mantissa;
    long exponent = 0, places = 0;
    bool point = false;
    fmpz_t ten;

    if (!mark)
        mark = memchr(text, 'E', n);
    mantissa = mark ? (size_t)(mark - text) : n;
    if (mark && !read_exponent(mark + 1, n - mantissa - 1, &exponent))
        return ST_LIMIT;
    for (size_t i = 0; i < mantissa; i++) {
        if (text[i] == '.') {
            point = true;
            continue;
        }
        if (count + 2 >= sizeof digits)
            return ST_LIMIT;
        digits[count++] = text[i];
        places += point;
    }
    digits[count] = '\0';
    fmpz_one(fmpq_denref(r));
    if (fmpz_set_str(fmpq_numref(r), digits, 10))
        return ST_SYNTAX;
    exponent -= places;
    fmpz_init_set_ui(ten, 10);
    fmpz_pow_ui(ten, ten, (ulong)labs(exponent));
    if (exponent >= 0)
        fmpq_mul_fmpz(r, r, ten);
    else
        fmpq_div_fmpz(r, r, ten);
    fmpz_clear(ten);
    return ST_OK;
}

static size_t number_bits(const fmpq_t v)
{
    return (size_t)fmpz_bits(fmpq_numref(v)) + (size_t)fmpz_bits(fmpq_denref(v));
}

/* base^n for a whole n, if it is small enough to be worth writing out. */
static bool whole_power(fmpq_t r, const fmpq_t base, const fmpz_t n)
{
    if (fmpq_is_zero(base) && fmpz_sgn(n) <= 0)
        return false;
    if (fmpq_is_zero(base) || fmpq_is_one(base) || fmpz_is_zero(n)) {
        if (fmpz_is_zero(n))
            fmpq_one(r);
        else
            fmpq_set(r, base);
        return true;
    }
    if (!fmpz_fits_si(n) || labs(fmpz_get_si(n)) > NUMBER_BITS ||
        number_bits(base) * (size_t)labs(fmpz_get_si(n)) > NUMBER_BITS)
        return false;
    fmpq_pow_si(r, base, fmpz_get_si(n));
    return true;
}

bool number_power(fmpq_t r, const fmpq_t base, const fmpq_t exponent)
{
    fmpz_t num, den;
    fmpq_t root;
    ulong q;
    bool done = false;

    if (fmpz_is_one(fmpq_denref(exponent)))
        return whole_power(r, base, fmpq_numref(exponent));
    if (fmpz_cmp_ui(fmpq_denref(exponent), 1000) > 0 || number_bits(base) > ROOT_BITS)
        return false;
    q = fmpz_get_ui(fmpq_denref(exponent));
    if (fmpq_sgn(base) < 0 && q % 2 == 0)
        return false;
    fmpz_init(num);
    fmpz_init(den);
    fmpq_init(root);
    fmpz_abs(num, fmpq_numref(base));
    if (fmpz_root(num, num, (slong)q) && fmpz_root(den, fmpq_denref(base), (slong)q)) {
        if (fmpq_sgn(base) < 0)
            fmpz_neg(num, num);
        fmpq_set_fmpz_frac(root, num, den);
        done = whole_power(r, root, fmpq_numref(exponent));
    }
    fmpq_clear(root);
    fmpz_clear(den);
    fmpz_clear(num);
    return done;
}

void number_perfect_power(fmpz_t root, unsigned long *k, const fmpz_t base)
{
    fmpz_t r;

    *k = 1;
    fmpz_set(root, base);
    if (fmpz_bits(base) > ROOT_BITS)
        return;
    fmpz_init(r);
    for (unsigned long n = fmpz_bits(base); n >= 2; n--)
        if (fmpz_root(r, base, (slong)n)) {
            fmpz_set(root, r);
            *k = n;
            break;
        }
    fmpz_clear(r);
}

void number_extract_root(fmpz_t outside, fmpz_t inside, const fmpz_t base,
                         unsigned long q)
{
    fmpz_t p, power;

    fmpz_one(outside);
    fmpz_set(inside, base);
    fmpz_init(p);
    fmpz_init(power);
    for (ulong n = 2; n < TRIAL_PRIMES; n += n == 2 ? 1 : 2) {
        fmpz_set_ui(p, n);
        fmpz_pow_ui(power, p, q);
        if (fmpz_cmp(power, inside) > 0)
            break;
        while (fmpz_divisible(inside, power)) {
            fmpz_divexact(inside, inside, power);
            fmpz_mul(outside, outside, p);
        }
    }
    if (!fmpz_is_one(inside) && fmpz_root(p, inside, (slong)q)) {
        fmpz_mul(outside, outside, p);
        fmpz_one(inside);
    }
    fmpz_clear(power);
    fmpz_clear(p);
}

const char *number_text(struct arena *a, const fmpq_t v)
{
    char *text = fmpq_get_str(NULL, 10, v);
    const char *copy = arena_strdup(a, text);

    flint_free(text);
    return copy;
}
