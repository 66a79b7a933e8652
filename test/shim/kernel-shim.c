/*
 * Stands in for the kernel's spidev and GPIO character device: preloaded into a process (LD_PRELOAD), it takes the ioctls on
 * SHIM_ROOT/dev/spidev* and SHIM_ROOT/dev/gpiochip*, checks their arguments as strictly as drivers/spi/spidev.c and
 * drivers/gpio/gpiolib-cdev.c do, and appends to SHIM_LOG what would have gone over the wire, one event a line, after the milliseconds of
 * the monotonic clock:
 *
 *     mode 0 | bits 8 | speed 40000000        as set for the SPI device
 *     request 25 1 framed                     a line was requested as output: its level, its consumer
 *     line 25 0                               a line was set
 *     spi 2A                                  one transfer, bytes in hex
 *     release 25 | close spi                  given back
 *     input 5 pull-up debounce 10000          a line was requested as input; its events are what is written to SHIM_ROOT/events/5, a pipe
 *
 * Layouts and numbers come from the C headers, so that ours are checked against them.
 *
 *     SHIM_BUFSIZ        limit of a message in bytes                        default 4096
 *     SHIM_LABEL         label of every GPIO chip                           default pinctrl-bcm2711
 *     SHIM_BUSY          a line that somebody else holds, "25:their name"
 *     SHIM_MAX_HZ        the controller's limit                             default none
 *     SHIM_DENIED        a path below the root that this user may not open, "/dev/spidev0.0"
 *     SHIM_GONE_AFTER    transfers until the SPI device is unplugged        default never
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/spi/spidev.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { OTHER, SPI, CHIP, LINE };

#define FILES 1024
static enum kind kinds[FILES];
static unsigned int line_of[FILES];

#define LINES 54u
static int is_requested[LINES];
static int is_high[LINES];

static unsigned int speed_hz = 500000;
static long transfers;

#define DMA_MINALIGN 128u
#define KNOWN_LINE_FLAGS ((1ull << 13) - 1)

static int fail(int code) {
  errno = code;
  return -1;
}

static const char *setting(const char *name, const char *otherwise) {
  const char *value = getenv(name);
  return value ? value : otherwise;
}

static void say(const char *format, ...) {
  FILE *log = fopen(setting("SHIM_LOG", "/dev/null"), "ae");
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  fprintf(log, "%.3f ", now.tv_sec * 1e3 + now.tv_nsec / 1e6);
  va_list arguments;
  va_start(arguments, format);
  vfprintf(log, format, arguments);
  va_end(arguments);
  fclose(log);
}

static int is_zero(const void *memory, size_t bytes) {
  const unsigned char *at = memory;
  while (bytes--)
    if (*at++) return 0;
  return 1;
}

/* --- spidev ------------------------------------------------------------------------------------------------------------------------- */

/* A copy from memory that may not be there: copy_from_user. */
static int copy_in(void *into, unsigned long long address, size_t bytes) {
  struct iovec local = {into, bytes}, remote = {(void *)(unsigned long)address, bytes};
  return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == (ssize_t)bytes;
}

static int send_transfer(const struct spi_ioc_transfer *transfer) {
  unsigned char *bytes = malloc(transfer->len + 1);
  if (!copy_in(bytes, transfer->tx_buf, transfer->len)) {
    free(bytes);
    return fail(EFAULT);
  }
  char *hex = malloc(2 * transfer->len + 1);
  hex[0] = 0;
  for (unsigned int at = 0; at < transfer->len; at++) sprintf(hex + 2 * at, "%02X", bytes[at]);
  say("spi %s\n", hex);
  free(hex);
  free(bytes);
  return 0;
}

static int spi_message(unsigned long request, void *argument) {
  if (_IOC_NR(request) != 0 || _IOC_DIR(request) != _IOC_WRITE) return fail(ENOTTY);
  size_t size = _IOC_SIZE(request);
  if (size % sizeof(struct spi_ioc_transfer) != 0) return fail(EINVAL);
  size_t count = size / sizeof(struct spi_ioc_transfer);
  const struct spi_ioc_transfer *list = argument;
  unsigned int total = 0, in_buffer = 0, bufsiz = atoi(setting("SHIM_BUFSIZ", "4096"));
  for (size_t at = 0; at < count; at++) {
    total += list[at].len;
    in_buffer += (list[at].len + DMA_MINALIGN - 1) & ~(DMA_MINALIGN - 1);
    if (in_buffer > bufsiz) return fail(EMSGSIZE);
    if (list[at].rx_buf || list[at].pad || list[at].cs_change || list[at].speed_hz > speed_hz) return fail(EINVAL);
    if (list[at].bits_per_word != 0 && list[at].bits_per_word != 8) return fail(EINVAL);
  }
  const char *gone = getenv("SHIM_GONE_AFTER");
  if (gone && transfers++ >= atol(gone)) return fail(ESHUTDOWN);
  for (size_t at = 0; at < count; at++)
    if (send_transfer(&list[at]) < 0) return -1;
  return (int)total;
}

