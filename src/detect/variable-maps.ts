/**
 * node-config's maps from its own keys to variables, whose texts are names.
 * https://github.com/node-config/node-config/wiki/Environment-Variables#custom-environment-variables
 */
import type { Expr } from '../model/expr.ts';

export const isVariableMap = (path: string): boolean => /(^|\/)custom-environment-variables\.\w+$/.test(path);

/** The map with the variables themselves in the place of their names. `made` keeps what aliases share as one. */
export function asVariables(value: Expr, made = new Map<Expr, Expr>()): Expr {
  if (value.kind === 'text') return { kind: 'env', name: value.value, range: value.range };
  if (value.kind !== 'object') return value;
  const known = made.get(value);
  if (known) return known;
  const name = value.entries.find((entry) => entry.key === '__name')?.value;
  const variables = name
    ? asVariables(name, made)
    : { ...value, entries: value.entries.map((entry) => ({ ...entry, value: asVariables(entry.value, made) })) };
  made.set(value, variables);
  return variables;
}
