/* Prints what the C headers of this machine say, as JSON: checked against display/native. */
#include <linux/gpio.h>
#include <linux/spi/spidev.h>
#include <stddef.h>
#include <stdio.h>

#define NUMBER(name) printf("\"%s\":%lu,", #name, (unsigned long)(name))
#define OFFSET(type, field) printf("\"%s.%s\":%lu,", #type, #field, (unsigned long)offsetof(struct type, field))

int main(void) {
  printf("{");
  printf("\"SPI_IOC_MESSAGE_1\":%lu,", (unsigned long)SPI_IOC_MESSAGE(1));
  NUMBER(SPI_IOC_WR_BITS_PER_WORD);
  NUMBER(SPI_IOC_WR_MAX_SPEED_HZ);
  NUMBER(SPI_IOC_RD_MAX_SPEED_HZ);
  NUMBER(SPI_IOC_WR_MODE32);
  NUMBER(GPIO_GET_CHIPINFO_IOCTL);
  NUMBER(GPIO_V2_GET_LINEINFO_IOCTL);
  NUMBER(GPIO_V2_GET_LINE_IOCTL);
  NUMBER(GPIO_V2_LINE_SET_VALUES_IOCTL);
  NUMBER(GPIO_V2_LINE_GET_VALUES_IOCTL);
  NUMBER(GPIO_V2_LINE_FLAG_OUTPUT);
  NUMBER(GPIO_V2_LINE_FLAG_INPUT);
  NUMBER(GPIO_V2_LINE_FLAG_EDGE_RISING);
  NUMBER(GPIO_V2_LINE_FLAG_EDGE_FALLING);
  NUMBER(GPIO_V2_LINE_FLAG_BIAS_PULL_UP);
  NUMBER(GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN);
  NUMBER(GPIO_V2_LINE_FLAG_BIAS_DISABLED);
  printf("\"LINE_EVENT_BYTES\":%lu,", (unsigned long)sizeof(struct gpio_v2_line_event));
  OFFSET(gpio_v2_line_event, id);
  OFFSET(gpio_v2_line_event, offset);
  OFFSET(spi_ioc_transfer, len);
  OFFSET(gpio_v2_line_info, offset);
  OFFSET(gpio_v2_line_info, flags);
  OFFSET(gpio_v2_line_request, consumer);
  OFFSET(gpio_v2_line_request, config.flags);
  OFFSET(gpio_v2_line_request, config.num_attrs);
  OFFSET(gpio_v2_line_request, config.attrs[0].attr.id);
  OFFSET(gpio_v2_line_request, config.attrs[0].attr.values);
  OFFSET(gpio_v2_line_request, config.attrs[0].mask);
  OFFSET(gpio_v2_line_request, num_lines);
  OFFSET(gpio_v2_line_request, fd);
  OFFSET(gpio_v2_line_values, mask);
  printf("\"sizeof(int)\":%lu}\n", (unsigned long)sizeof(int));
  return 0;
}
