import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import t from 'tap';
import { Converter } from '../../../daemon/convert/convert.js';
import { idleScheduling } from '../../../daemon/convert/idle-scheduling.js';
import { defaultMemoryBytes, limitedCommand } from '../../../daemon/convert/program-limits.js';
import { runTool } from '../../../daemon/convert/run-tool.js';
import { silentLog } from '../../../daemon/log.js';
import { MediaLab, tools } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const limits = { memoryBytes: 200e6, niceness: 0, maxMs: 60_000 };
/** sched.h of Linux. */
const SCHED_IDLE = 5;
const skip = process.platform !== 'linux' && 'other systems do not hold programs to this limit';

t.test('arguments reach a limited program as they are, whatever a shell would make of them', (t) => {
  const words = ['$HOME', '`id`', 'a b', '', '"', "'", '*', '; exit 1', '-n', '\n'];
  for (const niceness of [0, 3]) {
    const { file, args } = limitedCommand('printf', ['%s|', ...words], { memoryBytes: 1e9, niceness });
    const { stdout, status } = spawnSync(file, args, { encoding: 'utf8' });
    t.same({ stdout, status }, { stdout: `${words.join('|')}|`, status: 0 });
  }
  t.end();
});

t.test(
  'a limited program has its niceness and its limit, and without a sandbox is the process that was started',
  { skip },
  (t) => {
    const { file, args } = limitedCommand('cat', ['/proc/self/limits', '/proc/self/stat'], {
      memoryBytes: 300 * 2 ** 20,
      niceness: 7,
    });
    const { stdout, pid } = spawnSync(file, args, { encoding: 'utf8' });
    t.match(stdout, /^Max data size +314572800 +314572800 /m);
    const fields = stdout.split(') ').at(-1)?.split(' ');
    t.match(stdout, new RegExp(`^${pid} \\(cat\\)`, 'm'));
    t.equal(Number(fields?.[16]), Math.min(19, getPriority() + 7), 'proc(5): the 19th field of stat');
    t.end();
  },
);

t.test('a conversion runs only while nobody else wants the processor, a probe like anybody', { skip }, (t) => {
  const policy = (niceness: number) => {
    const { file, args } = limitedCommand('cat', ['/proc/self/stat'], { memoryBytes: 300e6, niceness });
    const { stdout } = spawnSync(file, args, { encoding: 'utf8' });
    return Number(stdout.split(') ').at(-1)?.split(' ')[38]);
  };
  // Whoever runs this may have another than the usual one.
  const own = Number(readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ')[38]);
  t.equal(policy(10), idleScheduling().length > 0 ? SCHED_IDLE : own, 'proc(5): the 41st field of stat');
  t.equal(policy(5), own);
  t.end();
});

t.test('a program that tries to take more is refused it, and the error says so', { skip }, async (t) => {
  // To sort a line it has to be in memory, and this one has no end.
  await t.rejects(runTool('sort', ['/dev/zero'], limits), {
    code: 'media-too-large',
    message: 'sort needs more memory for this file than the 200 MB it may take here.',
  });
  t.match(await runTool('sort', ['/proc/version'], limits), { content: true });
});

t.test('a picture that ffmpeg needs more memory for is refused, and nothing of it is left', { skip }, async (t) => {
  // 72 megapixels: 216 MB decoded.
  const source = await lab.make(
    'large.png',
    '-f',
    'lavfi',
    '-i',
    'color=size=9000x8000',
    '-frames:v',
    '1',
    '-pix_fmt',
    'rgb24',
  );
  const modest = new Converter({ tools, log: silentLog, memoryBytes: 200e6 });
  await t.rejects(lab.convert(source, { width: 96, height: 64 }, {}, { converter: modest }), {
    code: 'media-too-large',
    message: /^ff(mpeg|probe) needs more memory for this file than the 200 MB it may take here\.$/,
  });
});

t.test('a program that is not there is told from one that fails', async (t) => {
  await t.rejects(runTool('/nowhere/tool', [], limits), {
    code: 'convert-failed',
    message: /^tool could not be started: .*not found/,
  });
  t.match(await runTool('false', [], limits), { content: false });
});

t.test('the limit is three quarters of what there is, and 2 GiB at most', (t) => {
  t.equal(defaultMemoryBytes(400e6, 0), 300e6);
  t.equal(defaultMemoryBytes(8e9, 0), 2 * 2 ** 30);
  t.equal(defaultMemoryBytes(8e9, 1e9), 750e6, 'in a control group');
  t.equal(defaultMemoryBytes(400e6, 2 ** 63), 300e6, 'in one without a limit');
  t.end();
});
