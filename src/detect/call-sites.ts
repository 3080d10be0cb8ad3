/** Calls as detectors look for them: by the canonical name of the callee, with arguments by position or keyword. */

import { callsByName, lastName } from '../evaluate/call-index.ts';
import { matchesAny } from '../evaluate/lookup.ts';
import { atCall } from '../evaluate/places.ts';
import type { Place } from '../evaluate/value.ts';
import { type Argument, chainOf, type Expr } from '../model/expr.ts';
import { argument, type CallSite, type Facts, type Import } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { type Need, wordsOfName } from '../select/needs.ts';
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
}

export const arg = (index: number, ...named: readonly string[]): ArgumentSpec => ({ index, named });
export const named = (...names: readonly string[]): ArgumentSpec => ({ named: names });

/** The argument that the spec asks for. */
export function argumentOf(site: CallSite, spec: ArgumentSpec | undefined): Expr | undefined {
  if (!spec) return undefined;
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
  for (const [name, sites] of callsByName(facts)) {
    const isNamed = lastNames.has(name) || name === 'constructor' || isAlias(name, facts, lastNames);
    for (const site of isNamed ? sites : sites.filter(isComputed)) {
      const place = atCall(facts, site);
      const anyReceiver = isNamed && site.call.callee.kind === 'member' && of.includes(`*#${name}`);
      if (anyReceiver || matchesAny(of, tools.origins(site.call.callee, place))) yield { site, place };
    }
  }
}

/** `n[method](…)`: only evaluation says what is called. */
const isComputed = ({ call: { callee } }: CallSite): boolean => callee.kind === 'member' && callee.key.kind !== 'text';

/** Local names that may stand for something else: imports, subclasses, names assigned from another name. */
interface Aliases {
  /** By their local names; `*` and `default` may be anything. */
  readonly imports: ReadonlyMap<string, readonly Import[]>;
  readonly others: ReadonlySet<string>;
}

/** What is called by the name that it is given to may be a function of another name, or one of several: `SMTP_SSL if secure else SMTP`. */
const MAY_NAME: ReadonlySet<Expr['kind']> = new Set(['member', 'ref', 'text', 'join']);
const mayName = (value: Expr): boolean =>
  value.kind === 'either' ? value.options.some(mayName) : MAY_NAME.has(value.kind);

const aliasesOf = oncePer(({ program }: Facts): Aliases => {
  const imports = grouped(program?.imports ?? [], ({ local }) => local);
  const subclasses = (program?.classes ?? []).flatMap(({ name, bases }) =>
    bases.length > 0 && name !== undefined ? [name] : [],
  );
  const assigned = (program?.assignments ?? []).flatMap(({ target, value }) =>
    target.kind === 'ref' && mayName(value) ? [target.name] : [],
  );
  return { imports, others: new Set([...subclasses, ...assigned]) };
});

/** Whether a local name may be another name for one of these: `import { createTransport as make }`. */
function isAlias(name: string, facts: Facts, lastNames: ReadonlySet<string>): boolean {
  const { imports, others } = aliasesOf(facts);
  return (
    others.has(name) ||
    (imports.get(name) ?? []).some(
      (found) => found.name === '*' || found.name === 'default' || lastNames.has(found.name),
    )
  );
}

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

export const keyOfCall = (site: CallSite): string => chainOf(site.call.callee)?.join('.') ?? lastName(site.call.callee);
