import { runCommand } from '../../control/commands.js';
import { Command } from '../../protocol/commands.js';
import { readJson } from '../read-json.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** POST /api/commands: 204 once the command is under way; its effect shows in the state. */
export function commandRoutes(routes: Routes, { playback, afterCommand }: HttpServices): void {
  routes.post('control', '/api/commands', async (ctx) => {
    runCommand(await readJson(ctx, Command), playback);
    afterCommand?.();
    ctx.status = 204;
  });
}
