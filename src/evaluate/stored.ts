/**
 * What is put into a mapping under keys that are computed: `config[name] = load(name)`, `tenants.set(tenant.slug, tenant)`. Asked for
 * one key it is what is put there under that; asked for a key that is not known it is one more entry.
 */
import { chainOf, type Expr, type MemberExpr, type Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { callsByName } from './call-index.ts';
import { type Context, chosen, over, type State } from './context.ts';
import { bothGuards } from './guards.ts';
import { atAssignment, atCall, inFrame } from './places.ts';
import { constantText, scopeIndex } from './scopes.ts';
import { textsOf } from './texts.ts';
import type { Place, StructureValue, Value } from './value.ts';

interface Stored {
  /** The names of the mapping. */
  readonly chain: readonly string[];
  readonly key: Expr;
  readonly value: Expr;
  readonly place: Place;
  readonly range: Range;
}

/** Of one mapping so many are looked at. */
const MAX_STORED = 24;

/** What a file puts into mappings so, by the first of the mapping's names. */
const storedIn = oncePer((facts: Facts): ReadonlyMap<string, readonly Stored[]> => {
  const found = new Map<string, Stored[]>();
  const add = (of: Expr, key: Expr, value: Expr, place: Place, range: Range): void => {
    const chain = chainOf(of);
    const [first] = chain ?? [];
    if (!chain || first === undefined) return;
    const list = found.get(first) ?? [];
    found.set(first, list);
    list.push({ chain, key, value, place, range });
  };
  for (const assignment of facts.program?.assignments ?? []) {
    const { target, value, range } = assignment;
    if (target.kind === 'member' && isComputed(target, facts))
      add(target.of, target.key, value, atAssignment(facts, assignment), range);
  }
  // https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Map/set
  for (const site of facts.format === 'javascript' ? (callsByName(facts).get('set') ?? []) : []) {
    const { callee, args, range } = site.call;
    const [key, value] = args.map((argument) => argument.value);
    if (callee.kind === 'member' && key && value && args.length === 2)
      add(callee.of, key, value, atCall(facts, site), range);
  }
  return found;
});

/** A key that is a text, or the only text of a name, is no such key: chains of names hold it. */
const isComputed = ({ key }: MemberExpr, { program }: Facts): boolean =>
  key.kind !== 'text' &&
  key.kind !== 'unknown' &&
  !(key.kind === 'ref' && program && constantText(program, key.name) !== undefined);

/** What is put into the mapping that a value is, by the names that it was reached by. */
function storedInto({ via }: StructureValue): readonly Stored[] {
  const [first] = via?.chain ?? [];
  const program = via?.place.facts.program;
  if (!via || via.type || first === undefined || !program) return [];
  const { home } = scopeIndex(program);
  const own = home(via.place.scope, first);
  return (storedIn(via.place.facts).get(first) ?? [])
    .filter(
      ({ chain, place }) =>
        home(place.scope, first) === own &&
        chain.length === via.chain.length &&
        chain.every((name, at) => name === via.chain[at]),
    )
    .slice(0, MAX_STORED)
    .map((one) => ({ ...one, place: inFrame(one.place, via.place.frame) }));
}

/** What is put into a mapping under a key. */
export const storedUnder = (context: Context, value: StructureValue, key: string, state: State): readonly Value[] =>
  storedInto(value).flatMap((one) => {
    const way = setAt(one, state);
    // `to[name] = from[name]`: the same key of another mapping.
    if (one.value.kind === 'member' && isSameName(one.value.key, one.key))
      return context.within(one.value.of, [key], one.place, way);
    return context
      .enter(one.key, one.place, state)
      .flatMap((found) =>
        textsOf([found]).includes(key)
          ? context.enter(one.value, one.place, { ...way, guards: bothGuards(way.guards, found.guards) })
          : [],
      );
  });

/** What is put into a mapping under any key that fits; each is an entry of its own. */
export const storedAny = (
  context: Context,
  value: StructureValue,
  fits: (key: string) => boolean,
  state: State,
): readonly Value[] =>
  storedInto(value).flatMap((one) => {
    const keys = textsOf(context.enter(one.key, one.place, state));
    if (keys.length > 0 && !keys.some(fits)) return [];
    return context.enter(one.value, one.place, chosen(setAt(one, state), { choice: value.expr, arm: one.value }));
  });

const setAt = ({ chain, place: { facts }, range }: Stored, state: State): State =>
  over(state, { facts, range, kind: 'set', name: chain.join('.') });

const isSameName = (one: Expr, other: Expr): boolean =>
  one.kind === 'ref' && other.kind === 'ref' && one.name === other.name;
