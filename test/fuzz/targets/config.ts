import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeConfig } from '../../../daemon/config/decode-config.js';
import { PanelDescription } from '../../../daemon/config/panel-description.js';
import { decodeYaml } from '../../../daemon/config/yaml-document.js';
import { editYaml, type YamlChanges } from '../../../daemon/config/yaml-edit.js';
import { FramedError } from '../../../daemon/errors.js';
import { packageRoot } from '../../../daemon/package-root.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { Misbehaviour } from '../misbehaviour.js';
import { mutateBytes } from '../mutate-bytes.js';
import { mutateText } from '../mutate-text.js';

const TOKENS = [
  ...[
    '&a',
    '*a',
    '<<: *a',
    '!!binary',
    '!!js/function',
    '? ',
    '- ',
    ': ',
    '[',
    '{',
    '}',
    ']',
    '|',
    '>-',
    '"',
    "'",
    '#',
    '---',
    '...',
  ],
  ...[
    '~',
    'null',
    'true',
    '.inf',
    '-.nan',
    '0x10',
    '0o17',
    '1e400',
    '99999999999999999999',
    '2001-01-01',
    '%YAML 1.1',
    '\t',
    '\0',
    '\ufeff',
  ],
  ...[
    'a: &a [*a]',
    '&b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
    '&a [x]',
    '__proto__: 1',
    'constructor: {}',
    'version: 2',
    'é',
    '\u2028',
  ],
];
/** What is changed in those that are good, as the settings page would. */
const CHANGES: readonly YamlChanges[] = [
  ...[{ name: 'kitchen' }, { 'http.port': 9090 }, { 'http.hosts': ['a.example', 'b'] }, { 'panel.rotation': null }],
  ...[
    { 'watch.folders': [] },
    { 'https.port': 8443 },
    { schedule: [{ at: '07:00', do: 'next' }] },
    { 'display.virtual.bus_mhz': 40 },
  ],
];

/** The configuration, and the description of a panel: decoded, and edited where it is good. */
export async function open(): Promise<FuzzTarget> {
  const read = (...path: string[]) => readFileSync(join(packageRoot, 'config', ...path), 'utf8');
  const example = read('framed.example.yaml');
  const panels = readdirSync(join(packageRoot, 'config/panels')).map((name) => read('panels', name));
  const configs = [example, uncommented(example), SMALL];
  return {
    make: (chance) => {
      const text = chance.oneOf(chance.happens(0.2) ? panels : configs) ?? '';
      if (chance.happens(0.1)) return mutateBytes(Buffer.from(text), chance);
      return Buffer.from(mutateText(text, chance, TOKENS));
    },
    feed(input) {
      const text = input.toString();
      const seen = decodeConfig(text);
      if (!seen.ok) return decodedPanel(text) ?? 'refused';
      checkEdit(text, CHANGES[input.length % CHANGES.length] ?? {});
      return 'taken';
    },
    close: async () => [],
  };
}

/** Undefined: it is none. */
function decodedPanel(text: string): string | undefined {
  try {
    decodeYaml(text, 'panel.yaml', PanelDescription, 'panel-invalid');
    return 'panel';
  } catch (error) {
    if (error instanceof FramedError) return undefined;
    throw error;
  }
}

function checkEdit(text: string, changes: YamlChanges): void {
  let edited: string;
  try {
    edited = editYaml(text, changes);
  } catch (error) {
    if (error instanceof FramedError) return;
    throw error;
  }
  const after = decodeConfig(edited);
  if (after.ok) return;
  throw new Misbehaviour(
    `${JSON.stringify(changes)} made it bad: ${after.faults.map(({ message }) => message).join('; ')}`,
  );
}

/** Every key that the example only mentions. */
function uncommented(text: string): string {
  return text.replace(/^( *)# (\w+:( .*)?)$/gm, '$1$2');
}

const SMALL = `version: 1
name: &n "framed"
http: { port: 8080, hosts: [pi.local, "frame"] } # comment
panel:
  name: ili9341-320x240

playback:
  still_seconds: 10
schedule:
  - { days: weekdays, at: "07:00", do: display on }
  - cron: "*/5 23 * 1-3 mon"
    do: brightness 20 fade 5
`;
