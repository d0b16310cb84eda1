/* plain.c: the tutor in lines that are only ever appended: for screen readers, for dumb
 * terminals, and where input or output is no terminal. Choices are numbers or words.
 */
#include "tui/bench.h"
#include "tui/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tui/walk.h"

enum { WIDTH = 72 };

/* ---- out and in ----------------------------------------------------------------------------- */

static void put(struct plain *p, const char *text)
{
    struct arena *a = arena_new();
    struct str ascii = str_in(a), safe = str_in(a);

    if (p->ascii) {
        paint_ascii(&ascii, text, strlen(text));
        text = ascii.text;
    }
    text_safe(&safe, text, strlen(text), true);
    fputs(safe.text, stdout);
    arena_free(a);
}

static void say(struct plain *p, const char *fmt, ...) LIKE_PRINTF(2, 3);
static void say(struct plain *p, const char *fmt, ...)
{
    struct arena *a = arena_new();
    char text[1024];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    put(p, text);
    put(p, "\n");
    arena_free(a);
}

static void tell(struct plain *p, const struct text *t)
{
    for (size_t i = 0; i < t->count; i++) {
        for (int k = 0; t->lines[i].runs && k < t->lines[i].indent; k++)
            put(p, " ");
        for (const struct run *run = t->lines[i].runs; run; run = run->next)
            put(p, run->text);
        put(p, "\n");
    }
}

/* Does a title end with a mark of its own? */
static bool has_end(const char *title)
{
    size_t n = strlen(title);

    return n && strchr("?!.:", title[n - 1]);
}

/* A title with the mark that follows it, unless it ends with one. */
static void say_title(struct plain *p, const char *before, const char *title,
                      const char *mark)
{
    say(p, "%s%s%s", before, title, has_end(title) ? "" : mark);
}

/* The next line without its end; false at the end of input. */
static bool ask(struct plain *p, const char *prompt)
{
    size_t n;

    put(p, prompt);
    fflush(stdout);
    if (p->ended || !fgets(p->line, sizeof p->line, stdin)) {
        p->ended = true;
        put(p, "\n");
        return false;
    }
    n = strlen(p->line);
    if (n && p->line[n - 1] != '\n') { /* the rest of a line too long is left out */
        for (int c = getchar(); c != EOF && c != '\n';)
            c = getchar();
    }
    p->line[strcspn(p->line, "\r\n")] = '\0';
    if (!isatty(STDIN_FILENO))
        say(p, "%s", p->line); /* nobody else has echoed it */
    return true;
}

static bool is_word(const struct plain *p, const char *word)
{
    return strcmp(p->line, word) == 0;
}

/* ---- problem ---------------------------------------------------------------------------------- */

static void tell_document(struct plain *p, const struct document *doc)
{
    struct arena *a = arena_new();
    struct text t = text_in(a, WIDTH, p->ascii);

    text_document(&t, doc, 0, NULL);
    tell(p, &t);
    arena_free(a);
}

/* A descent as a table of its places. */
static void tell_descent(struct plain *p, const struct search *s, const struct descent *d)
{
    struct arena *a = arena_new();

    say(p, "Descent of f = %s.", text_math(a, d->f_text, NULL));
    for (size_t i = 0; i < d->count; i++) {
        struct walk_plan plan = {s->pool,           d->f,
                                 d->vars,           d->dimension,
                                 d->runs[i].method, d->runs[i].rate,
                                 d->runs[i].start,  0};
        struct walk *w;
        const char *remedy, *end;
        size_t last;

        plan.max_iter = (size_t)(d->max_iter > 0 ? d->max_iter : 1);
        if (walk_new(a, &plan, &w, NULL) != ST_OK)
            continue;
        last = walk_seek(w, plan.max_iter);
        say(p, "Rate %.5g:", d->runs[i].rate);
        for (size_t k = 0; k <= last && k <= 8; k++)
            say(p, "  step %zu: %s = %.5g, f = %.5g, slope %.5g", k, d->var_names[0],
                walk_place(w, k)->x[0], walk_place(w, k)->f, walk_place(w, k)->slope);
        if (last > 8)
            say(p, "  step %zu: %s = %.5g, f = %.5g", last, d->var_names[0],
                walk_place(w, last)->x[0], walk_place(w, last)->f);
        end = walk_end(w, &remedy);
        if (end)
            say(p, "  %s", end);
    }
    arena_free(a);
}

/* Where formulas live, and what they are called. */
struct told {
    const struct search *search;
    struct names *names;
};

static void tell_line(struct plain *p, const char *says, const char *math)
{
    say(p, "  %s%s%s", says ? says : "", says && math ? "\n      " : "",
        math ? math : "");
}

