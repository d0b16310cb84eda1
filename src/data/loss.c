/* loss.c: the loss of one row, its slope and its bend. */
#include "data/internal.h"

#include <math.h>
#include <string.h>

static const struct loss_row rows[] = {
#define LOSS(id, ...) [LOSS_##id] = {__VA_ARGS__},
#include "data/losses.def"
#undef LOSS
};

const struct loss_row *loss_row(enum loss l)
{
    return &rows[l];
}

int loss_find(const char *name)
{
    if (!strcmp(name, "cross-entropy"))
        return LOSS_LOGISTIC;
    for (int l = 0; l < LOSS_COUNT; l++)
        if (!strcmp(rows[l].name, name))
            return l;
    return -1;
}

bool loss_of_residuals(enum loss l)
{
    return l != LOSS_LOGISTIC && l != LOSS_POISSON;
}

static double sign(double r)
{
    return (r > 0) - (r < 0);
}

static struct loss_at huber(double delta, double r)
{
    if (fabs(r) <= delta)
        return (struct loss_at){r * r / 2, -r, 1};
    return (struct loss_at){delta * (fabs(r) - delta / 2), -delta * sign(r), 0};
}

/* ln cosh r = |r| + ln(1 + exp(-2|r|)) - ln 2; near 0 through the half-angle. */
static struct loss_at logcosh(double r)
{
    double t = tanh(r), s = sinh(r / 2);
    double value = fabs(r) < 1
                       ? log1p(2 * s * s)
                       : fabs(r) + log1p(exp(-2 * fabs(r))) - 0.69314718055994530942;

    return (struct loss_at){value, -t, fabs(r) < 300 ? 1 / (cosh(r) * cosh(r)) : 0};
}

/* -ln of the likelihood of y by the log odds f, from one exp: sigmoids of f and -f are 1 and
 * e over 1 + e, so none loses its digits where it is nearly 1. */
static struct loss_at logistic(double y, double f)
{
    double e = exp(-fabs(f)), most = 1 / (1 + e), least = e / (1 + e);
    double p = f >= 0 ? most : least, q = f >= 0 ? least : most;
    double softplus = fmax(y == 1 ? -f : f, 0) + log1p(e);

    return (struct loss_at){softplus - (y == 1 || y == 0 ? 0 : y * f),
                            y == 1 ? -q : p - y, p * q};
}

struct loss_at loss_at(const struct fit *fit, double y, double f)
{
    double r = y - f;

    switch (fit->loss) {
    case LOSS_MSE: return (struct loss_at){r * r, -2 * r, 2};
    case LOSS_MAE: return (struct loss_at){fabs(r), -sign(r), 0};
    case LOSS_HUBER: return huber(fit->delta, r);
    case LOSS_LOGISTIC: return logistic(y, f);
    case LOSS_POISSON: return (struct loss_at){exp(f) - y * f, exp(f) - y, exp(f)};
    case LOSS_LOGCOSH: return logcosh(r);
    case LOSS_COUNT: break;
    }
    return (struct loss_at){NAN, NAN, NAN};
}

/* Squares are a loop of their own, for the compiler to turn into vectors. */
void loss_block(const struct fit *fit, const double *y, const double *f, size_t n,
                double *value, double *slope)
{
    if (fit->loss == LOSS_MSE) {
        for (size_t i = 0; i < n; i++) {
            double r = y[i] - f[i];

            value[i] = r * r;
            slope[i] = -2 * r;
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct loss_at l = loss_at(fit, y[i], f[i]);

        value[i] = l.value;
        slope[i] = l.slope;
    }
}

/* -r between -delta and delta. */
static void huber_ball(double delta, arb_t slope, slong bits)
{
    arb_t most;

    arb_init(most);
    arb_set_d(most, delta);
    arb_min(slope, slope, most, bits);
    arb_neg(most, most);
    arb_max(slope, slope, most, bits);
    arb_clear(most);
}

/* 1/(1 + exp(-u)) */
static void sigmoid_ball(arb_t r, const arb_t u, slong bits)
{
    arb_neg(r, u);
    arb_exp(r, r, bits);
    arb_add_ui(r, r, 1, bits);
    arb_inv(r, r, bits);
}

void loss_slope_ball(const struct fit *fit, arb_t slope, const arb_t y, const arb_t f,
                     slong bits)
{
    arb_t mean;

    switch (fit->loss) {
    case LOSS_MSE:
    case LOSS_HUBER:
        arb_sub(slope, f, y, bits);
        if (fit->loss == LOSS_HUBER)
            huber_ball(fit->delta, slope, bits);
        else
            arb_mul_2exp_si(slope, slope, 1);
        return;
    case LOSS_LOGCOSH:
        arb_sub(slope, f, y, bits);
        arb_tanh(slope, slope, bits);
        return;
    case LOSS_LOGISTIC:
    case LOSS_POISSON:
        arb_init(mean);
        if (fit->loss == LOSS_POISSON)
            arb_exp(mean, f, bits);
        else
            sigmoid_ball(mean, f, bits);
        arb_sub(slope, mean, y, bits);
        arb_clear(mean);
        return;
    case LOSS_MAE:
    case LOSS_COUNT: break;
    }
    arb_indeterminate(slope);
}

void total_add(struct total *t, double v)
{
    double sum = t->sum + v;

    t->lost += fabs(t->sum) >= fabs(v) ? (t->sum - sum) + v : (v - sum) + t->sum;
    t->sum = sum;
}
