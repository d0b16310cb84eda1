/* paint.c: lines as text with colours or without. */
#include "page/page.h"

/* One row a style: the numbers of its SGR sequence, which any terminal knows. */
static const char *const colours[STYLE_COUNT] = {
    [STYLE_PLAIN] = "",      [STYLE_STRONG] = "1", [STYLE_EMPH] = "3",
    [STYLE_MATH] = "36",     [STYLE_CODE] = "36",  [STYLE_FAINT] = "2",
    [STYLE_ACCENT] = "1;34", [STYLE_GOOD] = "32",  [STYLE_BAD] = "31",
};

static void paint_run(struct str *out, const struct run *run, bool colour)
{
    const char *numbers = colours[run->style];

    if (!colour || !numbers[0])
        str_add(out, run->text);
    else
        str_addf(out, "\033[%sm%s\033[0m", numbers, run->text);
}

void paint_layout(struct str *out, const struct layout *layout, bool colour)
{
    for (size_t i = 0; i < layout->count; i++) {
        for (const struct run *run = layout->lines[i].runs; run; run = run->next)
            paint_run(out, run, colour);
        str_addc(out, '\n');
    }
}
