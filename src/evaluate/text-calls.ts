/**
 * Texts that a program makes of texts: `['smtp', 'x'].join('.')`, `atob('…')`, `chr(111)`. What is made of nothing but
 * literals by a way that is not followed is hidden, which is more than open: no environment and no configuration will say it.
 */

import type { CallExpr, Entry, Expr, JoinExpr, ListExpr, MemberExpr, Range, TextExpr } from '../model/expr.ts';
import { offsetIn } from '../model/expr.ts';
import type { Format } from '../model/facts.ts';
import { interspersed } from '../model/interspersed.ts';
import { sliceOf } from '../read/within/templated.ts';
import { joined } from './composed.ts';
import { type Context, MAX_VALUES, type State, wayOf } from './context.ts';
import { folded } from './folds.ts';
import { agree, bothGuards } from './guards.ts';
import { hole } from './holes.ts';
import { parsedJson, parsedVariables } from './parsed.ts';
import { DISGUISES, isOperation, type Material, type Operation, operated, withPattern } from './text-operations.ts';
import { type TextCall, type TextRule, textCallOf } from './text-rules.ts';
import { shownSource, wholeText } from './texts.ts';
import type { Place, StructureValue, TextValue, Value, Way } from './value.ts';

/** More items than these make no text that names a relay. */
const MAX_ITEMS = 400;
const MAX_NESTED = 3;

/** Why the text of a value is not known: something outside decides it · the program computes it · it is hidden. */
type Doubt = 'open' | 'computed' | 'hidden';

/** A text or list that is known, or why it is not; with the value that it is of. */
interface Known {
  readonly value: Value;
  readonly material?: Material;
  readonly doubt?: Doubt;
  /** The text is a regular expression. */
  readonly isPattern?: true;
}

/** What a call gives; undefined when something outside decides it. */
type Make = (
  context: Context,
  found: TextCall,
  call: CallExpr,
  place: Place,
  state: State,
) => readonly Value[] | undefined;

const computed: Make = (context, { rule, subject, given }, call, place, state) => {
  const { gives } = rule;
  if (!isOperation(gives)) return undefined;
  const subjects = knownOf(context, subject, place, state);
  const ways = waysOf(
    subjects,
    given.map((one) => knownOf(context, one, place, state)),
  );
  const results: Value[] = [];
  for (const { subject: of, given: others, way } of ways) {
    const doubts = [of, ...others].flatMap(({ doubt }) => doubt ?? []);
    if (doubts.includes('open')) {
      // What is asked outside is open further on the way, as it was before this call.
      if (subjects.every(({ doubt }) => doubt === 'open')) return undefined;
      results.push(...(of.doubt === 'open' ? [of.value] : [hiddenBy(call, place, way, 'open')]));
      continue;
    }
    const materials = others.flatMap(({ material }) => material ?? []);
    const { material } = of;
    const operation = others[0]?.isPattern ? withPattern(gives, others[0].material) : gives;
    const result =
      doubts.length === 0 && material !== undefined ? operated(operation, material, othersOf(others)) : undefined;
    const size = result === undefined ? materials.length : result.length;
    if (!context.budget.spend('segments', size + 1)) return [hiddenBy(call, place, way, 'open')];
    // What only a text has a list does not do: no program comes this way.
    if (result === undefined && doubts.length === 0 && Array.isArray(material)) continue;
    if (result === undefined) {
      const isHidden = doubts.includes('hidden') || material !== undefined || DISGUISES.has(gives);
      if (!isHidden) return undefined;
      results.push(hiddenBy(call, place, way, 'hidden'));
    } else
      results.push(
        (CUTTING.has(gives) ? partOf(result, of.value, way) : undefined) ??
          resultOf(result, of, call, ENCODED.has(gives) ? encodedAt(of.value, call, place) : placed(call, place), way),
      );
  }
  return results.length > 0 ? results : undefined;
};

const othersOf = (others: readonly Known[]): readonly Material[] => others.map(({ material }) => material ?? '');

