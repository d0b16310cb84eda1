/* internal.h: what the files of store share among themselves. */
#ifndef GRADUS_STORE_INTERNAL_H
#define GRADUS_STORE_INTERNAL_H

#include "store/store.h"

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
