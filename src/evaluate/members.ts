/** Members of values: `of.key`, whatever `of` turns out to be. */
import { chainOf, type Expr, type MemberExpr, type ObjectExpr } from '../model/expr.ts';
import type { Facts, Format } from '../model/facts.ts';
import { shownName } from '../text/shown.ts';
import { classAround, standsForInstance } from './classes.ts';
import { anyEntry, fittingEntries, partOfPair } from './collections.ts';
import { parsedOption } from './command-line.ts';
import { keyOf } from './configurations.ts';
import { along, type Context, MAX_DEPTH, type State } from './context.ts';
import { described, isParsed } from './described.ts';
import { readMember } from './environment.ts';
import { fieldOfAll, fieldOfMade, filledField, inheritedField, instanceMember, literalField } from './fields.ts';
import { bothGuards } from './guards.ts';
import { setOver, setWhereHanded } from './handed-objects.ts';
import { hole, unknownText } from './holes.ts';
import { wholeImports } from './imports.ts';
import { askedBy, asking } from './look-ups.ts';
import { lookupOf, wholeOf } from './lookup.ts';
import { definedElsewhere, HANDING, reachable, reachedBy } from './names.ts';
import { entry } from './objects.ts';
import { exported, required } from './other-files.ts';
import { moduleEnd } from './places.ts';
import { reaching } from './scopes.ts';
import { storedUnder } from './stored.ts';
import { partOfHidden, textCall } from './text-calls.ts';
import { isTextMethod } from './text-rules.ts';
import { isWritten, shownChain, textsOf } from './texts.ts';
import { urlMember } from './urls.ts';
import type { Guard, Place, Project, StructureValue, TextValue, Value, Via } from './value.ts';

/** The values of a member; what is not known becomes a hole that names the chain. */
export function member(context: Context, expr: MemberExpr, place: Place, state: State): readonly Value[] {
  const read = readMember(context, expr, place, state);
  if (read) return read;
  const text = textMember(context, expr, place, state);
  if (text) return text;
  const chain = chainOf(expr)?.join('.');
  const container = chain === undefined ? undefined : lookupOf(context.memberLookups, [chain], place.facts.format);
  if (chain !== undefined && container)
    return [hole(expr.range, place, state, { note: chain, asked: wholeOf(container) })];
  const values = followed(context, expr, place, state);
  if (values.length > 0) return values;
  const object = standsForInstance(context.project, expr, place);
  if (object) return [{ kind: 'structure', expr: object, place, hops: state.hops, guards: state.guards }];
  // A field is shown as the language writes it: `self.host`, `$this->host`, `n.conf.Host`.
  const name = chain?.startsWith('this.') ? undefined : chain;
  if (name !== undefined)
    return asking(
      context,
      { asked: askedBy({ name }), range: expr.range, shown: shownChain(expr) ?? name },
      [],
      place,
      state,
    );
  const hidden = partOfHidden(context, expr, place, state);
  if (hidden.length > 0) return hidden;
  const { key, range } = expr;
  // What no file writes so has nothing to show but its name.
  const made = range.start >= range.end && key.kind === 'text' ? shownName(key.value) : undefined;
  const note = key.kind === 'unknown' ? key.note : made;
  return [note === undefined ? unknownText(expr, place, state) : hole(expr.range, place, state, { note })];
}

/** Languages in which a method without arguments is called without parentheses. */
const UNCALLED: ReadonlySet<Format> = new Set(['ruby', 'scala', 'elixir']);

/** `'moc.x'.reverse` */
function textMember(context: Context, expr: MemberExpr, place: Place, state: State): readonly Value[] | undefined {
  const { key, range } = expr;
  if (!UNCALLED.has(place.facts.format) || key.kind !== 'text' || !isTextMethod(context.calls.texts, key.value))
    return undefined;
  return textCall(context, { kind: 'call', callee: expr, args: [], construct: false, range }, [], place, state);
}

/** The values of a member; empty when nothing is known of it. */
export const knownMember = (context: Context, expr: MemberExpr, place: Place, state: State): readonly Value[] =>
  readMember(context, expr, place, state) ?? followed(context, expr, place, state);

