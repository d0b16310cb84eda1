/* word.c: words as answers (CHECKING C13).
 *
 *   "loc. min."  ->  local min      a reach (local, global or none) and a kind
 *   "saddle point"                  from words.def
 *   "minimun"                       one letter wrong in a long word, if that names one only
 */
#include "course/internal.h"

#include <ctype.h>
#include <string.h>

static const struct {
    const char *said, *means;
} table[] = {
#define SAID(said, means) {said, means},
#include "course/words.def"
#undef SAID
};

enum { WORDS = sizeof table / sizeof *table, LONGEST = 80, TYPO_LENGTH = 5 };

/* ---- plain form ---------------------------------------------------------------- */

/* Small letters, single blanks, no points, no articles in front. */
static void plain(char *out, const char *text)
{
    static const char *const starts[] = {"it is ", "its ", "it's ", "a ",
                                         "an ",    "the ", "it "};
    size_t n = 0;

    for (; *text && n + 1 < LONGEST; text++) {
        bool blank = isspace((unsigned char)*text) || *text == '.' || *text == ',' ||
                     *text == '!' || (*text == '-' && n);

        if (!blank)
            out[n++] = (char)tolower((unsigned char)*text);
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    while (n && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t length = strlen(starts[i]);

        if (strncmp(out, starts[i], length) == 0)
            memmove(out, out + length, n + 1 - length);
        n = strlen(out);
    }
}

/* ---- extrema ----------------------------------------------------------------- */

enum reach { REACH_NONE, REACH_LOCAL, REACH_GLOBAL };

struct extremum_word {
    enum reach reach;
    int kind; /* -1 min, +1 max, 0 not said */
    bool both, other;
};

static bool begins(const char *word, const char *with, size_t least)
{
    size_t n = strlen(word);

    return n >= least && strncmp(with, word, n) == 0;
}

static int kind_of(const char *w)
{
    if (!strcmp(w, "min") || !strcmp(w, "mins") || begins(w, "minimum", 4) ||
        !strcmp(w, "minima") || !strcmp(w, "minimal") || !strcmp(w, "lowest") ||
        !strcmp(w, "valley"))
        return -1;
    if (!strcmp(w, "max") || !strcmp(w, "maxs") || begins(w, "maximum", 4) ||
        !strcmp(w, "maxima") || !strcmp(w, "maximal") || !strcmp(w, "highest") ||
        !strcmp(w, "peak"))
        return 1;
    return 0;
}

static enum reach reach_of(const char *w)
{
    if (begins(w, "local", 3) || begins(w, "relative", 3))
        return REACH_LOCAL;
    if (begins(w, "global", 4) || begins(w, "absolute", 3) || !strcmp(w, "glob"))
        return REACH_GLOBAL;
    return REACH_NONE;
}

/* A word of five letters or more with one of them wrong. */
static const char *mended(const char *word)
{
    static const char *const known[] = {"minimum", "maximum",  "local",
                                        "global",  "relative", "absolute"};
    const char *found = NULL;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(word) >= TYPO_LENGTH && str_distance(word, known[i]) <= 1)
            found = found ? word : known[i];
    return found ? found : word;
}

static struct extremum_word extremum_of(const char *text)
{
    struct extremum_word e = {REACH_NONE, 0, false, false};
    char copy[LONGEST], *rest = copy;

    strcpy(copy, text);
    while (*rest) {
        char *word = rest;
        const char *known;
        int kind;

        rest += strcspn(rest, " ");
        if (*rest)
            *rest++ = '\0';
        known = mended(word);
        kind = kind_of(known);
        if (kind && e.kind && kind != e.kind)
            e.both = true;
        else if (kind)
            e.kind = kind;
        else if (reach_of(known) != REACH_NONE)
            e.reach = reach_of(known);
        else if (strcmp(word, "point") != 0 && strcmp(word, "value") != 0)
            e.other = true;
    }
    return e;
}

static const char *extremum_name(struct extremum_word e)
{
    static const char *const names[3][2] = {
        {"min", "max"}, {"local min", "local max"}, {"global min", "global max"}};

    return e.kind && !e.other && !e.both ? names[e.reach][e.kind > 0] : NULL;
}

