/* template.c: a lesson or a problem to begin with: a file that passes lint and try, with a
 * word on each key. */
#include "course/internal.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct span nowhere;

/* Twice %s: the id, the title. */
static const char lesson[] =
    "---\n"
    "kind: lesson\n"
    "format: 1\n"
    "id: %s                # the name of the file; it never changes\n"
    "title: %s\n"
    "summary: One sentence for the list of lessons.\n"
    "# tags: [derivatives]       those that lessons/course.yaml lists\n"
    "# skills: [power-rule]      what is practised here; likewise listed there\n"
    "# requires: [a-lesson]      lessons that come before\n"
    "level: 2                    # 1 easy to 5 hard\n"
    "minutes: 10\n"
    "let:                        # values for the text, computed in this order\n"
    "  - f: (x - 2)^2 + 1\n"
    "  - df: diff(f)\n"
    "  - low: critical(f)\n"
    "checks:                     # what the text relies on; lint looks whether it holds\n"
    "  - count(low) == 1\n"
    "---\n"
    "\n"
    "# The first page\n"
    "\n"
    "Mathematics is a code span between dollar signs: the curve $`y = {{f}}`$ has the "
    "slope\n"
    "$`{{df}}`$. Two braces put a value into the text: it is flat at {{ low[1] }}.\n"
    "\n"
    "```plot\n"
    "f: \"{{f}}\"\n"
    "x: [-1, 5]\n"
    "show: [extrema]\n"
    "caption: The valley.\n"
    "alt: A parabola with its lowest point at x = 2.\n"
    "```\n"
    "\n"
    "## A page begins at each heading of this size\n"
    "\n"
    "```steps\n"
    "of: diff(f)\n"
    "reveal: one-by-one\n"
    "```\n"
    "\n"
    "```descent\n"
    "f: \"{{f}}\"\n"
    "start: 5\n"
    "rate: 0.2\n"
    "max-iter: 20\n"
    "expect: {converges: true, to: 2}\n"
    "alt: From 5 the walk comes closer to 2 with each step.\n"
    "```\n"
    "\n"
    "```reveal title=\"Why?\"\n"
    "What stands here is read by those who ask.\n"
    "```\n"
    "\n"
    "```quiz\n"
    "ask: Where is the slope of $`{{f}}`$ zero?\n"
    "field:\n"
    "  name: place\n"
    "  label: x =\n"
    "  kind: number\n"
    "  answer: low[1]\n"
    "  reject:\n"
    "    - value(f, at=2)\n"
    "hints:\n"
    "  - Set the derivative to zero and solve for x.\n"
    "```\n";

static const char problem[] =
    "---\n"
    "kind: problem\n"
    "format: 1\n"
    "id: %s                # the name of the file; it never changes\n"
    "title: %s\n"
    "summary: One sentence for the list of problems.\n"
    "# tags: [derivatives]       those that lessons/course.yaml lists\n"
    "# skills: [power-rule]      what is practised here; reviews pick by it\n"
    "# requires: [a-lesson]      the lesson that this practises\n"
    "level: 2                    # 1 easy to 5 hard\n"
    "minutes: 4\n"
    "params:                     # drawn anew for each learner\n"
    "  a: {int: [1, 6]}\n"
    "  b: {int: [-6, 6], not: [0]}\n"
    "  p: {int: [-3, 3], not: [0]}\n"
    "where:                      # what each drawing has to meet\n"
    "  - slope != 0\n"
    "  - slope != value(f, at=p)\n"
    "let:                        # computed from them, in this order\n"
    "  - f: a*x^2 + b*x\n"
    "  - df: diff(f)\n"
    "  - slope: value(df, at=p)\n"
    "fields:                     # what is asked: number expr set point points interval "
    "word\n"
    "  - name: df\n"
    "    label: f′(x) =\n"
    "    kind: expr\n"
    "    answer: df\n"
    "    reject:                 # wrong answers; gradus try types them in\n"
    "      - f\n"
    "  - name: steep\n"
    "    label: \"slope at x = {{p}} =\"\n"
    "    kind: number\n"
    "    answer: slope\n"
    "    reject:\n"
    "      - -slope\n"
    "hints:                      # mild to strong; none of them says the answer\n"
    "  - Each power loses one, and the old exponent comes down.\n"
    "  - Put the place into the derivative, not into f.\n"
    "mistakes:                   # wrong answers of which you have something to say\n"
    "  height-for-slope:\n"
    "    when: {steep: \"value(f, at=p)\"}\n"
    "    say: That is how high the curve is there; how steep is it?\n"
    "---\n"
    "\n"
    "How steep is the curve $`f(x) = {{f}}`$ at $`x = {{p}}`$? Differentiate first.\n"
    "\n"
    "```plot when=after\n"
    "f: \"{{f}}\"\n"
    "x: [-5, 5]\n"
    "tangent_at: \"{{p}}\"\n"
    "alt: The curve and its tangent.\n"
    "```\n"
    "\n"
    "```solution\n"
    "The derivative is $`{{df}}`$. At {{p}} it is {{ slope }}.\n"
    "```\n";

