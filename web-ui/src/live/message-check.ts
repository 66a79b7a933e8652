import { isObject } from '../../../daemon/protocol/is-object.js';
import type { ServerMessage } from '../../../daemon/protocol/messages.js';
import type { State } from '../../../daemon/protocol/state.js';
import type { Schemas } from './load-schemas.js';

const TYPES: readonly ServerMessage['type'][] = ['snapshot', 'patch', 'error'];

type Needed = Pick<Schemas, 'decodeWire' | 'ServerMessage' | 'State'>;

/** Undefined: the message is none that this page knows. */
type Check = (message: unknown) => ServerMessage | undefined;

/**
 * Checks what the daemon says. Until the schemas are there, what is shaped as a message is believed: it comes from the daemon that has sent this very
 * page a moment ago. What was believed can be checked afterwards.
 */
export class MessageCheck {
  readonly #load: () => Promise<Needed>;
  #check: Check = believed;

  constructor(load: () => Promise<Needed>) {
    this.#load = load;
  }

  decode(text: string): ServerMessage | undefined {
    return this.#check(JSON.parse(text));
  }

  /** Loads the schemas, by which messages are checked from then on; resolves with whether the state as it is then is one. Rejects where they cannot be loaded. */
  async begin(stateNow: () => State | undefined): Promise<boolean> {
    const { decodeWire, ServerMessage, State } = await this.#load();
    this.#check = (message) => decodeWire(ServerMessage, message);
    const state = stateNow();
    return state === undefined || decodeWire(State, state) !== undefined;
  }
}

function believed(message: unknown): ServerMessage | undefined {
  const isMessage = isObject(message) && TYPES.some((type) => type === message['type']);
  // By its shape only, as is said above.
  return isMessage ? (message as ServerMessage) : undefined;
}
