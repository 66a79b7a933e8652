import type { Argument, Command, Option } from 'commander';

/** What a word of the command line may be, as far as a shell can help with it. */
export type WordKind =
  | { is: 'one-of'; words: readonly string[] }
  /** Asked of the running daemon: `framed complete NAMES`. */
  | { is: 'names'; names: 'clips' | 'clips-and-playlists' | 'panels' }
  | { is: 'file' }
  | { is: 'folder' }
  | { is: 'anything' };

export interface ArgumentWords {
  /** As a person reads it: "<file...>". */
  term: string;
  description: string;
  kind: WordKind;
  isVariadic: boolean;
}

export interface OptionWords {
  /** As a person reads it: "-f, --follow". */
  term: string;
  short: string | undefined;
  long: string | undefined;
  description: string;
  /** Undefined where it takes no value. */
  value: WordKind | undefined;
}

export interface CommandWords {
  /** Without the program's own: "add", "config get". */
  name: string;
  /** As a person calls it: "framed add [options] <file...>". */
  usage: string;
  summary: string;
  description: string;
  arguments: readonly ArgumentWords[];
  options: readonly OptionWords[];
  /** Where there are some, one of them follows. */
  commands: readonly CommandWords[];
}

/** Commands under a heading of the help text. */
export interface CommandGroup {
  heading: string;
  commands: readonly CommandWords[];
}

export interface ProgramWords {
  name: string;
  description: string;
  options: readonly OptionWords[];
  groups: readonly CommandGroup[];
}

/** The program's own description, as plain data: what help, completion and the manual page are made of. Hidden commands are left out. */
export function programWords(program: Command): ProgramWords {
  const groups = new Map<string, CommandWords[]>();
  for (const command of visibleCommands(program)) {
    const heading = command.helpGroup().replace(/:$/, '');
    groups.set(heading, [...(groups.get(heading) ?? []), commandWords(command, program.name(), '')]);
  }
  return {
    name: program.name(),
    description: program.description(),
    options: optionsOf(program),
    groups: [...groups].map(([heading, commands]) => ({ heading, commands })),
  };
}

/** All of them, in order; a command's own follow it. */
export function everyCommand({ groups }: ProgramWords): CommandWords[] {
  const withOwn = (command: CommandWords): CommandWords[] => [command, ...command.commands.flatMap(withOwn)];
  return groups.flatMap(({ commands }) => commands.flatMap(withOwn));
}

function commandWords(command: Command, program: string, parent: string): CommandWords {
  const name = `${parent}${command.name()}`;
  return {
    name,
    usage: `${program} ${name} ${command.usage()}`,
    summary: command.summary() || command.description(),
    description: command.description(),
    arguments: command.registeredArguments.map(argumentWords),
    options: optionsOf(command),
    commands: visibleCommands(command).map((one) => commandWords(one, program, `${name} `)),
  };
}

function visibleCommands(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
}

function argumentWords(argument: Argument): ArgumentWords {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  return {
    term: argument.required ? `<${name}>` : `[${name}]`,
    description: argument.description,
    kind: kindOf(argument.name(), argument.argChoices),
    isVariadic: argument.variadic,
  };
}

function optionsOf(command: Command): OptionWords[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      term: option.flags,
      short: option.short,
      long: option.long,
      description: command.createHelp().optionDescription(option),
      value: valueKind(option),
    }));
}

function valueKind({ flags, argChoices, long }: Option): WordKind | undefined {
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1];
  if (placeholder === undefined) return undefined;
  return kindOf(long === '--panel' ? 'panel' : placeholder, argChoices);
}

/** By the name that a person reads, so that the two cannot part. */
function kindOf(name: string, choices: readonly string[] | undefined): WordKind {
  if (choices !== undefined) return { is: 'one-of', words: choices };
  if (name === 'clip') return { is: 'names', names: 'clips' };
  if (name === 'clip-or-playlist') return { is: 'names', names: 'clips-and-playlists' };
  if (name === 'panel') return { is: 'names', names: 'panels' };
  if (name === 'dir') return { is: 'folder' };
  return /^(in|path|file(\..*)?|.*\.(zip|bin|tar|yaml))$/.test(name) ? { is: 'file' } : { is: 'anything' };
}
