import type { ProgramPlayer } from '../../../daemon/playback/playback.js';
import type { Program } from '../../../daemon/player/program.js';

/** Remembers what it was asked; shows what the test says. */
export class RecordingPlayer implements ProgramPlayer {
  readonly calls: unknown[][] = [];
  program: Program | undefined;
  at: { key?: string; positionMs?: number } | undefined;
  #shows: ReturnType<ProgramPlayer['snapshot']> = { paused: false, positionMs: 0 };

  keys(): string[] {
    return this.program?.entries.map(({ key }) => key) ?? [];
  }
  shows(snapshot: ReturnType<ProgramPlayer['snapshot']>): void {
    this.#shows = snapshot;
  }
  setProgram(program: Program, at?: { key?: string; positionMs?: number }): void {
    this.program = program;
    this.at = at;
  }
  pause(): void {
    this.calls.push(['pause']);
  }
  resume(): void {
    this.calls.push(['resume']);
  }
  next(): void {
    this.calls.push(['next']);
  }
  previous(): void {
    this.calls.push(['previous']);
  }
  select(key: string): void {
    this.calls.push(['select', key]);
  }
  seek(positionMs: number): void {
    this.calls.push(['seek', positionMs]);
  }
  setBrightness(percent: number, { fadeMs }: { fadeMs: number }): void {
    this.calls.push(['setBrightness', percent, fadeMs]);
  }
  setBlank(on: boolean): void {
    this.calls.push(['setBlank', on]);
  }
  snapshot() {
    return this.#shows;
  }
}
