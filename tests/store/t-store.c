/* t-store.c: what is saved stays saved, and teaching goes on when nothing can be. */
#include "store/store.h"

#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char home[200]; /* a fresh directory for this run */

static const char *path_of(struct arena *a, const char *name)
{
    return arena_printf(a, "%s/%s", home, name);
}

/* A scheduler simple enough to check by hand. */
static bool toy_review(void *context, const struct store_answer *answer,
                       struct store_item *item)
{
    (void)context;
    snprintf(item->model, sizeof item->model, "toy");
    item->s = item->reps ? item->s * 1.1 + answer->elapsed : answer->rating;
    item->d = (item->d + answer->rating) / 3;
    item->last_day = answer->day;
    item->due_day = answer->day + answer->rating;
    item->reps++;
    item->lapses += answer->rating == 1;
    return true;
}

static struct store *open_at(const char *path)
{
    struct store_options o = {path, "2026-11-24", toy_review, NULL};

    return store_open(&o);
}

static struct store_answer answer_to(const char *problem, int day, int rating)
{
    return (struct store_answer){
        .ts = day * 86400,
        .day = day,
        .problem_id = problem,
        .seed = 0xFEDCBA9876543210u,
        .fields = "{\"x\": \"2*x\"}",
        .verdict = rating > 1 ? "correct" : "incorrect",
        .tries = 1,
        .ms = 1500,
        .mistake_id = rating > 1 ? NULL : "chain-inner-missing",
        .rating = rating,
    };
}

static enum status answer(struct store *s, const char *problem, int day, int rating)
{
    struct store_answer one = answer_to(problem, day, rating);

