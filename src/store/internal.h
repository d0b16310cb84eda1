/* internal.h: what the files of store share among themselves. */
#ifndef GRADUS_STORE_INTERNAL_H
#define GRADUS_STORE_INTERNAL_H

#include "store/store.h"

#include <sqlite3.h>

/* ---- files ----------------------------------------------------------------------- */

/* Makes the missing directories of path (0700) and the file (0600); errno tells why not. */
bool files_prepare(const char *path);
/* Is it on a file system that other machines write to as well? */
bool files_on_network(const char *path);

/* Which file it was: two sessions may find the same damage. */
struct file_id {
    uint64_t device, inode;
};

bool files_identify(const char *path, struct file_id *id);
/* Renames a damaged database and its companions to PATH.damaged-DATE, unless path is
 * another file by now. The new name arrives in `name`. */
bool files_move_aside(const char *path, const char *date, const struct file_id *id,
                      char *name, size_t size);

/* ---- statements -------------------------------------------------------------------- */

/* A question to be stepped through, or NULL, which sql_next and sqlite3_finalize let pass.
 * The types of what is bound: i an int64_t, d a double, t a text or NULL. */
sqlite3_stmt *sql_ask(sqlite3 *db, const char *sql, const char *types, ...);
bool sql_next(sqlite3_stmt *st);
/* An order, run to its end. */
bool sql_run(sqlite3 *db, const char *sql, const char *types, ...);
/* The first number of the answer, -1 without one. */
int64_t sql_number(sqlite3 *db, const char *sql);
/* A text of the row, "" for NULL: until the next step, or in the arena. */
const char *sql_peek(sqlite3_stmt *st, int column);
const char *sql_text(sqlite3_stmt *st, int column, struct arena *a);

/* A transaction that may write. sql_finish commits if all went well; else, or if that
 * fails, nothing has happened and `why` tells the reason. */
bool sql_begin(sqlite3 *db);
bool sql_finish(sqlite3 *db, bool well, char *why, size_t size);

/* ---- answers that wait for being saved --------------------------------------------- */

/* They own their texts. */
struct waiting {
    struct arena *arena; /* NULL when nothing waits */
    struct waiting_answer {
        struct store_answer answer;
        struct waiting_answer *next;
    } *first, *last;
    size_t count;
};

void waiting_add(struct waiting *w, const struct store_answer *answer);
void waiting_clear(struct waiting *w);

#endif
