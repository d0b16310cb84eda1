/* tap.h: what a unit test says, in the Test Anything Protocol.
 *
 *   #include "tap.h"
 *
 *   int main(void)
 *   {
 *       ok(str_distance("sn", "sin") == 1, "one letter is missing");
 *       is_str(expr_text(e), "3*x^2", "derivative of %s", "x^3");
 *       is_double(y, 0.25, 1e-15, "value at %g", x);
 *       return done_testing();
 *   }
 *
 * Each call is one test point; what it shows is a printf format with its arguments.
 * A failed one tells file, line and the values. Every point is flushed at once, so a
 * test that crashes keeps what it said, and the missing plan tells of the crash.
 * All calls return whether the point passed. One file of a program may include this.
 */
#ifndef GRADUS_TAP_H
#define GRADUS_TAP_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#if defined(__GNUC__)
#define TAP_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define TAP_PRINTF(fmt, args)
#endif

#define ok(cond, ...) tap_ok((cond), #cond, __FILE__, __LINE__, __VA_ARGS__)

/* NULL equals only NULL. */
#define is_str(got, want, ...) tap_is_str((got), (want), __FILE__, __LINE__, __VA_ARGS__)

#define is_int(got, want, ...) \
    tap_is_int((intmax_t)(got), (intmax_t)(want), __FILE__, __LINE__, __VA_ARGS__)

/* |got - want| <= tol * max(1, |want|); a NaN equals a NaN, an infinity itself. */
#define is_double(got, want, tol, ...) \
    tap_is_double((got), (want), (tol), __FILE__, __LINE__, __VA_ARGS__)

static struct {
    int points, failed;
} tap;

/* One printed line whatever the text holds: a '#' would begin a directive. */
static inline void tap_text(const char *fmt, va_list args) TAP_PRINTF(1, 0);
static inline void tap_text(const char *fmt, va_list args)
{
    char text[1024];
    vsnprintf(text, sizeof text, fmt, args);
    for (char *p = text; *p; p++) {
        if ((unsigned char)*p < ' ')
            *p = ' ';
        if (*p == '#')
            *p = '~';
    }
    puts(text);
}

/* A remark for whoever reads the log. */
static inline void note(const char *fmt, ...) TAP_PRINTF(1, 2);
static inline void note(const char *fmt, ...)
{
    va_list args;
    fputs("# ", stdout);
    va_start(args, fmt);
    tap_text(fmt, args);
    va_end(args);
    fflush(stdout);
}

static inline bool tap_point(bool passed, const char *file, int line, const char *fmt,
                             va_list args) TAP_PRINTF(4, 0);
static inline bool tap_point(bool passed, const char *file, int line, const char *fmt,
                             va_list args)
{
    tap.points++;
    tap.failed += !passed;
    printf("%s %d - ", passed ? "ok" : "not ok", tap.points);
    tap_text(fmt, args);
    if (!passed)
        printf("#   at %s:%d\n", file, line);
    fflush(stdout);
    return passed;
}

static inline bool tap_ok(bool passed, const char *cond, const char *file, int line,
                          const char *fmt, ...) TAP_PRINTF(5, 6);
static inline bool tap_ok(bool passed, const char *cond, const char *file, int line,
                          const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    tap_point(passed, file, line, fmt, args);
    va_end(args);
    if (!passed)
        note("  false: %s", cond);
    return passed;
}

static inline bool tap_is_str(const char *got, const char *want, const char *file,
                              int line, const char *fmt, ...) TAP_PRINTF(5, 6);
static inline bool tap_is_str(const char *got, const char *want, const char *file,
                              int line, const char *fmt, ...)
{
    bool same = got && want ? strcmp(got, want) == 0 : got == want;
    va_list args;
    va_start(args, fmt);
    tap_point(same, file, line, fmt, args);
    va_end(args);
    if (!same) {
        note("   got: %s", got ? got : "(null)");
        note("  want: %s", want ? want : "(null)");
    }
    return same;
}

static inline bool tap_is_int(intmax_t got, intmax_t want, const char *file, int line,
                              const char *fmt, ...) TAP_PRINTF(5, 6);
static inline bool tap_is_int(intmax_t got, intmax_t want, const char *file, int line,
                              const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    tap_point(got == want, file, line, fmt, args);
    va_end(args);
    if (got != want)
        note("  got %jd, want %jd", got, want);
    return got == want;
}

static inline bool tap_is_double(double got, double want, double tol, const char *file,
                                 int line, const char *fmt, ...) TAP_PRINTF(6, 7);
static inline bool tap_is_double(double got, double want, double tol, const char *file,
                                 int line, const char *fmt, ...)
{
    bool near = isnan(want)   ? isnan(got)
                : isinf(want) ? isinf(got) && signbit(got) == signbit(want)
                              : fabs(got - want) <= tol * fmax(1, fabs(want));
    va_list args;
    va_start(args, fmt);
    tap_point(near, file, line, fmt, args);
    va_end(args);
    if (!near)
        note("  got %.17g, want %.17g within %g", got, want, tol);
    return near;
}

/* Nothing can be tested here: `return skip_all("no terminal");` */
static inline int skip_all(const char *why)
{
    printf("1..0 # SKIP %s\n", why);
    return 0;
}

/* The plan, and the exit status of main. */
static inline int done_testing(void)
{
    printf("1..%d\n", tap.points);
    if (tap.failed)
        printf("# %d of %d failed\n", tap.failed, tap.points);
    return tap.failed > 0;
}

#endif