static void tell_steps(struct plain *p, struct told t, const struct steps *steps)
{
    struct arena *a = arena_new();
    struct derivation *d = arena_alloc(a, sizeof *d);
    struct diag why = {0};

    if (steps->of) {
        if (derivation_of(t.search, t.names, steps->of, p->ascii, d, &why) != ST_OK)
            say(p, "%s", why.message);
        say(p, "%s, step by step:",
            d->question ? d->question : text_math(a, steps->of, NULL));
        for (size_t i = 0; i < d->count; i++)
            tell_line(p, d->lines[i].says, d->lines[i].math);
    }
    for (size_t i = 0; i < steps->count; i++) {
        const char *math = steps->lines[i].math;

        tell_line(p, steps->lines[i].say, math ? text_math(a, math, NULL) : NULL);
    }
    arena_free(a);
}

static void tell_part(struct plain *p, struct told t, const struct part *part)
{
    static const char *const names[] = {[PART_NOTE] = "Note",
                                        [PART_REVEAL] = "More",
                                        [PART_HINT] = "Hint",
                                        [PART_SOLUTION] = "Solution"};
    struct arena *a = arena_new();

    switch (part->kind) {
    case PART_TEXT: tell_document(p, part->text); break;
    case PART_PLOT:
        say(p, "Picture: %s",
            part->alt       ? part->alt
            : part->caption ? part->caption
                            : text_math(a, part->plot->f_text[0], NULL));
        break;
    case PART_DESCENT: tell_descent(p, t.search, part->descent); break;
    case PART_STEPS: tell_steps(p, t, part->steps); break;
    case PART_NOTE:
    case PART_REVEAL:
    case PART_HINT:
    case PART_SOLUTION:
        say_title(p, "", part->title ? part->title : names[part->kind], ":");
        tell_document(p, part->text);
        break;
    case PART_PROBLEM:
    case PART_QUIZ: break; /* asked by the lesson */
    }
    put(p, "\n");
    arena_free(a);
}

static void tell_sheet(struct plain *p, struct told t, const struct sheet *sheet)
{
    for (const struct part *part = sheet->first; part; part = part->next)
        tell_part(p, t, part);
}

void plain_sheet(struct plain *p, const struct search *s, struct names *names,
                 const struct sheet *sheet)
{
    tell_sheet(p, (struct told){s, names}, sheet);
}

void plain_document(struct plain *p, const struct document *doc)
{
    tell_document(p, doc);
}

void plain_say(struct plain *p, const char *text)
{
    put(p, text);
    put(p, "\n");
}

static void tell_mark(struct plain *p, const struct slot *slot)
{
    enum style style;
    const char *words;

    mark_sign(&slot->mark, &style, &words);
    if (slot->mark.reading_pretty)
        say(p, "Read as: %s.", slot->mark.reading_pretty);
    if (!slot->mark.feedback ||
        strncmp(slot->mark.feedback, words, strlen(words) - 1) != 0)
        say(p, "%s", words);
    if (slot->mark.verdict == VERDICT_INVALID && slot->mark.diag.message[0])
        say(p, "%s", slot->mark.diag.message);
    else if (slot->mark.feedback)
        say(p, "%s", slot->mark.feedback);
}

static void tell_hint(struct plain *p, struct solving *s)
{
    if (s->hints == s->variant->hint_count) {
        say(p, "No more hints. The word show tells the solution.");
        return;
    }
    s->hints++;
    say(p, "Hint %zu of %zu:", s->hints, s->variant->hint_count);
    tell_document(p, s->variant->hints[s->hints - 1]);
}

static const char *prompt_of(struct arena *a, const char *label)
{
    size_t n;

    if (!label)
        label = "Your answer";
    n = strlen(label);

    return arena_printf(a, "%s%s ", label, n && strchr(":=?", label[n - 1]) ? "" : ":");
}

/* One field until it is right or left; false: the problem is left. */
static bool ask_field(struct plain *p, struct solving *s, size_t i)
{
    struct slot *slot = &s->slots[i];
    struct arena *a = arena_new();
    const char *prompt = prompt_of(a, s->variant->labels[i]);
    bool going = true;

    while (going && !slot_is_right(slot) && !s->shown) {
        going = ask(p, prompt) && !is_word(p, "skip") && !is_word(p, "quit");
        if (!going || !p->line[0])
            continue;
        if (is_word(p, "hint")) {
            tell_hint(p, s);
        } else if (is_word(p, "show")) {
            solving_show(p->app, s);
        } else {
            strcpy(slot->text, p->line);
            solving_check(p->app, s, i);
            tell_mark(p, slot);
        }
    }
    arena_free(a);
    return going;
}

