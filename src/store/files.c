/* files.c: the directory and the file that the database lives in. */
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

/* mkdir -p for all but the last part of path. */
static bool make_directories(const char *path)
{
    char part[PATH_MAX];

    if (strlen(path) >= sizeof part) {
        errno = ENAMETOOLONG;
        return false;
    }
    for (size_t i = 1; path[i]; i++) {
        if (path[i] != '/')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0700) < 0 && errno != EEXIST && access(part, F_OK) < 0)
            return false;
    }
    return true;
}

/* SQLite would create the file with whatever the umask leaves; its companions copy the
 * mode of the file. */
bool files_prepare(const char *path)
{
    int fd;

    if (!make_directories(path))
        return false;
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0 || errno == EEXIST;
}

bool files_on_network(const char *path)
{
#ifdef __linux__
    static const uint32_t magic[] = {0x6969, 0x517B, 0xFE534D42, 0xFF534D42, 0x65735546};
    struct statfs fs;

    if (statfs(path, &fs) < 0)
        return false;
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if ((uint32_t)fs.f_type == magic[i])
            return true;
#else
    (void)path;
#endif
    return false;
}

bool files_identify(const char *path, struct file_id *id)
{
    struct stat st;

    if (stat(path, &st) < 0)
        return false;
    id->device = (uint64_t)st.st_dev;
    id->inode = (uint64_t)st.st_ino;
    return true;
}

/* The first of PATH.damaged-DATE, PATH.damaged-DATE.2, ... that is free. */
static bool free_name(const char *path, const char *date, char *name, size_t size)
{
    for (int i = 1; i < 1000; i++) {
        int n = snprintf(name, size, i > 1 ? "%s.damaged-%s.%d" : "%s.damaged-%s", path,
                         date, i);

        if (n < 0 || (size_t)n + sizeof "-wal" > size)
            return false;
        if (access(name, F_OK) < 0)
            return errno == ENOENT;
    }
    return false;
}

/* The log beside the file may hold what the file has not yet. */
static void move_companion(const char *path, const char *name, const char *suffix)
{
    char from[PATH_MAX], to[PATH_MAX];

    snprintf(from, sizeof from, "%s%s", path, suffix);
    snprintf(to, sizeof to, "%s%s", name, suffix);
    rename(from, to);
}

bool files_move_aside(const char *path, const char *date, const struct file_id *id,
                      char *name, size_t size)
{
    struct file_id now;

    if (!files_identify(path, &now))
        return false;
    if (now.device != id->device || now.inode != id->inode)
        return true;
    if (!free_name(path, date, name, size) || rename(path, name) < 0)
        return false;
    move_companion(path, name, "-wal");
    move_companion(path, name, "-shm");
    return true;
}
