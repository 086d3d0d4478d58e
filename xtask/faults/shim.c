/*
 * Stands between criba and its files (LD_PRELOAD): writes down what it does to the files of one
 * folder, in order and with the bytes, makes calls fail, and ends the process at a call.
 *
 * CRIBA_FAULTS_FOLDER   the data folder, absolute; other files are left alone
 * CRIBA_FAULTS_CONTROL  a file of one page that says what goes wrong (the words below)
 * CRIBA_FAULTS_JOURNAL  where to write down what was done; nothing is where it is left out
 *
 * Shared memory of SQLite (-shm), the lock and the socket are no part of it: SQLite makes the first
 * again, and the others say nothing of what was stored.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* What is done. The numbers are those of journal.rs. */
enum kind { OPEN = 1, WRITE, TRUNCATE, SYNC, SYNCED, RENAME, UNLINK, MKDIR, SEND };

/* To what. The numbers are those of control.rs. */
enum role { HOUSE = 1, HOUSE_LOG, WORKSPACE, WORKSPACE_LOG, LIST, FOLDER, OTHER, CONNECTION };

/* The words of the control file. Each fault lets some calls pass first and then fails as many. */
enum word {
    WRITE_ERROR, WRITE_SKIP, WRITE_COUNT,
    SYNC_ERROR, SYNC_SKIP, SYNC_COUNT,
    END_KIND, END_ROLE, END_SKIP, END_HOW,
};

/* How the process ends: before the call, after it, or with half of the bytes written. */
enum how { BEFORE, AFTER, HALF };

struct record {
    uint64_t kind, file, time, offset, length;
};

struct known {
    uint64_t file;
    uint8_t role;
};

#define FILES 65536
static struct known files[FILES];
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static size_t folder_length;
static int journal = -1;
static volatile uint64_t *control;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_mkdir)(const char *, mode_t);
static ssize_t (*real_send)(int, const void *, size_t, int);

__attribute__((constructor)) static void begin(void)
{
    real_open = dlsym(RTLD_NEXT, "open64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_mkdir = dlsym(RTLD_NEXT, "mkdir");
    real_send = dlsym(RTLD_NEXT, "send");
    const char *path = getenv("CRIBA_FAULTS_JOURNAL");
    if (path)
        journal = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    path = getenv("CRIBA_FAULTS_CONTROL");
    if (path) {
        int at = real_open(path, O_RDWR | O_CLOEXEC);
        void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, at, 0);
        if (at < 0 || page == MAP_FAILED) {
            fprintf(stderr, "the control file %s cannot be read\n", path);
            _exit(70);
        }
        control = page;
    }
    folder = getenv("CRIBA_FAULTS_FOLDER");
    folder_length = folder ? strlen(folder) : 0;
}

static int ends(const char *path, const char *end)
{
    size_t length = strlen(path), part = strlen(end);
    return length >= part && strcmp(path + length - part, end) == 0;
}

/* The path within the folder, or NULL. */
static const char *within(const char *path)
{
    if (!folder || strncmp(path, folder, folder_length) != 0)
        return NULL;
    path += folder_length;
    if (*path != '/' && *path != 0)
        return NULL;
    if (ends(path, "-shm") || ends(path, ".lock") || ends(path, ".sock"))
        return NULL;
    return *path ? path + 1 : path;
}

static enum role role_of(const char *path, int is_folder)
{
    int is_log = ends(path, "-wal");
    if (is_folder)
        return FOLDER;
    if (strncmp(path, "criba.db", 8) == 0)
        return is_log ? HOUSE_LOG : HOUSE;
    if (strncmp(path, "workspaces/", 11) == 0)
        return is_log ? WORKSPACE_LOG : WORKSPACE;
    return strncmp(path, "uploads/", 8) == 0 ? LIST : OTHER;
}

static uint64_t file_of(int at, int *is_folder)
{
    struct stat is;
    if (fstat(at, &is) != 0)
        return 0;
    *is_folder = S_ISDIR(is.st_mode);
    return is.st_ino;
}

static struct known *known(int at)
{
    return at >= 0 && at < FILES && files[at].file ? &files[at] : NULL;
}