/** A text that stands nowhere: its place is the call that makes it. */
const madeText = (value: string, { range }: Pick<CallExpr, 'range'>): TextExpr => ({
  kind: 'text',
  value,
  range,
  computed: true,
});

/** Operations that read a text as it is written in another alphabet. */
const ENCODED: ReadonlySet<string> = new Set<Operation>(['base64', 'decoded', 'hex']);

/** Operations that take something off a text: what is left stands where it is written. */
const CUTTING: ReadonlySet<string> = new Set<Operation>([
  ...(['trimmed', 'trimmed at the front', 'trimmed at the end', 'without the front', 'without the end'] as const),
  ...(['cut at the front', 'cut long at the front', 'cut at the end', 'cut long at the end'] as const),
]);

/** What is left of a literal's front or end, in its place. */
function partOf(result: Material, value: Value, way: Way): Value | undefined {
  const literal = value.kind === 'text' ? onlyLiteral(value) : undefined;
  if (!literal || value.kind !== 'text' || typeof result !== 'string' || result === '') return undefined;
  const { text } = literal;
  const from = text.value.startsWith(result) ? 0 : text.value.lastIndexOf(result);
  if (from < 0) return undefined;
  return { ...value, ...way, segments: [{ ...literal, text: sliceOf(text, from, from + result.length) }] };
}

/** Where a made text stands. */
interface MadeAt {
  readonly range: Range;
  readonly place: Place;
}

const placed = ({ range }: CallExpr, place: Place): MadeAt => ({ range, place });

/** An encoded host stands where it is written, not where it is decoded. */
function encodedAt(value: Value, call: CallExpr, place: Place): MadeAt {
  const literal = value.kind === 'text' ? onlyLiteral(value) : undefined;
  return literal ? { range: literal.text.range, place: { ...place, facts: literal.facts } } : placed(call, place);
}

function resultOf(result: Material, of: Known, call: CallExpr, at: MadeAt, way: Way): Value {
  if (result === of.material) return { ...of.value, ...way };
  const { range, place } = at;
  const { facts } = place;
  const kept = typeof result === 'string' ? withOtherMarks(of.value, result) : undefined;
  if (kept) return { ...kept, ...way };
  if (typeof result === 'string')
    return { kind: 'text', segments: [{ kind: 'literal', text: madeText(result, at), facts }], facts, range, ...way };
  return { kind: 'structure', expr: listOf(result, of.value, call), place: placeOf(of.value, place), ...way };
}

