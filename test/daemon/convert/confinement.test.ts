import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import t from 'tap';
import { Converter, DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/convert.js';
import type { RunOptions } from '../../../daemon/convert/ffmpeg.js';
import { startFfmpeg } from '../../../daemon/convert/ffmpeg.js';
import { runTool } from '../../../daemon/convert/run-tool.js';
import { silentLog } from '../../../daemon/log.js';
import { until } from '../../until.js';
import { fixture, MediaLab, tools } from './media-lab.js';

// Programs that do their worst, in the place of ffmpeg and the tools.

const lab = new MediaLab(t.testdir());
const panel = { width: 32, height: 24 };
const { sandbox = [] } = tools;
const everywhere = [
  { name: 'in a sandbox', sandbox },
  { name: 'without one', sandbox: [] },
].slice(sandbox.length > 0 ? 0 : 1);
const skip = process.platform !== 'linux' && 'other systems have neither these limits nor /proc';
const noSandbox = sandbox.length === 0 && 'this machine has no sandbox without root';
const limits = { memoryBytes: 300e6, niceness: 0, maxMs: 60_000 };
/** Tells the files and processes of one try from those of the next. */
let tries = 0;

/** Processes whose command line has this word in it. */
function living(word: string): number[] {
  const found = readdirSync('/proc').filter((pid) => {
    try {
      if (!/^\d+$/.test(pid) || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word)) return false;
      return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  });
  return found.map(Number);
}

const alive = (word: string) => living(word).length;

function hostileFfmpeg(script: string, options: RunOptions = {}) {
  const commandLine = { before: ['-nostdin', '-hide_banner'], path: '/dev/null', after: ['-f', 'rawvideo'] };
  return startFfmpeg(lab.program(script), commandLine, options);
}

function converterWith(script: string, more: { stallMs?: number; maxMs?: number } = {}): Converter {
  if (!tools.ffmpeg) throw new Error('ffmpeg is needed');
  const ffmpeg = { ...tools.ffmpeg, path: lab.program(script) };
  return new Converter({ tools: { ...tools, ffmpeg }, log: silentLog, niceness: 0, ...more });
}

t.test('what reads a stranger’s file has no network, not even this machine’s own', { skip: noSandbox }, async (t) => {
  let visits = 0;
  const server = createServer((socket) => {
    visits++;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const source = `http://127.0.0.1:${port}/film.mp4`;
  const ask = (where: readonly string[]) =>
    runTool(tools.ffprobe ?? '', ['-loglevel', 'error', source], { ...limits, sandbox: where });
  t.match((await ask(sandbox)).stderr, /unreachable/i, 'though it is told to, with every protocol');
  t.equal(visits, 0);
  await ask([]);
  t.equal(visits, 1, 'the same without a sandbox');
});

t.test('in the sandbox there is no capability and no way to another one', { skip: noSandbox }, async (t) => {
  const script = 'grep CapEff /proc/self/status; unshare --user true; ls /sys/class/net /proc/self/ns/net >/dev/null';
  const { stdout, stderr } = await runTool(lab.program(script), [], { ...limits, sandbox });
  t.match(stdout, /^CapEff:\s+0{16}$/m);
  t.match(stderr, /unshare failed: Operation not permitted/);
});

for (const { name, sandbox } of everywhere) {
  t.test(`${name}: limits of time, files, descriptors and core dumps hold`, { skip }, async (t) => {
    const options = { ...limits, sandbox, cpuMs: 7000, fileBytes: 1 << 20, niceness: 4 };
    const { stdout } = await runTool('/bin/cat', ['/proc/self/limits'], options);
    t.match(stdout, /^Max cpu time +7 +8 /m);
    t.match(stdout, /^Max file size +1048576 +1048576 /m);
    t.match(stdout, /^Max open files +64 +64 /m);
    t.match(stdout, /^Max core file size +0 +0 /m);
    t.match(stdout, /^Max data size +(\d+) +\1 /m);
    if (sandbox.length > 0) t.match(stdout, /^Max processes +256 +256 /m);
  });

  t.test(`${name}: no secret of the daemon's environment is handed on`, async (t) => {
    process.env['FRAMED_TEST_SECRET'] = 'hunter2';
    t.teardown(() => delete process.env['FRAMED_TEST_SECRET']);
    const { stdout } = await runTool('/usr/bin/env', [], { ...limits, sandbox });
    t.notMatch(stdout, /hunter2|HOME=/);
    t.match(stdout, /^LC_ALL=C.UTF-8$/m);
  });

  t.test(
    `${name}: a file that was not asked for cannot be written, and one that was only so far`,
    { skip },
    async (t) => {
      const path = `${lab.folder}/written-${tries++}`;
      const write = lab.program('head -c 3000000 /dev/zero > "$1"');
      t.match(await runTool(write, [path], { ...limits, sandbox }), { content: false });
      t.equal(readFileSync(path).length, 0);
      t.match(await runTool(write, [path], { ...limits, sandbox, fileBytes: 1 << 20 }), { content: false });
      t.equal(readFileSync(path).length, 1 << 20);
    },
  );

  t.test(`${name}: a program that forks without end is ended with all it has started`, { skip }, async (t) => {
    const word = `1000.${tries++}77`;
    const away = sandbox.length > 0 ? 'setsid' : '';
    const bomb = lab.program(
      `i=0; while [ $i -lt 120 ]; do ${away} sleep ${word} & i=$((i+1)); done; while :; do sleep 0.1; done`,
    );
    let most = 0;
    // A slow machine has not started a hundred within a second.
    for (let maxMs = 1200; most < 100 && maxMs < 60_000; maxMs *= 3) {
      let isRunning = true;
      const running = runTool(bomb, [], { ...limits, sandbox, maxMs }).finally(() => {
        isRunning = false;
      });
      running.catch(() => {});
      await until(() => {
        most = Math.max(most, alive(word));
        return !isRunning;
      });
      await t.rejects(running, { code: 'convert-stalled' });
      await lab.until(() => alive(word) === 0);
    }
    t.ok(most >= 100, `${most} were seen at a time`);
  });

  t.test(`${name}: a child that outlives its parent is ended with it, and nobody waits for it`, { skip }, async (t) => {
    const word = `1000.${tries++}88`;
    const tool = lab.program(`sleep ${word} & sleep ${word} & echo done`);
    t.match(await runTool(tool, [], { ...limits, sandbox }), { content: true, stdout: 'done\n' });
    await lab.until(() => alive(word) === 0);
    const run = await hostileFfmpeg(`sleep ${word} & printf picture; echo word >&2`, { sandbox });
    const chunks: Buffer[] = [];
    for await (const chunk of run.output) chunks.push(Buffer.from(chunk));
    t.equal(Buffer.concat(chunks).toString(), 'picture');
    t.match(await run.finished, { content: true });
    await lab.until(() => alive(word) === 0);
  });

  t.test(`${name}: a decoder that turns in circles is stopped when its processor time is up`, { skip }, async (t) => {
    const run = await hostileFfmpeg('while :; do :; done', { sandbox, cpuMs: 1000 });
    await t.rejects(run.finished, {
      code: 'convert-stalled',
      message: 'ffmpeg took more than the 1 s of processor time that this file is worth, and was stopped.',
    });
  });
}

t.test('a child that leaves the group and keeps the pipes open holds nothing up', { skip }, async (t) => {
  // Longer than a test may take.
  const word = `600.${tries++}99`;
  t.teardown(() => {
    for (const pid of living(word)) process.kill(pid, 'SIGKILL');
  });
  const leave = `setsid sleep ${word} & sleep 0.3; echo done`;
  t.match(await runTool(lab.program(leave), [], limits), { content: true, stdout: 'done\n' });
  const run = await hostileFfmpeg(`setsid sleep ${word} & sleep 0.3; printf picture`);
  const chunks: Buffer[] = [];
  for await (const chunk of run.output) chunks.push(Buffer.from(chunk));
  t.equal(Buffer.concat(chunks).toString(), 'picture');
  t.match(await run.finished, { content: true });
  t.ok(alive(word) > 0, 'it sleeps on: only a sandbox holds it');
});

t.test('an ffmpeg that chatters for ever is alive, and yet stopped when its time is up', async (t) => {
  const chatter = converterWith('while :; do echo "[info] still here" >&2; sleep 0.05; done', { maxMs: 800 });
  await t.rejects(lab.convert(fixture('asset-mpeg4.mov'), panel, {}, { converter: chatter }), {
    code: 'convert-stalled',
    message: 'ffmpeg took more than 0.8 s and was stopped.',
  });
});

t.test('an ffmpeg that floods standard error is held back, and costs no memory', async (t) => {
  const line = '[mov @ 0x1] [error] a line like any other that a broken file may give';
  const run = await hostileFfmpeg(`exec yes "${line}" >&2`, { maxMs: 1200 });
  const before = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const begunMs = performance.now();
  await t.rejects(run.finished, { code: 'convert-stalled' });
  const { user, system } = process.cpuUsage(cpu);
  const tookMs = performance.now() - begunMs;
  t.ok(process.memoryUsage().rss - before < 40e6, `${process.memoryUsage().rss - before} bytes more`);
  t.ok((user + system) / 1000 < 0.75 * tookMs, `${(user + system) / 1000} ms of processor time for ${tookMs} of flood`);
});

t.test('stamps without frames end a conversion before they fill the memory', async (t) => {
  const stamp = '[Parsed_showinfo_3 @ 0x1] [info] n: 0 pts: 0 pts_time:0 duration: 1 ';
  const endless = converterWith(`exec yes "${stamp}" >&2`, { maxMs: 30_000 });
  await t.rejects(lab.convert(fixture('asset-mpeg4.mov'), panel, {}, { converter: endless }), {
    code: /^(media|convert)-/,
  });
});

t.test('a still that never ends is no still', async (t) => {
  const endless = converterWith('exec cat /dev/zero', { stallMs: 5000 });
  const preview = { source: fixture('asset-mpeg4.mov'), geometry: panel, options: DEFAULT_CONVERT_OPTIONS };
  await t.rejects(endless.preview(preview), {
    code: 'convert-failed',
    message: /^ffmpeg gave more than the \d+ bytes/,
  });
  const clip = await lab.convert(fixture('asset-mpeg4.mov'), panel);
  const output = `${lab.folder}/poster.jpg`;
  await t.rejects(endless.poster({ zip: clip.path, output }), { code: 'convert-failed' });
  await t.rejects(endless.animatedPreview({ zip: clip.path, output }), { code: 'convert-failed' });
  t.notOk(existsSync(output));
});

t.test('more streams than any film has are refused', async (t) => {
  const tracks = new Array<string[]>(520).fill(['-map', '0']).flat();
  const path = await lab.make(
    'tracks.mkv',
    '-f',
    'lavfi',
    '-i',
    'anullsrc=r=8000:cl=mono',
    ...tracks,
    '-c',
    'pcm_u8',
    '-t',
    '0.01',
  );
  await t.rejects(lab.convert(path, panel), { code: /^media-/ });
});

t.test('real files are converted in the sandbox as they are without one', { skip: noSandbox }, async (t) => {
  const bare = new Converter({ tools: { ...tools, sandbox: [] }, log: silentLog, niceness: 0 });
  for (const name of ['asset-mpeg4.mov', 'crawl.gif']) {
    const [inside, outside] = await Promise.all([
      lab.convert(fixture(name), panel),
      lab.convert(fixture(name), panel, {}, { converter: bare }),
    ]);
    t.same(inside.pixels, outside.pixels, name);
  }
  const left = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  t.notMatch(left, /unshare|ffmpeg|ffprobe/);
});

t.test('of what a tool says 64 KB are kept', async (t) => {
  const chatter = lab.program('head -c 3000000 /dev/zero | tr "\\0" x; head -c 3000000 /dev/zero | tr "\\0" y >&2');
  const { content, stdout, stderr } = await runTool(chatter, [], limits);
  t.equal(content, true);
  t.equal(stdout, 'x'.repeat(65_536));
  t.equal(stderr, 'y'.repeat(65_536));
});
