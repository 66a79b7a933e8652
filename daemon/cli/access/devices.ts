import type { Command } from 'commander';
import { DeviceList } from '../../protocol/access.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from '../client/ask-daemon.js';
import type { DaemonClient } from '../client/daemon-client.js';
import type { CommandContext } from '../command-context.js';
import { printedTable } from '../printed.js';
import { addRevoke, GRANT_HEADING, grantRow } from './revoke-command.js';

/** `framed devices`, `framed devices revoke`. */
export function addDevicesCommand(program: Command, context: CommandContext): void {
  const devices = program
    .command('devices')
    .summary('list the phones and computers that are paired, and turn them away')
    .description('Lists the phones and computers that are paired, or signed in by a link; turns them away.')
    .helpCommand(false);
  addDaemonOptions(
    devices
      .command('list', { isDefault: true })
      .summary('list them')
      .description('Lists the devices, the oldest first.'),
  ).action((options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const all = await list(daemon);
      const text =
        all.length === 0
          ? 'No device is paired; pair one with: framed pair\n'
          : printedTable([GRANT_HEADING, ...all.map(grantRow)]);
      return { json: { devices: all }, text };
    }),
  );
  addRevoke(devices, context, { kind: 'device', listedBy: 'framed devices', path: '/api/devices', list });
}

async function list(daemon: DaemonClient) {
  return (await daemon.get('/api/devices', DeviceList)).devices;
}