static void note(enum kind kind, uint64_t file, uint64_t offset, const void *bytes, size_t length)
{
    if (journal < 0)
        return;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct record record = {
        .kind = kind, .file = file, .offset = offset, .length = length,
        .time = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec,
    };
    struct iovec parts[2] = {
        {.iov_base = &record, .iov_len = sizeof record},
        {.iov_base = (void *)bytes, .iov_len = length},
    };
    if (real_writev(journal, parts, 2) != (ssize_t)(sizeof record + length)) {
        fprintf(stderr, "the journal cannot be written\n");
        _exit(70);
    }
}

static void end(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

/* Whether the process is to end at this call, and how; -1 where it goes on. */
static int ending(enum kind kind, enum role role)
{
    if (!control || control[END_KIND] != kind || control[END_ROLE] != role)
        return -1;
    if (__sync_fetch_and_sub(&control[END_SKIP], 1) != 0)
        return -1;
    int how = (int)control[END_HOW];
    if (how == BEFORE)
        end();
    return how;
}

static void ended(int how)
{
    if (how == AFTER)
        end();
}

/* The error that a call fails with; 0 where it does not. */
static int failing(enum word first)
{
    if (!control || !control[first])
        return 0;
    if (control[first + 1]) {
        __sync_fetch_and_sub(&control[first + 1], 1);
        return 0;
    }
    if (!control[first + 2])
        return 0;
    __sync_fetch_and_sub(&control[first + 2], 1);
    return (int)control[first];
}

static int refused(enum word first)
{
    int error = failing(first);
    errno = error ? error : errno;
    return error != 0;
}

static int opened(const char *path, int flags, mode_t mode)
{
    const char *name = within(path);
    if (!name)
        return real_open(path, flags, mode);
    pthread_mutex_lock(&turn);
    int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
    int how = is_new ? ending(OPEN, role_of(name, 0)) : -1;
    int at = is_new && refused(WRITE_ERROR) ? -1 : real_open(path, flags, mode);
    if (at >= 0 && at < FILES) {
        int is_folder = 0;
        uint64_t file = file_of(at, &is_folder);
        files[at] = (struct known){.file = file, .role = role_of(name, is_folder)};
        note(OPEN, file, is_folder ? 2 : (uint64_t)is_new, name, strlen(name));
        if (flags & O_TRUNC)
            note(TRUNCATE, file, 0, NULL, 0);
    }
    ended(how);
    pthread_mutex_unlock(&turn);
    return at;
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(path, flags, mode);
}

int close(int at)
{
    if (known(at))
        files[at].file = 0;
    return real_close(at);
}

static ssize_t written(int at, const void *bytes, size_t length, off_t offset, int is_placed)
{
    struct known *of = known(at);
    pthread_mutex_lock(&turn);
    if (!is_placed) {
        struct stat is;
        int appends = (fcntl(at, F_GETFL) & O_APPEND) && fstat(at, &is) == 0;
        offset = appends ? is.st_size : lseek(at, 0, SEEK_CUR);
    }
    int how = ending(WRITE, of->role);
    size_t part = how == HALF ? length / 2 : length;
    ssize_t done = -1;
    if (!refused(WRITE_ERROR))
        done = is_placed ? real_pwrite(at, bytes, part, offset) : real_write(at, bytes, part);
    if (done > 0)
        note(WRITE, of->file, (uint64_t)offset, bytes, (size_t)done);
    if (how == HALF)
        end();
    ended(how);
    pthread_mutex_unlock(&turn);
    return done;
}

static ssize_t sent(int at, ssize_t (*send)(int, const void *, size_t), const void *bytes, size_t length)
{
    int how = ending(SEND, CONNECTION);
    ssize_t done = send(at, bytes, length);
    ended(how);
    return done;
}

static int is_connection(int at)
{
    struct sockaddr_storage to;
    socklen_t length = sizeof to;
    return control && control[END_KIND] == SEND && getpeername(at, (struct sockaddr *)&to, &length) == 0
        && to.ss_family != AF_UNIX;
}

ssize_t write(int at, const void *bytes, size_t length)
{
    if (known(at))
        return written(at, bytes, length, 0, 0);
    if (is_connection(at))
        return sent(at, real_write, bytes, length);
    return real_write(at, bytes, length);
}

ssize_t writev(int at, const struct iovec *parts, int count)
{
    if (known(at) && count > 0) {
        /* A short write: whoever writes goes on with the rest. */
        return written(at, parts[0].iov_base, parts[0].iov_len, 0, 0);
    }
    int how = is_connection(at) ? ending(SEND, CONNECTION) : -1;
    ssize_t done = real_writev(at, parts, count);
    ended(how);
    return done;
}

ssize_t send(int at, const void *bytes, size_t length, int flags)
{
    int how = is_connection(at) ? ending(SEND, CONNECTION) : -1;
    ssize_t done = real_send(at, bytes, length, flags);
    ended(how);
    return done;
}

ssize_t pwrite64(int at, const void *bytes, size_t length, off_t offset)
{
    return known(at) ? written(at, bytes, length, offset, 1) : real_pwrite(at, bytes, length, offset);
}

ssize_t pwrite(int at, const void *bytes, size_t length, off_t offset)
{
    return pwrite64(at, bytes, length, offset);
}

int ftruncate64(int at, off_t length)
{
    struct known *of = known(at);
    if (!of)
        return real_ftruncate(at, length);
    pthread_mutex_lock(&turn);
    int how = ending(TRUNCATE, of->role);
    int done = refused(WRITE_ERROR) ? -1 : real_ftruncate(at, length);
    if (done == 0)
        note(TRUNCATE, of->file, (uint64_t)length, NULL, 0);
    ended(how);
    pthread_mutex_unlock(&turn);
    return done;
}

int ftruncate(int at, off_t length)
{
    return ftruncate64(at, length);
}

/* Not held while the disk works: others write meanwhile, and that is not made sure by it. */
static int synced(int at, int (*sync)(int))
{
    struct known *of = known(at);
    if (!of)
        return sync(at);
    pthread_mutex_lock(&turn);
    int how = ending(SYNC, of->role);
    note(SYNC, of->file, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    /* SQLite does not look at what becomes of a folder. */
    int done = of->role != FOLDER && refused(SYNC_ERROR) ? -1 : sync(at);
    pthread_mutex_lock(&turn);
    if (done == 0)
        note(SYNCED, of->file, 0, NULL, 0);
    ended(how);
    pthread_mutex_unlock(&turn);
    return done;
}

int fsync(int at)
{
    return synced(at, real_fsync);
}

int fdatasync(int at)
{
    return synced(at, real_fdatasync);
}

int rename(const char *from, const char *to)
{
    const char *old = within(from), *new = within(to);
    if (!old || !new)
        return real_rename(from, to);
    char both[2 * PATH_MAX + 2];
    int length = snprintf(both, sizeof both, "%s%c%s", old, 0, new);
    pthread_mutex_lock(&turn);
    int how = ending(RENAME, role_of(new, 0));
    int done = refused(WRITE_ERROR) ? -1 : real_rename(from, to);
    if (done == 0)
        note(RENAME, 0, 0, both, (size_t)length);
    ended(how);
    pthread_mutex_unlock(&turn);
    return done;
}

int unlink(const char *path)
{
    const char *name = within(path);
    if (!name)
        return real_unlink(path);
    pthread_mutex_lock(&turn);
    int how = ending(UNLINK, role_of(name, 0));
    int done = real_unlink(path);
    if (done == 0)
        note(UNLINK, 0, 0, name, strlen(name));
    ended(how);
    pthread_mutex_unlock(&turn);
    return done;
}

int mkdir(const char *path, mode_t mode)
{
    const char *name = within(path);
    if (!name)
        return real_mkdir(path, mode);
    pthread_mutex_lock(&turn);
    int how = ending(MKDIR, FOLDER);
    int done = refused(WRITE_ERROR) ? -1 : real_mkdir(path, mode);
    if (done == 0)
        note(MKDIR, 0, 0, name, strlen(name));
    ended(how);
    pthread_mutex_unlock(&turn);
    return done;
}

/* The copies that the kernel makes by itself pass by here: who copies does it by hand instead. */
ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t length, unsigned flags)
{
    (void)from, (void)from_at, (void)to, (void)to_at, (void)length, (void)flags;
    errno = ENOSYS;
    return -1;
}

ssize_t sendfile64(int to, int from, off_t *at, size_t length)
{
    (void)to, (void)from, (void)at, (void)length;
    errno = ENOSYS;
    return -1;
}
