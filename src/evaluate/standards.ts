/** What a call is given to use where a key has no value: `settings.get("node", "d")`, of whatever object it asks. */
import { type CallExpr, chainOf, type Expr } from '../model/expr.ts';
import { argument } from '../model/facts.ts';
import { shownName } from '../text/shown.ts';
import type { Context, State } from './context.ts';
import { asFallback } from './holes.ts';
import { keysIn, shownSource, textsOf } from './texts.ts';
import type { Place, Value } from './value.ts';

export interface StandardRules {
  /** Methods whose second argument is what is used, whatever it is. */
  readonly surely: readonly string[];
  /** Methods whose second argument may as well be a key. */
  readonly perhaps: readonly string[];
  /** Whether a function that stands alone is called as one that reads a setting; its second argument may be a key, too. */
  readonly isReading: (name: string) => boolean;
  /** Arguments that say by their name what is used. */
  readonly named: readonly string[];
  /** Whether a text is nothing that a key of a section is called. */
  readonly isNoKey: (text: string) => boolean;
}

/** The values that a call uses where nothing else is known of it; empty where it is given none. */
export function standardsOf(context: Context, call: CallExpr, place: Place, state: State): readonly Value[] {
  const { standards } = context.calls;
  const sureness = surenessOf(standards, call.callee);
  if (!sureness) return [];
  const given = call.args.filter(({ name, spread }) => name === undefined && !spread).map(({ value }) => value);
  const [key, ...others] = given;
  if (!key || others.length > 2) return [];
  const named = standards.named.map((name) => argument(call.args, name, undefined)).find(Boolean);
  const standard = named ?? others.at(-1);
  if (!standard) return [];
  const isMeant = named !== undefined || sureness === 'surely';
  const keys = (named === undefined ? [key] : given).flatMap((one) =>
    keysIn(context.enter(one, place, state)).slice(0, 1),
  );
  const name = keys.join('.') || shownSource(place.facts.source.text, call.range);
  return context
    .enter(standard, place, state)
    .filter((value) => isMeant || textsOf([value]).some(standards.isNoKey))
    .map((value) => asFallback(value, name));
}

/**
 * Whether what is given second is a key of the section that is given first, whatever class it is asked of, and no value to use:
 * https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.get
 */
export const isOfSection = ({ calls, enter }: Context, second: Expr | undefined, place: Place, state: State): boolean =>
  place.facts.format === 'python' &&
  second !== undefined &&
  textsOf(enter(second, place, state)).some((text) => text !== '' && !calls.standards.isNoKey(text));

/** As many parts has a key: `config.get("mail", "server")`. */
const MOST_PARTS = 2;

/** The key that a call asks some object for, as its users know it: texts, or else the constant that is given. */
export function keyAskedBy({ calls, enter }: Context, { callee, args }: CallExpr, place: Place): string | undefined {
  if (!surenessOf(calls.standards, callee)) return undefined;
  const given = args.filter(({ name, spread }) => name === undefined && !spread).map(({ value }) => value);
  const state: State = { depth: 0, hops: [], guards: [] };
  const keys = given
    .flatMap((one) => keysIn(enter(one, place, state)).slice(0, 1))
    .filter((text) => KEY.test(text) && !calls.standards.isNoKey(text));
  if (keys.length > 0) return keys.slice(0, MOST_PARTS).join('.');
  const [constant] = given;
  const chain = constant?.kind === 'member' ? chainOf(constant) : undefined;
  return chain && shownName(chain.join('.'));
}

/** Words that may be shown: what stands for a key and is a longer text may be a secret. */
const KEY = /^[A-Za-z][\w-]{0,40}(?:[./:][\w-]{1,40}){0,5}$/;

function surenessOf(rules: StandardRules, callee: Expr): 'surely' | 'perhaps' | undefined {
  if (callee.kind === 'ref') return rules.isReading(callee.name) ? 'perhaps' : undefined;
  if (callee.kind !== 'member' || callee.key.kind !== 'text') return undefined;
  const method = callee.key.value;
  if (rules.surely.includes(method)) return 'surely';
  return rules.perhaps.includes(method) || rules.isReading(method) ? 'perhaps' : undefined;
}
