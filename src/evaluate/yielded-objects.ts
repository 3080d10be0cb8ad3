/**
 * What blocks set on an object that a method hands to them, as Ruby's libraries are configured:
 * `Post.configure { |config| config.relay = 'h' }`, where `configure` says `yield configuration`.
 */
import { type CallExpr, chainOf } from '../model/expr.ts';
import type { Assignment, Facts, FunctionDef } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { isForeignTest } from '../select/role.ts';
import { callsByName, lastName } from './call-index.ts';
import { classesOf, type FoundClass } from './classes.ts';
import { type Context, chosen, over, type State } from './context.ts';
import { functionsOf } from './functions.ts';
import { atAssignment, atCall } from './places.ts';
import { functionAround, scopeIndex } from './scopes.ts';
import type { Value } from './value.ts';

/** Of the methods that hand out an instance so many are looked at. */
const MOST_METHODS = 4;

/** A method that hands an instance to its block. */
interface Yielding {
  readonly facts: Facts;
  readonly definition: FunctionDef;
  readonly name: string;
}

/** What a block sets on its parameter, and the call that the block is given to. */
interface SetInBlock {
  readonly assignment: Assignment;
  readonly call: CallExpr;
}

/** The values that blocks give to a field of the instances that they are handed. */
export function setInBlocks(context: Context, found: FoundClass, key: string, state: State): readonly Value[] {
  const { facts, definition } = found;
  if (facts.format !== 'ruby' || definition.name === undefined) return [];
  return yieldingMethods(context, found, definition.name, state).flatMap((method) =>
    [method.facts, ...(context.project?.callers(method.facts, method.name) ?? [])]
      .filter((file) => file === method.facts || !isForeignTest(file.path, facts.path))
      .flatMap((file) =>
        (setInBlocksOf(file).get(`${method.name} ${key}`) ?? [])
          .filter((one) => isGivenTo(context, method, file, one))
          .flatMap(({ assignment }) => {
            const way = chosen(state, { choice: `${file.path} set in ${assignment.scope}`, arm: 'called' });
            const hop = { facts: file, range: assignment.range, kind: 'set', name: key } as const;
            return context.enter(assignment.value, atAssignment(file, assignment), over(way, hop));
          }),
      ),
  );
}

/** Another module's `configure` is another method. */
const isGivenTo = (
  context: Context,
  { definition }: Yielding,
  facts: Facts,
  { assignment, call }: SetInBlock,
): boolean =>
  functionsOf(context, call.callee, atAssignment(facts, assignment)).some((one) => one.definition === definition);

/** The methods that give an instance of a class to their block: beside the class, or where it is made. */
function yieldingMethods(
  context: Context,
  { facts, definition }: FoundClass,
  className: string,
  state: State,
): readonly Yielding[] {
  const files = new Set([facts, ...(context.project?.callers(facts, className) ?? [])]);
  const isOf = (value: Value): boolean =>
    value.kind === 'structure' && classesOf(context.project, value).some((one) => one.definition === definition);
  return [...files]
    .flatMap((file) =>
      (callsByName(file).get('yield') ?? []).flatMap((site): readonly Yielding[] => {
        const method = file.program && functionAround(file.program, site.scope);
        const given = site.call.args[0]?.value;
        if (method?.name === undefined || !given) return [];
        const isYielded = context.enter(given, atCall(file, site), state).some(isOf);
        return isYielded ? [{ facts: file, definition: method, name: method.name }] : [];
      }),
    )
    .slice(0, MOST_METHODS);
}

/** What the blocks of a file set on their parameters, by the method that they are given to and the field. */
const setInBlocksOf = oncePer((facts: Facts): ReadonlyMap<string, readonly SetInBlock[]> => {
  const found = new Map<string, SetInBlock[]>();
  const { program } = facts;
  if (!program) return found;
  const { home } = scopeIndex(program);
  const calls = new Map<string, CallExpr>();
  for (const { target, value, scope, declares } of program.assignments)
    if (declares && target.kind === 'ref' && value.kind === 'call') calls.set(`${scope} ${target.name}`, value);
  for (const assignment of program.assignments) {
    const [param, key, further] = chainOf(assignment.target) ?? [];
    if (param === undefined || key === undefined || further !== undefined) continue;
    const call = calls.get(`${home(assignment.scope, param)} ${param}`);
    if (call) grow(found, `${lastName(call.callee)} ${key}`, [{ assignment, call }]);
  }
  return found;
});
