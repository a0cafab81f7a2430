/* LD_PRELOAD for the bench: every fsync and fdatasync takes DISK_DELAY_US longer, and is counted in the file DISK_SYNCS (one byte each). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void before_sync(void) {
  const char *delay = getenv("DISK_DELAY_US");
  const char *name = getenv("DISK_SYNCS");
  if (delay) {
    long us = atol(delay);
    struct timespec wait = {us / 1000000, (us % 1000000) * 1000};
    nanosleep(&wait, NULL);
  }
  int fd = name ? open(name, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  if (fd < 0) return;
  if (write(fd, ".", 1) != 1) abort();
  close(fd);
}

#define SYNC(name)                                   \
  int name(int fd) {                                 \
    static int (*real)(int);                         \
    if (!real) real = dlsym(RTLD_NEXT, #name);       \
    before_sync();                                   \
    return real(fd);                                 \
  }
SYNC(fsync)
SYNC(fdatasync)