/** Marks around and between a host and its port. */
const MARKS = /^[\s:;,[\]"'/]*$/;

/** A text of which a call changes nothing but the marks stands where it is written: `via.gsub(':', '::')`. */
function withOtherMarks(value: Value, result: string): TextValue | undefined {
  const literal = value.kind === 'text' ? onlyLiteral(value) : undefined;
  if (!literal || value.kind !== 'text') return undefined;
  const { text } = literal;
  const shorter = Math.min(text.value.length, result.length);
  let head = 0;
  while (head < shorter && text.value[head] === result[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && text.value.at(-1 - tail) === result.at(-1 - tail)) tail += 1;
  const [before, after] = [text.value, result].map((one) => one.slice(head, one.length - tail));
  if (before === undefined || after === undefined || !MARKS.test(before) || !MARKS.test(after)) return undefined;
  const pieces = [
    { at: 0, source: offsetIn(text, 0) },
    { at: result.length - tail, source: offsetIn(text, text.value.length - tail) },
  ].slice(head === 0 ? 1 : 0, tail === 0 ? 1 : 2);
  const made: TextExpr = { kind: 'text', value: result, range: text.range, pieces };
  return { ...value, segments: [{ ...literal, text: made }] };
}

/** The parts of one literal keep their places in it. */
function listOf(parts: readonly string[], value: Value, call: CallExpr): ListExpr {
  const literal = value.kind === 'text' ? onlyLiteral(value) : undefined;
  let at = 0;
  const items = parts.map((part): Expr => {
    const index = literal?.text.value.indexOf(part, at) ?? -1;
    if (!literal || index < 0) return madeText(part, call);
    at = index + part.length;
    return usedWhenUnset(sliceOf(literal.text, index, at), value);
  });
  return { kind: 'list', items, range: call.range };
}

/** A part of what is used when a variable is unset is that, too; what else the variable may be has parts of its own. */
const usedWhenUnset = (part: TextExpr, value: Value): Expr =>
  value.kind === 'text' && value.fallbackOf !== undefined
    ? { kind: 'env', name: value.fallbackOf, given: [], fallback: part, range: part.range }
    : part;

const onlyLiteral = ({ segments: [only, second] }: TextValue) =>
  only?.kind === 'literal' && !second ? only : undefined;

function placeOf(value: Value, place: Place): Place {
  const literal = value.kind === 'text' ? onlyLiteral(value) : undefined;
  return literal && literal.facts !== place.facts
    ? { facts: literal.facts, scope: 0, branch: [], at: Number.POSITIVE_INFINITY }
    : place;
}

const hiddenBy = (call: Pick<CallExpr, 'range'>, place: Place, way: Way, doubt: Doubt): TextValue =>
  hole(call.range, place, way, {
    note: shownSource(place.facts.source.text, call.range),
    ...(doubt === 'hidden' ? { hidden: true } : {}),
  });

/** Every value of an expression, as far as its text is known. */
const knownOf = (context: Context, expr: Expr, place: Place, state: State): readonly Known[] =>
  context.enter(expr, place, state).map((value) => known(context, value));

function known(context: Context, value: Value, depth = 0): Known {
  if (value.kind === 'text') {
    const material = wholeText(value);
    return material === undefined ? { value, doubt: doubtOf(value) } : { value, material };
  }
  const { expr, place } = value;
  const pattern = patternOf(expr);
  if (pattern !== undefined) return { value, material: pattern, isPattern: true };
  if (expr.kind === 'function' || expr.kind === 'object') return { value, doubt: 'computed' };
  if (expr.kind !== 'list' || depth > MAX_NESTED || expr.items.length > MAX_ITEMS) return { value, doubt: 'open' };
  const items = expr.items.map((item) => context.enter(item, place, { depth: depth + 1, hops: [], guards: [] }));
  const material: string[] = [];
  let doubt: Doubt | undefined;
  for (const [only, second] of items) {
    const one = only && !second ? known(context, only, depth + 1) : undefined;
    if (typeof one?.material === 'string') material.push(one.material);
    else doubt = worse(doubt, one?.doubt ?? 'open');
  }
  return doubt === undefined ? { value, material } : { value, doubt };
}

/** `/x/g`, as readers have it: `RegExp('x', 'g')`. */
function patternOf(expr: Expr): string | undefined {
  if (expr.kind !== 'call' || expr.callee.kind !== 'ref' || expr.callee.name !== 'RegExp') return undefined;
  const [source, flags] = expr.args.map(({ value }) => value);
  if (source?.kind !== 'text' || (flags && flags.kind !== 'text')) return undefined;
  return `/${source.value}/${flags?.value ?? ''}`;
}

/** What is open outside says more than what the program computes. */
const worse = (one: Doubt | undefined, other: Doubt): Doubt =>
  one === 'open' || other === 'open' ? 'open' : one === 'hidden' || other === 'hidden' ? 'hidden' : 'computed';

const doubtOf = ({ segments }: TextValue): Doubt =>
  segments
    .flatMap((one) => (one.kind === 'hole' ? [one.hole] : []))
    .map(({ hidden, computed }): Doubt => (hidden ? 'hidden' : computed ? 'computed' : 'open'))
    .reduce<Doubt | undefined>(worse, undefined) ?? 'open';

interface Combined {
  readonly subject: Known;
  readonly given: readonly Known[];
  readonly way: Way;
}

/** Every way to choose the subject and what is given beside it. */
function waysOf(subjects: readonly Known[], given: readonly (readonly Known[])[]): readonly Combined[] {
  let ways: readonly Combined[] = subjects.map((subject) => ({ subject, given: [], way: wayOf(subject.value) }));
  for (const options of given)
    ways = ways
      .flatMap((one) =>
        options
          .filter(({ value }) => agree(one.way.guards, value.guards))
          .map((option) => ({
            ...one,
            given: [...one.given, option],
            way: { hops: one.way.hops, guards: bothGuards(one.way.guards, option.value.guards) },
          })),
      )
      .slice(0, MAX_VALUES);
  return ways;
}

/** `list.join('.')`: the items keep their places, open ones stay open. */
const joinedItems: Make = (context, { rule, subject, given }, call, place, state) => {
  const subjects = context.enter(subject, place, state);
  const between = given[0] ? knownOf(context, given[0], place, state) : [];
  const separators = given[0] ? between.map(({ material }) => material) : [rule.separator ?? ''];
  const made = subjects.flatMap((value) =>
    separators.flatMap((separator): readonly Value[] => {
      if (typeof separator !== 'string') return [];
      // A list that is given from outside is open by its own name.
      if (value.kind === 'text' && isAsked(value)) return [value];
      const list = itemsOf(value, given.slice(1), call);
      if (!list || list.items.length > MAX_ITEMS) return [];
      const glue = madeText(separator, call);
      const parts = separator === '' ? list.items : interspersed<Expr>(list.items, glue);
      const expr: JoinExpr = { kind: 'join', parts, range: call.range };
      const at = value.kind === 'structure' ? value.place : place;
      return joined(context, expr, at, { ...state, ...wayOf(value) });
    }),
  );
  return made.length > 0 ? made : undefined;
};

/** Nothing but what is asked outside. */
const isAsked = ({ segments: [only, second] }: TextValue): boolean =>
  only?.kind === 'hole' && !second && only.hole.asked !== undefined;

/** The items of a list, the characters of a text, or the arguments themselves: `String.join(".", a, b)`. */
function itemsOf(value: Value, rest: readonly Expr[], call: CallExpr): ListExpr | undefined {
  if (value.kind === 'structure') return value.expr.kind === 'list' ? value.expr : undefined;
  const literal = onlyLiteral(value);
  if (!literal) return undefined;
  if (rest.length > 0) return { kind: 'list', items: [literal.text, ...rest], range: call.range };
  return { kind: 'list', items: [...literal.text.value].map((one) => madeText(one, call)), range: call.range };
}

/** `path.join(root, 'etc', name)` */
const pathed: Make = (context, { subject, given }, call, place, state) => {
  const parts = interspersed<Expr>([subject, ...given], madeText('/', call));
  return joined(context, { kind: 'join', parts, range: call.range }, place, state);
};

/** `'old-'.concat('relay', x)`; lists are concatenated, too, and are none. */
const concatenated: Make = (context, { subject, given }, call, place, state) => {
  if (!context.enter(subject, place, state).some(({ kind }) => kind === 'text')) return undefined;
  return joined(context, { kind: 'join', parts: [subject, ...given], range: call.range }, place, state);
};

/** What a function gives for each item of a list of literals, or for each character of a text. */
const mapped: Make = (context, { subject, given }, call, place, state) => {
  const fn = given[0];
  const subjects = fn ? knownOf(context, subject, place, state) : [];
  if (!fn || subjects.length === 0 || subjects.some(({ material }) => material === undefined)) return undefined;
  const callee: Expr = fn.kind === 'text' ? { kind: 'ref', name: fn.value, range: fn.range } : fn;
  return subjects.map(({ value, material }): StructureValue => {
    const items = (typeof material === 'string' ? [...material] : (material ?? [])).map(
      (item): CallExpr => ({
        kind: 'call',
        callee,
        args: [{ value: madeText(item, call) }],
        construct: false,
        range: call.range,
      }),
    );
    return { kind: 'structure', expr: { kind: 'list', items, range: call.range }, place, ...wayOf(value) };
  });
};

/** `Object.fromEntries([['host', x]])` */
const keyed: Make = (context, { subject }, call, place, state) => {
  const made = context.enter(subject, place, state).flatMap((value): Value[] => {
    if (value.kind !== 'structure' || value.expr.kind !== 'list') return [];
    const entries = value.expr.items.flatMap((item): Entry[] => {
      const [key, given] = item.kind === 'list' ? item.items : [];
      return key && given ? [{ key: '', keyRange: key.range, value: given, computed: key }] : [];
    });
    if (entries.length === 0 || entries.length < value.expr.items.length) return [];
    return [{ ...value, expr: { kind: 'object', entries, range: call.range }, via: undefined }];
  });
  return made.length > 0 ? made : undefined;
};

/** `JSON.parse('{"a": …}')`, `dotenv.parse("A=h")`, where the text is no name of a file. */
const readBy =
  (read: typeof parsedJson): Make =>
  (context, { subject }, call, place, state) => {
    const made = knownOf(context, subject, place, state).flatMap(({ value, material }) => {
      const literal = value.kind === 'text' ? onlyLiteral(value) : undefined;
      const expr = typeof material === 'string' ? read(material, call.range, literal?.text) : undefined;
      return expr ? context.enter(expr, literal ? placeOf(value, place) : place, { ...state, ...wayOf(value) }) : [];
    });
    return made.length > 0 ? made : undefined;
  };

const folding: Make = (context, found, call, place, state) =>
  folded(context, found, call, place, state) ?? computed(context, { ...found, rule: OPAQUE }, call, place, state);

/** A text that is folded in a way that is not followed is hidden. */
const OPAQUE: TextRule = { gives: 'opaque' };

const MAKING: Readonly<Partial<Record<TextRule['gives'], Make>>> = {
  joined: joinedItems,
  concatenated,
  mapped,
  folded: folding,
  keyed,
  parsed: readBy(parsedJson),
  'parsed lines': readBy(parsedVariables),
  path: pathed,
};

/** Languages whose texts have only the methods that the language gives them; elsewhere `"SMTP_HOST".env()` is a look-up of somebody's own. */
const OWN_METHODS: ReadonlySet<Format> = new Set([
  'python',
  'javascript',
  'php',
  'go',
  'java',
  'ruby',
  'perl',
  'powershell',
]);

/**
 * What a method without a rule gives that is called on a text which is known, or hidden: hidden as well, for what is made of a text
 * and of nothing else is decided by nobody outside. Undefined where the receiver is anything else, or something outside is given.
 */
export function ofLiteral(context: Context, call: CallExpr, place: Place, state: State): readonly Value[] | undefined {
  const { callee, args, construct } = call;
  if (callee.kind !== 'member' || construct || !OWN_METHODS.has(place.facts.format)) return undefined;
  const receivers = knownOf(context, callee.of, place, state);
  const isOfText = receivers.every(({ material, doubt }) => doubt === 'hidden' || isText(material));
  if (receivers.length === 0 || !isOfText) return undefined;
  const given = args.map(({ value }) => value);
  return computed(context, { rule: OPAQUE, subject: callee.of, given }, call, place, state);
}

/** A part of what is made of texts in a way that is not followed: `unserialize('…')['hop']`. */
export const partOfHidden = (context: Context, part: MemberExpr, place: Place, state: State): readonly Value[] =>
  part.of.kind === 'call'
    ? context
        .enter(part.of, place, state)
        .filter((value) => value.kind === 'text' && doubtOf(value) === 'hidden')
        .map((value) => hiddenBy(part, place, wayOf(value), 'hidden'))
    : [];

/** A text, or the characters of one. */
const isText = (material: Material | undefined): boolean =>
  typeof material === 'string'
    ? material.length > 1
    : material !== undefined && material.length > 1 && material.every(({ length }) => length === 1);

/** What a call that makes texts of texts gives; undefined when it is none, or something outside decides what it gives. */
export function textCall(
  context: Context,
  call: CallExpr,
  origins: readonly string[],
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const found = textCallOf(context.calls.texts, call, origins, place.facts.format);
  return found && (MAKING[found.rule.gives] ?? computed)(context, found, call, place, state);
}