static int spi_ioctl(unsigned long request, void *argument) {
  if (_IOC_TYPE(request) != SPI_IOC_MAGIC) return fail(ENOTTY);
  __u32 word;
  switch (request) {
    case SPI_IOC_WR_MODE32:
      memcpy(&word, argument, sizeof word);
      if (word & ~0x3u) return fail(EINVAL);
      say("mode %u\n", word);
      return 0;
    case SPI_IOC_WR_BITS_PER_WORD:
      if (*(__u8 *)argument != 8) return fail(EINVAL);
      say("bits 8\n");
      return 0;
    case SPI_IOC_WR_MAX_SPEED_HZ: {
      memcpy(&word, argument, sizeof word);
      unsigned int limit = strtoul(setting("SHIM_MAX_HZ", "4294967295"), NULL, 10);
      if (word == 0) return fail(EINVAL);
      speed_hz = word < limit ? word : limit;
      say("speed %u\n", speed_hz);
      return 0;
    }
    case SPI_IOC_RD_MAX_SPEED_HZ:
      memcpy(argument, &speed_hz, sizeof speed_hz);
      return 0;
  }
  return spi_message(request, argument);
}

/* --- gpiochip ----------------------------------------------------------------------------------------------------------------------- */

static const char *holder_of(unsigned int line) {
  const char *busy = getenv("SHIM_BUSY");
  if (busy && (unsigned int)atoi(busy) == line) return strchr(busy, ':') + 1;
  return is_requested[line] ? "framed" : NULL;
}

static int chip_info(struct gpiochip_info *info) {
  memset(info, 0, sizeof *info);
  strcpy(info->name, "gpiochip0");
  strcpy(info->label, setting("SHIM_LABEL", "pinctrl-bcm2711"));
  info->lines = LINES;
  return 0;
}

static int line_info(struct gpio_v2_line_info *info) {
  if (!is_zero(info->padding, sizeof info->padding) || info->offset >= LINES) return fail(EINVAL);
  const char *holder = holder_of(info->offset);
  info->flags = holder ? GPIO_V2_LINE_FLAG_USED : 0;
  strncpy(info->consumer, holder ? holder : "", sizeof info->consumer - 1);
  return 0;
}

#define EDGES (GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING)
#define BIASES (GPIO_V2_LINE_FLAG_BIAS_PULL_UP | GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN | GPIO_V2_LINE_FLAG_BIAS_DISABLED)

/* An input of ours wants both edges and exactly one bias, and has no attribute but a debounce period. */
static int is_valid_input(const struct gpio_v2_line_config *config) {
  unsigned long long bias = config->flags & BIASES;
  if ((config->flags & ~BIASES) != (GPIO_V2_LINE_FLAG_INPUT | EDGES)) return 0;
  if (bias == 0 || (bias & (bias - 1)) != 0) return 0;
  if (config->num_attrs == 0) return 1;
  return config->num_attrs == 1 && config->attrs[0].attr.id == GPIO_V2_LINE_ATTR_ID_DEBOUNCE && config->attrs[0].mask == 1;
}

/* gpio_v2_line_config_validate, and more: an output must be told its first level. */
static int is_valid(const struct gpio_v2_line_config *config) {
  if (config->num_attrs > GPIO_V2_LINE_NUM_ATTRS_MAX || !is_zero(config->padding, sizeof config->padding)) return 0;
  if (config->flags & ~KNOWN_LINE_FLAGS || config->flags & GPIO_V2_LINE_FLAG_USED) return 0;
  for (unsigned int at = 0; at < config->num_attrs; at++)
    if (config->attrs[at].attr.padding) return 0;
  if (config->flags & GPIO_V2_LINE_FLAG_INPUT) return is_valid_input(config);
  if (config->flags != GPIO_V2_LINE_FLAG_OUTPUT) return 0;
  return config->num_attrs == 1 && config->attrs[0].attr.id == GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES && config->attrs[0].mask == 1;
}

/* A pipe that the test writes events into. Opened for both, so that it is never at its end. */
static int open_events(unsigned int line, const struct gpio_v2_line_config *config) {
  char path[4096];
  snprintf(path, sizeof path, "%s/events/%u", setting("SHIM_ROOT", ""), line);
  int fd = open(path, O_RDWR | O_CLOEXEC);
  const char *bias = config->flags & GPIO_V2_LINE_FLAG_BIAS_PULL_UP     ? "pull-up"
                     : config->flags & GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN ? "pull-down"
                                                                        : "no-bias";
  say("input %u %s debounce %u\n", line, bias, config->num_attrs ? config->attrs[0].attr.debounce_period_us : 0);
  is_high[line] = (config->flags & GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN) == 0;
  return fd;
}

