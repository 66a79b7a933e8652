import { setTimeout as sleep } from 'node:timers/promises';
import { sendFile } from '../../integration/rest-client.js';
import type { Guest } from '../guest.js';
import { DROP_IN_PATH } from '../guest-root.js';
import type { Glass } from '../machine.js';
import { madeFilm } from '../made-film.js';
import type { Scenario } from './scenario.js';

/** VESA's modes of 640x480 (VBE 3.0, linear framebuffer bit set), with 16 and with 32 bits a pixel. */
const [VESA_16, VESA_32]: [Glass, Glass] = [
  { kind: 'vesa', mode: 0x311 },
  { kind: 'vesa', mode: 0x342 },
];

export const powerCuts: Scenario = {
  title: 'what was acknowledged survives power cuts at any moment; the glass after the last has 32 bits',
  async happen(t, guest, { demo, folder }) {
    const clipId = await guest.add(madeFilm(folder, 'kept.gif', 3));
    for (const cut of [1, 2, 3]) {
      await guest.cutPower(cut === 3 ? VESA_32 : undefined);
      const state = await guest.plays();
      t.ok(clipId in state.clips, `after cut ${cut} the clip is there`);
      t.equal(state.player.now?.clipId, clipId, 'and plays');
      if (cut === 3) break;
      // The next cut comes at some moment of another file's way in.
      await sendFile(guest.url, madeFilm(folder, `cut-${cut}.mp4`, 4 + cut));
      await sleep(Math.random() * 4000);
    }
    t.equal(await guest.framebuffer('bits_per_pixel'), '32');
    await removeClips(guest);
    t.ok(demo.has(await guest.picture()), 'the demo is in the middle of it');
  },
};

export const withoutSync: Scenario = {
  title: 'and without fsync it would be lost: this test is able to lose something',
  async happen(t, guest, { demo, folder }) {
    await guest.run(`sed -i '$aEnvironment=LD_PRELOAD=libeatmydata.so' ${DROP_IN_PATH}; sync`);
    await guest.run('systemctl daemon-reload; systemctl restart framed');
    await guest.plays();
    const clipId = await guest.add(madeFilm(folder, 'lost.gif', 2));
    await guest.cutPower(VESA_16);
    const { clips } = await guest.plays();
    t.notOk(clipId in clips, 'the clip is lost');

    await removeClips(guest);
    t.equal(await guest.framebuffer('stride'), '1280');
    t.ok(demo.has(await guest.picture()), 'the demo is in the middle of the screen');
  },
};

/** The demo plays where there is no clip. */
async function removeClips(guest: Guest): Promise<void> {
  for (const id of Object.keys((await guest.state()).clips)) {
    await fetch(new URL(`api/clips/${id}`, guest.url), { method: 'DELETE' });
  }
  await guest.plays();
}
