/* overlay.c: a lesson or a problem in another language (AUTHORING 9).
 *
 *   ID.md       what is computed, and the text of the course's language
 *   ID.de.md    title, summary, hints, mistakes, labels, and the body in another one
 *
 * All that is not said in the second file stays as the first one has it. */
#include "course/internal.h"

#include <string.h>
#include <sys/stat.h>

/* ---- what the second file says ----------------------------------------------------------- */

static void take_text(const struct yaml *front, const char *name, const char **out)
{
    const struct yaml *y = yaml_get(front, name);

    if (y && y->kind == YAML_TEXT && y->text[0])
        *out = y->text;
}

bool overlay_read(struct arena *a, const char *text, size_t n, struct head *head,
                  struct file_parts *parts, struct findings *findings)
{
    if (!file_split(a, text, n, parts, findings))
        return false;
    take_text(parts->front, "title", &head->title);
    take_text(parts->front, "summary", &head->summary);
    take_text(parts->front, "lang", &head->lang);
    return true;
}

static void take_hints(struct problem *p, const struct yaml *hints)
{
    const struct yaml *const one = hints;
    size_t n = !hints                      ? 0
               : hints->kind == YAML_ITEMS ? hints->count
               : hints->kind == YAML_TEXT  ? 1
                                           : 0;

    if (!n)
        return;
    p->hints = arena_array(p->arena, n + 1, sizeof *p->hints);
    p->hint_count = 0;
    for (size_t i = 0; i < n; i++) {
        const struct yaml *y = hints->kind == YAML_ITEMS ? hints->items[i] : one;

        if (y->kind == YAML_TEXT)
            p->hints[p->hint_count++] = y->text;
    }
}

static void take_labels(struct problem *p, const struct yaml *labels)
{
    for (size_t i = 0; i < p->field_count; i++)
        if (labels && labels->kind == YAML_FIELDS && p->fields[i].name)
            take_text(labels, p->fields[i].name, &p->fields[i].label);
}

/* "id: sentence" or "id: {say: sentence}". A slip of the catalogue that the original leaves
 * as it is may be worded here. */
static void take_mistakes(struct problem *p, const struct yaml *mistakes)
{
    size_t most = p->mistake_count + (mistakes ? mistakes->count : 0);
    struct mistake_rule *all = arena_array(p->arena, most + 1, sizeof *all);

    if (!mistakes || mistakes->kind != YAML_FIELDS)
        return;
    if (p->mistake_count)
        memcpy(all, p->mistakes, p->mistake_count * sizeof *all);
    p->mistakes = all;
    for (size_t i = 0; i < mistakes->count; i++) {
        const struct yaml *y = mistakes->items[i];
        const char *say = NULL;
        size_t k = 0;

        if (y->kind == YAML_FIELDS)
            take_text(y, "say", &say);
        else if (y->kind == YAML_TEXT)
            say = y->text;
        while (k < p->mistake_count && strcmp(all[k].id, mistakes->names[i].text) != 0)
            k++;
        if (!say || (k < p->mistake_count && all[k].off))
            continue;
        if (k == p->mistake_count)
            all[p->mistake_count++] =
                (struct mistake_rule){.id = mistakes->names[i].text};
        all[k].say = say;
    }
}

bool problem_translate(struct problem *p, const char *text, size_t n,
                       struct findings *findings)
{
    struct file_parts parts;

    if (!overlay_read(p->arena, text, n, &p->head, &parts, findings))
        return false;
    take_hints(p, yaml_get(parts.front, "hints"));
    take_labels(p, yaml_get(parts.front, "label"));
    take_mistakes(p, yaml_get(parts.front, "mistakes"));
    p->body = parts.body;
    p->body_size = parts.body_size;
    p->body_line = parts.body_line;
    return true;
}

/* ---- where it is ---------------------------------------------------------------------- */

static bool is_file(const char *path)
{
    struct stat s;

    return lstat(path, &s) == 0 && S_ISREG(s.st_mode);
}

static bool is_tag(const char *lang, size_t n)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789-";

    return n && n <= 20 && strspn(lang, letters) >= n;
}

/* Of de-AT that of de-AT, or else that of de. */
static const char *overlay_of(struct arena *a, const char *path, const char *lang)
{
    for (size_t n = strlen(lang); is_tag(lang, n);) {
        const char *overlay =
            arena_printf(a, "%.*s.%.*s.md", (int)strlen(path) - 3, path, (int)n, lang);

        if (is_file(overlay))
            return overlay;
        while (n && lang[n - 1] != '-')
            n--;
        n -= n > 0;
    }
    return NULL;
}

static void translate(struct library *l, struct entry *e, const char *lang)
{
    struct findings ignored = findings_in(l->arena, "");
    struct file_parts parts;
    struct diag d;
    char *text;
    size_t n;

    e->overlay = overlay_of(l->arena, e->path, lang);
    if (e->overlay && library_read_file(l->arena, e->overlay, &text, &n, &d) == ST_OK)
        overlay_read(l->arena, text, n, &e->head, &parts, &ignored);
}

void library_speak(struct library *l, const char *lang)
{
    for (size_t i = 0; i < l->lesson_count; i++)
        translate(l, &l->lessons[i], lang);
    for (size_t i = 0; i < l->problem_count; i++)
        translate(l, &l->problems[i], lang);
}
