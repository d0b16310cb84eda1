/* valuetext.c: values as text, to be typed back in or to be read. */
#include "course/internal.h"

#include <string.h>

static const char *ball_text(const struct search *s, const struct value *v,
                             enum notation how)
{
    const char *text = arena_printf(pool_arena(s->pool), "%.10g", value_double(s, v));

    if (how == NOTE_UNICODE && text[0] == '-')
        return arena_printf(pool_arena(s->pool), "−%s", text + 1);
    return text;
}

static const char *number_as_text(const struct search *s, const struct value *v,
                                  enum notation how)
{
    struct arena *a = pool_arena(s->pool);

    if (v->infinite && how == NOTE_UNICODE)
        return v->infinite > 0 ? "∞" : "−∞";
    if (v->infinite)
        return v->infinite > 0 ? "inf" : "-inf";
    if (v->exact != EXPR_NONE)
        return expr_text(s->pool, v->exact, how, a);
    return ball_text(s, v, how);
}

static const char *items_as_text(const struct search *s, const struct value *v,
                                 enum notation how)
{
    const char *open = v->kind == VALUE_SET ? "{" : v->point ? "(" : "[";
    const char *close = v->kind == VALUE_SET ? "}" : v->point ? ")" : "]";
    struct str out = str_in(pool_arena(s->pool));

    if (v->kind == VALUE_SET && !v->count)
        return "none";
    str_add(&out, v->kind == VALUE_RECORD ? "" : open);
    for (size_t i = 0; i < v->count; i++) {
        str_add(&out, i ? ", " : "");
        if (v->kind == VALUE_RECORD)
            str_addf(&out, "%s: ", v->names[i]);
        str_add(&out, value_text(s, v->items[i], how));
    }
    str_add(&out, v->kind == VALUE_RECORD ? "" : close);
    return out.text;
}

const char *value_text(const struct search *s, const struct value *v, enum notation how)
{
    static const char *const truths[] = {
        [TRUTH_NO] = "false", [TRUTH_YES] = "true", [TRUTH_UNKNOWN] = "unknown"};

    switch (v->kind) {
    case VALUE_NUMBER: return number_as_text(s, v, how);
    case VALUE_FORMULA:
        return expr_text(s->pool, v->formula.body, how, pool_arena(s->pool));
    case VALUE_LINE: return realset_text(s, &v->line, how);
    case VALUE_WORD: return v->text;
    case VALUE_TRUTH: return truths[v->truth];
    default: return items_as_text(s, v, how);
    }
}
