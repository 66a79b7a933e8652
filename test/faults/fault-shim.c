/*
 * Lets the storage fail: preloaded into a process (LD_PRELOAD), it counts the calls that touch what lies below FAULT_ROOT, and has one of
 * them, or all from there on, go wrong. Counted are open, write and its kin, ftruncate, fsync, fdatasync, rename, link, unlink, mkdir and
 * rmdir: what Node, libuv (with UV_USE_IO_URING=0) and SQLite use.
 *
 * FAULT_CONTROL names a file of 512 bytes that whoever steers it writes to, and reads from, while the process runs: 64-bit integers in
 * this machine's byte order, and a text.
 *
 *     0  is_armed       calls are counted, and fail, while this is 1
 *     1  count          of calls since it was armed
 *     2  fail_at        the first call that goes wrong, from 1; 0: none does
 *     3  fail_for       so many calls go wrong from there
 *     4  action         above 0: fail with that errno. -1: write half of what was asked. -2: kill the process before the call
 *     5  fired          calls that went wrong
 *     6  clock_ms       what the wall clock is ahead of the true time
 *     7  written_bytes  what was written below the root since the start, armed or not
 *     8  syncs          likewise, calls of fsync and fdatasync
 *   128  what           the first call that went wrong, in words
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct control {
  int64_t is_armed, count, fail_at, fail_for, action, fired, clock_ms, written_bytes, syncs;
  int64_t unused[7];
  char what[384];
};

enum { HALF = -1, KILL = -2 };
enum verdict { GO_ON, CUT, REFUSE };

static struct control nothing;
static struct control *control = &nothing;
static char root[PATH_MAX];
static size_t root_length;

#define FILES 65536
static char is_below[FILES];

#define REAL(name) __extension__ ({ \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
  real; })

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("FAULT_ROOT"), *path = getenv("FAULT_CONTROL");
  if (!folder || !path) return;
  int file = REAL(open)(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void *memory = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  REAL(close)(file);
  if (memory == MAP_FAILED) return;
  snprintf(root, sizeof root, "%s/", folder);
  root_length = strlen(root);
  control = memory;
}

static int below(const char *path) {
  return root_length && path && strncmp(path, root, root_length) == 0;
}

static int name_of(int fd, char name[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, name, PATH_MAX - 1);
  name[length < 0 ? 0 : length] = 0;
  return length > 0;
}

/* libuv closes by the bare system call, so a number may be another file's, or a socket's, by now. */
static int is_ours(int fd) {
  char name[PATH_MAX];
  if (fd < 0 || fd >= FILES || !is_below[fd]) return 0;
  return is_below[fd] = name_of(fd, name) && below(name);
}

static int opened(int fd, const char *path) {
  if (fd >= 0 && fd < FILES) is_below[fd] = below(path);
  return fd;
}

/* What becomes of a call on our files; sets errno where it is to fail. */
static enum verdict judge(const char *call, const char *path, int fd) {
  if (!control->is_armed) return GO_ON;
  int64_t number = __atomic_add_fetch(&control->count, 1, __ATOMIC_SEQ_CST);
  int64_t first = control->fail_at;
  if (!first || number < first || number - first >= control->fail_for) return GO_ON;
  if (__atomic_fetch_add(&control->fired, 1, __ATOMIC_SEQ_CST) == 0) {
    char name[PATH_MAX];
    if (!path) path = name_of(fd, name) ? name : "";
    snprintf(control->what, sizeof control->what, "%s %.300s", call, below(path) ? path + root_length : path);
  }
  if (control->action == KILL) kill(getpid(), SIGKILL);
  if (control->action == HALF) return CUT;
  errno = (int)control->action;
  return REFUSE;
}

static enum verdict judge_path(const char *call, const char *path) {
  return below(path) ? judge(call, path, -1) : GO_ON;
}

static enum verdict judge_file(const char *call, int fd) {
  return is_ours(fd) ? judge(call, NULL, fd) : GO_ON;
}

static ssize_t written(int fd, ssize_t bytes) {
  if (bytes > 0 && is_ours(fd)) __atomic_add_fetch(&control->written_bytes, bytes, __ATOMIC_RELAXED);
  return bytes;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (judge_path(flags & O_CREAT ? "create" : "open", path) == REFUSE) return -1; \
    return opened(REAL(name)(path, flags, mode), path); \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (fd >= 0 && fd < FILES) is_below[fd] = 0;
  return REAL(close)(fd);
}

