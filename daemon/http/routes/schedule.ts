import { httpError } from '../http-error.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** GET /api/schedule?day=2026-03-29: what happens on that day, or today. */
export function scheduleRoutes(routes: Routes, { schedule }: HttpServices): void {
  if (schedule === undefined) return;
  routes.get('view', '/api/schedule', (ctx) => {
    const { day } = ctx.query;
    if (Array.isArray(day)) throw httpError('bad-request', 'One day is asked for at a time.');
    ctx.body = schedule.day(day);
  });
}
