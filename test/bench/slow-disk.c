/* LD_PRELOAD: every fsync and fdatasync takes DISK_DELAY_US longer, and is counted in the file DISK_SYNCS (one byte each).
 * Where DISK_DELAY_US is the path of a file, that has the number, and may be changed meanwhile; -1 there: it fails with EIO. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long delay_us(void) {
  const char *delay = getenv("DISK_DELAY_US");
  if (!delay) return 0;
  if (delay[0] != '/') return atol(delay);
  char text[32] = {0};
  int file = open(delay, O_RDONLY);
  if (file < 0) return 0;
  if (read(file, text, sizeof text - 1) < 0) text[0] = 0;
  close(file);
  return atol(text);
}

/* Whether it succeeds. */
static int before_sync(void) {
  const char *name = getenv("DISK_SYNCS");
  long us = delay_us();
  if (us < 0) return 0;
  if (us > 0) {
    struct timespec wait = {us / 1000000, (us % 1000000) * 1000};
    while (nanosleep(&wait, &wait) == -1 && errno == EINTR) {
    }
  }
  int fd = name ? open(name, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  if (fd < 0) return 1;
  if (write(fd, ".", 1) != 1) abort();
  close(fd);
  return 1;
}

#define SYNC(name)                                   \
  int name(int fd) {                                 \
    static int (*real)(int);                         \
    if (!real) real = dlsym(RTLD_NEXT, #name);       \
    if (!before_sync()) { errno = EIO; return -1; }  \
    return real(fd);                                 \
  }
SYNC(fsync)
SYNC(fdatasync)