static int line_request(struct gpio_v2_line_request *request) {
  if (request->num_lines != 1 || !is_zero(request->padding, sizeof request->padding)) return fail(EINVAL);
  if (!is_valid(&request->config)) return fail(EINVAL);
  unsigned int line = request->offsets[0];
  if (line >= LINES) return fail(EINVAL);
  if (holder_of(line)) return fail(EBUSY);
  int is_input = (request->config.flags & GPIO_V2_LINE_FLAG_INPUT) != 0;
  int fd = is_input ? open_events(line, &request->config) : open("/dev/null", O_RDWR | O_CLOEXEC);
  if (fd < 0 || fd >= FILES) return fail(ENOMEM);
  kinds[fd] = LINE;
  line_of[fd] = line;
  is_requested[line] = 1;
  if (!is_input)
    say("request %u %u %.32s\n", line, (unsigned int)(request->config.attrs[0].attr.values & 1), request->consumer);
  request->fd = fd;
  return 0;
}

static int chip_ioctl(unsigned long request, void *argument) {
  switch (request) {
    case GPIO_GET_CHIPINFO_IOCTL:
      return chip_info(argument);
    case GPIO_V2_GET_LINEINFO_IOCTL:
      return line_info(argument);
    case GPIO_V2_GET_LINE_IOCTL:
      return line_request(argument);
  }
  return fail(EINVAL);
}

static int line_ioctl(unsigned int line, unsigned long request, void *argument) {
  struct gpio_v2_line_values values;
  memcpy(&values, argument, sizeof values);
  if (request == GPIO_V2_LINE_GET_VALUES_IOCTL && values.mask == 1) {
    values.bits = is_high[line];
    memcpy(argument, &values, sizeof values);
    return 0;
  }
  if (request != GPIO_V2_LINE_SET_VALUES_IOCTL) return fail(EINVAL);
  if (values.mask != 1 || values.bits > 1) return fail(EINVAL);
  say("line %u %u\n", line, (unsigned int)values.bits);
  return 0;
}

/* --- what is interposed ------------------------------------------------------------------------------------------------------------- */

static int note(int fd, const char *path) {
  const char *root = getenv("SHIM_ROOT");
  if (fd < 0 || fd >= FILES || !root || strncmp(path, root, strlen(root)) != 0) return fd;
  const char *name = path + strlen(root);
  if (strncmp(name, "/dev/spidev", 11) == 0) kinds[fd] = SPI;
  if (strncmp(name, "/dev/gpiochip", 13) == 0) kinds[fd] = CHIP;
  return fd;
}

static int is_denied(const char *path) {
  const char *root = getenv("SHIM_ROOT"), *denied = getenv("SHIM_DENIED");
  return root && denied && strncmp(path, root, strlen(root)) == 0 && strcmp(path + strlen(root), denied) == 0;
}

typedef int open_function(const char *, int, ...);

static int open_as(const char *symbol, const char *path, int flags, int mode) {
  if (is_denied(path)) return fail(EACCES);
  return note(((open_function *)dlsym(RTLD_NEXT, symbol))(path, flags, mode), path);
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = va_arg(arguments, int);
  va_end(arguments);
  return open_as("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = va_arg(arguments, int);
  va_end(arguments);
  return open_as("open64", path, flags, mode);
}

int ioctl(int fd, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  switch (fd >= 0 && fd < FILES ? kinds[fd] : OTHER) {
    case SPI:
      return spi_ioctl(request, argument);
    case CHIP:
      return chip_ioctl(request, argument);
    case LINE:
      return line_ioctl(line_of[fd], request, argument);
    case OTHER:
      break;
  }
  return ((int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl"))(fd, request, argument);
}

static void note_close(int fd) {
  if (fd < 0 || fd >= FILES) return;
  if (kinds[fd] == LINE) {
    is_requested[line_of[fd]] = 0;
    say("release %u\n", line_of[fd]);
  }
  if (kinds[fd] == SPI) say("close spi\n");
  kinds[fd] = OTHER;
}

int close(int fd) {
  note_close(fd);
  return ((int (*)(int))dlsym(RTLD_NEXT, "close"))(fd);
}

/* libuv closes by system call, to be rid of thread cancellation. */
long syscall(long number, ...) {
  va_list arguments;
  va_start(arguments, number);
  long a[6];
  for (int at = 0; at < 6; at++) a[at] = va_arg(arguments, long);
  va_end(arguments);
  if (number == SYS_close) note_close((int)a[0]);
  return ((long (*)(long, ...))dlsym(RTLD_NEXT, "syscall"))(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
