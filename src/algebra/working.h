/* working.h: what the files that tell a derivation share among themselves.
 *
 *   stepform.c  joining trees as a hand does: no zeros, no ones, one sign
 *   lawask.c    does it move, what are its factors, is it known by heart?
 *   lawbook.c   which law fits a tree                          (laws.def is its table)
 *   lawrules.c  what the law makes of it
 *   lawtell.c   the law in letters, and the sentence of a step
 *   steptidy.c  from the raw derivative to the form that diff prints
 *   steps.c     the board: line under line, leftmost derivative first
 */
#ifndef GRADUS_ALGEBRA_WORKING_H
#define GRADUS_ALGEBRA_WORKING_H

#include "algebra/algebra.h"

/* ---- joining trees (stepform.c) ------------------------------------------------- */

struct syntax *form_int(struct arena *a, long v);
bool form_is_int(const struct syntax *s, long v);
struct syntax *form_name(struct arena *a, const char *name);
struct syntax *form_negative(struct arena *a, struct syntax *u);
/* l op r without a zero term, a factor one, or two signs in a row. */
struct syntax *form_join(struct arena *a, enum op op, struct syntax *l, struct syntax *r);
/* s with other children, joined in the same manner. */
struct syntax *form_with(struct arena *a, const struct syntax *s, struct syntax **child);

struct binding { /* what a letter of a law stands for */
    const char *letter;
    struct syntax *is;
};
/* A law with trees put for its letters. */
struct syntax *form_fill(struct arena *a, const struct syntax *law,
                         const struct binding *letters, size_t count);
struct syntax *form_read(struct arena *a, const char *law);
/* Nodes as they would be printed; `most` if there are at least so many. */
size_t form_size(const struct syntax *s, size_t most);
bool form_same(struct arena *a, const struct syntax *s, const struct syntax *t);
/* The same but for the order of terms and factors, and for e^u as exp(u);
 * not of large trees. */
bool form_alike(const struct syntax *s, const struct syntax *t);

/* ---- questions about trees (lawask.c) -------------------------------------------- */

struct lawbook {
    struct pool *pool;
    struct arena *arena;
    expr x;
    const char *variable;
    const struct syntax *asked; /* letters that occur in it are taken */
    struct law_fact *facts;     /* a hash table by node: what is known of it */
    size_t fact_count, fact_cap;
};

bool law_is_binary(const struct syntax *s, enum op op);
bool law_is_sum(const struct syntax *s); /* or difference */
/* A form of calls.def by its name; an elementary function. */
bool law_is_call(const struct syntax *s, const char *name);
bool law_is_function(const struct syntax *s);
bool law_is_variable(const struct lawbook *lb, const struct syntax *s);
/* Does the variable stand in it? */
bool law_varies(struct lawbook *lb, const struct syntax *s);
/* What s means; EXPR_NONE if it has no meaning by itself. */
expr law_meaning(struct lawbook *lb, const struct syntax *s);

struct factors {
    size_t count, cap;
    struct syntax **at;
};
void law_add_factor(struct lawbook *lb, struct factors *list, struct syntax *s);
/* What a chain of products multiplies, first to last. */
struct factors law_factors(struct lawbook *lb, struct syntax *s);
/* s = constant * moving; false if nothing can be set apart. */
bool law_split(struct lawbook *lb, struct syntax *s, struct syntax **constant,
               struct syntax **moving);
/* The exponent of c*x^n, NULL if s is nothing of that form. */
struct syntax *law_monomial(struct lawbook *lb, struct syntax *s);
/* How much there is to know: 1 for x^n, sin x, e^x and their multiples, the sum of its
 * terms for a sum, a large number where a law has to be used first. */
unsigned law_weight(struct lawbook *lb, struct syntax *s);

/* ---- laws (lawbook.c, lawrules.c, lawtell.c) --------------------------------------- */

enum law_id {
#define LAW(id, rule, letters, says, pattern, result) LAW_##id,
#include "algebra/laws.def"
#undef LAW
    LAW_COUNT
};

struct law {
    const char *rule;
    bool letters;
    const char *says, *pattern, *result;
};
const struct law *law_row(enum law_id id);

enum { LAW_PARTS = 3 };
struct law_part {
    const char *letter; /* of the pattern */
    struct syntax *is;
};
struct law_use { /* a law and what its letters stand for */
    enum law_id law;
    const struct syntax *pattern, *result; /* NULL if it has none */
    size_t count;
    struct law_part part[LAW_PARTS];
};
void law_set(struct law_use *use, enum law_id law, const char *first, struct syntax *u,
             const char *second, struct syntax *v);
struct law_use law_find(struct lawbook *lb, struct syntax *s);
/* Its rule, its words and the law in letters. */
void law_tell(struct lawbook *lb, const struct law_use *use, struct step *out);

/* The derivative of s with respect to x as one line shows it: known at once, or with
 * derivatives not yet taken in it. */
struct syntax *law_derivative(struct lawbook *lb, struct syntax *s);
/* The law for the derivative of s, used: everything of the step but its line. `result` is
 * NULL if there is none. */
void law_apply(struct lawbook *lb, struct syntax *s, struct step *out);
/* In how many copies that law writes s. */
size_t law_copies(struct lawbook *lb, struct syntax *s);
/* By the engine, as it would show it; NULL if it has no rule either. */
struct syntax *law_engine(struct lawbook *lb, const struct syntax *s);

/* ---- tidying (steptidy.c) -------------------------------------------------------- */

/* Adds to out the lines between `line`, which has no derivatives in it, and `last`, at
 * most TIDY_STEPS of them; returns how many. */
enum { TIDY_STEPS = 4 };
size_t tidy_steps(struct lawbook *lb, struct syntax *line, struct syntax *last,
                  struct step *out);

#endif
