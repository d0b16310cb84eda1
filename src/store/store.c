/* store.c: the database of answers; the one file with SQL.
 *
 * SQLite in WAL mode with full synchronisation: a commit that has returned is on the
 * disk. Every write begins IMMEDIATE: a deferred transaction that reads first can't wait
 * for another writer when it turns to writing, and would fail. */
#include "store/internal.h"

#include <errno.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAIT_MS = 5000, VERSION = 1, APPLICATION_ID = 0x67726164 /* "grad" */ };

static const char schema[] =
    "CREATE TABLE log("
    " id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, day INTEGER NOT NULL,"
    " problem_id TEXT NOT NULL, seed INTEGER NOT NULL, fields TEXT NOT NULL,"
    " verdict TEXT NOT NULL, rating INTEGER NOT NULL, elapsed INTEGER NOT NULL,"
    " tries INTEGER NOT NULL, hints INTEGER NOT NULL, ms INTEGER NOT NULL,"
    " mistake_id TEXT) STRICT;"
    "CREATE INDEX log_by_problem ON log(problem_id);"
    "CREATE INDEX log_by_day ON log(day);"
    "CREATE TABLE item("
    " problem_id TEXT PRIMARY KEY, model TEXT NOT NULL, s REAL NOT NULL, d REAL NOT NULL,"
    " last_day INTEGER NOT NULL, due_day INTEGER NOT NULL, reps INTEGER NOT NULL,"
    " lapses INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX item_by_due ON item(due_day);"
    "CREATE TABLE lesson_place("
    " lesson_id TEXT PRIMARY KEY, page INTEGER NOT NULL, figure TEXT NOT NULL,"
    " done INTEGER NOT NULL, ts INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "PRAGMA application_id = 1735549284;" /* APPLICATION_ID */
    "PRAGMA user_version = 1;";           /* VERSION */

struct store {
    sqlite3 *db;
    bool saved;
    char reason[512]; /* what went wrong at opening */
    store_review *review;
    void *context;
    struct waiting waiting;
};

/* ---- statements ------------------------------------------------------------------- */

static int bind_one(sqlite3_stmt *st, int place, char type, va_list *args)
{
    const char *text;

    switch (type) {
    case 'i': return sqlite3_bind_int64(st, place, va_arg(*args, int64_t));
    case 'd': return sqlite3_bind_double(st, place, va_arg(*args, double));
    case 't':
        text = va_arg(*args, const char *);
        return sqlite3_bind_text(st, place, text, -1, SQLITE_TRANSIENT);
    default: return SQLITE_MISUSE;
    }
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql, const char *types,
                             va_list *args)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &st, NULL);

    for (int i = 0; code == SQLITE_OK && types[i]; i++)
        code = bind_one(st, i + 1, types[i], args);
    if (code == SQLITE_OK)
        return st;
    sqlite3_finalize(st);
    return NULL;
}

/* A question to be stepped through, or NULL, which sql_next and sqlite3_finalize let pass.
 * The types of what is bound: i an int64_t, d a double, t a text or NULL. */
static sqlite3_stmt *sql_ask(sqlite3 *db, const char *sql, const char *types, ...)
{
    va_list args;
    sqlite3_stmt *st;

    va_start(args, types);
    st = prepare(db, sql, types, &args);
    va_end(args);
    return st;
}

static bool sql_next(sqlite3_stmt *st)
{
    return st && sqlite3_step(st) == SQLITE_ROW;
}

/* An order, run to its end. */
static bool sql_run(sqlite3 *db, const char *sql, const char *types, ...)
{
    va_list args;
    sqlite3_stmt *st;

    va_start(args, types);
    st = prepare(db, sql, types, &args);
    va_end(args);
    while (sql_next(st))
        ;
    return st && sqlite3_finalize(st) == SQLITE_OK;
}

