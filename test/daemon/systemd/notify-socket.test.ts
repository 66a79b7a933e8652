import t from 'tap';
import { openNotifySocket } from '../../../daemon/systemd/notify-socket.js';
import { NotifyReceiver } from './notify-receiver.js';

t.test('a message arrives as one datagram, at a path and in the abstract namespace', async (t) => {
  for (const address of [undefined, `@framed-test-${process.pid}`]) {
    const receiver = await NotifyReceiver.start(address);
    t.teardown(() => receiver.stop());
    const socket = await openNotifySocket(receiver.address);
    t.teardown(() => socket.close());
    t.equal(socket.send('STATUS=Playing "Müsli"\nREADY=1'), true);
    t.equal(await receiver.message('STATUS'), 'STATUS=Playing "Müsli"\nREADY=1');
  }
});

t.test('a receiver that does not read makes it say that there is no room, and block nobody', async (t) => {
  const receiver = await NotifyReceiver.start();
  t.teardown(() => receiver.stop());
  const socket = await openNotifySocket(receiver.address);
  t.teardown(() => socket.close());
  receiver.pause();
  let sent = 0;
  // The queue of a unix datagram socket holds net.unix.max_dgram_qlen messages: 10 by default, 512 under systemd.
  while (sent < 10_000 && socket.send('WATCHDOG=1')) sent++;
  t.ok(sent > 0 && sent < 10_000, `${sent} were taken`);
  receiver.goOn();
  while (receiver.messages.length < sent) await receiver.nextMessage();
  t.equal(socket.send('READY=1'), true);
  await receiver.message('READY');
});

t.test('an address that is none is refused with the value seen', async (t) => {
  for (const address of ['run/notify', `/${'x'.repeat(108)}`, 'vsock:2:1234']) {
    await t.rejects(openNotifySocket(address), { code: 'notify-socket-invalid', message: address });
  }
});

t.test('a socket that nobody listens on is an error that names it', async (t) => {
  const socket = await openNotifySocket(`@framed-test-nobody-${process.pid}`);
  t.teardown(() => socket.close());
  t.throws(() => socket.send('READY=1'), { code: 'notify-socket-invalid', message: /nobody/ });
});
