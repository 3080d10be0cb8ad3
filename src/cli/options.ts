/** Command-line options: parsed strictly, with a suggestion for a mistyped one. */
import { parseArgs } from 'node:util';
import { suggestion } from '../text/nearest.ts';
import { UserError } from './errors.ts';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** What the value is called in the help: `FILE`. */
  readonly value?: string;
  /** What the option does, for the help. */
  readonly does: string;
  /** Values that completion offers, where others are taken, too. */
  readonly choices?: readonly string[];
  /** The only values that are taken. */
  readonly values?: readonly string[];
}

export interface Parsed {
  readonly positionals: readonly string[];
  strings(name: string): readonly string[];
  string(name: string): string | undefined;
  flag(name: string): boolean;
}

/**
 * Parses the arguments of one command.
 *
 * @throws UserError for an unknown option, a missing value or one that is not allowed.
 */
export function parseOptions(args: readonly string[], specs: Readonly<Record<string, OptionSpec>>): Parsed {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { type, multiple, short }]) => [
      name,
      { type, multiple: multiple ?? false, ...(short ? { short } : {}) },
    ]),
  );
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UserError(`${reason(error, Object.keys(specs))}\nRun 'smtp-scan --help' for the options.`);
  }
  const { values, positionals } = parsed;
  const strings = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((value) => typeof value === 'string');
  for (const [name, { values: allowed }] of Object.entries(specs)) {
    const wrong = allowed && strings(name).find((value) => !allowed.includes(value));
    if (wrong !== undefined && allowed)
      throw new UserError(
        `--${name} takes ${allowed.join(', ')}; '${wrong}' is none of them${suggestion(wrong, allowed)}`,
      );
  }
  return { positionals, strings, string: (name) => strings(name).at(-1), flag: (name) => values[name] === true };
}

function reason(error: unknown, names: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (unknown === undefined) return message.split('.')[0] ?? message;
  return `there is no option ${unknown}${suggestion(unknown.replace(/^-+/, ''), names, '--')}`;
}
