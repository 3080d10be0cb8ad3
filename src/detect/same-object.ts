/**
 * What is set on one object in any of the ways that libraries offer: properties, setters, builder steps, `put(key, value)`.
 * Before or after the host: what belongs together stands on the same object, not in a certain order.
 */

import { wayOfBranch } from '../evaluate/conditions.ts';
import { functionScope, scopeIndex } from '../evaluate/scopes.ts';
import type { Place } from '../evaluate/value.ts';
import { type CallExpr, chainOf, type Entry, type Expr, textOf } from '../model/expr.ts';
import type { Assignment, Branch, CallSite, Facts, Program, ScopeId } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { countWhile } from '../model/sorted.ts';

/** One field that is set on an object. */
interface FieldSet {
  readonly object: string;
  readonly entry: Entry;
  readonly scope: ScopeId;
  readonly branch: Branch;
  readonly at: number;
  /** The call itself switches TLS on. */
  readonly isSwitch?: boolean;
}

/** `setSmtpPort`, `withPort`, `SetPort`: what the method sets. */
const SETTER = /^(?:set|with|use|add)_?(?=[A-Z_])/i;

/** Methods that take a key and a value. */
const KEYED = new Set([
  'put',
  'set',
  'setProperty',
  'add',
  'addProperty',
  'property',
  '[]=',
  'Set',
  'Add',
  'setdefault',
]);

/** Methods that switch TLS on, whatever else they are given: smtplib's and Net::SMTP's `starttls`, `enable_tls`, Go's `StartTLS`. */
export const SWITCHING = /^(?:start_?tls|enable_(?:starttls(?:_auto)?|tls|ssl)|with_?ssl)$/i;

const keyOf = (name: string): string => name.replace(SETTER, '');

/** What a call says by being made: nobody wrote the word. */
const switchedOn = ({ callee }: CallExpr): Expr | undefined =>
  callee.kind === 'member' && callee.key.kind === 'text' && SWITCHING.test(callee.key.value)
    ? { kind: 'text', value: 'true', range: callee.key.range }
    : undefined;

/** Names of packages, modules and classes: a call of one of their functions sets nothing on them. */
const importedNames = oncePer(
  ({ imports }: Program): ReadonlySet<string> =>
    new Set(imports.flatMap(({ local, name }) => (name === '*' || /^[A-Z]/.test(local) ? [local] : []))),
);

/** Parts of a transport that hold its own fields: Spring's `getJavaMailProperties()`, Symfony's `getStream()`. */
const PART = /^(?:get)?(?:JavaMailProperties|Stream)$/i;

/** What an expression is a part of, if it is one. */
function wholeOf(of: Expr): Expr | undefined {
  const part = of.kind === 'call' && of.args.length === 0 ? of.callee : of;
  return part.kind === 'member' && part.key.kind === 'text' && PART.test(part.key.value) ? part.of : undefined;
}

/** The key that a call is given with its value, also of a module: `Config::set('mail.host', $h)`. */
const keyGiven = ({ callee, args: [first, second] }: CallExpr): string | undefined =>
  callee.kind === 'member' && callee.key.kind === 'text' && second && KEYED.has(callee.key.value)
    ? textOf(first?.value)
    : undefined;

/** The object that an expression stands for: a name of one scope, or a field of one class; of a part the whole. */
function objectOf(program: Program, given: Expr, scope: ScopeId, isKeyed = false): string | undefined {
  const of = wholeOf(given) ?? given;
  const chain = chainOf(of);
  if (!isKeyed && of.kind === 'ref' && importedNames(program).has(of.name)) return undefined;
  return chain?.[0] === undefined ? undefined : `${scopeIndex(program).home(scope, chain[0])}:${chain.join('.')}`;
}

/** What a call sets: by its method's name, or by the text of its first argument. */
function setByCall(program: Program, { call, scope, branch }: CallSite): readonly FieldSet[] {
  const { callee, args } = call;
  if (callee.kind !== 'member' || callee.key.kind !== 'text') return [];
  const [first, second] = args;
  const key = keyGiven(call);
  const object = objectOf(program, callee.of, scope, key !== undefined);
  const on = switchedOn(call);
  const value = on ?? (key === undefined ? first?.value : second?.value);
  if (object === undefined || !value) return [];
  const name = key ?? keyOf(callee.key.value);
  const entry: Entry = { key: name, keyRange: callee.key.range, value };
  return [{ object, entry, scope, branch, at: call.range.start, isSwitch: on !== undefined }];
}

