/** Calls as detectors look for them: by the canonical name of the callee, with arguments by position or keyword. */

import { lastName } from '../evaluate/call-index.ts';
import { classAround, isBaseCall } from '../evaluate/classes.ts';
import { matchesAny } from '../evaluate/lookup.ts';
import { atCall } from '../evaluate/places.ts';
import { textsOf } from '../evaluate/texts.ts';
import type { Place } from '../evaluate/value.ts';
import { type Argument, chainOf, type Expr } from '../model/expr.ts';
import { argument, type CallSite, type Facts } from '../model/facts.ts';
import { type Need, wordsOfName } from '../select/needs.ts';
import { callsNamed } from './aliases.ts';
import type { Match, Tools } from './detector.ts';
import type { TlsMeanings } from './siblings.ts';

/** What a matcher may say of all its matches. */
export type Extra = Partial<
  Pick<
    Match,
    | 'form'
    | 'separators'
    | 'implicit'
    | 'api'
    | 'certainty'
    | 'layer'
    | 'route'
    | 'strict'
    | 'literalOnly'
    | 'mxUnlessBracketed'
    | 'transport'
    | 'isSent'
  >
> & {
  /** The host may be the first of a pair whose second is the port: Python's `(host, port)`. */
  readonly pair?: boolean;
  /** What a bare true means under names that other libraries use otherwise. */
  readonly tlsNames?: TlsMeanings;
};

/** Where a call's argument stands: by keyword, by position, or either. */
export interface ArgumentSpec {
  readonly index?: number;
  readonly named?: string | readonly string[];
  /** What the call gives back: it asks for the host. */
  readonly itself?: true;
}

export const arg = (index: number, ...named: readonly string[]): ArgumentSpec => ({ index, named });
export const itself: ArgumentSpec = { itself: true };
export const named = (...names: readonly string[]): ArgumentSpec => ({ named: names });

/** The argument that the spec asks for. */
export function argumentOf(site: CallSite, spec: ArgumentSpec | undefined): Expr | undefined {
  if (!spec) return undefined;
  if (spec.itself) return site.call;
  const { args } = site.call;
  if (!args.some(({ spread }) => spread)) return argumentAmong(args, spec);
  // What is spread into the call comes last: `Net::SMTP->new($host, %options)`.
  const written = args.filter(({ spread }) => !spread);
  return argumentAmong(written, spec) ?? argumentAmong(args, spec);
}

function argumentAmong(args: readonly Argument[], spec: ArgumentSpec): Expr | undefined {
  for (const name of [spec.named ?? []].flat()) {
    const value = argument(args, name, undefined);
    if (value) return value;
  }
  return spec.index === undefined ? undefined : argument(args, undefined, spec.index);
}

/** Calls of `of` whose callee is called by one of the last names of the patterns: a cheap test before the costly one. */
export function* callsOf(
  facts: Facts,
  tools: Tools,
  of: readonly string[],
  lastNames: ReadonlySet<string>,
): Generator<{ site: CallSite; place: Place }> {
  for (const { name, site, isNamed } of callsNamed(facts, lastNames)) {
    const place = atCall(facts, site);
    if (!isNamed && !keysOf(site, place, tools).some((key) => lastNames.has(key))) continue;
    const anyReceiver = isNamed && site.call.callee.kind === 'member' && of.includes(`*#${name}`);
    const isOne = anyReceiver || matchesAny(of, tools.origins(site.call.callee, place));
    if (isOne || isOfSubclass(site, of, place, tools)) yield { site, place };
  }
}

/** `new AuditedSmtpTransport(…)` of another file's subclass, which hands what it is given to the library's class as it is. */
const isOfSubclass = ({ call }: CallSite, of: readonly string[], place: Place, tools: Tools): boolean =>
  call.construct && matchesAny(of, tools.types(call, place)) && !tools.constructsByOwn(call, place);

/** What the key of `n[method](…)` may be. */
const keysOf = ({ call: { callee } }: CallSite, place: Place, tools: Tools): readonly string[] =>
  callee.kind === 'member' ? textsOf(tools.evaluate(callee.key, place)) : [];

export const lastNamesOf = (patterns: readonly string[]): ReadonlySet<string> =>
  new Set(patterns.map((pattern) => pattern.replace(/^=/, '').split(/[.#]/).at(-1) ?? ''));

/** Words that name a function of nearly any library. */
const COMMON =
  /^(?:new|start|send|connect|dial|open|create|make|build(?:er)?|client|factory|config|options|parse|get|set|put|define|mail|email)$/i;

/**
 * What a call by one of the canonical names has in its file, at the use or at the import that renames it: the last name,
 * and for a common word the class or module before it. A method's class may be known from another file only.
 */
export const needsOf = (patterns: readonly string[]): readonly Need[] | undefined =>
  lastNamesOf(patterns).has('default') ? undefined : patterns.map(needOf);

function needOf(pattern: string): Need {
  const [last = '', before] = pattern.replace(/^=/, '').split(/[.#]/).reverse();
  const isMethod = pattern.includes('#');
  return [...(COMMON.test(last) && !isMethod ? wordsOfName(before ?? '') : []), ...wordsOfName(last)];
}

export function extraOf({
  form,
  separators,
  implicit,
  api,
  certainty,
  layer,
  route,
  strict,
  literalOnly,
  transport,
}: Extra): Extra {
  return { form, separators, implicit, api, certainty, layer, route, strict, literalOnly, transport };
}

/** Whether the library's own default decides where a call names no host: not where the class's own constructor names it. */
export const isImplied = ({ implicit }: Extra, site: CallSite, place: Place, tools: Tools): boolean =>
  implicit !== undefined && !tools.constructsByOwn(site.call, place);

/** What a call is called in its file; a base's constructor by the name of the base. */
export function keyOfCall(site: CallSite, place: Place): string {
  const base = isBaseCall(site) ? classAround(place)?.definition.bases[0] : undefined;
  const callee = base ?? site.call.callee;
  return chainOf(callee)?.join('.') ?? lastName(callee);
}
