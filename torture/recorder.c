/*
 * LD_PRELOAD: writes down in order what a process does to the files under one folder, and what it prints.
 *
 * TORTURE_FOLDER names the folder, TORTURE_LOG the log. A record is
 *     kind (1 byte), handle (4), number (8), length of text (4), text
 * with numbers in the machine's own order; what they mean stands in recording.py.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096
#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static char folder[PATH_MAX];
static uint32_t handles[MOST];
static uint32_t last_handle = 1;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("TORTURE_LOG"), *where = getenv("TORTURE_FOLDER");
    if (!name || !where) return;
    snprintf(folder, sizeof folder, "%s", where);
    log_file = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(const void *from, size_t length) {
    const char *at = from;
    while (length) {
        long done = syscall(SYS_write, log_file, at, length);
        if (done <= 0) _exit(99);
        at += done;
        length -= (size_t)done;
    }
}

static void record(char kind, uint32_t handle, int64_t number, const void *text, uint32_t length) {
    char head[17];
    int kept = errno;
    head[0] = kind;
    memcpy(head + 1, &handle, 4);
    memcpy(head + 5, &number, 8);
    memcpy(head + 13, &length, 4);
    pthread_mutex_lock(&lock);
    put(head, sizeof head);
    put(text, length);
    pthread_mutex_unlock(&lock);
    errno = kept;
}

static int is_ours(const char *path) {
    return log_file >= 0 && path && !strncmp(path, folder, strlen(folder));
}

static uint32_t handle_of(int file) {
    return file >= 0 && file < MOST && log_file >= 0 ? handles[file] : 0;
}

static int opened(int file, const char *path, int flags) {
    if (file < 0 || file >= MOST) return file;
    handles[file] = 0;
    if (is_ours(path)) {
        handles[file] = ++last_handle;
        record('O', handles[file], (flags & O_CREAT ? 1 : 0) | (flags & O_TRUNC ? 2 : 0), path, (uint32_t)strlen(path));
    }
    return file;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        REAL(int, #name, const char *, int, ...); \
        return opened(real(path, flags, mode), path, flags); \
    }
#define OPEN_AT(name) \
    int name(int at, const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        REAL(int, #name, int, const char *, int, ...); \
        return opened(real(at, path, flags, mode), path, flags); \
    }
OPEN(open)
OPEN(open64)
OPEN_AT(openat)
OPEN_AT(openat64)

int close(int file) {
    REAL(int, "close", int);
    if (file >= 0 && file < MOST) handles[file] = 0;
    return real(file);
}

ssize_t write(int file, const void *from, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    uint32_t handle = handle_of(file);
    off_t at = handle ? lseek(file, 0, SEEK_CUR) : 0;
    struct stat state;
    if (handle && fcntl(file, F_GETFL) & O_APPEND && !fstat(file, &state)) at = state.st_size;
    ssize_t done = real(file, from, length);
    if (done > 0 && handle) record('W', handle, at, from, (uint32_t)done);
    if (done > 0 && file == 1 && log_file >= 0) record('P', 0, 0, from, (uint32_t)done);
    return done;
}

#define PWRITE(name, offset) \
    ssize_t name(int file, const void *from, size_t length, offset at) { \
        REAL(ssize_t, #name, int, const void *, size_t, offset); \
        ssize_t done = real(file, from, length, at); \
        if (done > 0 && handle_of(file)) record('W', handle_of(file), at, from, (uint32_t)done); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset) \
    int name(int file, offset length) { \
        REAL(int, #name, int, offset); \
        int done = real(file, length); \
        if (!done && handle_of(file)) record('T', handle_of(file), length, "", 0); \
        return done; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int file) { \
        REAL(int, #name, int); \
        int done = real(file); \
        if (!done && handle_of(file)) record('S', handle_of(file), 0, "", 0); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

static int gone(int done, const char *path) {
    if (!done && is_ours(path)) record('U', 0, 0, path, (uint32_t)strlen(path));
    return done;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return gone(real(path), path);
}

int unlinkat(int at, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    return gone(real(at, path, flags), path);
}

static int moved(int done, char kind, const char *from, const char *to) {
    char both[2 * PATH_MAX];
    if (!done && is_ours(from) && is_ours(to)) {
        int length = snprintf(both, sizeof both, "%s\n%s", from, to);
        record(kind, 0, 0, both, (uint32_t)length);
    }
    return done;
}

#define TWO(name, kind) \
    int name(const char *from, const char *to) { \
        REAL(int, #name, const char *, const char *); \
        return moved(real(from, to), kind, from, to); \
    }
TWO(rename, 'R')
TWO(link, 'L')

int renameat(int at, const char *from, int other, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    return moved(real(at, from, other, to), 'R', from, to);
}

int linkat(int at, const char *from, int other, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    return moved(real(at, from, other, to, flags), 'L', from, to);
}
