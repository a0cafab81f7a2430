/* LD_PRELOAD: a witness of the order in which a gateway writes its log (the SQLite file `*-wal`), syncs it and answers.
 *
 * SYNC_TRACE names the file that gets one line for each thing below. It is opened with O_APPEND, so its order is one order for
 * all threads; each line is written on the side that makes the check stricter:
 *   R <fd> <mark>   a socket read has returned with a push that holds <mark>
 *   W <mark> ...    a write to the log has returned; these marks were in it
 *   C <bytes>       the log gets, at that place, the header of a frame that ends a transaction; the next W is that frame's page
 *   B               a sync of the log is about to begin
 *   E <0|-1>        a sync of the log has returned
 *   S <bytes>       so far the log was written when that sync began: what a power cut leaves of it at least
 *   A <fd> <code>   an HTTP answer with this status is about to be handed to the kernel
 *   H / G           a sync is held back because the file SYNC_HOLD exists / goes on because it is gone
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MARK "PUSH-"
#define MARK_BYTES 20

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static void note(const char *line, size_t n) {
  static int fd = -2;
  if (fd == -2) {
    const char *name = getenv("SYNC_TRACE");
    fd = name ? open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  }
  if (fd >= 0) syscall(SYS_write, fd, line, n);
}

static void notef(const char *format, ...) {
  char line[128];
  va_list rest;
  va_start(rest, format);
  int n = vsnprintf(line, sizeof line, format, rest);
  va_end(rest);
  if (n > 0 && (size_t)n < sizeof line) note(line, (size_t)n);
}

static int is_log(int fd) {
  struct stat status;
  char link[64], path[4096];
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path);
  return n > 4 && memcmp(path + n - 4, "-wal", 4) == 0;
}

static int is_socket(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

/* PUSH-, eight digits or small letters, a hyphen, six digits (markPattern in pushes.ts). A page may hold the beginning of one that goes on in another page, with anything behind it. */
static int is_mark(const char *at) {
  for (int i = 5; i < MARK_BYTES; i++) {
    char c = at[i];
    if (i == 13 ? c != '-' : !((c >= '0' && c <= '9') || (i < 13 && c >= 'a' && c <= 'z'))) return 0;
  }
  return 1;
}

static const char *next_mark(const char *from, const char *end) {
  while (end - from >= MARK_BYTES) {
    const char *found = memmem(from, (size_t)(end - from), MARK, sizeof MARK - 1);
    if (!found || end - found < MARK_BYTES) return NULL;
    if (is_mark(found)) return found;
    from = found + 1;
  }
  return NULL;
}

static void log_written(const void *data, size_t n) {
  const char *at = data, *end = at + n;
  char line[4096] = "W";
  size_t length = 1;
  while ((at = next_mark(at, end)) != NULL) {
    if (length + MARK_BYTES + 2 > sizeof line) {
      line[length++] = '\n';
      note(line, length);
      length = 1;
    }
    line[length++] = ' ';
    memcpy(line + length, at, MARK_BYTES);
    length += MARK_BYTES;
    at += MARK_BYTES;
  }
  line[length++] = '\n';
  note(line, length);
}

/* A frame's header has 24 bytes; bytes 4 to 7 are the size of the database after the commit, and zero in all but the last frame of a
 * transaction (https://www.sqlite.org/fileformat2.html, "WAL File Format"). */
static int ends_transaction(const void *data, size_t n) {
  const unsigned char *bytes = data;
  return n == 24 && (bytes[4] | bytes[5] | bytes[6] | bytes[7]) != 0;
}

/* Only one thread writes the log. Behind this there may be frames of an earlier round of the log, which count for nothing. */
static long long log_end;

#define PWRITE(name, offset_type) \
  ssize_t name(int fd, const void *data, size_t n, offset_type at) { \
    REAL(name); \
    ssize_t written = real(fd, data, n, at); \
    if (written > 0 && is_log(fd)) { \
      log_end = (long long)at + written; \
      if (ends_transaction(data, (size_t)written)) notef("C %lld\n", (long long)at); \
      else if (written != 24) log_written(data, (size_t)written); \
    } \
    return written; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

static void hold_back(void) {
  const char *name = getenv("SYNC_HOLD");
  if (!name || access(name, F_OK) != 0) return;
  note("H\n", 2);
  while (access(name, F_OK) == 0) usleep(1000);
  note("G\n", 2);
}

#define SYNC(name) \
  int name(int fd) { \
    REAL(name); \
    if (!is_log(fd)) return real(fd); \
    long long end = log_end; \
    note("B\n", 2); \
    hold_back(); \
    int result = real(fd); \
    notef("E %d\nS %lld\n", result, end); \
    return result; \
  }
SYNC(fsync)
SYNC(fdatasync)

static void heard(int fd, const void *data, ssize_t n) {
  if (n <= MARK_BYTES) return;
  const char *found = next_mark(data, (const char *)data + n);
  if (found && is_socket(fd)) notef("R %d %.*s\n", fd, MARK_BYTES, found);
}

static void says(int fd, const void *data, size_t n) {
  if (n < 12 || memcmp(data, "HTTP/1.1 ", 9) != 0 || !is_socket(fd)) return;
  notef("A %d %.3s\n", fd, (const char *)data + 9);
}

ssize_t read(int fd, void *data, size_t n) {
  REAL(read);
  ssize_t got = real(fd, data, n);
  heard(fd, data, got);
  return got;
}

ssize_t recv(int fd, void *data, size_t n, int flags) {
  REAL(recv);
  ssize_t got = real(fd, data, n, flags);
  heard(fd, data, got);
  return got;
}

ssize_t write(int fd, const void *data, size_t n) {
  REAL(write);
  says(fd, data, n);
  return real(fd, data, n);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  if (count > 0) says(fd, parts[0].iov_base, parts[0].iov_len);
  return real(fd, parts, count);
}

ssize_t send(int fd, const void *data, size_t n, int flags) {
  REAL(send);
  says(fd, data, n);
  return real(fd, data, n, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  REAL(sendmsg);
  if (message->msg_iovlen > 0) says(fd, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
  return real(fd, message, flags);
}