/* A question within a lesson has no title of its own: NULL. */
static void do_problem(struct plain *p, const struct problem *problem, const char *title,
                       uint64_t seed)
{
    struct arena *a = arena_new();
    struct solving *s = arena_alloc(a, sizeof *s);
    struct diag d = {0};
    struct told t;
    bool going = true;

    s->problem = problem;
    if (solving_begin(p->app, s, a, seed, &d) != ST_OK) {
        say(p, "%s", d.message);
        arena_free(a);
        return;
    }
    if (title)
        say_title(p, "Problem: ", title, ".");
    t = (struct told){&s->variant->search, &s->variant->names};
    tell_sheet(p, t, &s->variant->statement);
    say(p, "Type an answer, or one of the words: hint, show, skip.");
    for (size_t i = 0; i < s->field_count && going; i++)
        going = ask_field(p, s, i);
    if (s->solved || s->shown) {
        tell_sheet(p, t, &s->variant->solution);
        say(p, s->solved ? "Solved.%s" : "This problem will come back.%s",
            store_is_saved(p->app->store) ? " Saved." : " Progress is not saved.");
    }
    arena_free(a);
}

static void do_problem_entry(struct plain *p, const struct entry *entry)
{
    struct arena *a = arena_new();
    struct findings findings = findings_in(a, entry->path);
    struct problem *problem = library_read_problem(entry, a, &findings);

    if (problem)
        do_problem(p, problem, problem->head.title ? problem->head.title : entry->head.id,
                   app_seed(p->app));
    else
        say(p, "This problem can't be read: %s.",
            findings_reason(&findings, entry->path));
    arena_free(a);
}

/* ---- lesson -------------------------------------------------------------------------------------- */

static void do_task(struct plain *p, const struct task *task, bool quiz)
{
    const struct entry *entry =
        task->use ? library_problem(p->app->library, task->use) : NULL;

    if (task->problem)
        do_problem(p, task->problem, quiz ? NULL : task->problem->head.title,
                   task->has_seed ? task->seed : app_seed(p->app));
    else if (entry)
        do_problem_entry(p, entry);
}

/* What is to be thought about first: it waits for Return. */
static void uncover(struct plain *p, const struct part *part)
{
    struct arena *a = arena_new();

    ask(p,
        arena_printf(a, "%s (Return uncovers it) ", part->title ? part->title : "More"));
    arena_free(a);
    tell_document(p, part->text);
    put(p, "\n");
}

static void do_page(struct plain *p, struct told t, const struct sheet *sheet)
{
    for (const struct part *part = sheet->first; part && !p->ended; part = part->next) {
        if (part->kind == PART_PROBLEM || part->kind == PART_QUIZ)
            do_task(p, part->task, part->kind == PART_QUIZ);
        else if (part->kind == PART_REVEAL)
            uncover(p, part);
        else
            tell_part(p, t, part);
    }
}

static void save_place(struct plain *p, const struct entry *entry, int page, bool done)
{
    struct store_place place = {entry->head.id, page, NULL, done, p->app->ts};

    store_save_place(p->app->store, &place, NULL);
}

static int first_page(struct plain *p, const struct entry *entry, struct arena *a)
{
    struct store_place place;

    if (!store_find_place(p->app->store, a, entry->head.id, &place) || place.done)
        return 0;
    return place.page;
}

static void do_lesson(struct plain *p, const struct entry *entry)
{
    struct arena *a = arena_new();
    struct search s = app_search(p->app, a);
    struct findings findings = findings_in(a, entry->path);
    struct lesson *lesson = library_read_lesson(entry, &s, &findings);
    const struct sheet *sheet = lesson ? lesson->sheets : NULL;
    int page = 0, from = first_page(p, entry, a);

    if (!lesson)
        say(p, "This lesson can't be read: %s.", findings_reason(&findings, entry->path));
    for (; sheet && page < from && sheet->next; page++)
        sheet = sheet->next;
    for (; sheet; sheet = sheet->next, page++) {
        save_place(p, entry, page, false);
        say(p, "\n%s, page %d of %zu.\n", lesson->head.title, page + 1,
            lesson->sheet_count);
        do_page(p, (struct told){&s, &lesson->names}, sheet);
        if (p->ended || !sheet->next)
            break;
        if (!ask(p, "Return goes on, q leaves. ") || is_word(p, "q"))
            break;
    }
    if (lesson && sheet && !sheet->next && !p->ended) {
        save_place(p, entry, page, true);
        say(p, "End of the lesson.");
    }
    arena_free(a);
}

/* ---- workbench ----------------------------------------------------------------------------------- */

/* The caret below the echoed line shows where. */
static void tell_mistake(struct plain *p, const struct diag *d, const char *typed)
{
    struct arena *a = arena_new();
    struct str picture = str_in(a);

    diag_picture(&picture, d, typed, WIDTH);
    put(p, picture.text);
    arena_free(a);
}