/* Half of a write, at least a byte, is what a full disk leaves of it. */
#define HALF_OF(bytes) ((bytes) > 1 ? (bytes) / 2 : (bytes))

ssize_t write(int fd, const void *from, size_t bytes) {
  enum verdict verdict = judge_file("write", fd);
  if (verdict == REFUSE) return -1;
  return written(fd, REAL(write)(fd, from, verdict == CUT ? HALF_OF(bytes) : bytes));
}

#define PWRITE(name, offset) \
  ssize_t name(int fd, const void *from, size_t bytes, offset at) { \
    enum verdict verdict = judge_file("write", fd); \
    if (verdict == REFUSE) return -1; \
    return written(fd, REAL(name)(fd, from, verdict == CUT ? HALF_OF(bytes) : bytes, at)); \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int count) {
  enum verdict verdict = judge_file("write", fd);
  if (verdict == REFUSE) return -1;
  if (verdict == CUT) return written(fd, REAL(write)(fd, parts->iov_base, HALF_OF(parts->iov_len)));
  return written(fd, REAL(writev)(fd, parts, count));
}

#define PWRITEV(name, offset) \
  ssize_t name(int fd, const struct iovec *parts, int count, offset at) { \
    enum verdict verdict = judge_file("write", fd); \
    if (verdict == REFUSE) return -1; \
    if (verdict == CUT) return written(fd, REAL(pwrite64)(fd, parts->iov_base, HALF_OF(parts->iov_len), at)); \
    return written(fd, REAL(name)(fd, parts, count, at)); \
  }
PWRITEV(pwritev, off_t)
PWRITEV(pwritev64, off64_t)

ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t bytes, unsigned int flags) {
  enum verdict verdict = judge_file("write", out);
  if (verdict == REFUSE) return -1;
  return written(out, REAL(copy_file_range)(in, in_at, out, out_at, verdict == CUT ? HALF_OF(bytes) : bytes, flags));
}

ssize_t sendfile64(int out, int in, off64_t *at, size_t bytes) {
  enum verdict verdict = judge_file("write", out);
  if (verdict == REFUSE) return -1;
  return written(out, REAL(sendfile64)(out, in, at, verdict == CUT ? HALF_OF(bytes) : bytes));
}

#define TRUNCATE(name, offset) \
  int name(int fd, offset bytes) { return judge_file("truncate", fd) == REFUSE ? -1 : REAL(name)(fd, bytes); }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
  int name(int fd) { \
    if (judge_file("sync", fd) == REFUSE) return -1; \
    if (is_ours(fd)) __atomic_add_fetch(&control->syncs, 1, __ATOMIC_RELAXED); \
    return REAL(name)(fd); \
  }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
  return judge_path("rename", to) == REFUSE ? -1 : REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
  return judge_path("link", to) == REFUSE ? -1 : REAL(link)(from, to);
}

int mkdir(const char *path, mode_t mode) {
  return judge_path("mkdir", path) == REFUSE ? -1 : REAL(mkdir)(path, mode);
}

/* Not counted: asked for what it would say, it says what a write would. */
int access(const char *path, int mode) {
  int64_t failing = control->is_armed && control->fail_at && control->count >= control->fail_at;
  int may_fail = control->action == EROFS || control->action == EACCES;
  if (!failing || !may_fail || control->fail_for == 1 || !(mode & W_OK) || !below(path)) return REAL(access)(path, mode);
  errno = (int)control->action;
  return -1;
}

#define REMOVE(name) \
  int name(const char *path) { return judge_path(#name, path) == REFUSE ? -1 : REAL(name)(path); }
REMOVE(unlink)
REMOVE(rmdir)

/* The wall clock, for a machine whose own was never set, or was set wrong. */
int clock_gettime(clockid_t id, struct timespec *now) {
  int result = REAL(clock_gettime)(id, now);
  if (result == 0 && id == CLOCK_REALTIME) now->tv_sec += control->clock_ms / 1000;
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int result = REAL(gettimeofday)(now, zone);
  if (result == 0) now->tv_sec += control->clock_ms / 1000;
  return result;
}
