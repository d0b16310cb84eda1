/* schedule.c: when a problem comes back: FSRS-6 in whole days.
 *
 * A memory is a stability S, the days after which it is recalled with probability 0.9,
 * and a difficulty D from 1 to 10. What a review does to them is taken from FSRS-6 as
 * py-fsrs 6.3.1 and fsrs-rs 6.6.1 have it (open-spaced-repetition, The FSRS algorithm);
 * the weights are their defaults. There are no steps of minutes: a problem that went
 * wrong comes back in the same sitting without a rating. */
#include "course/internal.h"

#include <math.h>
#include <string.h>

static const double w[21] = {0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194,
                             0.001,  1.8722, 0.1666, 0.796,  1.4835, 0.0614, 0.2629,
                             1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542};

enum { LONGEST_INTERVAL = 36500 };
static const double least_stability = 0.001;

static double clamp(double d)
{
    return d < 1 ? 1 : d > 10 ? 10 : d;
}

static double first_difficulty(int rating)
{
    return w[4] - exp(w[5] * (rating - 1)) + 1;
}

static double curve_factor(void)
{
    return pow(0.9, -1 / w[20]) - 1;
}

/* The probability of recall after t days. */
static double recall(double t, double s)
{
    return pow(1 + curve_factor() * t / s, -w[20]);
}

static int interval(double s, double retention)
{
    double days = round(s / curve_factor() * (pow(retention, -1 / w[20]) - 1));

    return days < 1 ? 1 : days > LONGEST_INTERVAL ? LONGEST_INTERVAL : (int)days;
}

static double next_difficulty(double d, int rating)
{
    double moved = d + (10 - d) / 9 * (-w[6] * (rating - 3));

    return clamp(w[7] * first_difficulty(4) + (1 - w[7]) * moved);
}

/* A second look on the same day. */
static double same_day(double s, int rating)
{
    double factor = exp(w[17] * (rating - 3 + w[18])) * pow(s, -w[19]);

    return s * (rating >= 3 && factor < 1 ? 1 : factor);
}

static double after_success(double s, double d, double r, int rating)
{
    double hard = rating == 2 ? w[15] : 1, easy = rating == 4 ? w[16] : 1;

    return s * (1 + exp(w[8]) * (11 - d) * pow(s, -w[9]) * (exp(w[10] * (1 - r)) - 1) *
                        hard * easy);
}

static double after_lapse(double s, double d, double r)
{
    double forgotten =
        w[11] * pow(d, -w[12]) * (pow(s + 1, w[13]) - 1) * exp(w[14] * (1 - r));

    return fmin(forgotten, s / exp(w[17] * w[18]));
}

static double next_stability(double s, double d, int days, int rating)
{
    double next = days < 1      ? same_day(s, rating)
                  : rating == 1 ? after_lapse(s, d, recall(days, s))
                                : after_success(s, d, recall(days, s), rating);

    return next < least_stability ? least_stability : next;
}

bool schedule_review(void *context, const struct store_answer *answer,
                     struct store_item *item)
{
    double retention = context ? *(const double *)context : 0.9;
    int g = answer->rating;

    if (g < RATING_AGAIN || g > RATING_EASY)
        return false;
    if (!item->reps) {
        item->s = w[g - 1];
        item->d = clamp(first_difficulty(g));
    } else { /* both from the old pair */
        double s = next_stability(item->s, item->d, answer->elapsed, g);

        item->d = next_difficulty(item->d, g);
        item->s = s;
    }
    strcpy(item->model, "fsrs-6");
    item->lapses += item->reps && g == RATING_AGAIN;
    item->reps++;
    item->last_day = answer->day;
    item->due_day = answer->day + interval(item->s, retention);
    return true;
}

/* Floor division: days before 1970 count downwards. */
int schedule_day(int64_t ts, long seconds_east)
{
    int64_t local = ts + seconds_east - 4 * 3600, day = local / 86400;

    return (int)(local < day * 86400 ? day - 1 : day);
}
