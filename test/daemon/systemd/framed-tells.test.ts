import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { tellSystemd } from '../../../daemon/app/tell-systemd.js';
import { systemClock } from '../../../daemon/clock.js';
import { createLog } from '../../../daemon/log.js';
import { Player } from '../../../daemon/player/player.js';
import { DaemonProcess } from '../../integration/daemon-process.js';
import { lastingFolder } from '../../integration/lasting-folder.js';
import { until } from '../../until.js';
import { EXAMPLE_STATE } from '../control/example-state.js';
import { Hangable } from '../player/hangable.js';
import { SMALL, writeClip } from '../player/written-clip.js';
import { NotifyReceiver } from './notify-receiver.js';

t.test(
  'framed run says that it is ready, what it plays, that it reads its configuration again, that it lives, and that it stops',
  async (t) => {
    const receiver = await NotifyReceiver.start();
    t.teardown(() => receiver.stop());
    const daemon = await DaemonProcess.start({
      data: lastingFolder(t, { data: {} }),
      words: ['--output', 'virtual'],
      environment: { NOTIFY_SOCKET: receiver.address, WATCHDOG_USEC: '2000000' },
    });
    t.teardown(() => daemon.stop('SIGKILL'));
    await receiver.message('READY=1');
    await receiver.message('STATUS=Playing "');
    await receiver.message('WATCHDOG=1');
    t.match(
      daemon.lines.find((line) => line.includes('first frame')),
      /first frame/,
      'not before the first frame was up',
    );
    daemon.child.kill('SIGHUP');
    t.match(await receiver.message('RELOADING=1'), /^RELOADING=1\nMONOTONIC_USEC=\d+$/);
    while (receiver.messages.filter((message) => message === 'READY=1').length < 2) await receiver.nextMessage();
    t.equal(await daemon.stop('SIGTERM'), 0);
    await receiver.message('STOPPING=1');
    t.equal(receiver.messages.at(-1), 'STOPPING=1');
  },
);

t.test('a player that hangs is no longer said to be alive, and the log says why', async (t) => {
  const receiver = await NotifyReceiver.start();
  t.teardown(() => receiver.stop());
  const hangable = new Hangable();
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  const display = { output: 'virtual', geometry: SMALL } as const;
  const player = new Player({ display, log, clock: systemClock, spawn: hangable.spawn });
  t.teardown(() => player.stop());
  const path = await writeClip(lastingFolder(t), 'film', { frames: 50, fps: 25, first: 1 });
  player.setProgram({ entries: [{ key: 'film', name: 'film', path }], loop: 'all', shuffle: false, stillMs: 1000 });
  await player.start();
  const stop = await tellSystemd({
    player,
    store: { state: EXAMPLE_STATE },
    reload: async () => {},
    log,
    environment: { NOTIFY_SOCKET: receiver.address, WATCHDOG_USEC: '400000' },
  });
  t.teardown(stop);
  const fed = () => receiver.messages.filter((message) => message === 'WATCHDOG=1').length;
  while (fed() < 4) await receiver.nextMessage();

  hangable.hang('consumer');
  // The last line: there may have been one of a healthy player, where the machine took its time.
  const lastSaid = () => lines.findLast((line) => /no sign of life|the picture goes on/.test(line)) ?? '';
  await until(() => /no sign of life.*presents frames hangs/.test(lastSaid()));
  const meals = fed();
  // Six meals' time.
  await sleep(600);
  t.ok(fed() <= meals + 1, `${fed() - meals} more: one may have been on its way`);
});
