/*
 * What the page needs of zod and the protocol's schemas to know what it is told. Loaded by import() only, once the page has been seen: they are a third
 * of all its code, and a five-year-old phone builds and runs them for as long as all the rest (docs/control-panel.md).
 */
export { AccessView } from '../../../daemon/protocol/access.js';
export { decodeWire } from '../../../daemon/protocol/decode-wire.js';
export { ServerMessage } from '../../../daemon/protocol/messages.js';
export { State } from '../../../daemon/protocol/state.js';