    return store_log_answer(s, &one, NULL);
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static void spoil(const char *path, const char *bytes, long at)
{
    int fd = open(path, O_RDWR | O_CREAT, 0600);

    if (pwrite(fd, bytes, strlen(bytes), at) < 0)
        note("can't spoil %s", path);
    close(fd);
}

/* ---- everyday -------------------------------------------------------------------- */

static void test_keeps(struct arena *a)
{
    const char *path = path_of(a, "deep/er/progress.db");
    struct store *s;
    struct store_answer *list;
    struct store_item item;
    struct stat st;
    size_t n;

    umask(0);
    s = open_at(path);
    ok(store_is_saved(s) && !store_reason(s)[0], "a new store (%s)", store_reason(s));
    ok(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600,
       "the file is the owner's alone");
    ok(stat(path_of(a, "deep"), &st) == 0 && (st.st_mode & 0777) == 0700,
       "so is the place");
    is_int(answer(s, "slope", 10, 1), ST_OK, "a wrong answer");
    is_int(answer(s, "slope", 12, 3), ST_OK, "a right one");
    is_int(answer(s, "chain", 12, 0), ST_OK, "one that is only recorded");
    store_close(s);

    s = open_at(path);
    list = store_answers(s, a, "slope", &n);
    ok(n == 2 && list[0].seed == 0xFEDCBA9876543210u,
       "answers are there after a restart");
    is_str(list[0].fields, "{\"x\": \"2*x\"}", "what was typed");
    is_str(list[0].mistake_id, "chain-inner-missing", "the slip");
    is_str(list[1].mistake_id, NULL, "no slip");
    ok(list[0].elapsed == -1 && list[1].elapsed == 2, "days since the last review");
    ok(store_find_item(s, a, "slope", &item) && item.reps == 2 && item.lapses == 1 &&
           item.due_day == 15 && item.s == 1 * 1.1 + 2,
       "the schedule");
    ok(!store_find_item(s, a, "chain", &item), "no schedule without a rating");
    store_answers(s, a, NULL, &n);
    is_int(n, 3, "all answers");
    store_close(s);
}

static void test_questions(struct arena *a)
{
    static const char *const ids[] = {"a", "b", "c", "d"};
    struct store *s = open_at(NULL);
    struct store_progress p;
    struct store_item *due;
    struct store_day days[4];
    size_t n;

    answer(s, "a", 5, 1);
    answer(s, "a", 6, 2);
    answer(s, "a", 7, 1);
    answer(s, "b", 7, 1);
    answer(s, "c", 5, 4);
    p = store_problem(s, "a");
    ok(p.solved && p.answers == 3 && p.last_ts == 7 * 86400,
       "a solved problem stays solved");
    is_str(p.verdict, "correct", "its best verdict");
    p = store_problem(s, "b");
    ok(!p.solved && strcmp(p.verdict, "incorrect") == 0, "an unsolved one");
    p = store_problem(s, "d");
    ok(!p.solved && p.answers == 0 && !p.verdict[0], "an unseen one");
    is_int(store_count_solved(s, ids, 4), 2, "solved of a list");
    due = store_due(s, a, 8, &n);
    ok(n == 2 && !strcmp(due[0].problem_id, "a") && !strcmp(due[1].problem_id, "b"),
       "due today");
    due = store_due(s, a, 9, &n);
    is_int(n, 3, "due tomorrow");
    store_days(s, 4, 7, days);
    ok(days[0].answers == 0 && days[1].answers == 2 && days[3].ms == 3000,
       "days of work");
    store_close(s);
}

static void test_places(struct arena *a)
{
    struct store *s = open_at(path_of(a, "places.db"));
    struct store_place place;

    ok(!store_find_place(s, a, NULL, &place), "no lesson was opened yet");
    store_save_place(s, &(struct store_place){"first", 3, "fig=2", true, 100}, NULL);
    store_save_place(s, &(struct store_place){"second", 1, NULL, false, 200}, NULL);
    store_save_place(s, &(struct store_place){"first", 1, "fig=1", false, 150}, NULL);
    store_close(s);
    s = open_at(path_of(a, "places.db"));
    ok(store_find_place(s, a, NULL, &place), "a lesson was opened");
    is_str(place.lesson_id, "second", "the last one");
    ok(store_find_place(s, a, "first", &place) && place.page == 1 && place.done,
       "a place moves back, what is done stays done");
    is_str(place.figure, "fig=1", "the figures");
    ok(!store_find_place(s, a, "third", &place), "a lesson not opened");
    store_close(s);
}

static void test_rebuild(struct arena *a)
{
    struct store *s = open_at(path_of(a, "rebuild.db"));
    struct store_item before[20], after;
    struct rng r = {3};
    bool same = true;

    for (int i = 0; i < 200; i++)
        answer(s, arena_printf(a, "p%d", (int)rng_below(&r, 20)), i,
               (int)rng_below(&r, 5));
    for (int i = 0; i < 20; i++)
        store_find_item(s, a, arena_printf(a, "p%d", i), &before[i]);
    is_int(store_rebuild(s, NULL), ST_OK, "rebuilds the schedule from the log");
    for (int i = 0; i < 20; i++)
        same &= store_find_item(s, a, before[i].problem_id, &after) &&
                after.s == before[i].s && after.d == before[i].d &&
                after.due_day == before[i].due_day && after.reps == before[i].reps &&
                after.lapses == before[i].lapses && after.last_day == before[i].last_day;
    ok(same, "bit for bit (seed 3)");
    store_close(s);
}

/* ---- side by side and killed ------------------------------------------------------- */

/* A child's session: answers until it is done or killed; acknowledges each on fd. */
static void session(const char *path, const char *problem, int count, int fd)
{
    struct store *s = open_at(path);

    for (int i = 0; i < count; i++)
        if (answer(s, problem, i, 3) == ST_OK && write(fd, "+", 1) != 1)
            break;
    store_close(s);
    _exit(0);
}

static pid_t start_session(const char *path, const char *problem, int count, int fd)
{
    pid_t child = fork();

    if (child == 0)
        session(path, problem, count, fd);
    return child;
}

static void test_two_writers(struct arena *a)
{
    const char *path = path_of(a, "both/progress.db");
    pid_t children[4];
    struct store_item item;
    struct store *s;
    size_t n;
    int ends[2];

    if (pipe(ends) < 0)
        return;
    for (int i = 0; i < 4; i++)
        children[i] = start_session(path, "shared", 50, ends[1]);
    for (int i = 0; i < 4; i++)
        waitpid(children[i], NULL, 0);
    s = open_at(path);
    store_answers(s, a, "shared", &n);
    is_int(n, 200, "four sessions at once lose no answer");
    ok(store_find_item(s, a, "shared", &item) && item.reps == 200, "and no review");
    store_close(s);
    close(ends[0]);
    close(ends[1]);
}

static size_t acknowledged(int fd)
{
    char bytes[256];
    size_t total = 0;
    ssize_t got;

    while ((got = read(fd, bytes, sizeof bytes)) > 0)
        total += (size_t)got;
    return total;
}

/* One child, killed after a moment: its answers must be there, at most one more (killed
 * between the commit and its word), and the schedule must agree with the log. */
static bool killed_session_keeps(struct arena *a, const char *path, struct rng *r,
                                 int round, size_t *total)
{
    const char *problem = arena_printf(a, "p%d", round);
    struct store_item item = {.reps = 0};
    struct store *s;
    size_t said, kept;
    pid_t child;
    int ends[2];

    if (pipe(ends) < 0)
        return false;
    child = start_session(path, problem, 1000000, ends[1]);
    close(ends[1]);
    usleep((useconds_t)(2000 + rng_below(r, 30000)));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    said = acknowledged(ends[0]);
    close(ends[0]);
    s = open_at(path);
    store_answers(s, a, problem, &kept);
    store_find_item(s, a, problem, &item);
    bool well = store_is_saved(s) && !store_reason(s)[0];
    store_close(s);
    *total += said;
    return well && kept >= said && kept <= said + 1 && item.reps == (int)kept;
}

static void test_kill(struct arena *a)
{
    const char *path = path_of(a, "killed.db");
    struct rng r = {60};
    size_t total = 0;
    int lost = 0;

    for (int round = 0; round < 60; round++)
        lost += !killed_session_keeps(a, path, &r, round, &total);
    is_int(lost, 0, "60 sessions killed: %zu answers acknowledged, none lost", total);
}

/* ---- when the place is no good -------------------------------------------------------- */

static void test_damaged(struct arena *a)
{
    const char *path = path_of(a, "damaged.db");
    struct store *s;

    spoil(path,
          "this is no database, and longer than its header would be, by far; it ends "
          "somewhere behind the hundredth byte",
          0);
    s = open_at(path);
    ok(store_is_saved(s) && strstr(store_reason(s), "damaged.db.damaged-2026-11-24"),
       "a damaged file: %s", store_reason(s));
    ok(exists(path_of(a, "damaged.db.damaged-2026-11-24")), "is kept");
    is_int(answer(s, "x", 1, 3), ST_OK, "and a new one begun");
    store_close(s);
    spoil(path, "zzzzzzzzzzzzzzzz", 0);
    store_close(open_at(path));
    ok(exists(path_of(a, "damaged.db.damaged-2026-11-24.2")),
       "so is the next one of the day");
}

static void test_foreign(struct arena *a)
{
    const char *path = path_of(a, "foreign.db");
    struct store *s = open_at(path);

    store_close(s);
    spoil(path, "abcd", 68); /* the application id */
    s = open_at(path);
    ok(!store_is_saved(s) && strstr(store_reason(s), "not a file of gradus"),
       "another program's file: %s", store_reason(s));
    is_int(answer(s, "x", 1, 3), ST_OK, "teaching goes on");
    store_close(s);
    spoil(path, "grad\0", 68);
    s = open_at(path);
    ok(store_is_saved(s), "the file was left alone");
    store_close(s);
}

static void test_nowhere(struct arena *a)
{
    struct store *s;
    size_t n;

    spoil(path_of(a, "file"), "x", 0);
    s = open_at(path_of(a, "file/below/progress.db"));
    ok(!store_is_saved(s) && strstr(store_reason(s), "progress is not saved"), "%s",
       store_reason(s));
    is_int(answer(s, "x", 1, 3), ST_OK, "answers are taken");
    store_answers(s, a, "x", &n);
    is_int(n, 1, "and remembered while it runs");
    store_close(s);
}

/* Whoever may write anywhere (root) tries as somebody else. */
static void read_only_session(const char *path, int fd)
{
    struct arena *a = arena_new();
    struct store *s;
    size_t before = 0, after = 0;
    char report[64];

    if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
        _exit(1);
    if (access(path, R_OK) < 0) /* below a folder that is only root's */
        _exit(write(fd, "out of reach", 12) > 0 ? 0 : 1);
    s = open_at(path);
    store_answers(s, a, "x", &before);
    answer(s, "x", 2, 3);
    store_answers(s, a, "x", &after);
    snprintf(report, sizeof report, "%d %zu %zu", store_is_saved(s), before, after);
    _exit(write(fd, report, strlen(report)) > 0 ? 0 : 1);
}

static void test_read_only(struct arena *a)
{
    const char *place = path_of(a, "locked"), *path = path_of(a, "locked/progress.db");
    char report[64] = "";
    struct store *s = open_at(path);
    pid_t child;
    int ends[2];

    answer(s, "x", 1, 3);
    store_close(s);
    chmod(path, 0444);
    chmod(place, 0555);
    if (pipe(ends) < 0)
        return;
    child = fork();
    if (child == 0)
        read_only_session(path, ends[1]);
    close(ends[1]);
    waitpid(child, NULL, 0);
    if (read(ends[0], report, sizeof report - 1) < 0)
        report[0] = '\0';
    close(ends[0]);
    chmod(place, 0755);
    if (strcmp(report, "out of reach") == 0)
        note("the build directory is out of reach for others than root: not tried");
    else
        is_str(report, "0 1 2",
               "a place that can only be read: not saved, but known and taken");
}

static void full_disk_session(const char *path, int fd)
{
    struct store *s = open_at(path);
    struct rlimit limit;
    enum status full, later;
    size_t waiting;
    char report[64];

    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    rlim_t soft = limit.rlim_cur;
    limit.rlim_cur = 100;
    setrlimit(RLIMIT_FSIZE, &limit);
    full = answer(s, "x", 1, 3);
    waiting = store_waiting(s);
    limit.rlim_cur = soft;
    setrlimit(RLIMIT_FSIZE, &limit);
    later = answer(s, "x", 2, 3);
    snprintf(report, sizeof report, "%s %zu %s %zu", status_name(full), waiting,
             status_name(later), store_waiting(s));
    store_close(s);
    _exit(write(fd, report, strlen(report)) > 0 ? 0 : 1);
}

static void test_full_disk(struct arena *a)
{
    const char *path = path_of(a, "full.db");
    char report[64] = "";
    struct store *s;
    size_t n;
    pid_t child;
    int ends[2];

    if (pipe(ends) < 0)
        return;
    child = fork();
    if (child == 0)
        full_disk_session(path, ends[1]);
    close(ends[1]);
    waitpid(child, NULL, 0);
    if (read(ends[0], report, sizeof report - 1) < 0)
        report[0] = '\0';
    close(ends[0]);
    is_str(report, "io 1 ok 0",
           "a full disk: an answer waits and is saved with the next");
    s = open_at(path);
    store_answers(s, a, "x", &n);
    is_int(n, 2, "both are there");
    store_close(s);
}

/* Files with random bytes changed: never a crash; whatever opens can be asked and used. */
static void test_mutations(struct arena *a)
{
    const char *path = path_of(a, "mutated.db"), *good = path_of(a, "good.db");
    struct rng r = {500};
    struct store *s = open_at(good);
    int usable = 0;

    for (int i = 0; i < 40; i++)
        answer(s, i % 2 ? "odd" : "even", i, 3);
    store_close(s);
    for (int round = 0; round < 100; round++) {
        struct store_day days[40];
        size_t n;

        if (system(arena_printf(a, "rm -f '%s'* && cp '%s' '%s'", path, good, path)) != 0)
            break;
        for (int i = 0; i < 8; i++)
            spoil(path, (char[]){(char)(1 + rng_below(&r, 255)), 0},
                  (long)rng_below(&r, i % 2 ? 200 : 28000));
        s = open_at(path);
        store_answers(s, a, "odd", &n);
        store_due(s, a, 50, &n);
        store_days(s, 0, 39, days);
        store_problem(s, "even");
        store_rebuild(s, NULL);
        usable += answer(s, "odd", 50, 3) == ST_OK;
        store_close(s);
    }
    note("%d of 100 mutated files (seed 500) take answers", usable);
    ok(usable >= 50, "mutated files do no harm");
}

int main(void)
{
    struct arena *a = arena_new();
    const char *tmp = getenv("TMPDIR");

    snprintf(home, sizeof home, "%s/gradus-store-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(home))
        return skip_all("no place for temporary files");
    chmod(home, 0755);
    test_keeps(a);
    test_questions(a);
    test_places(a);
    test_rebuild(a);
    test_two_writers(a);
    test_kill(a);
    test_damaged(a);
    test_foreign(a);
    test_nowhere(a);
    test_read_only(a);
    test_full_disk(a);
    test_mutations(a);
    if (system(arena_printf(a, "rm -rf '%s'", home)) != 0)
        note("%s stays", home);
    arena_free(a);
    return done_testing();
}
