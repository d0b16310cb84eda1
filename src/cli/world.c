/* world.c: clock, files and places. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A unit of work is about a microsecond, so this is no bound of its own. */
enum { WORK_PER_SECOND = 20000000 };

/* Columns that a report keeps for what it says before a formula: f'(x) = */
enum { LEAD = 12 };

double world_clock(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool time_is_up(void *context)
{
    struct world *w = context;

    w->budget.interrupted = interrupt_seen();
    return w->budget.interrupted || world_clock() > w->deadline;
}

static void tell_progress(void *world, const struct verb_progress *now)
{
    struct world *w = world;
    char text[120];

    if (!progress_due(&w->progress))
        return;
    snprintf(text, sizeof text, "step %zu  f = %.6g  slope %.1e", now->step, now->value,
             now->slope);
    progress_show(&w->progress, now->done, text);
}

/* ---- files -------------------------------------------------------------------- */

struct file {
    int fd;
    struct progress *progress;
    double size, done; /* bytes */
};

static void tell_reading(struct file *f)
{
    char text[64];

    if (!progress_due(f->progress))
        return;
    snprintf(text, sizeof text, "reading: %.1f MB", f->done / 1e6);
    progress_show(f->progress, f->size > 0 ? f->done / f->size : 0, text);
}

static long read_file(void *context, char *buffer, size_t n)
{
    struct file *f = context;
    ssize_t got;

    do
        got = read(f->fd, buffer, n);
    while (got < 0 && errno == EINTR && !interrupt_seen());
    f->done += got > 0 ? (double)got : 0;
    tell_reading(f);
    return (long)got;
}

static bool rewind_file(void *context)
{
    return lseek(((struct file *)context)->fd, 0, SEEK_SET) == 0;
}

static void close_file(void *what)
{
    close(((struct file *)what)->fd);
}

static enum status open_file(void *world, const char *path, struct arena *a,
                             struct source *out, struct diag *d)
{
    struct file *f = arena_alloc(a, sizeof *f);
    struct world *w = world;
    struct stat s;

    f->progress = &w->progress;
    f->fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
    if (f->fd < 0)
        return diag_set(d, ST_IO, (struct span){0, 0}, "cannot open '%s': %s", path,
                        strerror(errno));
    arena_defer(a, close_file, f);
    f->size = fstat(f->fd, &s) == 0 && S_ISREG(s.st_mode) ? (double)s.st_size : 0;
    f->done = 0;
    *out = (struct source){path, f, read_file, rewind_file};
    return ST_OK;
}

static enum status no_file(const char *path, int error, struct diag *d)
{
    diag_set(d, ST_IO, (struct span){0, 0}, "cannot write '%s': %s", path,
             strerror(error));
    if (error == EEXIST)
        diag_help(d, "it is left as it is; give another name, or remove it first");
    return ST_IO;
}

static enum status create_file(void *world, const char *path, const char *text, size_t n,
                               struct diag *d)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool written;

    (void)world;
    if (fd < 0)
        return no_file(path, errno, d);
    written = write_all(fd, text, n);
    if (close(fd) == 0 && written)
        return ST_OK;
    unlink(path);
    return no_file(path, EIO, d);
}

struct verb_context world_context(struct world *w, struct arena *a,
                                  const struct manner *manner)
{
    w->budget = budget_of((uint64_t)(manner->timeout * WORK_PER_SECOND));
    w->budget.expired = time_is_up;
    w->budget.context = w;
    w->deadline = world_clock() + manner->timeout;
    progress_begin(&w->progress, !manner->quiet);
    return (struct verb_context){.arena = a,
                                 .budget = &w->budget,
                                 .open = open_file,
                                 .create = create_file,
                                 .progress = tell_progress,
                                 .world = w,
                                 .tex = manner->latex,
                                 .draw_width = manner->drawn ? show_width() - LEAD : 0,
                                 .draw_ascii = manner->ascii};
}

/* ---- places ------------------------------------------------------------------- */

static bool is_folder(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static void add_folder(struct arena *a, const char **list, size_t *n, const char *path)
{
    if (*path && is_folder(arena_printf(a, "%s/lessons", path)))
        list[(*n)++] = path;
}

/* The top of the sources, when the program runs where it was built. */
static const char *beside_program(struct arena *a)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

    if (n <= 0)
        return "";
    path[n] = '\0';
    for (int up = 0; up < 2 && strrchr(path, '/'); up++)
        *strrchr(path, '/') = '\0';
    return arena_strdup(a, path);
}

const char **world_folders(struct arena *a, const char *course, size_t *count)
{
    const char *packs = getenv("GRADUS_PATH"), *data = getenv("GRADUS_DATA");
    const char **list = arena_array(a, 64, sizeof *list);
    char *copy = arena_strdup(a, packs ? packs : ""), *rest = copy, *item;

    *count = 0;
    if (course)
        add_folder(a, list, count, course);
    while ((item = strsep(&rest, ":")) && *count < 60)
        add_folder(a, list, count, item);
    if (data)
        add_folder(a, list, count, data);
    else if (is_folder(GRADUS_DATADIR "/lessons"))
        add_folder(a, list, count, GRADUS_DATADIR);
    else
        add_folder(a, list, count, beside_program(a));
    return list;
}

const char *world_store(struct arena *a)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

    if (data && *data == '/')
        return arena_printf(a, "%s/gradus/progress.db", data);
    return home && *home == '/'
               ? arena_printf(a, "%s/.local/share/gradus/progress.db", home)
               : NULL;
}
