/* LD_PRELOAD: a disk that fails when told to, and that counts how often it was asked to make something durable.
 * DISK_FAULT names a file whose first letter says what files called *.db and *.db-wal meet: s = fsync fails with EIO,
 * w = writes fail with ENOSPC; no file: nothing. DISK_SYNCS names a file that gets one byte for each fsync. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int ends_with(const char *text, const char *end) {
  size_t a = strlen(text), b = strlen(end);
  return a >= b && strcmp(text + a - b, end) == 0;
}

static int is_database(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n < 0) return 0;
  path[n] = 0;
  return ends_with(path, ".db") || ends_with(path, ".db-wal");
}

static char fault(void) {
  const char *name = getenv("DISK_FAULT");
  int fd = name ? open(name, O_RDONLY) : -1;
  char letter = 0;
  if (fd < 0) return 0;
  if (read(fd, &letter, 1) != 1) letter = 0;
  close(fd);
  return letter;
}

static void count(void) {
  static ssize_t (*real_write)(int, const void *, size_t);
  if (!real_write) real_write = dlsym(RTLD_NEXT, "write");
  const char *name = getenv("DISK_SYNCS");
  int fd = name ? open(name, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  if (fd < 0) return;
  real_write(fd, ".", 1);
  close(fd);
}

#define SYNC(name)                                              \
  int name(int fd) {                                            \
    static int (*real)(int);                                    \
    if (!real) real = dlsym(RTLD_NEXT, #name);                  \
    if (!is_database(fd)) return real(fd);                      \
    if (fault() == 's') { errno = EIO; return -1; }             \
    count();                                                    \
    return real(fd);                                            \
  }
SYNC(fsync)
SYNC(fdatasync)

#define PWRITE(name, offset_type)                                              \
  ssize_t name(int fd, const void *data, size_t n, offset_type at) {           \
    static ssize_t (*real)(int, const void *, size_t, offset_type);            \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                 \
    if (is_database(fd) && fault() == 'w') { errno = ENOSPC; return -1; }      \
    return real(fd, data, n, at);                                              \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t n) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = dlsym(RTLD_NEXT, "write");
  if (is_database(fd) && fault() == 'w') { errno = ENOSPC; return -1; }
  return real(fd, data, n);
}
