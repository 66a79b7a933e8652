import { EXIT } from '../exit-codes.js';
import { type CommandWords, everyCommand, type OptionWords, type ProgramWords } from './program-words.js';

export interface ManPageOptions {
  version: string;
  /** The day in the page's foot: "2026-11-21". */
  date: string;
}

const ENVIRONMENT: readonly (readonly [name: string, what: string])[] = [
  ['FRAMED_SOCKET', 'The socket at which commands look for the daemon, where --socket does not name one.'],
  ['STATE_DIRECTORY', 'Set by systemd: where the library lives, where --data does not say.'],
  ['RUNTIME_DIRECTORY', 'Set by systemd: where the daemon makes its socket.'],
  [
    'XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_RUNTIME_DIR',
    "A user's own configuration, library and socket are in framed there.",
  ],
];

const FILES: readonly (readonly [name: string, what: string])[] = [
  ['/etc/framed/config.yaml', 'The configuration. A user of their own has it in ~/.config/framed/config.yaml.'],
  ['/var/lib/framed', 'The library of the service. A user of their own has it in ~/.local/share/framed.'],
  ['/run/framed/framed.sock', 'The socket of the service. Members of the group framed may use it.'],
];

const EXIT_STATUS: readonly (readonly [code: number, what: string])[] = [
  [EXIT.ok, 'Done.'],
  [EXIT.failed, 'It was asked rightly and could not be done; one line on standard error says why.'],
  [EXIT.usage, 'It was asked wrongly.'],
  [EXIT.notRunning, 'No framed runs that could be asked.'],
  [EXIT.interrupted, 'It was interrupted.'],
];

/** framed(1), in the macros of man(7). */
export function manPage(program: ProgramWords, { version, date }: ManPageOptions): string {
  const { name, description, groups } = program;
  return [
    `.TH ${name.toUpperCase()} 1 ${text(date)} "${text(`${name} ${version}`)}" "User Commands"`,
    '.SH NAME',
    `${name} \\- ${text(description.charAt(0).toLowerCase() + description.slice(1).replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    `.B ${name}`,
    '.I command',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    text(description),
    'Without a command it does what',
    `.B ${name} run`,
    'does.',
    ...groups.flatMap(({ heading, commands }) => [
      `.SH ${text(heading.toUpperCase())}`,
      ...everyCommand({ ...program, groups: [{ heading, commands }] }).flatMap(commandLines),
    ]),
    '.SH EXIT STATUS',
    ...EXIT_STATUS.flatMap(([code, what]) => tagged(`.B ${code}`, what)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([variable, what]) => tagged(`.B ${text(variable)}`, what)),
    '.SH FILES',
    ...FILES.flatMap(([path, what]) => tagged(`.I ${text(path)}`, what)),
    '',
  ].join('\n');
}

function commandLines({ usage, description, arguments: words, options }: CommandWords): string[] {
  return [
    `.SS ${text(usage)}`,
    text(description),
    ...words
      .filter((word) => word.description !== '')
      .flatMap((word) => tagged(`.I ${text(word.term.replace(/[<>[\]]/g, ''))}`, word.description)),
    ...options.filter(({ long }) => long !== '--help').flatMap(optionLines),
  ];
}

function optionLines({ term, description }: OptionWords): string[] {
  return tagged(`.B ${text(term)}`, description);
}

function tagged(tag: string, what: string): string[] {
  return ['.TP', tag, text(what)];
}

/** Text of any kind as roff takes it: a backslash, a hyphen that is to be a minus, and a line that would be a request. */
function text(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replaceAll('"', '\\(dq')
    .replace(/^[.']/, '\\&$&');
}
