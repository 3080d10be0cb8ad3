/** Objects that a library fills from the environment, or from other data, by a schema in code: envalid, zod, Joi, t3-env. */
import { type CallExpr, calledName, type Entry, type Expr, type ObjectExpr, valueAt } from '../model/expr.ts';
import { argument } from '../model/facts.ts';
import type { CallRules } from './calls.ts';
import { matchesAny } from './lookup.ts';
import type { Guard } from './value.ts';

/** A schema, and what it is applied to: the environment where nothing is said. */
interface Applied {
  readonly schema: Expr;
  readonly data?: Expr;
  /** A list of what other calls fill, for the keys that this one does not describe. */
  readonly others?: Expr;
}

/** The schema by which a call fills its value, if it is one that does. */
export function appliedIn(rules: CallRules, call: CallExpr, origins: readonly string[]): Applied | undefined {
  const rule = rules.schemas.find((one) => matchesAny(one.of, origins));
  const given = rule && argument(call.args, undefined, rule.index);
  const data = rule ? argument(call.args, undefined, rule.data) : call.args[0]?.value;
  const of = data && !isEnvironment(data) ? { data } : {};
  if (given) {
    const schema = rule.within === undefined ? given : valueAt(given, rule.within);
    const others = rule.extending === undefined ? undefined : valueAt(given, rule.extending);
    return schema && { schema, ...of, ...(others ? { others } : {}) };
  }
  const { callee } = call;
  const parses = callee.kind === 'member' && callee.key.kind === 'text' && rules.parsing.includes(callee.key.value);
  return parses && data ? { schema: callee.of, ...of } : undefined;
}

const isEnvironment = (data: Expr): boolean =>
  data.kind === 'member' && data.key.kind === 'text' && data.key.value === 'env';

const MAX_CHAIN = 20;

/** The fields that a schema's value lists: an object, or the one that `z.object({...})` and what follows it is given. */
export function fieldsOf(schema: Expr): ObjectExpr | undefined {
  let at: Expr | undefined = schema;
  for (let depth = 0; at && depth < MAX_CHAIN; depth += 1) {
    if (at.kind === 'object') return at;
    if (at.kind !== 'call') return undefined;
    const given: Expr | undefined = tuning(at) ? undefined : at.args[0]?.value;
    at = given?.kind === 'object' ? given : at.callee.kind === 'member' ? at.callee.of : undefined;
  }
  return undefined;
}

/** Methods of a schema that are given an object of options, and no fields. https://joi.dev/api/#anyprefsoptions---aliases-preferences-options */
const TUNING: ReadonlySet<string> = new Set([
  'prefs',
  'preferences',
  'options',
  'messages',
  'meta',
  'openapi',
  'describe',
  // What is used where nothing is given says no field: https://zod.dev/api?id=defaults
  ...['default', 'prefault', 'catch'],
]);

const tuning = ({ callee }: CallExpr): boolean =>
  callee.kind === 'member' && callee.key.kind === 'text' && TUNING.has(callee.key.value);

/** What a chain of methods that lists no fields itself goes on from: of `schema.prefs({…}).unknown()` it is `schema`. */
export function receiverOf(schema: Expr): Expr | undefined {
  let at: Expr = schema;
  for (let depth = 0; depth < MAX_CHAIN && at.kind === 'call' && at.callee.kind === 'member'; depth += 1)
    at = at.callee.of;
  return at === schema || (at.kind !== 'ref' && at.kind !== 'member') ? undefined : at;
}

/** Methods of a schema that are given a function which makes another object of its fields. https://zod.dev/api?id=transforms */
const TRANSFORMING: ReadonlySet<string> = new Set(['transform', 'overwrite']);

/** The function that makes another object of what a schema's fields are: the last one of its chain of methods. */
export function transformOf(schema: Expr): Expr | undefined {
  let at: Expr = schema;
  for (let depth = 0; depth < MAX_CHAIN && at.kind === 'call' && at.callee.kind === 'member'; depth += 1) {
    if (TRANSFORMING.has(calledName(at.callee))) return at.args[0]?.value;
    at = at.callee.of;
  }
  return undefined;
}

/** Functions and methods of the libraries that are given an object of fields. */
export const DESCRIBING: readonly string[] = ['object', 'Object', 'keys', 'strictObject', 'looseObject'];

/** Whether a field is an object with fields of its own: `z.object({…}).optional()`. */
export function isNested(field: Expr): boolean {
  let at: Expr = field;
  for (let depth = 0; depth < MAX_CHAIN && at.kind === 'call' && at.callee.kind === 'member'; depth += 1) {
    const { of, key } = at.callee;
    if (key.kind === 'text' && DESCRIBING.includes(key.value)) return at.args[0]?.value.kind === 'object';
    at = of;
  }
  return false;
}

/** A value of a field that nobody sets; of several, each where the program runs in another mode. */
interface Standard {
  readonly value: Expr;
  readonly guards: readonly Guard[];
}

/** https://github.com/af/envalid: used instead of `default` where NODE_ENV is not `production`. */
const BY_MODE = ['default', 'devDefault'];

/** The defaults of a field: `str({ default: 'x', devDefault: 'y' })`, `z.string().min(1).default('x')`. */
export function defaultsOf(field: Expr): readonly Standard[] {
  let at: Expr = field;
  for (let depth = 0; depth < MAX_CHAIN && at.kind === 'call'; depth += 1) {
    const given: Expr | undefined = at.args[0]?.value;
    if (given?.kind === 'object') return standardsIn(given.entries);
    if (at.callee.kind !== 'member') return [];
    if (at.callee.key.kind === 'text' && at.callee.key.value === 'default')
      return given ? [{ value: given, guards: [] }] : [];
    at = at.callee.of;
  }
  return [];
}

/** A default alone holds in every mode. */
function standardsIn(entries: readonly Entry[]): readonly Standard[] {
  const found = entries.filter(({ key }) => BY_MODE.includes(key));
  return found.map(({ key, value }) => ({
    value,
    guards: found.length > 1 ? [{ choice: 'mode of the environment', arm: key }] : [],
  }));
}
