import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { configJsonSchema } from '../../../daemon/config/json-schema.js';
import { parseConfig } from '../../../daemon/config/load.js';
import type { Config } from '../../../daemon/config/schema.js';
import { schemaKeys } from '../../../daemon/config/schema-tree.js';
import { editYaml } from '../../../daemon/config/yaml-edit.js';
import { packageRoot } from '../../../daemon/package-root.js';
import type { Proof, Proofs } from './keys/proof.js';

const keys = schemaKeys(configJsonSchema()).map(({ key }) => key);
const proofs = await loadProofs();

t.test(
  'every key of the configuration has a proof that it does something, and there is none for another',
  async (t) => {
    t.same(
      keys.filter((key) => !(key in proofs)),
      [],
      'add these to a file in test/daemon/config/keys',
    );
    t.same(
      Object.keys(proofs).filter((key) => !keys.includes(key)),
      [],
    );
  },
);

for (const [key, proof] of Object.entries(proofs)) {
  t.test(`${key} does something`, async (t) => {
    if ('shownIn' in proof) {
      const test = await readFile(join(packageRoot, proof.shownIn), 'utf8');
      t.match(test, new RegExp(`\\b${key.split('.').at(-1)}\\b`), `${proof.shownIn} names it`);
      return;
    }
    const [without, changed] = configs(key, proof);
    t.notSame(await proof.effect(changed, t), await proof.effect(without, t));
  });
}

/** Without the key, and with it. */
function configs(key: string, { value, beside = {} }: Extract<Proof, { value: unknown }>): [Config, Config] {
  const before = editYaml('', beside);
  // Of lists, the first item is meant.
  const after = editYaml(before, { [key.replace('*', '0')]: value });
  const isPartOfSet = !isGood(before);
  return [
    parseConfig(isPartOfSet ? editYaml(after, { [key]: otherThan(value) }) : before, 'before'),
    parseConfig(after, 'after'),
  ];
}

/** For a key without which its section is not whole. */
function otherThan(value: unknown): unknown {
  return typeof value === 'number' ? value + 1 : `${value}2`;
}

function isGood(text: string): boolean {
  try {
    return Boolean(parseConfig(text, 'text'));
  } catch {
    return false;
  }
}

async function loadProofs(): Promise<Proofs> {
  const folder = new URL('./keys/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js') && file !== 'proof.js');
  const modules: { proofs: Proofs }[] = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
  return Object.assign({}, ...modules.map(({ proofs }) => proofs));
}
