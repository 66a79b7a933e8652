import type { Config } from '../../../../daemon/config/schema.js';
import { inputsOf } from '../../../../daemon/controls/controls.js';
import { encoderLines } from '../../../../daemon/controls/encoder-lines.js';
import type { Proof, Proofs } from './proof.js';

const lines = ({ controls }: Config) => inputsOf(controls);

/** What is done when the shaft is turned to the right once around the four places of its lines. */
function turned({ controls }: Config): string[] {
  const actions: string[] = [];
  for (const encoder of controls.encoders) {
    const changed = encoderLines(encoder, new Map(), (action) => actions.push(action));
    for (const isHigh of [false, true]) for (const line of [encoder.a, encoder.b]) changed.get(line)?.(isHigh);
  }
  return actions;
}

const button = { 'controls.buttons': [{ line: 5, press: 'next' }] };
const encoder = { 'controls.encoders': [{ a: 17, b: 22 }] };
const ofButton = (value: unknown): Proof => ({ value, beside: button, effect: lines });
const ofEncoder = (value: unknown, effect: (config: Config) => unknown = lines): Proof => ({
  value,
  beside: encoder,
  effect,
});
const pressed: Proof = { shownIn: 'test/daemon/controls/controls.test.ts' };

export const proofs: Proofs = {
  'controls.buttons': { value: [{ line: 5, press: 'next' }], effect: lines },
  'controls.buttons.*.line': ofButton(6),
  'controls.buttons.*.press': pressed,
  'controls.buttons.*.hold': pressed,
  'controls.buttons.*.pull': ofButton('down'),
  'controls.encoders': { value: [{ a: 17, b: 22 }], effect: lines },
  'controls.encoders.*.a': ofEncoder(6),
  'controls.encoders.*.b': ofEncoder(6),
  'controls.encoders.*.turn': ofEncoder('clips', turned),
  'controls.encoders.*.reversed': ofEncoder(true, turned),
  'controls.encoders.*.steps': ofEncoder(1, turned),
  'controls.encoders.*.pull': ofEncoder('down'),
  'controls.debounce_ms': { value: 20, beside: button, effect: lines },
};
