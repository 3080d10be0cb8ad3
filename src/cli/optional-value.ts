/** Options whose value may be left out, which Node's parser does not have. */
import { existsSync } from 'node:fs';

/**
 * Gives `--NAME` the value that stands behind it, or an empty one. What is there as a file or folder is a path to scan,
 * not a value: `--NAME=VALUE` says it without doubt.
 */
export function optionalValue(args: readonly string[], name: string): readonly string[] {
  const end = args.indexOf('--');
  const index = args.indexOf(`--${name}`);
  if (index < 0 || (end >= 0 && end < index)) return args;
  const next = args[index + 1];
  const isValue = next !== undefined && !next.startsWith('-') && !existsSync(next);
  return [...args.slice(0, index), `--${name}=${isValue ? next : ''}`, ...args.slice(index + (isValue ? 2 : 1))];
}