/* The first number of the answer, -1 without one. */
static int64_t sql_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = sql_ask(db, sql, "");
    int64_t n = sql_next(st) ? sqlite3_column_int64(st, 0) : -1;

    sqlite3_finalize(st);
    return n;
}

/* A text of the row, "" for NULL: until the next step, or in the arena. */
static const char *sql_peek(sqlite3_stmt *st, int column)
{
    const char *text = (const char *)sqlite3_column_text(st, column);

    return text ? text : "";
}

static const char *sql_text(sqlite3_stmt *st, int column, struct arena *a)
{
    return arena_strdup(a, sql_peek(st, column));
}

static bool sql_begin(sqlite3 *db)
{
    return sql_run(db, "BEGIN IMMEDIATE", "");
}

/* Commits if all went well; else, or if that fails, nothing has happened and `why` tells
 * the reason. */
static bool sql_finish(sqlite3 *db, bool well, char *why, size_t size)
{
    if (well && sql_run(db, "COMMIT", ""))
        return true;
    snprintf(why, size, "%s", sqlite3_errmsg(db));
    if (!sqlite3_get_autocommit(db))
        sql_run(db, "ROLLBACK", "");
    return false;
}

/* ---- opening --------------------------------------------------------------------- */

enum outcome { OPENED, DAMAGED, REFUSED };

static void say(struct store *s, const char *fmt, ...) LIKE_PRINTF(2, 3);
static void say(struct store *s, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vsnprintf(s->reason, sizeof s->reason, fmt, args);
    va_end(args);
}

static enum outcome refuse(struct store *s, const char *path, const char *why)
{
    say(s, "progress is not saved: %s: %s", path, why);
    return REFUSED;
}

static bool is_damage(int code)
{
    return (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB;
}

static enum outcome failure(struct store *s, const char *path)
{
    if (is_damage(sqlite3_errcode(s->db)))
        return DAMAGED;
    return refuse(s, path, sqlite3_errmsg(s->db));
}

/* A file is a stranger's until proved ours: no code may hide in its schema. */
static void distrust(sqlite3 *db)
{
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, WAIT_MS);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
}

static bool create_schema(sqlite3 *db, char *why, size_t size)
{
    bool well = sql_begin(db);

    if (well && sql_number(db, "SELECT count(*) FROM sqlite_schema") == 0)
        well = sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK;
    return sql_finish(db, well, why, size);
}

/* All definitions in one text. */
static const char *definitions(sqlite3 *db, struct arena *a)
{
    struct str all = str_in(a);
    sqlite3_stmt *st = sql_ask(db, "SELECT sql FROM sqlite_schema ORDER BY name", "");

    while (sql_next(st)) {
        str_add(&all, sql_peek(st, 0));
        str_addc(&all, '\n');
    }
    sqlite3_finalize(st);
    return all.text;
}

static sqlite3 *open_memory(void)
{
    sqlite3 *db;
    char why[100];

    if (sqlite3_open(":memory:", &db) != SQLITE_OK || !create_schema(db, why, sizeof why))
        abort(); /* no memory for a hundred kilobytes */
    return db;
}

static bool schema_is_ours(sqlite3 *db)
{
    struct arena *a = arena_new();
    sqlite3 *model = open_memory();
    bool same = strcmp(definitions(db, a), definitions(model, a)) == 0;

    sqlite3_close(model);
    arena_free(a);
    return same;
}

/* quick_check looks at the structure of every page. */
static bool is_sound(sqlite3 *db)
{
    sqlite3_stmt *st = sql_ask(db, "PRAGMA quick_check(1)", "");
    bool sound = sql_next(st) && strcmp(sql_peek(st, 0), "ok") == 0;

    sqlite3_finalize(st);
    return sound;
}

static enum outcome check_pages(struct store *s, const char *path)
{
    if (is_sound(s->db))
        return OPENED;
    return sqlite3_errcode(s->db) == SQLITE_OK ? DAMAGED : failure(s, path);
}