/** What is set on the chain of names, or else what the container's value holds. */
function followed(context: Context, expr: MemberExpr, place: Place, state: State): readonly Value[] {
  const chain = chainOf(expr);
  const set = chain ? setOn(context, chain, place, state) : [];
  if (set.length > 0) return set;
  if (expr.key.kind === 'unknown') return anyEntry(context, expr.of, place, state);
  const fitting = expr.key.kind === 'text' ? [] : fittingEntries(context, expr, place, state);
  if (fitting.length > 0) return fitting;
  return knownKeys(context, expr, place, state).flatMap(({ key, guards }) =>
    through(context, expr.of, key, place, { ...state, guards: bothGuards(state.guards, guards) }),
  );
}

/** The texts that a key may be, each a choice of its own. */
function knownKeys(
  context: Context,
  { key }: MemberExpr,
  place: Place,
  state: State,
): readonly { readonly key: string; readonly guards: readonly Guard[] }[] {
  if (key.kind === 'text') return [{ key: key.value, guards: [] }];
  const values = context.enter(key, place, state);
  const texts = values.flatMap((value) => textsOf([value]).map((text) => ({ key: text, guards: value.guards })));
  if (values.length < 2) return texts;
  // The same key is meant wherever a file asks by the same words.
  const { path, source } = place.facts;
  const choice = `${path} key ${source.text.slice(key.range.start, key.range.end)}`;
  return texts.map((one) => ({ ...one, guards: bothGuards(one.guards, [{ choice, arm: one.key }]) }));
}

function setOn(context: Context, chain: readonly string[], place: Place, state: State): readonly Value[] {
  const direct = reachable(context, chain, place, state);
  const isField = chain[0] === 'this' && chain.length > 1;
  const values = isField ? fieldOfAll(context, chain, direct, place, state) : direct;
  const around = isField && chain.length === 2 ? classAround(place) : undefined;
  const filled = around ? filledField(context, around, chain[1] ?? '', values, place, state) : [];
  if (filled.length > 0) return filled;
  if (values.length > 0) return values.map((value) => reachedBy(chain, place, value));
  return isField ? inheritedField(context, chain, place, state) : [];
}

/** A member through the container's value or, for imports and classes, through another file. */
function through(context: Context, of: Expr, key: string, place: Place, state: State): readonly Value[] {
  const inside = context.enter(of, place, state).flatMap((value) => memberOf(context, value, key, state));
  // What the container's name asks for outside is open; the whole name may still be another file's.
  if (inside.some(isWritten)) return inside;
  const elsewhere = definedElsewhere(context, key, exported(context.project, of, key, place), state);
  return elsewhere.length > 0 ? elsewhere : inside;
}

/** `expr.a.b`, for a path of static keys. */
export function within(
  context: Context,
  expr: Expr,
  path: readonly string[],
  place: Place,
  state: State,
): readonly Value[] {
  if (path.length === 0) return context.enter(expr, place, state);
  // A member may lead back to itself, over spreads, fields of its own class and what is known already, which is not counted.
  if (state.depth > MAX_DEPTH) return [];
  const deeper = { ...state, depth: state.depth + 1 };
  return context.enter(expr, place, state).flatMap((value) => along(context, value, path, deeper));
}

/** The member of an already evaluated value. */
export const memberOf = (context: Context, value: Value, key: string, state: State): readonly Value[] =>
  value.kind === 'text'
    ? memberOfText(context, value, key, state)
    : memberOfStructure(context, value, key, { ...state, hops: value.hops, guards: value.guards });

/** `split(':')[0]` of a text; a deeper key, when the text is no text but what is asked outside. */
const memberOfText = (context: Context, value: TextValue, key: string, state: State): readonly Value[] =>
  key === '0' || isOfCase(value, key) ? [value] : keyOf(context, value, key, state);

/** A text has no members: `Way.TOWER.value` is a case of an enumeration, `entry.Value` an entry of a dictionary. */
const isOfCase = ({ facts, segments }: TextValue, key: string): boolean =>
  VALUE_OF[facts.format] === key && segments.some(({ kind }) => kind === 'literal');