const fieldsByObject = oncePer((facts: Facts): ReadonlyMap<string, readonly FieldSet[]> => {
  const { program } = facts;
  if (!program) return new Map();
  const assigned = program.assignments.flatMap(({ target, value, scope, branch, range }): readonly FieldSet[] => {
    const object = target.kind === 'member' ? objectOf(program, target.of, scope) : undefined;
    if (object === undefined || target.kind !== 'member' || target.key.kind !== 'text') return [];
    const entry: Entry = { key: target.key.value, keyRange: target.range, value };
    return [{ object, entry, scope, branch, at: range.start }];
  });
  const called = program.calls.flatMap((site) => setByCall(program, site));
  const wholes = new Map(
    program.assignments.flatMap(({ target, value, scope }) => {
      // A declaration's type stands beside what it is given: `Properties p = sender.getJavaMailProperties();`
      const whole = (value.kind === 'either' ? value.options : [value]).map(wholeOf).find((one) => one !== undefined);
      const [part, object] = [objectOf(program, target, scope), whole && objectOf(program, whole, scope)];
      return part !== undefined && object !== undefined ? [[part, object] as const] : [];
    }),
  );
  const inOrder = [...assigned, ...called].sort((a, b) => a.at - b.at);
  return grouped(inOrder, ({ object }) => wholes.get(object) ?? object);
});

/** Where each value that is set on an object stands. */
const placesOfFields = oncePer(
  (facts: Facts): ReadonlyMap<Expr, FieldSet> =>
    new Map([...fieldsByObject(facts).values()].flatMap((all) => all.map((one) => [one.entry.value, one] as const))),
);

/** Where a value beside a host is evaluated: what another function sets on the same object, in that one. */
export function placeBeside(value: Expr, place: Place): Place {
  const { facts } = place;
  const set = facts.program && placesOfFields(facts).get(value);
  if (!facts.program || !set || functionScope(facts.program, set.scope) === functionScope(facts.program, place.scope))
    return place;
  return { facts, scope: set.scope, branch: set.branch, at: set.at };
}

/** The steps of a builder's chain below a call: `builder().host(h).port(25)`. */
function stepsBelow(of: Expr): readonly Entry[] {
  const steps: Entry[] = [];
  for (let at = of; at.kind === 'call' && at.callee.kind === 'member' && steps.length < MAX_STEPS; at = at.callee.of) {
    const value = switchedOn(at) ?? at.args[0]?.value;
    if (at.callee.key.kind === 'text' && value)
      steps.push({ key: keyOf(at.callee.key.value), keyRange: at.callee.key.range, value });
  }
  return steps;
}

const MAX_STEPS = 40;

/** The steps of builders' chains by the call that they go on from. */
const stepsAbove = oncePer((facts: Facts): ReadonlyMap<Expr, CallSite> => {
  const above = new Map<Expr, CallSite>();
  for (const site of facts.program?.calls ?? [])
    if (site.call.callee.kind === 'member' && site.call.callee.of.kind === 'call') above.set(site.call.callee.of, site);
  return above;
});

function chained(facts: Facts, call: Expr): readonly Entry[] {
  const found: Entry[] = [];
  for (let at = stepsAbove(facts).get(call); at && found.length < MAX_STEPS; at = stepsAbove(facts).get(at.call)) {
    const { callee, args } = at.call;
    const value = switchedOn(at.call) ?? args[0]?.value;
    if (callee.kind === 'member' && callee.key.kind === 'text' && value)
      found.push({ key: keyOf(callee.key.value), keyRange: callee.key.range, value });
  }
  return [...found, ...(call.kind === 'call' && call.callee.kind === 'member' ? stepsBelow(call.callee.of) : [])];
}

/** Whether two places can be passed in one run: not in different arms of one construct. */
const together = (a: Branch, b: Branch): boolean =>
  a.every((step, index) => {
    const other = b[index];
    return other === undefined || other === step || other.split(':')[0] !== step.split(':')[0];
  });

const commonSteps = (a: Branch, b: Branch): number => {
  const end = a.findIndex((step, index) => b[index] !== step);
  return end < 0 ? a.length : end;
};

/** Generated code sets fields of one object thousands of times; those that belong to a host stand near it. */
const MAX_FIELDS = 100;