static enum outcome check_owner(struct store *s, const char *path)
{
    int64_t objects = sql_number(s->db, "SELECT count(*) FROM sqlite_schema");
    int64_t owner = sql_number(s->db, "PRAGMA application_id");
    int64_t version = sql_number(s->db, "PRAGMA user_version");
    char why[100];

    if (objects < 0 || owner < 0)
        return failure(s, path);
    if (objects == 0 && owner == 0)
        return create_schema(s->db, why, sizeof why) ? OPENED : refuse(s, path, why);
    if (owner != APPLICATION_ID)
        return refuse(s, path, "this is not a file of gradus");
    if (version > VERSION)
        return refuse(s, path, "a newer gradus wrote this file");
    return schema_is_ours(s->db) ? OPENED : DAMAGED;
}

/* WAL shares memory between processes, which no network file system does. */
static void choose_journal(sqlite3 *db, const char *path)
{
    sql_run(db,
            files_on_network(path) ? "PRAGMA journal_mode = DELETE"
                                   : "PRAGMA journal_mode = WAL",
            "");
    sql_run(db, "PRAGMA synchronous = FULL", "");
}

static enum outcome open_file(struct store *s, const char *path, struct file_id *id)
{
    enum outcome outcome;

    if (!files_prepare(path) || !files_identify(path, id))
        return refuse(s, path, strerror(errno));
    if (sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return refuse(s, path, sqlite3_errmsg(s->db));
    distrust(s->db);
    outcome = check_pages(s, path);
    if (outcome == OPENED && sqlite3_db_readonly(s->db, "main"))
        return refuse(s, path, "it can only be read");
    if (outcome == OPENED)
        choose_journal(s->db, path);
    return outcome == OPENED ? check_owner(s, path) : outcome;
}

static void close_file(struct store *s)
{
    sqlite3_close(s->db);
    s->db = NULL;
}

/* A damaged file may be worth a rescue: it is kept, and a new one begun. */
static enum outcome replace_damaged(struct store *s, const struct store_options *o,
                                    struct file_id *id)
{
    char name[PATH_MAX] = "";
    enum outcome outcome;

    close_file(s);
    if (!files_move_aside(o->path, o->date ? o->date : "unknown", id, name, sizeof name))
        return refuse(s, o->path, "it is damaged and can't be moved aside");
    outcome = open_file(s, o->path, id);
    if (outcome == DAMAGED)
        return refuse(s, o->path, "it is damaged again");
    if (outcome == OPENED && name[0])
        say(s, "the progress file was damaged; it is kept as %s", name);
    return outcome;
}

static bool open_saved(struct store *s, const struct store_options *o)
{
    struct file_id id = {0, 0};
    enum outcome outcome = open_file(s, o->path, &id);

    if (outcome == DAMAGED)
        outcome = replace_damaged(s, o, &id);
    if (outcome != OPENED)
        close_file(s);
    return outcome == OPENED;
}

/* A WAL database in a place that can't be written can't even be read, unless it is
 * declared immutable. */
static sqlite3 *open_immutable(const char *path)
{
    struct arena *a = arena_new();
    struct str name = str_in(a);
    sqlite3 *db = NULL;

    str_add(&name, "file:");
    for (const char *p = path; *p; p++)
        str_addf(&name, strchr("%?#", *p) ? "%%%02X" : "%c", *p);
    str_add(&name, "?immutable=1");
    if (sqlite3_open_v2(name.text, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) !=
        SQLITE_OK) {
        sqlite3_close(db);
        db = NULL;
    }
    arena_free(a);
    return db;
}

/* Copies what was saved earlier, if it is sound and ours. */
static void copy_saved(struct store *s, const char *path)
{
    sqlite3 *from = open_immutable(path);
    sqlite3_backup *copy;

    if (!from)
        return;
    distrust(from);
    if (is_sound(from) && sql_number(from, "PRAGMA application_id") == APPLICATION_ID &&
        sql_number(from, "PRAGMA user_version") == VERSION && schema_is_ours(from)) {
        copy = sqlite3_backup_init(s->db, "main", from, "main");
        sqlite3_backup_step(copy, -1);
        sqlite3_backup_finish(copy);
    }
    sqlite3_close(from);
}

struct store *store_open(const struct store_options *options)
{
    struct store *s = calloc(1, sizeof *s);

