/* head.c: the keys that lessons and problems have in common (AUTHORING 4). */
#include "course/internal.h"

#include <string.h>

enum { FORMAT = 1, LONGEST_ID = 64, WIDEST_TITLE = 72 };

bool id_is_valid(const char *id)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    size_t n = strlen(id);

    return n > 0 && n <= LONGEST_ID && strspn(id, letters) == n && id[0] != '-' &&
           id[n - 1] != '-' && !strstr(id, "--");
}

const char *const *names_array(struct arena *a, const struct scalars *names)
{
    const char **array = arena_array(a, names->count + 1, sizeof *array);

    for (size_t i = 0; i < names->count; i++)
        array[i] = names->at[i].text;
    return array;
}

static void read_format(struct settings *s)
{
    struct scalar format = {0};
    long v;

    settings_scalar(s, "format", true, &format);
    if (!format.text)
        return;
    if (!integer_read(format.text, &v) || v < 1)
        findings_add(s->findings, "L203", format.line, format.column,
                     "'format' is a whole number, now %d", FORMAT);
    else if (v > FORMAT)
        findings_add(s->findings, "L205", format.line, format.column,
                     "this file has format %ld; a newer gradus is needed to read it", v);
}

static void read_id(struct settings *s, const char *stem, struct head *out)
{
    struct scalar id = {0};

    settings_scalar(s, "id", true, &id);
    out->id = id.text;
    if (!id.text)
        return;
    if (!id_is_valid(id.text))
        findings_add(s->findings, "L203", id.line, id.column,
                     "an id has small letters, digits and single hyphens, at most %d",
                     LONGEST_ID);
    else if (stem && strcmp(stem, id.text) != 0)
        findings_add(s->findings, "L204", id.line, id.column,
                     "the id '%s' is not the name of the file, '%s'", id.text, stem);
}

static void read_title(struct settings *s, struct head *out)
{
    struct scalar title = {0};

    settings_scalar(s, "title", true, &title);
    out->title = title.text;
    if (title.text && utf8_columns(title.text, strlen(title.text)) > WIDEST_TITLE)
        findings_add(s->findings, "L203", title.line, title.column,
                     "a title has at most %d columns", WIDEST_TITLE);
}

static void read_kind(struct settings *s, enum file_kind kind)
{
    struct scalar text = {0};
    const char *wanted = kind == FILE_LESSON ? "lesson" : "problem";

    settings_scalar(s, "kind", true, &text);
    if (text.text && strcmp(text.text, wanted) != 0)
        findings_add(s->findings, "L203", text.line, text.column, "'kind' is %s here",
                     wanted);
}

void head_read(struct settings *s, enum file_kind kind, const char *stem,
               struct head *out)
{
    struct scalars license = {0};
    long level = 2, minutes = 0;

    out->kind = kind;
    read_kind(s, kind);
    read_format(s);
    read_id(s, stem, out);
    read_title(s, out);
    settings_text(s, "summary", false, &out->summary);
    settings_text(s, "lang", false, &out->lang);
    settings_texts(s, "tags", &out->tags);
    settings_texts(s, "skills", &out->skills);
    settings_texts(s, "requires", &out->requires_ids);
    settings_texts(s, "authors", &out->authors);
    settings_texts(s, "license", &license);
    settings_integer(s, "level", 1, 5, &level);
    settings_integer(s, "minutes", 1, 90, &minutes);
    out->license = license.count ? license.at[0].text : NULL;
    out->level = (int)level;
    out->minutes = (int)minutes;
    if (!out->skills.count)
        out->skills = out->tags;
}

enum file_kind file_kind_of(struct arena *a, const char *text, size_t n)
{
    struct findings ignored = findings_in(a, "");
    struct file_parts parts;
    const struct yaml *kind =
        file_split(a, text, n, &parts, &ignored) ? yaml_get(parts.front, "kind") : NULL;

    return kind && kind->text && !strcmp(kind->text, "lesson") ? FILE_LESSON
                                                               : FILE_PROBLEM;
}