/* ---- the table ----------------------------------------------------------------- */

static const char *in_table(const char *text)
{
    const char *found = NULL;

    for (size_t i = 0; i < WORDS; i++)
        if (strcmp(table[i].said, text) == 0)
            return table[i].means;
    for (size_t i = 0; i < WORDS && strlen(text) >= TYPO_LENGTH; i++) {
        if (strlen(table[i].said) < TYPO_LENGTH || str_distance(table[i].said, text) > 1)
            continue;
        if (found && strcmp(found, table[i].means) != 0)
            return NULL;
        found = table[i].means;
    }
    return found;
}

/* A choice of the field, or what its author gave as a synonym. */
static const char *among_choices(const char *text, const struct check_options *o)
{
    char known[LONGEST];

    for (size_t i = 0; i < o->choice_count; i++) {
        plain(known, o->choices[i]);
        if (strcmp(known, text) == 0)
            return o->choices[i];
    }
    for (size_t i = 0; i < o->synonym_count; i++) {
        plain(known, o->synonyms[2 * i]);
        if (strcmp(known, text) == 0)
            return o->synonyms[2 * i + 1];
    }
    return NULL;
}

/* A choice that begins so, or has one letter wrong, if there is only one. */
static const char *near_choice(const char *text, const struct check_options *o)
{
    const char *found = NULL;
    char known[LONGEST];

    for (size_t i = 0; i < o->choice_count; i++) {
        plain(known, o->choices[i]);
        if (strlen(text) < 3 ||
            (strncmp(known, text, strlen(text)) != 0 &&
             (strlen(text) < TYPO_LENGTH || str_distance(known, text) > 1)))
            continue;
        if (found)
            return NULL;
        found = o->choices[i];
    }
    return found;
}

static void say_choices(struct arena *a, const struct check_options *o, struct diag *d)
{
    struct str list = str_in(a);

    for (size_t i = 0; i < o->choice_count; i++)
        str_addf(&list, "%s%s", i ? ", " : "", o->choices[i]);
    if (o->choice_count)
        diag_help(d, "answer one of: %s", list.text);
}

const char *word_read(struct arena *a, const char *text, const struct check_options *o,
                      struct diag *d)
{
    struct span all = {0, strlen(text)};
    struct extremum_word e;
    char said[LONGEST];
    const char *means;

    plain(said, text);
    if (!*said) {
        diag_set(d, ST_SYNTAX, all, "nothing has been typed here");
        return NULL;
    }
    if ((means = among_choices(said, o)))
        return means;
    e = extremum_of(said);
    means = in_table(said);
    if (!means && e.both) {
        diag_set(d, ST_SYNTAX, all, "these are two answers; one is wanted");
        say_choices(a, o, d);
        return NULL;
    }
    means = means ? means : extremum_name(e);
    means = means ? means : near_choice(said, o);
    if (means)
        return means;
    diag_set(d, ST_SYNTAX, all, "this word is not known here");
    say_choices(a, o, d);
    return NULL;
}

/* ---- comparing ----------------------------------------------------------------- */

/* In one variable a saddle or an inflection is neither maximum nor minimum. */
static const char *plainest(const char *word)
{
    return !strcmp(word, "saddle") || !strcmp(word, "inflection") ? "neither" : word;
}

/* The key's own words in the terms of the table. */
static const char *meaning(const char *word, char *room)
{
    const char *means;

    plain(room, word);
    means = in_table(room);
    if (!means)
        means = extremum_name(extremum_of(room));
    return means ? means : room;
}

bool word_satisfies(const char *key, const char *said)
{
    char key_room[LONGEST], said_room[LONGEST];
    const char *wanted = meaning(key, key_room), *given = meaning(said, said_room);
    struct extremum_word k = extremum_of(wanted), g = extremum_of(given);

    if (extremum_name(k) && extremum_name(g))
        return k.kind == g.kind && (k.reach == g.reach ||
                                    (k.reach != REACH_GLOBAL && g.reach != REACH_GLOBAL));
    return strcmp(plainest(wanted), plainest(given)) == 0;
}