    if (!s)
        abort();
    s->review = options->review;
    s->context = options->context;
    s->saved = options->path && open_saved(s, options);
    if (!s->saved) {
        s->db = open_memory();
        if (options->path)
            copy_saved(s, options->path);
    }
    return s;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    sqlite3_close(s->db);
    waiting_clear(&s->waiting);
    free(s);
}

bool store_is_saved(const struct store *s)
{
    return s->saved;
}

const char *store_reason(const struct store *s)
{
    return s->reason;
}

/* ---- items ----------------------------------------------------------------------- */

#define ITEM_COLUMNS "problem_id, model, s, d, last_day, due_day, reps, lapses"

static struct store_item item_at(sqlite3_stmt *st, struct arena *a)
{
    struct store_item item = {.problem_id = sql_text(st, 0, a)};

    snprintf(item.model, sizeof item.model, "%s", sql_peek(st, 1));
    item.s = sqlite3_column_double(st, 2);
    item.d = sqlite3_column_double(st, 3);
    item.last_day = sqlite3_column_int(st, 4);
    item.due_day = sqlite3_column_int(st, 5);
    item.reps = sqlite3_column_int(st, 6);
    item.lapses = sqlite3_column_int(st, 7);
    return item;
}

bool store_find_item(struct store *s, struct arena *a, const char *problem_id,
                     struct store_item *item)
{
    sqlite3_stmt *st = sql_ask(
        s->db, "SELECT " ITEM_COLUMNS " FROM item WHERE problem_id = ?", "t", problem_id);
    bool found = sql_next(st);

    if (found)
        *item = item_at(st, a);
    sqlite3_finalize(st);
    return found;
}

static bool save_item(sqlite3 *db, const char *problem_id, const struct store_item *item)
{
    return sql_run(db,
                   "INSERT OR REPLACE INTO item(" ITEM_COLUMNS ")"
                   " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                   "ttddiiii", problem_id, item->model, item->s, item->d,
                   (int64_t)item->last_day, (int64_t)item->due_day, (int64_t)item->reps,
                   (int64_t)item->lapses);
}

/* Lets the scheduler take an answer into account. */
static bool update_item(struct store *s, struct arena *a,
                        const struct store_answer *answer)
{
    struct store_item item = {.problem_id = answer->problem_id};

    if (!answer->rating || !s->review)
        return true;
    store_find_item(s, a, answer->problem_id, &item);
    if (!s->review(s->context, answer, &item))
        return true;
    return save_item(s->db, answer->problem_id, &item);
}

/* ---- answers --------------------------------------------------------------------- */

#define LOG_COLUMNS \
    "ts, day, problem_id, seed, fields, verdict, rating, elapsed, tries, hints, ms, " \
    "mistake_id"

static struct store_answer answer_at(sqlite3_stmt *st, struct arena *a)
{
    return (struct store_answer){
        .ts = sqlite3_column_int64(st, 0),
        .day = sqlite3_column_int(st, 1),
        .problem_id = sql_text(st, 2, a),
        .seed = (uint64_t)sqlite3_column_int64(st, 3),
        .fields = sql_text(st, 4, a),
        .verdict = sql_text(st, 5, a),
        .rating = sqlite3_column_int(st, 6),
        .elapsed = sqlite3_column_int(st, 7),
        .tries = sqlite3_column_int(st, 8),
        .hints = sqlite3_column_int(st, 9),
        .ms = sqlite3_column_int64(st, 10),
        .mistake_id =
            sqlite3_column_type(st, 11) == SQLITE_NULL ? NULL : sql_text(st, 11, a),
    };
}

static bool add_to_log(sqlite3 *db, const struct store_answer *answer)
{
    return sql_run(db,
                   "INSERT INTO log(" LOG_COLUMNS ")"
                   " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   "iititt"
                   "iiiiit",
                   answer->ts, (int64_t)answer->day, answer->problem_id,
                   (int64_t)answer->seed, answer->fields ? answer->fields : "{}",
                   answer->verdict, (int64_t)answer->rating, (int64_t)answer->elapsed,
                   (int64_t)answer->tries, (int64_t)answer->hints, answer->ms,
                   answer->mistake_id);
}

static bool save_answer(struct store *s, struct arena *a, struct store_answer *answer)
{
    struct store_item item;
    bool seen = store_find_item(s, a, answer->problem_id, &item);

    answer->elapsed = seen ? answer->day - item.last_day : -1;
    return add_to_log(s->db, answer) && update_item(s, a, answer);
}

enum status store_flush(struct store *s, struct diag *d)
{
    char why[200];
    bool well;

