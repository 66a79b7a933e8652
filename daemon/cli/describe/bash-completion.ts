import {
  type CommandWords,
  everyCommand,
  type OptionWords,
  type ProgramWords,
  type WordKind,
} from './program-words.js';

/** A completion script for bash. It needs nothing but bash 4: not the package bash-completion. */
export function bashCompletion(program: ProgramWords): string {
  const { name } = program;
  const commands = everyCommand(program);
  const topLevel = program.groups.flatMap((group) => group.commands.map((command) => command.name));
  return `# bash completion for ${name}, made by: ${name} completion bash

_${name}_reply() {
    COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_${name}_files() {
    compopt -o filenames 2>/dev/null
    local IFS=$'\\n'
    COMPREPLY=($(compgen "$1" -- "$cur"))
}

# Names may hold blanks: they are quoted as the word was begun. Capitals do not matter.
_${name}_names() {
    local name typed=\${cur//\\\\/}
    local quote=
    case $typed in [\\"\\']*) quote=\${typed:0:1} typed=\${typed:1} ;; esac
    while IFS= read -r name; do
        [[ \${name,,} == "\${typed,,}"* ]] || continue
        if [[ $quote ]]; then COMPREPLY+=("$name"); else COMPREPLY+=("$(printf '%q' "$name")"); fi
    done < <("\${COMP_WORDS[0]}" complete "$1" 2>/dev/null)
}

_${name}() {
    local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case $command:\${COMP_WORDS[i]} in
            *:-*) ;;
${nestedCases(commands)}            :*) command=\${COMP_WORDS[i]} ;;
        esac
    done
    case $command:$prev in
${commands.flatMap(valueCases(name)).join('')}    esac
    if [[ $cur == -* ]]; then
        case $command in
            '') _${name}_reply ${quoted(flagsOf(program.options))} ;;
${commands.map(({ name: one, options }) => `            ${quoted(one)}) _${name}_reply ${quoted(flagsOf(options))} ;;\n`).join('')}        esac
        return
    fi
    case $command in
        '') _${name}_reply ${quoted(topLevel.join(' '))} ;;
${commands.map(argumentCase(name)).join('')}    esac
}

complete -F _${name} ${name}
`;
}

/** "config" and then "get" make the command "config get". */
function nestedCases(commands: readonly CommandWords[]): string {
  return commands
    .filter(({ name }) => name.includes(' '))
    .map(({ name }) => {
      const at = name.lastIndexOf(' ');
      return `            ${quoted(`${name.slice(0, at)}:${name.slice(at + 1)}`)}) command=${quoted(name)} ;;\n`;
    })
    .join('');
}

function valueCases(program: string): (command: CommandWords) => string[] {
  return ({ name, options }) =>
    options.flatMap(({ short, long, value }) => {
      if (value === undefined) return [];
      const patterns = [short, long].filter((flag) => flag !== undefined).map((flag) => quoted(`${name}:${flag}`));
      return [`        ${patterns.join('|')}) ${action(program, value)}; return ;;\n`];
    });
}

function argumentCase(program: string): (command: CommandWords) => string {
  return ({ name, arguments: [first], commands }) => {
    if (commands.length > 0) {
      const own = commands.map((command) => command.name.slice(name.length + 1)).join(' ');
      return `        ${quoted(name)}) _${program}_reply ${quoted(own)} ;;\n`;
    }
    if (first === undefined || first.kind.is === 'anything') return '';
    return `        ${quoted(name)}) ${action(program, first.kind)} ;;\n`;
  };
}

function action(program: string, kind: WordKind): string {
  switch (kind.is) {
    case 'one-of':
      return `_${program}_reply ${quoted(kind.words.join(' '))}`;
    case 'names':
      return `_${program}_names ${kind.names}`;
    case 'file':
      return `_${program}_files -f`;
    case 'folder':
      return `_${program}_files -d`;
    case 'anything':
      return ':';
  }
}

function flagsOf(options: readonly OptionWords[]): string {
  return options.flatMap(({ long }) => long ?? []).join(' ');
}

/** For a shell of the Bourne family. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