/** What gives a case of an enumeration its value, or an entry of a mapping. */
const VALUE_OF: Partial<Readonly<Record<Format, string>>> = { php: 'value', python: 'value', csharp: 'Value' };

/** Languages whose types say by tags and attributes where their fields come from. */
const STRUCTS: ReadonlySet<Format> = new Set(['go', 'rust', 'plain']);

/** What tags give to a field of a struct type, wherever its package declares it; a struct within it is a step on the way. */
function structMember(context: Context, value: StructureValue, key: string, state: State): readonly Value[] {
  const { expr, place, via } = value;
  const path = expr.kind === 'instance' ? chainOf(expr.type) : isLiteral(expr) ? typeOfLiteral(expr) : madeBy(expr);
  if (!path) return [];
  const within = via?.type ? fieldOfType(context, value, { place: via.place, chain: via.chain }, key, state) : [];
  // A struct within one that has no name of its own is known by its field alone.
  if (within.length > 0 || (via?.type && via.chain[0] === path.at(-1))) return within;
  return declaring(context, path, place).flatMap((facts) =>
    fieldOfType(context, value, { place: moduleEnd(facts), chain: path.slice(-1) }, key, state),
  );
}

/** A type, or a field of one. */
interface Home {
  readonly place: Place;
  readonly chain: readonly string[];
}

function fieldOfType(context: Context, value: StructureValue, home: Home, key: string, state: State): readonly Value[] {
  const chain = [...home.chain, key];
  const found = reachable(context, chain, home.place, state);
  if (!isStep(home.place, chain)) return found;
  const via = { chain, place: home.place, type: true } as const;
  if (found.length === 0) return [{ ...value, via }];
  // A struct type that several fields have is filled as each of them says.
  return found.map((one) => (one.kind === 'structure' ? { ...one, via } : one));
}

/** `Args::parse()`, `Config::init_from_env()?`: the type whose function makes the value. */
function madeBy(expr: Expr): readonly string[] | undefined {
  const of = expr.kind === 'call' && expr.callee.kind === 'member' ? chainOf(expr.callee.of) : undefined;
  return /^[A-Z]/.test(of?.at(-1) ?? '') ? of : undefined;
}

/** The files that may declare a type. */
const declaring = ({ project }: Context, path: readonly string[], { facts }: Place): readonly Facts[] => [
  facts,
  ...(project?.symbols(facts, path) ?? []).map((symbol) => symbol.facts),
  ...(facts.format === 'plain' ? includedBy(project, facts) : []),
];

/** Headers of headers are followed so far. */
const MOST_INCLUDED = 3;

/** The files that a file includes, and that these include. */
function includedBy(project: Project | undefined, facts: Facts): readonly Facts[] {
  const found = new Set<Facts>();
  let level: readonly Facts[] = [facts];
  for (let depth = 0; depth < MOST_INCLUDED && level.length > 0; depth += 1) {
    const next = level.flatMap((file) => wholeImports(file).flatMap((module) => project?.module(file, module) ?? []));
    level = [...new Set(next)].filter((file) => file !== facts && !found.has(file));
    for (const file of level) found.add(file);
  }
  return [...found];
}

/** Whether something is set on a part of what the names lead to. */
const isStep = ({ facts }: Place, chain: readonly string[]): boolean =>
  (facts.program?.assignments ?? []).some(({ target }) => {
    const set = chainOf(target);
    return set !== undefined && set.length > chain.length && chain.every((name, index) => set[index] === name);
  });

/** Members by which a holder of a value gives it: IOptions<T>. */
const HELD = new Set(['Value', 'CurrentValue']);

function memberOfStructure(context: Context, value: StructureValue, key: string, state: State): readonly Value[] {
  const later = setLater(context, value, key, state);
  if (later.length > 0) return later;
  const { via, place } = value;
  const [name, ...path] = via && !via.type ? via.chain : [];
  // Functional options are run over what the object holds at first.
  const handed =
    via && name !== undefined && HANDING.has(place.facts.format)
      ? setWhereHanded(context, name, [...path, key], via.place, state)
      : [];
  const held = ownMember(context, value, key, state);
  const stored = storedUnder(context, value, key, state);
  const own = stored.length > 0 ? [...stored, ...held] : held;
  return setOver(via && !via.type ? own.map((one) => partOf(via, key, one)) : own, handed);
}

