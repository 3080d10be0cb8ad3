/** What a program reads from its environment or configuration: by look-ups in calls and members, by schemas. */
import { type CallExpr, chainOf, type Expr, type MemberExpr } from '../model/expr.ts';
import { argument } from '../model/facts.ts';
import { type Context, chosen, type State } from './context.ts';
import { asking } from './look-ups.ts';
import { type Lookup, lookupOf } from './lookup.ts';
import { defaultsOf, fieldsOf, schemaOf } from './schemas.ts';
import { textsOf } from './texts.ts';
import type { Asked, Place, Value } from './value.ts';

/** `process.env.X`, `os.environ['X']`; undefined when the container is no look-up's, or the name is not known. */
export function readMember(
  context: Context,
  expr: MemberExpr,
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const typed = place.facts.format === 'csharp' ? context.types(expr.of, place) : [];
  const of = [...context.origins(expr.of, place), ...typed];
  const lookup = lookupOf(context.memberLookups, of, place.facts.format);
  if (!lookup) return undefined;
  const names = keysOf(context, expr, place, state);
  if (names.length === 0) return undefined;
  const { range } = expr;
  const shown = lookup.kind === 'config' ? chainOf(expr)?.join('.') : undefined;
  return names.flatMap((name) =>
    asking(context, { asked: askedOf(lookup, name), range, ...(shown ? { shown } : {}) }, [], place, state),
  );
}

/** The texts that the key of a member may be. */
const keysOf = ({ enter }: Context, { key }: MemberExpr, place: Place, state: State): readonly string[] =>
  key.kind === 'text' ? [key.value] : textsOf(enter(key, place, state));

/** `os.getenv('X', 'd')`; undefined when the callee is no look-up, or the name is not known. */
export function readCall(
  context: Context,
  call: CallExpr,
  origins: readonly string[],
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const lookup = lookupOf(context.callLookups, origins, place.facts.format);
  if (!lookup) return undefined;
  const names = namesRead(context, lookup, call, place, state);
  if (names.length === 0) return undefined;
  const standard = fallbackOf(lookup, call);
  return names.flatMap((name) =>
    asking(
      context,
      { asked: askedOf(lookup, name), range: call.range },
      standard ? context.enter(standard, place, state) : [],
      place,
      state,
    ),
  );
}

/** What a look-up asks for by a name; keys of configuration are dotted, or joined by colons (.NET). */
const askedOf = ({ kind, under }: Lookup, name: string): Asked =>
  kind === 'env' || (kind === 'named' && /^[A-Z][A-Z0-9_]*$/.test(name))
    ? { space: 'env', path: [name] }
    : { space: 'config', path: [...(under === undefined ? [] : [under]), ...name.split(/[.:]/)] };

/** What a call asks for, its parts joined by dots: every way to put them together. */
const namesRead = ({ enter }: Context, lookup: Lookup, call: CallExpr, place: Place, state: State): readonly string[] =>
  Array.from({ length: lookup.parts ?? 1 }, (_, index) => argument(call.args, undefined, (lookup.name ?? 0) + index))
    .map((part) => (part ? textsOf(enter(part, place, state)) : []))
    .reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => `${head}.${tail}`)));

function fallbackOf({ fallback }: Lookup, { args }: CallExpr): Expr | undefined {
  if (!fallback) return undefined;
  const named = fallback.named?.map((name) => argument(args, name, undefined)).find(Boolean);
  return named ?? argument(args, undefined, fallback.index);
}

/** `schema.safeParse(process.env)`, whose `data` is what the schema describes. */
export const isSchema = (context: Context, call: CallExpr, place: Place): boolean =>
  schemaOf(context.calls, call, context.origins(call.callee, place)) !== undefined;

/** `cleanEnv(process.env, { X: str({ default: 'x' }) }).X`: a variable that a schema describes. */
export function describedVariable(
  context: Context,
  call: CallExpr,
  key: string,
  place: Place,
  state: State,
): readonly Value[] {
  const schema = schemaOf(context.calls, call, context.origins(call.callee, place));
  const fields = schema ? context.enter(schema, place, state) : [];
  return fields.flatMap((value) => {
    const object = value.kind === 'structure' ? fieldsOf(value.expr) : undefined;
    const field = object?.entries.findLast((found) => found.key === key);
    if (value.kind !== 'structure' || !field) return [];
    const standards = defaultsOf(field.value);
    return asking(
      context,
      { asked: { space: 'env', path: [key] }, range: field.value.range },
      standards.flatMap((one) => context.enter(one.value, value.place, chosen(state, ...one.guards))),
      value.place,
      state,
    );
  });
}