    if (!s->waiting.count)
        return ST_OK;
    well = sql_begin(s->db);
    for (struct waiting_answer *one = s->waiting.first; well && one; one = one->next)
        well = save_answer(s, s->waiting.arena, &one->answer);
    if (!sql_finish(s->db, well, why, sizeof why))
        return diag_set(d, ST_IO, (struct span){0, 0}, "not saved: %s", why);
    waiting_clear(&s->waiting);
    return ST_OK;
}

enum status store_log_answer(struct store *s, const struct store_answer *answer,
                             struct diag *d)
{
    waiting_add(&s->waiting, answer);
    return store_flush(s, d);
}

size_t store_waiting(const struct store *s)
{
    return s->waiting.count;
}

/* One row's texts at a time, so that a long log needs little memory. */
static bool replay_row(struct store *s, sqlite3_stmt *st)
{
    struct arena *a = arena_new();
    struct store_answer answer = answer_at(st, a);
    bool well = update_item(s, a, &answer);

    arena_free(a);
    return well;
}

static bool replay(struct store *s)
{
    sqlite3_stmt *st = sql_ask(
        s->db, "SELECT " LOG_COLUMNS " FROM log WHERE rating > 0 ORDER BY id", "");
    bool well = st != NULL;

    while (well && sql_next(st))
        well = replay_row(s, st);
    return sqlite3_finalize(st) == SQLITE_OK && well;
}

enum status store_rebuild(struct store *s, struct diag *d)
{
    char why[200];
    bool well = sql_begin(s->db) && sql_run(s->db, "DELETE FROM item", "") && replay(s);

    if (!sql_finish(s->db, well, why, sizeof why))
        return diag_set(d, ST_IO, (struct span){0, 0}, "not rebuilt: %s", why);
    return ST_OK;
}

/* ---- lessons --------------------------------------------------------------------- */

enum status store_save_place(struct store *s, const struct store_place *place,
                             struct diag *d)
{
    char why[200];
    bool well = sql_begin(s->db);

    well = well &&
           sql_run(s->db,
                   "INSERT INTO lesson_place(lesson_id, page, figure, done, ts)"
                   " VALUES(?, ?, ?, ?, ?) ON CONFLICT(lesson_id) DO UPDATE SET"
                   " page = excluded.page, figure = excluded.figure,"
                   " done = max(done, excluded.done), ts = excluded.ts",
                   "titii", place->lesson_id, (int64_t)place->page,
                   place->figure ? place->figure : "", (int64_t)place->done, place->ts);
    if (!sql_finish(s->db, well, why, sizeof why))
        return diag_set(d, ST_IO, (struct span){0, 0}, "not saved: %s", why);
    return ST_OK;
}

bool store_find_place(struct store *s, struct arena *a, const char *lesson_id,
                      struct store_place *place)
{
    sqlite3_stmt *st =
        sql_ask(s->db,
                "SELECT lesson_id, page, figure, done, ts FROM lesson_place"
                " WHERE ?1 IS NULL OR lesson_id = ?1"
                " ORDER BY ts DESC, lesson_id LIMIT 1",
                "t", lesson_id);
    bool found = sql_next(st);

