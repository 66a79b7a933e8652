import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { crashNotePath, readCrashNote } from '../../../daemon/crash/crash-note.js';
import { CrashRecorder } from '../../../daemon/crash/crash-recorder.js';
import { ManualTimers } from '../control/manual-timers.js';

function folders(t: Test) {
  const folder = t.testdir({ run: {} });
  return { runtimeFolder: join(folder, 'run'), dataFolder: join(folder, 'data'), clock: new ManualTimers() };
}

/** A run that says something and is gone without a word. */
function killed(options: ReturnType<typeof folders>, text: string, ended?: string): void {
  const recorder = CrashRecorder.start(options);
  t.teardown(() => recorder.end());
  recorder.take({ level: 'info', text });
  if (ended !== undefined) writeFileSync(join(options.runtimeFolder, 'ended'), `${ended}\n`);
}

t.test('what a killed run did last is on the disk after the next start, with what systemd said of its end', (t) => {
  const options = folders(t);
  killed(options, 'ingest: taken name="a b"', 'watchdog dumped ABRT');
  const { note } = CrashRecorder.start(options);
  t.match(note, { by: /^the watchdog/, path: crashNotePath(options.dataFolder) });
  const text = readFileSync(crashNotePath(options.dataFolder), 'utf8');
  t.match(text, /^framed was ended by the watchdog, .*Z\. What it did before, oldest first:\n\n/);
  t.match(text, /\n1970-01-01T00:00:00\.000Z info {2}ingest: taken name="a b"\n$/);
  t.match(readCrashNote(options.dataFolder), { firstLine: /the watchdog/ });
  t.end();
});

t.test('a run that was stopped leaves nothing', (t) => {
  const options = folders(t);
  const recorder = CrashRecorder.start(options);
  recorder.take({ level: 'info', text: 'x' });
  recorder.end();
  t.equal(CrashRecorder.start(options).note, undefined);
  t.notOk(existsSync(crashNotePath(options.dataFolder)));
  t.equal(readCrashNote(options.dataFolder), undefined);
  t.end();
});

t.test('the file stays small, and holds the newest 200 whenever it is cut off', (t) => {
  const options = folders(t);
  const recorder = CrashRecorder.start(options);
  for (let event = 0; event < 1234; event++) {
    recorder.take({ level: 'info', text: `event ${event}.${'x'.repeat(event === 1233 ? 10_000 : 0)}` });
    const lines = readFileSync(join(options.runtimeFolder, 'events.log'), 'utf8').trim().split('\n');
    if (lines.length > 400 || lines.length < Math.min(event + 1, 200) || !lines.at(-1)?.includes(`event ${event}.`)) {
      t.fail(`${lines.length} lines after event ${event}`);
    }
  }
  CrashRecorder.start(options);
  const text = readFileSync(crashNotePath(options.dataFolder), 'utf8');
  t.equal(text.trim().split('\n').length, 202);
  t.match(text, /event 1034\.\n/);
  t.ok(text.length < 110_000);
  t.end();
});

t.test('of a series the first is kept, and every one is told', (t) => {
  const options = folders(t);
  killed(options, 'the first', 'exit-code exited 1');
  killed(options, 'the second', 'exit-code exited 1');
  const path = crashNotePath(options.dataFolder);
  const recorder = CrashRecorder.start(options);
  t.match(recorder.note, { by: 'an error (exit code 1)' });
  recorder.end();
  t.match(readFileSync(path, 'utf8'), /the first/);
  // Long ago.
  utimesSync(path, 1, 1);
  killed(options, 'the third');
  CrashRecorder.start(options);
  t.match(readFileSync(path, 'utf8'), /something that left no word(.|\n)*the third/);
  t.end();
});

t.test('an error that nobody caught is among the events of a process that it ended', (t) => {
  const { runtimeFolder, dataFolder } = folders(t);
  const program = `
    const { CrashRecorder } = await import(${JSON.stringify(new URL('../../../daemon/crash/crash-recorder.js', import.meta.url).href)});
    const clock = { wallMs: () => 0, monotonicMs: () => 0 };
    CrashRecorder.start({ ...${JSON.stringify({ runtimeFolder, dataFolder })}, clock });
    Promise.reject(new Error('out of cheese'));`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  t.not(status, 0);
  CrashRecorder.start({ runtimeFolder, dataFolder, clock: new ManualTimers() });
  t.match(readFileSync(crashNotePath(dataFolder), 'utf8'), /error unhandledRejection: Error: out of cheese\n {2} /);
  t.end();
});

t.test('without a folder in memory nothing is written', (t) => {
  const { dataFolder, clock } = folders(t);
  mkdirSync(dataFolder);
  const recorder = CrashRecorder.start({ runtimeFolder: undefined, dataFolder, clock });
  recorder.take({ level: 'info', text: 'x' });
  recorder.end();
  t.equal(recorder.note, undefined);
  t.end();
});
