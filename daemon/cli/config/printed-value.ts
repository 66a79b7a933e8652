import { inlineYaml } from '../../config/yaml-words.js';

/** A value as the file would say it, on one line. */
export function printedValue(value: unknown): string {
  return value === undefined ? '(not set)' : inlineYaml(value);
}