/** `SMTP{Host: h}` of Go */
const isLiteral = (expr: Expr): boolean =>
  expr.kind === 'call' && expr.construct && expr.args[0]?.value.kind === 'object';

const typeOfLiteral = (expr: Expr): readonly string[] | undefined =>
  expr.kind === 'call' ? chainOf(expr.callee) : undefined;

/** A structure within one that has a name is reached by that: `cfg.mail.host = h` sets a part of what `mail` holds. */
const partOf = ({ chain, place }: Via, key: string, value: Value): Value =>
  value.kind === 'structure' && !value.via && (value.expr.kind === 'object' || isLiteral(value.expr))
    ? reachedBy([...chain, key], place, value)
    : value;

function ownMember(context: Context, value: StructureValue, key: string, state: State): readonly Value[] {
  const { expr, place } = value;
  if (expr.kind === 'object') {
    const found = entry(context, expr, isExact(place.facts) ? key : keyOfData(expr, key), place, state);
    return found.length === 0 && place.facts.format === 'csharp' && key === 'Value' ? [value] : found;
  }
  if (expr.kind === 'list') {
    const item = /^\d+$/.test(key) ? expr.items[Number(key)] : partOfPair(expr, key);
    return item ? context.enter(item, place, state) : [];
  }
  if (expr.kind === 'instance') {
    const own = instanceMember(context, value, key, state);
    if (own.length === 0 && STRUCTS.has(place.facts.format)) {
      const tagged = structMember(context, value, key, state);
      return tagged.some(isWritten) ? tagged : [...fieldOfMade(context, value, key, state), ...tagged];
    }
    if (own.length > 0) return own;
    return HELD.has(key) ? [value] : [...givenByType(context, value, key, state), ...keyOf(context, value, key, state)];
  }
  if (expr.kind !== 'call') return [];
  const loaded = definedElsewhere(context, key, required(context.project, expr, key, place), state);
  if (loaded.length > 0) return loaded;
  const part = urlMember(context, value, key, state);
  if (part.length > 0) return part;
  const option = parsedOption(context, expr, key, place, state);
  if (option.length > 0) return option;
  const filled = described(context, value, key, state);
  if (filled.length > 0) return filled;
  if (isParsed(context, expr, key, place)) return [value];
  const found = instanceMember(context, value, key, state);
  if (found.length > 0) return found;
  const literal = literalField(context, expr, key, place, state);
  if (literal.length > 0) return literal;
  const isOfType = place.facts.format === 'rust' || (place.facts.format === 'go' && isLiteral(expr));
  const tagged = isOfType ? structMember(context, value, key, state) : [];
  return tagged.length > 0 ? tagged : keyOf(context, value, key, state);
}

/** Of PowerShell a file's reader spells a name as the file does first: another file may do otherwise. */
const isExact = ({ program, format }: Facts): boolean => program !== undefined && format !== 'powershell';

/** Most loaders fill a field by a key that is called so in any case; serde's `rename_all` joins words otherwise. */
function keyOfData({ entries }: ObjectExpr, key: string): string {
  if (entries.some((one) => one.key === key)) return key;
  const folded = wordsOf(key);
  return entries.find((one) => wordsOf(one.key) === folded)?.key ?? key;
}

const wordsOf = (key: string): string => key.toLowerCase().replaceAll(/[-_]/g, '');

/** `ConfigType<typeof mail>`: the type of what a function of that name gives back. */
function givenByType(context: Context, { expr, place }: StructureValue, key: string, state: State): readonly Value[] {
  if (expr.kind !== 'instance' || expr.type.kind !== 'call') return [];
  return context.within(expr.type, [key], place, state);
}

/** What is set, step by step, on the names that a structure was reached by: the last one it was set on. */
function setLater(context: Context, { via }: StructureValue, key: string, state: State): readonly Value[] {
  for (let at = via; at; at = at.before) {
    const { length } = at.chain;
    const chain = [...at.chain, key];
    if (reaching(at.place, chain).some((bound) => bound.chain.length > length))
      return reachable(context, chain, at.place, state);
  }
  return [];
}
