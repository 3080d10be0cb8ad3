/** Command-line options: parsed strictly, with a suggestion for a mistyped one. */
import { parseArgs } from 'node:util';
import { UserError } from './errors.ts';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
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
  const options = Object.fromEntries(Object.entries(specs).map(([name, { type, multiple, short }]) => [name, { type, multiple: multiple ?? false, ...(short ? { short } : {}) }]));
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UserError(`${reason(error, Object.keys(specs))}\nRun 'smtp-scan --help' for the options.`);
  }
  const { values, positionals } = parsed;
  const strings = (name: string): readonly string[] => [values[name] ?? []].flat().filter((value) => typeof value === 'string');
  for (const [name, { values: allowed }] of Object.entries(specs)) {
    const wrong = allowed && strings(name).find((value) => !allowed.includes(value));
    if (wrong !== undefined && allowed) throw new UserError(`--${name} takes ${allowed.join(', ')}; '${wrong}' is none of them${suggestion(wrong, allowed)}`);
  }
  return { positionals, strings, string: (name) => strings(name).at(-1), flag: (name) => values[name] === true };
}

function reason(error: unknown, names: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (unknown === undefined) return message.split('.')[0] ?? message;
  return `there is no option ${unknown}${suggestion(unknown.replace(/^-+/, ''), names, '--')}`;
}

/** ` (did you mean X?)` for the nearest name, or nothing when none is near. */
export function suggestion(wrong: string, names: readonly string[], prefix = ''): string {
  const near = names.map((name) => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.max(2, near.name.length / 3) ? ` (did you mean ${prefix}${near.name}?)` : '';
}

/** Levenshtein's distance. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, substitute));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