static void tell_function(struct plain *p, const char *typed)
{
    struct arena *a = arena_new();
    struct text t = text_in(a, WIDTH, p->ascii);
    struct facts *f;
    struct diag d = {0};

    if (facts_of(p->app, a, typed, p->ascii, &f, &d) != ST_OK) {
        tell_mistake(p, &d, typed);
        arena_free(a);
        return;
    }
    say(p, "f(%s) = %s%s%s", f->name, f->f_text, f->on ? " on " : "", f->on ? f->on : "");
    if (f->derivative)
        say(p, "f\u2032 = %s%s%s", f->derivative, f->factored ? " = " : "",
            f->factored ? f->factored : "");
    bench_text(&t, f, -1, true);
    tell(p, &t);
    arena_free(a);
}

static void do_work(struct plain *p, const char *typed)
{
    if (typed)
        tell_function(p, typed);
    while (!p->ended && ask(p, "A function, or q to leave: ") && !is_word(p, "q")) {
        if (p->line[0])
            tell_function(p, p->line);
    }
}

/* ---- home ----------------------------------------------------------------------------------------- */

static void tell_lessons(struct plain *p)
{
    struct library *l = p->app->library;

    say(p, "gradus: lessons");
    for (size_t i = 0; i < l->lesson_count; i++) {
        size_t n, solved;
        const struct entry **problems = library_problems_of(l, l->lessons[i].head.id, &n);
        struct arena *a = arena_new();
        const char **ids = arena_array(a, n + 1, sizeof *ids);

        for (size_t k = 0; k < n; k++)
            ids[k] = problems[k]->head.id;
        solved = store_count_solved(p->app->store, ids, n);
        say(p, "%2zu. %s%s %zu of %zu problems solved.", i + 1, l->lessons[i].head.title,
            has_end(l->lessons[i].head.title) ? "" : ".", solved, n);
        arena_free(a);
    }
}

static void do_home(struct plain *p)
{
    struct library *l = p->app->library;

    while (!p->ended) {
        char *end;
        unsigned long n;

        tell_lessons(p);
        if (!ask(p, "Number of a lesson, w for the workbench, or q to quit: ") ||
            is_word(p, "q"))
            return;
        if (is_word(p, "w")) {
            do_work(p, NULL);
            continue;
        }
        n = strtoul(p->line, &end, 10);
        if (end != p->line && !*end && n >= 1 && n <= l->lesson_count)
            do_lesson(p, &l->lessons[n - 1]);
        else
            say(p, "There is no such number.");
    }
}

static void do_watch(struct plain *p, const struct tui_options *options)
{
    struct arena *a = arena_new();
    struct search s = app_search(p->app, a);
    struct descent *descent;
    struct diag d = {0};

    if (watch_read(p->app, a, &s, options->watch, options->start, options->rate, &descent,
                   &d) == ST_OK)
        tell_descent(p, &s, descent);
    else
        say(p, "%s", d.message);
    arena_free(a);
}

static void begin(struct plain *p, const struct tui_options *options)
{
    struct library *l = p->app->library;
    const struct entry *lesson =
        options->lesson ? library_lesson(l, options->lesson) : NULL;
    const struct entry *problem =
        options->problem ? library_problem(l, options->problem) : NULL;

    if (store_reason(p->app->store)[0])
        say(p, "%s", store_reason(p->app->store));
    if (options->watch)
        do_watch(p, options);
    else if (options->work)
        do_work(p, options->formula);
    else if (lesson)
        do_lesson(p, lesson);
    else if (problem)
        do_problem_entry(p, problem);
    else if (options->lesson || options->problem)
        say(p, "There is no '%s' in this course.",
            options->lesson ? options->lesson : options->problem);
    else
        do_home(p);
}

static int complain(const struct diag *d)
{
    fprintf(stderr, "gradus: %s\n", d->message);
    if (d->help[0])
        fprintf(stderr, "  %s\n", d->help);
    return 4;
}

int tui_plain(const struct tui_options *options)
{
    struct plain p = {.ascii = options->ascii == TUI_YES};
    int status = 0;
    struct diag d = {0};
    time_t t = time(NULL);
    struct tm tm = {0};

    p.app = app_open(options, NULL, (int64_t)t, &d);
    if (!p.app)
        return complain(&d);
    p.app->clock = tui_milliseconds;
    if (localtime_r(&t, &tm))
        p.app->seconds_east = tm.tm_gmtoff;
    if (options->preview)
        status = plain_preview(&p, options->preview);
    else
        begin(&p, options);
    app_close(p.app);
    return status ? status : fflush(stdout) == 0 && !ferror(stdout) ? 0 : 4;
}
