import type { SeededChance } from './seeded-chance.js';
import type { Deed } from './walker.js';

/** What people do that changes what is on the disk. */
export const DEEDS = {
  upload: (walk) => walk.send(),
  rename: async ({ actions, ledger, chance }) => [await actions.rename(oneOf(ledger.certainClips()), named(chance))],
  turn: async ({ actions, ledger, chance }) => [await actions.turn(oneOf(ledger.certainClips()), 90 * chance.below(4))],
  'make a playlist': async ({ actions, ledger, chance }) => [
    await actions.putPlaylist(named(chance), ledger.certainClips()),
  ],
  'change a playlist': async ({ actions, ledger }) => [
    await actions.putPlaylist(oneOf(ledger.certainPlaylists()), [...ledger.certainClips()].reverse()),
  ],
  'remove a playlist': async ({ actions, ledger }) => [await actions.removePlaylist(oneOf(ledger.certainPlaylists()))],
  'save the configuration': async ({ actions, chance }) => [await actions.nameDevice(named(chance))],
  'remove a clip': async ({ actions, ledger }) => [await actions.removeClip(oneOf(ledger.certainClips()))],
  'back up': async ({ actions }) => [await actions.backUp()],
  restore: async ({ actions, lab }) => {
    const answer = await actions.restore();
    if (answer.status === 200) await lab.startedAgain();
    return [answer];
  },
  play: async ({ actions }) => [
    await actions.command({ type: 'pause' }),
    await actions.command({ type: 'resume' }),
    await actions.command({ type: 'next' }),
  ],
} satisfies Record<string, Deed>;

export type DeedName = keyof typeof DEEDS;
export const DEED_NAMES = Object.keys(DEEDS).filter((name): name is DeedName => name in DEEDS);

/** What comes before each time, while the disk is well. */
export const BEFORE: Partial<Record<DeedName, Deed>> = {
  restore: async ({ actions, ledger, chance }) => [
    await actions.keepBackup(),
    await actions.rename(oneOf(ledger.certainClips()), named(chance)),
    await actions.putPlaylist('evening', [...ledger.certainClips()].slice(chance.below(2))),
    await actions.nameDevice(named(chance)),
  ],
};

/** Framed starts again by it. */
export const MAY_END: ReadonlySet<DeedName> = new Set(['restore']);

function oneOf(list: readonly string[]): string {
  return list[0] ?? '';
}

function named(chance: SeededChance): string {
  return `name ${chance.below(1e9)}`;
}