/** The fields around a place of those that are set one after the other. */
function nearest(all: readonly FieldSet[], at: number): readonly FieldSet[] {
  if (all.length <= MAX_FIELDS) return all;
  const before = countWhile(all, (one) => one.at < at);
  const first = Math.min(Math.max(0, before - MAX_FIELDS / 2), all.length - MAX_FIELDS);
  return all.slice(first, first + MAX_FIELDS);
}

/**
 * The fields that are set on the object that `of` stands for at a place, the one set in the nearest branch of each name.
 * `call` is the call that sets the host, when one does.
 */
export function fieldsBeside(
  facts: Facts,
  of: Expr,
  { scope, branch, at }: { readonly scope: ScopeId; readonly branch: Branch; readonly at: number },
  call?: Expr,
): readonly Entry[] {
  const { program } = facts;
  if (!program) return [];
  const isKeyed = call?.kind === 'call' && keyGiven(call) !== undefined;
  const object = objectOf(program, of, scope, isKeyed);
  const all = object === undefined ? [] : (fieldsByObject(facts).get(object) ?? []);
  const fitting = nearest(all, at).filter((one) => together(one.branch, branch));
  const near = (one: FieldSet): number => commonSteps(one.branch, branch) * 1e9 - Math.abs(one.at - at);
  // Later entries win where siblings are looked up by name.
  const sorted = [...fitting].sort((a, b) => near(a) - near(b));
  return [...withOtherArms(sorted, program), ...(call ? chained(facts, call) : [])];
}

/** Each field as it is set last; where that is in one arm of a construct, what other arms set it to as well. */
function withOtherArms(sorted: readonly FieldSet[], program: Program): readonly Entry[] {
  const byName = grouped(sorted, ({ entry }) => entry.key);
  return sorted.flatMap((one) => {
    const same = byName.get(one.entry.key) ?? [];
    if (one !== same.at(-1)) return [];
    const others = same.filter((other) => !together(other.branch, one.branch));
    return [{ ...one.entry, value: valueInArms(one, others.reverse(), program) }];
  });
}

/** What arms set a field to, each under its conditions. A call that switches TLS on is made only where what is asked holds. */
function valueInArms(set: FieldSet, others: readonly FieldSet[], program: Program): Expr {
  const { value } = set.entry;
  const arms = [set, ...others];
  const ways = arms.map(({ branch, isSwitch }) =>
    wayOfBranch(branch, program).map(({ value, ...way }) => ({ ...way, ...(isSwitch && value ? { value } : {}) })),
  );
  if (value.kind === 'object' || (others.length === 0 && ways[0]?.length === 0)) return value;
  return { kind: 'either', options: arms.map(({ entry }) => entry.value), ways, range: value.range };
}

/** The calls that a value is made by: of `SmtpTransport::relay(h).unwrap().port(p)` all three. */
function* callsIn(value: Expr): Generator<Expr> {
  let at = value;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    if (at.kind === 'call') yield at;
    if (at.kind === 'call' && at.callee.kind === 'member') at = at.callee.of;
    else if (at.kind === 'member') at = at.of;
    else break;
  }
}

const keptIn = oncePer((facts: Facts): ReadonlyMap<Expr, Assignment> => {
  const kept = new Map<Expr, Assignment>();
  for (const assignment of facts.program?.assignments ?? [])
    for (const call of callsIn(assignment.value)) if (!kept.has(call)) kept.set(call, assignment);
  return kept;
});

/** `mail.WithPort(587)` among the arguments of a call. */
const functionalOptions = (call: CallExpr): readonly Entry[] =>
  call.args.flatMap(({ value }): readonly Entry[] => {
    if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.key.kind !== 'text') return [];
    const { key } = value.callee;
    if (!/^With[A-Z]/.test(key.value)) return [];
    const given = switchedOn(value) ?? value.args[0]?.value;
    return given ? [{ key: keyOf(key.value), keyRange: key.range, value: given }] : [];
  });

/** The fields that are set on what a call makes: by functional options, by builder steps, and on the name that keeps it. */
export function fieldsOfMade(facts: Facts, { call }: CallSite): readonly Entry[] {
  const kept = keptIn(facts).get(call);
  const steps = kept
    ? fieldsBeside(facts, kept.target, { scope: kept.scope, branch: kept.branch, at: kept.range.start }, call)
    : chained(facts, call);
  return [...functionalOptions(call), ...steps];
}
