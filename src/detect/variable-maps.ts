/**
 * node-config's maps from its own keys to variables, whose texts are names.
 * https://github.com/node-config/node-config/wiki/Environment-Variables#custom-environment-variables
 */
import type { Expr } from '../model/expr.ts';

export const isVariableMap = (path: string): boolean => /(^|\/)custom-environment-variables\.\w+$/.test(path);

/** The map with the variables themselves in the place of their names. */
export function asVariables(value: Expr): Expr {
  if (value.kind === 'text') return { kind: 'env', name: value.value, range: value.range };
  if (value.kind !== 'object') return value;
  const name = value.entries.find((entry) => entry.key === '__name')?.value;
  if (name) return asVariables(name);
  return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: asVariables(entry.value) })) };
}
