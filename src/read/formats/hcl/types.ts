/**
 * What a variable's type says of what is left out: `object({ host = optional(string, "h") })`.
 * https://developer.hashicorp.com/terraform/language/expressions/type-constraints#optional-object-type-attributes
 */
import type { Entry, Expr, ObjectExpr } from '../../../model/expr.ts';
import { object } from '../../reader.ts';

/** Deeper is no type of people. */
const DEEPEST = 8;

const argumentsOf = (type: Expr | undefined, name: string): readonly (Expr | undefined)[] =>
  type?.kind === 'call' && type.callee.kind === 'ref' && type.callee.name === name
    ? type.args.map(({ value }) => value)
    : [];

function defaultsIn(type: Expr | undefined, depth = 0): ObjectExpr | undefined {
  const [fields] = argumentsOf(type, 'object');
  if (fields?.kind !== 'object' || depth > DEEPEST) return undefined;
  const entries = fields.entries.flatMap((field): Entry[] => {
    const [inner, standard] = argumentsOf(field.value, 'optional');
    const within = defaultsIn(inner ?? field.value, depth + 1);
    const value = standard && within ? over(within, standard) : (standard ?? within);
    return value ? [{ ...field, value }] : [];
  });
  return entries.length > 0 ? object(entries, fields.range) : undefined;
}

/** What is said over what stands there else. */
const over = (defaults: ObjectExpr, said: Expr): Expr =>
  said.kind === 'object' ? object([...defaults.entries, ...said.entries], said.range) : said;

/** The defaults of a type; of `map(object({ … }))` and `list(object({ … }))` those of any entry. */
function defaultsOf(type: Expr | undefined): ObjectExpr | undefined {
  const [items] = ['map', 'list', 'set'].flatMap((name) => argumentsOf(type, name));
  const ofEach = defaultsIn(items);
  return ofEach ? object([{ key: '*', keyRange: ofEach.range, value: ofEach }], ofEach.range) : defaultsIn(type);
}

/** The entries of a variable, with the defaults of its type in its own default. */
export function withTypeDefaults(entries: readonly Entry[]): readonly Entry[] {
  const type = entries.find(({ key }) => key === 'type');
  const defaults = defaultsOf(type?.value);
  if (!type || !defaults) return entries;
  const own = entries.find(({ key }) => key === 'default');
  if (own?.value.kind !== 'object') return [...entries, { ...type, key: 'default', value: defaults }];
  const both = object([...defaults.entries, ...own.value.entries], own.value.range);
  return entries.map((one) => (one === own ? { ...own, value: both } : one));
}
