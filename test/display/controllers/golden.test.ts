import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import { RecordingBus } from '../../../display/bus/recording-bus.js';
import { BUILT_IN_CONTROLLERS } from '../../../display/controllers/built-in.js';
import { runInit } from '../../../display/controllers/init-table.js';
import { resolveGlass } from '../../../display/glass.js';
import type { WordBits } from '../../../display/panel.js';
import { panelOf } from '../panel-of.js';

const GOLDEN = join(packageRoot, 'test/display/controllers/golden');

/** Set to write the transcripts anew, e.g. for a new controller; read what changed before it is committed. */
const WRITE = process.env['FRAMED_WRITE_GOLDEN'] === '1';

for (const controller of BUILT_IN_CONTROLLERS.values()) {
  for (const bits of Object.keys(controller.pixelFormats)) {
    const wordBits: WordBits = bits === '16' ? 16 : 8;
    const name = wordBits === 8 ? controller.name : `${controller.name}-${wordBits}-bit`;
    t.test(`${name} is brought up by what its golden transcript says, byte for byte`, (t) => {
      const bus = new RecordingBus();
      runInit(bus, resolveGlass(panelOf(controller, { wordBits }), controller).initSteps);
      const path = join(GOLDEN, `${name}.txt`);
      if (WRITE) writeFileSync(path, bus.transcript);
      t.equal(bus.transcript, readFileSync(path, 'utf8'));
      t.end();
    });
  }
}
