/** `smtp-scan completion bash|zsh|fish`: a script that completes commands, options and their values. */
import { suggestion } from '../text/nearest.ts';
import { type CommandName, type CommandSpec, commands, specOf } from './commands.ts';
import { UserError } from './errors.ts';
import { type OptionSpec, parseOptions } from './options.ts';

const names = Object.keys(commands).filter((name): name is CommandName => Object.hasOwn(commands, name));

const optionsOf = (name: CommandName): readonly (readonly [string, OptionSpec])[] =>
  Object.entries(specOf(name).options);

const valuesOf = ({ values, choices }: OptionSpec): readonly string[] => values ?? choices ?? [];

/** Words behind a command that are no paths. */
const WORDS: Readonly<Partial<Record<CommandName, readonly string[]>>> = { completion: ['bash', 'zsh', 'fish'] };

/** One arm of a shell's `case` for each option that has values to offer. */
const valueArms = (name: CommandName): readonly string[] =>
  optionsOf(name).flatMap(([option, spec]) => {
    const values = valuesOf(spec);
    return values.length > 0 ? [`      ${name}:--${option}) words="${values.join(' ')}" ;;`] : [];
  });

/** Zsh takes bash's way of completing, once `bashcompinit` is loaded. */
const bash = (): string => `# smtp-scan's commands, options and values.
_smtp_scan() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command=scan words=""
  case " ${names.join(' ')} " in *" \${COMP_WORDS[1]} "*) [ "$COMP_CWORD" -gt 1 ] && command="\${COMP_WORDS[1]}" ;; esac
  case "$cur" in
    -*) case "$command" in
${names
  .map(
    (name) =>
      `      ${name}) words="${optionsOf(name)
        .map(([option]) => `--${option}`)
        .join(' ')}" ;;`,
  )
  .join('\n')}
    esac ;;
    *) case "$command:$prev" in
${names.flatMap(valueArms).join('\n')}
      completion:*) words="${(WORDS.completion ?? []).join(' ')}" ;;
      *) [ "$COMP_CWORD" -eq 1 ] && words="${names.join(' ')}" ;;
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _smtp_scan smtp-scan
`;

const zsh = (): string => `autoload -U +X bashcompinit && bashcompinit\n${bash()}`;

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

function fish(): string {
  const isFirst = '__fish_use_subcommand';
  const lines = names.flatMap((name) => [
    `complete -c smtp-scan -n ${isFirst} -a ${name} -d ${quoted(specOf(name).summary)}`,
    ...optionsOf(name).map((option) => fishOption(name, option)),
    ...(WORDS[name]
      ? [`complete -c smtp-scan -n '__fish_seen_subcommand_from ${name}' -f -a '${WORDS[name].join(' ')}'`]
      : []),
  ]);
  return `# smtp-scan's commands, options and values.\n${lines.join('\n')}\n`;
}

function fishOption(name: CommandName, [option, spec]: readonly [string, OptionSpec]): string {
  const seen = `__fish_seen_subcommand_from ${name}`;
  const when = name === 'scan' ? `'__fish_use_subcommand; or ${seen}'` : quoted(seen);
  const values = valuesOf(spec);
  return [
    `complete -c smtp-scan -n ${when} -l ${option}`,
    ...(spec.short === undefined ? [] : [`-s ${spec.short}`]),
    ...(spec.type === 'string' ? ['-r'] : []),
    ...(values.length > 0 ? [`-f -a '${values.join(' ')}'`] : []),
    `-d ${quoted(spec.does)}`,
  ].join(' ');
}

const SCRIPTS: Readonly<Record<string, () => string>> = { bash, zsh, fish };

/** @throws UserError for a shell that there is no script for. */
export async function completionCommand(args: readonly string[]): Promise<number> {
  const { options }: CommandSpec = commands.completion;
  const [shell = ''] = parseOptions(args, options).positionals;
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (!script)
    throw new UserError(
      `completion takes ${Object.keys(SCRIPTS).join(', ')}${shell === '' ? '' : `; '${shell}' is none of them${suggestion(shell, Object.keys(SCRIPTS))}`}`,
    );
  process.stdout.write(script());
  return 0;
}
