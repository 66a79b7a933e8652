import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { constants, endianness } from 'node:os';
import { compileShim } from '../shim/compile-shim.js';

/** What becomes of a call: it fails with this error, does half of what it should, or the process is killed before it. */
export type FaultAction = 'ENOSPC' | 'EIO' | 'EACCES' | 'EROFS' | 'half' | 'kill';

/** Fields of fault-shim.c's control block, in its order. */
const FIELDS = [
  'is_armed',
  'count',
  'fail_at',
  'fail_for',
  'action',
  'fired',
  'clock_ms',
  'written_bytes',
  'syncs',
] as const;
const FIELD_BYTES = 8;
const WHAT_AT = 128;
const BLOCK_BYTES = 512;

/** As good as for ever. */
export const FROM_THEN_ON = 1_000_000_000;

/** Steers fault-shim.c in a process that runs: the calls on one folder that are to fail. */
export class FaultControl {
  readonly #file: number;
  readonly #path: string;

  /** @param path of the control block, which is made; outside of the folder that is to fail. */
  constructor(path: string) {
    this.#path = path;
    writeFileSync(path, Buffer.alloc(BLOCK_BYTES));
    this.#file = openSync(path, 'r+');
  }

  /** For the process that is to be steered. @param root below which calls fail. */
  async environment(root: string): Promise<Record<string, string>> {
    const library = await compileShim('test/faults/fault-shim.c');
    return { LD_PRELOAD: library, FAULT_ROOT: root, FAULT_CONTROL: this.#path, UV_USE_IO_URING: '0' };
  }

  /** Counts calls from now on; the `at`th from 1 goes wrong, and as many as `times` from there. Without `at`: all are counted only. */
  arm({ at = 0, times = 1, action = 'EIO' }: { at?: number; times?: number; action?: FaultAction } = {}): void {
    this.#write('is_armed', 0);
    writeSync(this.#file, Buffer.alloc(BLOCK_BYTES - WHAT_AT), 0, BLOCK_BYTES - WHAT_AT, WHAT_AT);
    this.#write('count', 0);
    this.#write('fired', 0);
    this.#write('fail_at', at);
    this.#write('fail_for', times);
    this.#write('action', ACTIONS[action]);
    this.#write('is_armed', 1);
  }

  /** Everything works again. */
  disarm(): void {
    this.#write('is_armed', 0);
  }

  /** Calls since it was armed. */
  get count(): number {
    return this.#read('count');
  }

  /** Calls that went wrong since it was armed. */
  get fired(): number {
    return this.#read('fired');
  }

  /** The first of them, in words: "sync data/library.db-wal". */
  get what(): string {
    const text = Buffer.alloc(BLOCK_BYTES - WHAT_AT);
    readSync(this.#file, text, 0, text.length, WHAT_AT);
    return text.toString('utf8', 0, text.indexOf(0));
  }

  get writtenBytes(): number {
    return this.#read('written_bytes');
  }

  get syncs(): number {
    return this.#read('syncs');
  }

  /** The process's wall clock is so far ahead of the true time, from now on. */
  setClock(aheadMs: number): void {
    this.#write('clock_ms', aheadMs);
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(field: (typeof FIELDS)[number], value: number): void {
    const bytes = Buffer.alloc(FIELD_BYTES);
    if (endianness() === 'LE') bytes.writeBigInt64LE(BigInt(value));
    else bytes.writeBigInt64BE(BigInt(value));
    writeSync(this.#file, bytes, 0, FIELD_BYTES, FIELDS.indexOf(field) * FIELD_BYTES);
  }

  #read(field: (typeof FIELDS)[number]): number {
    const bytes = Buffer.alloc(FIELD_BYTES);
    readSync(this.#file, bytes, 0, FIELD_BYTES, FIELDS.indexOf(field) * FIELD_BYTES);
    return Number(endianness() === 'LE' ? bytes.readBigInt64LE() : bytes.readBigInt64BE());
  }
}

const { ENOSPC, EIO, EACCES, EROFS } = constants.errno;
const ACTIONS: Readonly<Record<FaultAction, number>> = { ENOSPC, EIO, EACCES, EROFS, half: -1, kill: -2 };
