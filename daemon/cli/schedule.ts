import type { Command } from 'commander';
import { ScheduleDay } from '../protocol/schedule.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import type { DaemonClient } from './client/daemon-client.js';
import type { CommandContext } from './command-context.js';
import { scheduleText } from './schedule-text.js';

export function addScheduleCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('schedule')
      .summary('say what the schedule does today, or on any day')
      .description('Says what shows when a day begins, and what the schedule does in the course of it.')
      .argument('[day]', 'today, tomorrow, or a day like 2026-03-29', 'today'),
  ).action((day: string, options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const found = await dayOf(daemon, day);
      return { json: found, text: scheduleText(found) };
    }),
  );
}

/** Today is the daemon's: its time zone decides. */
async function dayOf(daemon: DaemonClient, day: string): Promise<ScheduleDay> {
  if (day !== 'today' && day !== 'tomorrow')
    return daemon.get(`/api/schedule?day=${encodeURIComponent(day)}`, ScheduleDay);
  const today = await daemon.get('/api/schedule', ScheduleDay);
  if (day === 'today') return today;
  const tomorrow = new Date(Date.parse(today.day) + DAY_MS).toISOString().slice(0, 10);
  return daemon.get(`/api/schedule?day=${tomorrow}`, ScheduleDay);
}

/** In UTC, which has no hours that are skipped. */
const DAY_MS = 86_400_000;
