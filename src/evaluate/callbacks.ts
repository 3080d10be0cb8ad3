/** Functions written in place as arguments of a method that calls them: `made.then((options) => …)`, `hosts.map(…)`. */
import type { CallExpr, Expr } from '../model/expr.ts';
import type { CallSite, Facts, Program } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { callsByName, chainedCalls } from './call-index.ts';

/** What the method passes as the function's first argument: the receiver's value, or each of its items. */
const PASSES: ReadonlyMap<string, 'value' | 'item'> = new Map([
  ['then', 'value'],
  ['tap', 'value'],
  ['let', 'value'],
  ['also', 'value'],
  // https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Optional.html
  ['ifPresent', 'value'],
  ['ifPresentOrElse', 'value'],
  ['map', 'item'],
  ['forEach', 'item'],
  ['each', 'item'],
  ['flatMap', 'item'],
  ['for_each', 'item'],
]);

/** The calls that a function is an argument of, by the function. */
const sitesOf = oncePer((program: Program): ReadonlyMap<number, CallSite> => {
  const sites = new Map<number, CallSite>();
  for (const site of program.calls)
    for (const { value } of site.call.args) if (value.kind === 'function') sites.set(value.fn, site);
  return sites;
});

/** What the first parameter of the function `fn` is, where a method calls it with what it has. */
export function passedToCallback(
  program: Program,
  fn: number,
): { readonly of: Expr; readonly passes: 'value' | 'item'; readonly site: CallSite } | undefined {
  const site = sitesOf(program).get(fn);
  const callee = site?.call.callee;
  if (!site || callee?.kind !== 'member' || callee.key.kind !== 'text' || !isFirst(site.call, fn)) return undefined;
  const passes = PASSES.get(callee.key.value);
  return passes && { of: callee.of, passes, site };
}

const isFirst = (call: CallExpr, fn: number): boolean => {
  const first = call.args[0]?.value;
  return first?.kind === 'function' && first.fn === fn;
};

/** A value that a container gives to a parameter, and where it is written. */
export interface Given {
  readonly value: Expr;
  readonly site: CallSite;
}

/** The calls of `parameter` by the call that their chain begins with. */
const givenByStart = oncePer(
  (facts: Facts): ReadonlyMap<CallExpr | undefined, readonly CallSite[]> =>
    grouped(callsByName(facts).get('parameter') ?? [], ({ call }) => chainedCalls(call).at(-1)),
);

/** PHP-DI: `factory(function ($host) { … })->parameter('host', get('mail.host'))`. https://php-di.org/doc/php-definitions.html#factories */
export function givenToFactory(facts: Facts, fn: number, name: string): readonly Given[] {
  const made = facts.program && sitesOf(facts.program).get(fn)?.call;
  return (made ? (givenByStart(facts).get(made) ?? []) : []).flatMap((site) => {
    const [key, value] = site.call.args.map((one) => one.value);
    return key?.kind === 'text' && key.value === name && value ? [{ value, site }] : [];
  });
}
