import {
  type CommandWords,
  everyCommand,
  type OptionWords,
  type ProgramWords,
  type WordKind,
} from './program-words.js';

/** A completion script for fish: to be put as framed.fish into ~/.config/fish/completions. */
export function fishCompletion(program: ProgramWords): string {
  const { name, groups } = program;
  const complete = `complete -c ${name}`;
  const top = groups.flatMap(({ commands }) =>
    commands.map(
      (command) => `${complete} -n __fish_use_subcommand -a ${quoted(command.name)} -d ${quoted(command.summary)}`,
    ),
  );
  const lines = [
    `# fish completion for ${name}, made by: ${name} completion fish`,
    `${complete} -f`,
    ...program.options.map((option) => `${complete} -n __fish_use_subcommand ${optionWords(name, option)}`),
    ...top,
    ...everyCommand(program).flatMap((command) => commandLines(name, complete, command)),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines(program: string, complete: string, { name, options, arguments: words, commands }: CommandWords) {
  const seen = name
    .split(' ')
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join('; and ');
  const on = `${complete} -n ${quoted(seen)}`;
  const own = commands.map(({ name: full, summary }) => {
    const word = full.slice(name.length + 1);
    return `${on} -a ${quoted(word)} -d ${quoted(summary)}`;
  });
  return [
    ...options.map((option) => `${on} ${optionWords(program, option)}`),
    ...own,
    ...words.flatMap(({ kind }) => (kind.is === 'anything' ? [] : [`${on} ${value(program, kind)}`])),
  ];
}

function optionWords(program: string, { short, long, description, value: kind }: OptionWords): string {
  return [
    short === undefined ? '' : `-s ${short.slice(1)}`,
    long === undefined ? '' : `-l ${long.slice(2)}`,
    `-d ${quoted(description)}`,
    kind === undefined ? '' : `-r ${value(program, kind)}`,
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function value(program: string, kind: WordKind): string {
  switch (kind.is) {
    case 'one-of':
      return `-f -a ${quoted(kind.words.join(' '))}`;
    case 'names':
      return `-f -a ${quoted(`(${program} complete ${kind.names} 2>/dev/null)`)}`;
    case 'file':
      return '-F';
    case 'folder':
      return `-f -a ${quoted('(__fish_complete_directories)')}`;
    case 'anything':
      return '-f';
  }
}

/** For fish: within single quotes only the quote and the backslash mean anything. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
