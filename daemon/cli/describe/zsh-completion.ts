import {
  type CommandWords,
  everyCommand,
  type OptionWords,
  type ProgramWords,
  type WordKind,
} from './program-words.js';

/** A completion script for zsh: to be put as _framed into a folder of $fpath. */
export function zshCompletion(program: ProgramWords): string {
  const { name, groups } = program;
  return `#compdef ${name}
# zsh completion for ${name}, made by: ${name} completion zsh

_${name}_names() {
    local -a names
    names=("\${(@f)$(${name} complete $1 2>/dev/null)}")
    compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a names
}

${everyCommand(program).map(commandFunction(name)).join('\n')}
_${name}() {
    local context state state_descr line
    typeset -A opt_args
    _arguments -C ${program.options.map(optionSpec(name)).join(' ')} '1: :->command' '*:: :->words'
    case $state in
        command)
            local -a commands=(
${groups.flatMap(({ commands }) => commands.map(described)).join('')}            )
            _describe command commands
            ;;
        words) (( $+functions[_${name}_\${words[1]//-/_}] )) && _${name}_\${words[1]//-/_} ;;
    esac
}

_${name} "$@"
`;
}

function commandFunction(program: string): (command: CommandWords) => string {
  return ({ name, options, arguments: words, commands }) => {
    const specs = options.map(optionSpec(program));
    const begin = `_${program}_${name.replace(/[ -]/g, '_')}() {\n`;
    if (commands.length === 0) {
      const own = words.map(({ isVariadic, kind }) => quoted(`${isVariadic ? '*' : ''}: :${action(program, kind)}`));
      return `${begin}    _arguments ${[...specs, ...own].join(' ')}\n}\n`;
    }
    const prefix = `_${program}_${name.replace(/[ -]/g, '_')}_`;
    const own = commands
      .map((command) => described({ ...command, name: command.name.slice(name.length + 1) }))
      .join('');
    return `${begin}    local context state state_descr line
    typeset -A opt_args
    _arguments -C ${specs.join(' ')} '1: :->command' '*:: :->words'
    case $state in
        command)
            local -a commands=(
${own}            )
            _describe command commands
            ;;
        words) (( $+functions[${prefix}\${words[1]//-/_}] )) && ${prefix}\${words[1]//-/_} ;;
    esac
}
`;
  };
}

function described({ name, summary }: Pick<CommandWords, 'name' | 'summary'>): string {
  return `                ${quoted(`${name}:${summary}`)}\n`;
}

function optionSpec(program: string): (option: OptionWords) => string {
  return ({ short, long, description, value }) => {
    const flags = [short, long].filter((flag) => flag !== undefined);
    const what = `[${description.replace(/[[\]]/g, '\\$&').replaceAll(':', '\\:')}]`;
    const taken = value === undefined ? '' : `: :${action(program, value)}`;
    if (flags.length < 2) return quoted(`${flags[0]}${what}${taken}`);
    return `${quoted(`(${flags.join(' ')})`)}{${flags.join(',')}}${quoted(`${what}${taken}`)}`;
  };
}

function action(program: string, kind: WordKind): string {
  switch (kind.is) {
    case 'one-of':
      return `(${kind.words.join(' ')})`;
    case 'names':
      return `_${program}_names ${kind.names}`;
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'anything':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
