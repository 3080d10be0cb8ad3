/** Objects that schemas in code make of the environment or of other data, field by field. */
import { type CallExpr, type Expr, memberUnder } from '../model/expr.ts';
import { oncePer, oncePerPath } from '../model/once.ts';
import { frameOf, returned } from './call-results.ts';
import { along, type Context, chosen, MAX_DEPTH, type State } from './context.ts';
import { functionsOf } from './functions.ts';
import { asFallback } from './holes.ts';
import { asking } from './look-ups.ts';
import { isObject } from './objects.ts';
import { appliedIn, defaultsOf, fieldsOf, isNested, receiverOf, transformOf } from './schemas.ts';
import { isKnown, isWritten } from './texts.ts';
import type { Place, StructureValue, Value } from './value.ts';

/** Whether `of[key]` is what a schema makes of its data, and not a part of that: `schema.safeParse(process.env).data`. */
export const isParsed = (context: Context, call: CallExpr, key: string, place: Place): boolean =>
  context.calls.parsed.includes(key) &&
  appliedIn(context.calls, call, context.origins(call.callee, place)) !== undefined;

/** A field of a schema, and where it stands. */
interface Field {
  readonly expr: Expr;
  readonly place: Place;
}

/**
 * A key of what a schema makes of its data: `cleanEnv(process.env, { X: str({ default: 'x' }) }).X`. Of the environment it is
 * a variable, of other data what that holds, and else what the schema says.
 */
export function described(context: Context, value: StructureValue, key: string, state: State): readonly Value[] {
  const { expr, place, within: outer = [] } = value;
  const applied = expr.kind === 'call' && appliedIn(context.calls, expr, context.origins(expr.callee, place));
  if (!applied) return [];
  if (key === UNTRANSFORMED) return [{ ...value, untransformed: true }];
  const schema = { expr: applied.schema, place };
  if (!value.untransformed) {
    const made = transformed(context, expr, fieldsAt(context, schema, outer, state), value, state);
    if (made.length > 0) return made.flatMap((one) => context.memberOf(one, key, state));
  }
  const path = [...outer, key];
  const { data } = applied;
  const fields = fieldsAt(context, schema, path, state);
  if (fields.length === 0 && applied.others)
    return itemsOf(context, applied.others, place, state).flatMap((item) => along(context, item, path, state));
  return fields.flatMap((field) => {
    if (isNested(field.expr)) return [{ ...value, within: path, untransformed: undefined }];
    const given = data ? context.within(data, path, place, state).filter(isKnown) : [];
    // A file may be another one where the program runs.
    if (given.some(isWritten) && given.every(isOfProgram)) return given;
    const { range } = field.expr;
    const standards = defaultsOf(field.expr).flatMap((one) =>
      context.enter(one.value, field.place, chosen(state, ...one.guards)),
    );
    // Data of which nothing is known may be any file of the configuration.
    const space = data ? 'config' : 'env';
    return data && context.enter(data, place, state).some(isObject)
      ? [...given, ...standards.map((one) => asFallback(one, path.join('.')))]
      : asking(context, { asked: { space, path }, range }, standards, field.place, state);
  });
}

/** What the items of lists are. */
const itemsOf = ({ enter }: Context, list: Expr, place: Place, state: State): readonly Value[] =>
  enter(list, place, state).flatMap((value) =>
    value.kind === 'structure' && value.expr.kind === 'list'
      ? value.expr.items.flatMap((item) => enter(item, value.place, state))
      : [],
  );

/** The member under which the function of a schema finds what the fields say: no source writes it. */
const UNTRANSFORMED = ' of the fields';

/** What the functions of schemas make of an object: each is called with the object as the fields describe it. */
const transformed = (
  context: Context,
  call: CallExpr,
  schemas: readonly Field[],
  { place, within: path = [] }: StructureValue,
  state: State,
): readonly Value[] =>
  schemas.flatMap((schema) => {
    const fn = transformOf(schema.expr);
    if (!fn) return [];
    const given = handedTo(fn)(call, path);
    return functionsOf(context, fn, schema.place).flatMap(({ facts, definition }) =>
      returned(context, facts, definition, state, { asked: path.join('.') }, frameOf(definition, given, place)),
    );
  });

/** The call of a function with the object that another call makes, made once as all made expressions are. */
const handedTo = oncePer((callee: Expr) =>
  oncePerPath((call: CallExpr, path): CallExpr => {
    const { range } = call;
    const args = [{ value: memberUnder(call, [...path, UNTRANSFORMED], range) }];
    return { kind: 'call', callee, args, construct: false, range };
  }),
);

const isOfProgram = (value: Value): boolean =>
  (value.kind === 'text' ? value.facts : value.place.facts).program !== undefined;

/** The fields at a path of a schema, through the names that hold its parts. */
function fieldsAt(context: Context, { expr, place }: Field, path: readonly string[], state: State): readonly Field[] {
  const [key, ...further] = path;
  // The value of a call such as `.default('x')` would be that of its receiver, without what it says.
  if (key === undefined && expr.kind === 'call') return [{ expr, place }];
  return context.enter(expr, place, state).flatMap((value) => {
    if (value.kind !== 'structure') return [];
    if (key === undefined) return [{ expr: value.expr, place: value.place }];
    const fields = fieldsOf(value.expr);
    const receiver = fields ? undefined : receiverOf(value.expr);
    // `schema = schema.strict()` goes on from itself.
    if (receiver && state.depth < MAX_DEPTH)
      return fieldsAt(context, { expr: receiver, place: value.place }, path, { ...state, depth: state.depth + 1 });
    const field = fields?.entries.findLast((found) => found.key === key)?.value;
    return field ? fieldsAt(context, { expr: field, place: value.place }, further, state) : [];
  });
}
