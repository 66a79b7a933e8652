import { closeSync, openSync, writeSync } from 'node:fs';
import { noPermission, systemCode } from '../bus/device-errors.js';
import { DisplayError } from '../display.js';

/** A sysfs attribute that is written again and again. */
export class AttributeFile {
  readonly #path: string;
  readonly #fd: number;
  #last: number | undefined;
  #isOpen = true;

  /**
   * @param group that may write it where a udev rule says so.
   * @throws DisplayError 'no-permission' or 'backlight-missing'.
   */
  static open(path: string, group: string): AttributeFile {
    try {
      // Not created: what is not there is not there.
      return new AttributeFile(path, openSync(path, 'r+'));
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EACCES' || code === 'EPERM') throw noPermission(path, group, error);
      throw new DisplayError(
        'backlight-missing',
        `${path} can't be opened (${code}); look into its folder for what is there.`,
        {
          cause: error,
        },
      );
    }
  }

  private constructor(path: string, fd: number) {
    this.#path = path;
    this.#fd = fd;
  }

  /**
   * Does nothing where the value is the one that was written last.
   *
   * @throws DisplayError 'backlight-refused' where the kernel does not take it.
   */
  write(value: number): void {
    if (!this.#isOpen || value === this.#last) return;
    this.#last = undefined;
    try {
      writeSync(this.#fd, `${value}\n`, 0);
    } catch (error) {
      throw new DisplayError('backlight-refused', `${this.#path} does not take ${value} (${systemCode(error)}).`, {
        cause: error,
      });
    }
    this.#last = value;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#fd);
  }
}
