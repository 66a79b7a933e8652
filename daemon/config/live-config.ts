import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { FramedError, toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import { ConfigError, type ConfigProblem, type InForce } from './config-error.js';
import { type ConfigFile, NO_REVISION } from './config-file.js';
import { decodeConfig } from './decode-config.js';
import { type EffectiveValue, effectiveValues } from './effective-values.js';
import { formatFault } from './fault.js';
import { configJsonSchema } from './json-schema.js';
import type { LastGoodCopy } from './last-good.js';
import { findConfigFile } from './load.js';
import { migrateFile } from './migrate-file.js';
import { type ConfigOverrides, overrideRaw } from './overrides.js';
import { firstCreatable } from './replace-file.js';
import { restartKeysThatDiffer } from './restart-keys.js';
import { saveConfig } from './save.js';
import { Config } from './schema.js';
import { FileWatch, type WatchTimers } from './watch-file.js';
import type { YamlChanges } from './yaml-edit.js';

export interface LiveConfigOptions {
  /** A file that was asked for; else the first of the candidates that exists is taken. */
  path?: string | undefined;
  candidates?: readonly string[];
  /** What the command line says over the file. */
  overrides?: ConfigOverrides;
  /** Keeps a copy of the last good file. Default: none is kept. */
  lastGood?: LastGoodCopy;
  log: Log;
}

export type ConfigListener = (next: Config, previous: Config) => void;

/**
 * The configuration that holds, which follows its file: a good edit becomes current at once and is told; a bad one leaves what holds and is
 * told as a problem.
 */
export class LiveConfig {
  readonly #options: LiveConfigOptions;
  readonly #events = new EventEmitter<{ change: [Config, Config]; status: [] }>();
  #current: Config;
  /** What the rooms were built with. */
  #started: Config;
  /** The file that was good last. */
  #file: ConfigFile | undefined;
  /** What the file, or the copy that holds in its place, says itself. */
  #raw: unknown = {};
  #revision = NO_REVISION;
  #problem: ConfigProblem | undefined;
  #watch: FileWatch | undefined;
  #reloading: Promise<void> = Promise.resolve();

  /** Defaults hold, and the overrides over them, until {@link load}. */
  constructor(options: LiveConfigOptions) {
    this.#options = options;
    this.#current = this.#defaults();
    this.#started = this.#current;
  }

  /** What holds now. Never written to: a change makes a new one. */
  get current(): Config {
    return this.#current;
  }

  /** The file; undefined where none was asked for, and none was found. */
  get path(): string | undefined {
    return this.#options.path ?? this.#problem?.path ?? this.#file?.path;
  }

  /** Of the file as it was looked at last, good or bad; 'none' where there is none. */
  get revision(): string {
    return this.#revision;
  }

  /** What is wrong with the file; undefined where it is what holds. */
  get problem(): ConfigProblem | undefined {
    return this.#problem;
  }

  /** Keys whose values are others than those this run began with, and are taken up by the next one only. */
  get restartNeeded(): readonly string[] {
    return restartKeysThatDiffer(this.#started, this.#current);
  }

  /** Calls back after every change of what holds. What a listener throws is logged, and the others hear all the same. Returns what ends it. */
  on(listener: ConfigListener): () => void {
    const guarded: ConfigListener = (next, previous) => this.#guard(() => listener(next, previous));
    this.#events.on('change', guarded);
    return () => this.#events.off('change', guarded);
  }

  /** Calls back when problem, restartNeeded, path or revision have changed; after `on`. Returns what ends it. */
  onStatus(listener: () => void): () => void {
    const guarded = () => this.#guard(listener);
    this.#events.on('status', guarded);
    return () => this.#events.off('status', guarded);
  }

  /**
   * Reads the file. Where it cannot be used, the last good copy holds, else the defaults: a picture is worth more than a complaint.
   *
   * @param options.strict throw a ConfigError instead.
   */
  async load({ strict = false } = {}): Promise<void> {
    try {
      await this.#take();
    } catch (error) {
      if (strict || !(error instanceof ConfigError)) throw error;
      this.#refuse(error, (await this.#restore(error.path)) ? 'last-good' : 'defaults');
    }
    this.#started = this.#current;
  }

  /** Follows the file from now on. */
  async watch(timers: WatchTimers): Promise<void> {
    const { path, candidates = [] } = this.#options;
    const paths = path === undefined ? candidates : [path];
    this.#watch = new FileWatch({ paths, timers, onChange: () => void this.reload() });
    await this.#watch.start();
    // It may have changed since it was loaded.
    await this.reload();
  }

  /** Reads the file again. Never rejects: what is wrong is the problem then. */
  reload(): Promise<void> {
    this.#reloading = this.#reloading.then(() => this.#reload());
    return this.#reloading;
  }

  /**
   * Changes the file, and takes the change up. Where there is none yet, the first candidate that may be created is. Resolves when it holds.
   *
   * @param request.revision of the file that the changes were made for.
   * @throws what saveConfig throws.
   */
  save({ revision, changes }: { revision: string; changes: YamlChanges }): Promise<void> {
    const saving = this.#reloading.then(async () => {
      const path = this.path ?? (await firstCreatable(this.#options.candidates ?? []));
      if (path === undefined)
        throw new FramedError('config-not-writable', 'There is no configuration file to be saved.');
      await saveConfig({ path, revision, changes });
      await this.#reload();
    });
    this.#reloading = saving.catch(() => {});
    return saving;
  }

  /** Every key with its value, and where that came from. */
  values(): EffectiveValue[] {
    const overrides = this.#options.overrides ?? {};
    return effectiveValues(configJsonSchema(), { config: this.#current, raw: this.#raw, overrides });
  }

  /** May be called twice. */
  stop(): void {
    this.#watch?.stop();
    this.#events.removeAllListeners();
  }

  async #reload(): Promise<void> {
    const [config, revision, problem] = [this.#current, this.#revision, this.#problem];
    try {
      await this.#take();
    } catch (error) {
      if (error instanceof ConfigError) this.#refuse(error, problem?.inForce ?? 'current');
      else this.#options.log.error('the configuration cannot be read again', { reason: toPlainError(error).message });
    }
    if (this.#current !== config) this.#events.emit('change', this.#current, config);
    if (this.#revision !== revision || this.#problem !== problem) this.#events.emit('status');
  }

  /** Makes current what the file says. Throws a ConfigError where that cannot be. */
  async #take(): Promise<void> {
    const { path, candidates = [], overrides, log } = this.#options;
    const file = await findConfigFile(path, candidates);
    if (file === undefined && this.#file !== undefined) throw vanished(this.#file.path);
    this.#revision = file?.revision ?? NO_REVISION;
    if (file === undefined) {
      this.#adopt(this.#defaults(), {});
      return;
    }
    const isKnown = file.revision === this.#file?.revision && file.path === this.#file.path;
    if (isKnown && this.#problem === undefined) return;
    const decoded = decodeConfig(file.text, overrides);
    if (!decoded.ok) throw new ConfigError('config-invalid', file.path, decoded.faults);
    log.info('configuration', { path: file.path });
    this.#file = await this.#bringUpToDate(file);
    this.#revision = this.#file.revision;
    this.#adopt(decoded.config, decoded.raw);
    await this.#keepCopy(this.#file);
  }

  /** Where that cannot be written, the older file holds as it is: it can be read. */
  async #bringUpToDate(file: ConfigFile): Promise<ConfigFile> {
    const { log } = this.#options;
    try {
      const { file: current, backup } = await migrateFile(file);
      if (backup !== undefined) log.info('configuration brought up to date', { path: file.path, backup });
      return current;
    } catch (error) {
      log.warn('the configuration is of an older version, and stays so', { reason: toPlainError(error).message });
      return file;
    }
  }

  #adopt(config: Config, raw: unknown): void {
    this.#problem = undefined;
    this.#raw = raw;
    if (!isDeepStrictEqual(config, this.#current)) this.#current = config;
  }

  #defaults(): Config {
    return Config.parse(overrideRaw({}, this.#options.overrides ?? {}));
  }

  #refuse({ code, path, faults, message }: ConfigError, inForce: InForce): void {
    const problem: ConfigProblem = { code, path, faults, message, inForce };
    if (isDeepStrictEqual(problem, this.#problem)) return;
    this.#problem = problem;
    const { log } = this.#options;
    for (const fault of faults) log.error(formatFault(path, fault));
    log.warn(`the configuration is not taken up; ${IN_WORDS[inForce]}`);
  }

  async #restore(path: string): Promise<boolean> {
    const copy = await this.#options.lastGood?.of(path);
    const decoded = copy && decodeConfig(copy.text, this.#options.overrides);
    if (!decoded?.ok) return false;
    [this.#current, this.#raw] = [decoded.config, decoded.raw];
    return true;
  }

  /** For the next start; a disk that is full now is no reason not to take the file up. */
  async #keepCopy(file: ConfigFile): Promise<void> {
    const { lastGood, log } = this.#options;
    try {
      await lastGood?.keep(file);
    } catch (error) {
      log.warn('no copy of the configuration is kept', { reason: toPlainError(error).message });
    }
  }

  #guard(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      const reason = toPlainError(error).message;
      this.#options.log.error('a change of the configuration was not taken up everywhere', { reason });
    }
  }
}

/** What holds where the file cannot be used. */
export const IN_WORDS: Readonly<Record<InForce, string>> = {
  current: 'what it said before holds on',
  'last-good': 'what it said when it was good last holds',
  defaults: 'the defaults hold',
};

function vanished(path: string): ConfigError {
  return new ConfigError('config-missing', path, [
    { key: '', message: 'the file is gone; put it back, or restart framed' },
  ]);
}
