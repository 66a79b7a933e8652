import * as z from 'zod/mini';
import { State } from './state.js';

/**
 * Text messages of the WebSocket at /api/live. The server sends one snapshot, then patches (RFC 7386 merge patches of State) whose
 * revisions rise by one; a client that sees a gap asks for a snapshot. Binary messages are preview frames (preview-frame.ts).
 */
export const ServerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), revision: z.int(), state: State }),
  z.object({ type: z.literal('patch'), revision: z.int(), patch: z.record(z.string(), z.unknown()) }),
  /** The last message could not be understood; the connection stays open. */
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

export const ClientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot') }),
  /** Starts or stops the live preview for this connection. `formats`: which ones it reads, beside 1 (preview-frame.ts). */
  z.object({
    type: z.literal('preview'),
    on: z.boolean(),
    formats: z.optional(z.array(z.int()).check(z.maxLength(16))),
  }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;
