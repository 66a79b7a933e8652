import type { Router } from '@koa/router';
import { runCommand } from '../../control/commands.js';
import { Command } from '../../protocol/commands.js';
import { readJson } from '../read-json.js';
import type { HttpServices } from '../services.js';

/** POST /api/commands: 204 once the command is under way; its effect shows in the state. */
export function commandRoutes(router: Router, { playback, afterCommand }: HttpServices): void {
  router.post('/api/commands', async (ctx) => {
    runCommand(await readJson(ctx, Command), playback);
    afterCommand?.();
    ctx.status = 204;
  });
}
