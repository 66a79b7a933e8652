import * as z from 'zod/mini';
import { decode } from '../../control/decode.js';
import type { RecentLogs } from '../../protocol/log-record.js';
import { httpError } from '../http-error.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

const After = z.int().check(z.gte(0));

/** GET /api/logs: what the log wrote lately; `?after=SEQUENCE` gives what came after that. */
export function logRoutes(routes: Routes, { logs }: HttpServices): void {
  routes.get('admin', '/api/logs', (ctx) => {
    const { after = '0' } = ctx.query;
    const decoded = decode(After, Number(after));
    if (!decoded.ok) throw httpError('invalid-body', `after is ${JSON.stringify(after)}: ${decoded.message}.`);
    const answer: RecentLogs = { records: logs?.records(decoded.value) ?? [] };
    ctx.body = answer;
  });
}
