import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import WebSocket from 'ws';
import { RawSocket } from '../daemon/http/raw-socket.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { getState } from './rest-client.js';

const SLOW_CONNECTIONS = 200;
const FLOODING = 20;
const WATCHED_MS = 2000;

t.test('the picture goes on while strangers hold connections, dribble headers and flood WebSockets', async (t) => {
  const daemon = await DaemonProcess.start({ data: lastingFolder(t) });
  t.teardown(() => daemon.stop());
  const { url } = daemon;
  const port = Number(new URL(url).port);
  const before = await framesIn(url);

  const slow = await Promise.all(Array.from({ length: SLOW_CONNECTIONS }, () => RawSocket.open(port)));
  for (const connection of slow) connection.say('GET / HTTP/1.1\r\nHost: localhost\r\n');
  let closed = 0;
  const flooding = Array.from({ length: FLOODING }, () => {
    const socket = new WebSocket(`ws://localhost:${port}/api/live`);
    socket.on('error', () => {});
    socket.on('close', () => {
      closed += 1;
    });
    return socket;
  });
  const attack = setInterval(() => {
    for (const connection of slow) connection.say('X: y\r\n');
    // 20 each hundredth of a second: 2000 a second for each of them.
    for (const socket of flooding) {
      for (let at = 0; at < 20 && socket.readyState === WebSocket.OPEN; at++) socket.send('{"type":"snapshot"}');
    }
  }, 10);
  t.teardown(() => {
    clearInterval(attack);
    for (const { socket } of slow) socket.destroy();
    for (const socket of flooding) socket.terminate();
  });

  const during = await framesIn(url);
  t.ok(during.perSecond > before.perSecond / 2, `${during.perSecond} frames a second, ${before.perSecond} before`);
  // Under a second, and more only where the machine itself takes its time.
  const mostMs = 1000 + 20 * before.slowestAnswerMs;
  t.ok(during.slowestAnswerMs < mostMs, `the slowest answer took ${Math.round(during.slowestAnswerMs)} ms`);
  t.equal(during.workerRestarts, 0);
  while (closed < FLOODING) await sleep(20);
  t.pass('every one that floods is parted from');
  t.comment(`late ${before.late} -> ${during.late}, dropped ${before.dropped} -> ${during.dropped}`);
});

/** What the picture did for a while, and how long people waited meanwhile. */
async function framesIn(url: string) {
  let slowestAnswerMs = 0;
  /** The figures when they are next told, which is once a second. */
  const nextFigures = async () => {
    let told: number | undefined;
    for (;;) {
      const askedMs = performance.now();
      const { stats } = (await getState(url)).player;
      const atMs = performance.now();
      slowestAnswerMs = Math.max(slowestAnswerMs, atMs - askedMs);
      told ??= stats.presented;
      if (stats.presented !== told) return { ...stats, atMs };
      await sleep(50);
    }
  };
  const first = await nextFigures();
  let last = await nextFigures();
  while (last.atMs - first.atMs < WATCHED_MS) last = await nextFigures();
  return {
    perSecond: (1000 * (last.presented - first.presented)) / (last.atMs - first.atMs),
    late: last.late - first.late,
    dropped: last.dropped - first.dropped,
    workerRestarts: last.workerRestarts,
    slowestAnswerMs,
  };
}
