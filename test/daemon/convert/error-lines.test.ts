import { spawn } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';
import { ErrorLines } from '../../../daemon/convert/error-lines.js';

/** A shell that writes to its standard error, and the lines that are read of it. */
async function listen(script: string, isWanted: (line: string) => boolean = () => false) {
  const lines: string[] = [];
  const errors = await ErrorLines.open((line) => {
    lines.push(line);
    return isWanted(line);
  });
  const child = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', errors.childEnd] });
  errors.childEnd.destroy();
  return { lines, errors, child, exited: once(child, 'exit') };
}

t.test('lines come whole, however they were written, and the last one without its end', async (t) => {
  const { lines, errors, exited } = await listen(
    "printf 'one' >&2; printf ' two\\nthr\\303' >&2; printf '\\251e\\r\\nfour' >&2",
  );
  await exited;
  await errors.end();
  t.same(lines, ['one two', 'thrée', 'four']);
});

t.test('a line that is asked for is read while the child goes on, with those before it', async (t) => {
  let found = () => {};
  const seen = new Promise<void>((resolve) => {
    found = resolve;
  });
  const { lines, errors, child, exited } = await listen('for i in 1 2 3; do echo $i >&2; done; read _', (line) => {
    if (line === '3') found();
    return line === '3';
  });
  errors.ask();
  await seen;
  t.same(lines, ['1', '2', '3']);
  child.stdin?.end();
  await exited;
  await errors.end();
});

t.test('a child that says more than the socket holds is not held up, though nobody asks', async (t) => {
  const { lines, errors, exited } = await listen('i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done');
  await exited;
  await errors.end();
  t.equal(lines.length, 3000);
  t.equal(lines.at(-1), 'line 2999');
});

t.test('a line without an end is given in pieces, and costs no more memory than any other', async (t) => {
  const { lines, errors, exited } = await listen('head -c 100000 /dev/zero | tr "\\0" x >&2; echo >&2; echo after >&2');
  await exited;
  await errors.end();
  t.equal(lines.at(-1), 'after');
  t.equal(lines.join('').length, 100_000 + 'after'.length);
  t.ok(lines.every((line) => line.length <= 16 << 10));
});

t.test('the end of a child that is killed is the end of its lines', async (t) => {
  const { lines, errors, child, exited } = await listen('echo begun >&2; exec sleep 1000');
  errors.ask();
  child.kill('SIGKILL');
  await exited;
  await errors.end();
  await errors.end();
  t.ok(lines.length <= 1);
});
