/* sql.c: statements with values bound, one call each. */
#include "store/internal.h"

#include <stdio.h>

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

sqlite3_stmt *sql_ask(sqlite3 *db, const char *sql, const char *types, ...)
{
    va_list args;
    sqlite3_stmt *st;

    va_start(args, types);
    st = prepare(db, sql, types, &args);
    va_end(args);
    return st;
}

bool sql_next(sqlite3_stmt *st)
{
    return st && sqlite3_step(st) == SQLITE_ROW;
}

bool sql_run(sqlite3 *db, const char *sql, const char *types, ...)
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

int64_t sql_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = sql_ask(db, sql, "");
    int64_t n = sql_next(st) ? sqlite3_column_int64(st, 0) : -1;

    sqlite3_finalize(st);
    return n;
}

const char *sql_peek(sqlite3_stmt *st, int column)
{
    const char *text = (const char *)sqlite3_column_text(st, column);

    return text ? text : "";
}

const char *sql_text(sqlite3_stmt *st, int column, struct arena *a)
{
    return arena_strdup(a, sql_peek(st, column));
}

bool sql_begin(sqlite3 *db)
{
    return sql_run(db, "BEGIN IMMEDIATE", "");
}

bool sql_finish(sqlite3 *db, bool well, char *why, size_t size)
{
    if (well && sql_run(db, "COMMIT", ""))
        return true;
    snprintf(why, size, "%s", sqlite3_errmsg(db));
    if (!sqlite3_get_autocommit(db))
        sql_run(db, "ROLLBACK", "");
    return false;
}
