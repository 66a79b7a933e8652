import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface FakePi {
  /** Of the device tree. Default: a Pi 4. Null: no device tree, so no Pi. */
  model?: string | null;
  /** Of spidev. Default: 4096. */
  bufsiz?: number;
  /** More files, or others: path below the root -> content. Null: that file is not there. */
  files?: Readonly<Record<string, string | null>>;
}

/** Fills `root` with what /dev, /sys and /proc of a Raspberry Pi with `dtparam=spi=on` hold, as plain files. */
export function layOutFakePi(
  root: string,
  { model = 'Raspberry Pi 4 Model B Rev 1.4', bufsiz = 4096, files = {} }: FakePi,
): void {
  const all: Record<string, string | null> = {
    'dev/spidev0.0': '',
    'dev/spidev0.1': '',
    'dev/gpiochip0': '',
    'dev/mem': '',
    'sys/module/spidev/parameters/bufsiz': `${bufsiz}\n`,
    'proc/device-tree/model': model === null ? null : `${model}\0`,
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    if (content === null) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