/* ---- names ------------------------------------------------------------------------------ */

/* "Chain Rule.md" -> "chain-rule": what an id like that would be. */
static const char *id_near(struct arena *a, const char *name)
{
    struct str out = str_in(a);

    for (; *name; name++)
        if (isalnum((unsigned char)*name))
            str_addf(&out, "%c", tolower((unsigned char)*name));
        else if (out.len && out.text[out.len - 1] != '-' && name[1])
            str_add(&out, "-");
    while (out.len && out.text[out.len - 1] == '-')
        out.text[--out.len] = '\0';
    return out.len ? out.text : "a-name";
}

/* "chain-rule" -> "Chain rule" */
static const char *title_of(struct arena *a, const char *id)
{
    char *title = arena_strdup(a, id);

    for (char *c = title; *c; c++)
        if (*c == '-')
            *c = ' ';
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

static bool is_folder(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

/* A name alone goes to the folder of its kind, if there is one here. */
static const char *place_of(struct arena *a, enum file_kind kind, const char *name)
{
    const char *folder = kind == FILE_LESSON ? "lessons" : "problems";
    size_t n = strlen(name);
    const char *stem =
        n > 3 && !strcmp(name + n - 3, ".md") ? arena_strndup(a, name, n - 3) : name;

    if (strchr(name, '/') || !is_folder(folder))
        return arena_printf(a, "%s.md", stem);
    return arena_printf(a, "%s/%s.md", folder, stem);
}

/* ---- files ------------------------------------------------------------------------------ */

/* Never a file that is there already, nor what a link points to. */
static enum status write_new(const char *path, const char *text, struct diag *d)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool good = fd >= 0 && write_all(fd, text, strlen(text));

    if (fd < 0 && errno == EEXIST)
        return diag_set(d, ST_IO, nowhere, "%s is there already; nothing was written",
                        path);
    if (fd >= 0)
        good = close(fd) == 0 && good;
    if (!good && fd >= 0)
        unlink(path);
    return good ? ST_OK
                : diag_set(d, ST_IO, nowhere, "%s can't be written: %s", path,
                           strerror(errno));
}

enum status template_write(struct arena *a, enum file_kind kind, const char *name,
                           const char **path, struct diag *d)
{
    const char *id;
    struct str text = str_in(a);

    *path = place_of(a, kind, name);
    id = path_stem(a, *path);
    if (!id || !id_is_valid(id)) {
        diag_set(d, ST_USAGE, nowhere, "'%s' is no id: small letters, digits and hyphens",
                 id ? id : name);
        diag_help(d, "for example %s", id_near(a, id ? id : name));
        return ST_USAGE;
    }
    str_addf(&text, kind == FILE_LESSON ? lesson : problem, id, title_of(a, id));
    return write_new(*path, text.text, d);
}