    if (found)
        *place = (struct store_place){sql_text(st, 0, a), sqlite3_column_int(st, 1),
                                      sql_text(st, 2, a), sqlite3_column_int(st, 3) != 0,
                                      sqlite3_column_int64(st, 4)};
    sqlite3_finalize(st);
    return found;
}

/* ---- questions ------------------------------------------------------------------- */

struct store_progress store_problem(struct store *s, const char *problem_id)
{
    struct store_progress p = {0};
    sqlite3_stmt *st =
        sql_ask(s->db,
                "SELECT verdict, count(*) OVER (), max(ts) OVER () FROM log"
                " WHERE problem_id = ? ORDER BY CASE verdict"
                " WHEN 'correct' THEN 0 WHEN 'wrong-form' THEN 1"
                " WHEN 'incorrect' THEN 2 WHEN 'undecided' THEN 3"
                " WHEN 'invalid' THEN 4 ELSE 5 END LIMIT 1",
                "t", problem_id);

    if (sql_next(st)) {
        snprintf(p.verdict, sizeof p.verdict, "%s", sql_peek(st, 0));
        p.answers = sqlite3_column_int(st, 1);
        p.last_ts = sqlite3_column_int64(st, 2);
        p.solved = strcmp(p.verdict, "correct") == 0;
    }
    sqlite3_finalize(st);
    return p;
}

size_t store_count_solved(struct store *s, const char *const *problem_ids, size_t n)
{
    size_t solved = 0;

    for (size_t i = 0; i < n; i++)
        solved += store_problem(s, problem_ids[i]).solved;
    return solved;
}

struct store_answer *store_answers(struct store *s, struct arena *a,
                                   const char *problem_id, size_t *count)
{
    struct store_answer *list = NULL;
    size_t cap = 0;
    sqlite3_stmt *st = sql_ask(s->db,
                               "SELECT " LOG_COLUMNS " FROM log"
                               " WHERE ?1 IS NULL OR problem_id = ?1 ORDER BY id",
                               "t", problem_id);

    for (*count = 0; sql_next(st); ++*count) {
        if (*count == cap) {
            cap = cap ? 2 * cap : 8;
            list = arena_grow(a, list, *count, cap, sizeof *list);
        }
        list[*count] = answer_at(st, a);
    }
    sqlite3_finalize(st);
    return list;
}

struct store_item *store_due(struct store *s, struct arena *a, int day, size_t *count)
{
    struct store_item *list = NULL;
    size_t cap = 0;
    sqlite3_stmt *st = sql_ask(s->db,
                               "SELECT " ITEM_COLUMNS " FROM item WHERE due_day <= ?"
                               " ORDER BY due_day, problem_id",
                               "i", (int64_t)day);

    for (*count = 0; sql_next(st); ++*count) {
        if (*count == cap) {
            cap = cap ? 2 * cap : 8;
            list = arena_grow(a, list, *count, cap, sizeof *list);
        }
        list[*count] = item_at(st, a);
    }
    sqlite3_finalize(st);
    return list;
}

void store_days(struct store *s, int first, int last, struct store_day *days)
{
    sqlite3_stmt *st = sql_ask(s->db,
                               "SELECT day, count(*), sum(ms) FROM log"
                               " WHERE day BETWEEN ? AND ? GROUP BY day",
                               "ii", (int64_t)first, (int64_t)last);

    for (int day = first; day <= last; day++)
        days[day - first] = (struct store_day){0, 0};
    while (sql_next(st)) {
        int day = sqlite3_column_int(st, 0);

        if (day >= first && day <= last) /* a damaged index may say anything */
            days[day - first] = (struct store_day){sqlite3_column_int(st, 1),
                                                   sqlite3_column_int64(st, 2)};
    }
    sqlite3_finalize(st);
}
