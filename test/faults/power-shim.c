/*
 * Keeps what a pulled plug leaves: preloaded into a process (LD_PRELOAD), it keeps in POWER_DISK what of POWER_ROOT is certain to be on
 * the disk, and nothing else. What POSIX promises is taken at its word: fsync of a file keeps its bytes, and not its name; fsync of a folder
 * keeps its names, and not what is in them. Most file systems are kinder than that (ext4 orders much by its journal); what
 * outlives this outlives them.
 *
 *     POWER_DISK/KEY    of a file: its bytes when it was synced last
 *                       of a folder: its entries when it was synced last, a line each: type (d or f), key, a space, the name
 *     POWER_DISK/root   the key of POWER_ROOT
 *
 * KEY is inode and time of birth, in hex, since inodes are used again. Each is put in its place by rename, so that it is whole whenever the
 * process is killed. POWER_DROPS is which calls do nothing (files, folders or files+folders), for proving that they are needed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) __extension__ ({ \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
  real; })

enum { KEY = 64 };

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *disk, *root;

static void key_of(int folder, const char *name, int flags, char key[KEY]) {
  struct statx facts;
  key[0] = 0;
  if (statx(folder, name, flags | AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &facts)) return;
  snprintf(key, KEY, "%llx-%llx-%x", (unsigned long long)facts.stx_ino, (unsigned long long)facts.stx_btime.tv_sec,
           facts.stx_btime.tv_nsec);
}

static int drops(const char *what) {
  const char *dropped = getenv("POWER_DROPS");
  return dropped && strstr(dropped, what);
}

/* A file of the disk, in the making; -1 where it cannot be. */
static int begin_entry(const char *key, char draft[PATH_MAX]) {
  snprintf(draft, PATH_MAX, "%s/.%s.%d", disk, key, getpid());
  return open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

static void end_entry(int entry, const char *key, const char *draft) {
  char path[PATH_MAX];
  close(entry);
  snprintf(path, PATH_MAX, "%s/%s", disk, key);
  rename(draft, path);
}

static void keep_file(int file, const char *key) {
  char draft[PATH_MAX], name[64];
  static char bytes[1 << 16];
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  int source = open(name, O_RDONLY | O_CLOEXEC), entry = begin_entry(key, draft);
  for (ssize_t count; (count = read(source, bytes, sizeof bytes)) > 0;)
    if (write(entry, bytes, count) != count) abort();
  close(source);
  end_entry(entry, key, draft);
}

static void keep_folder(int folder, const char *key) {
  char draft[PATH_MAX], name[64], child[KEY];
  snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
  DIR *listing = opendir(name);
  if (!listing) return;
  int entry = begin_entry(key, draft);
  for (struct dirent *one; (one = readdir(listing));) {
    if (!strcmp(one->d_name, ".") || !strcmp(one->d_name, "..")) continue;
    if (one->d_type != DT_DIR && one->d_type != DT_REG) continue;
    key_of(folder, one->d_name, 0, child);
    if (child[0]) dprintf(entry, "%c%s %s\n", one->d_type == DT_DIR ? 'd' : 'f', child, one->d_name);
  }
  closedir(listing);
  end_entry(entry, key, draft);
}

static void keep(int fd) {
  char name[64], path[PATH_MAX], key[KEY];
  struct stat facts;
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(name, path, sizeof path - 1);
  if (!disk || length < 0 || fstat(fd, &facts)) return;
  path[length] = 0;
  size_t prefix = strlen(root);
  if (strncmp(path, root, prefix) || (path[prefix] != '/' && path[prefix] != 0)) return;
  key_of(fd, "", AT_EMPTY_PATH, key);
  pthread_mutex_lock(&one_at_a_time);
  if (S_ISDIR(facts.st_mode) && !drops("folders")) keep_folder(fd, key);
  if (S_ISREG(facts.st_mode) && !drops("files")) keep_file(fd, key);
  pthread_mutex_unlock(&one_at_a_time);
}

static int keep_as_it_is(const char *path, const struct stat *facts, int kind, struct FTW *place) {
  char key[KEY];
  (void)facts, (void)place;
  if (kind != FTW_F && kind != FTW_D) return 0;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  key_of(file, "", AT_EMPTY_PATH, key);
  if (kind == FTW_D) keep_folder(file, key);
  else keep_file(file, key);
  close(file);
  return 0;
}

/* What is there when the first process begins has long been on the disk. */
__attribute__((constructor)) static void begin(void) {
  char draft[PATH_MAX], key[KEY];
  root = getenv("POWER_ROOT");
  disk = root ? getenv("POWER_DISK") : NULL;
  if (!disk) return;
  snprintf(draft, sizeof draft, "%s/root", disk);
  if (access(draft, F_OK) == 0) return;
  nftw(root, keep_as_it_is, 16, FTW_PHYS);
  key_of(AT_FDCWD, root, 0, key);
  int entry = begin_entry("root", draft);
  dprintf(entry, "%s", key);
  end_entry(entry, "root", draft);
}

/* Whatever lies below the root is on a real disk too, which nobody needs to wait for: the plug is only said to be pulled. */
int fsync(int fd) {
  keep(fd);
  return 0;
}

int fdatasync(int fd) {
  keep(fd);
  return 0;
}
