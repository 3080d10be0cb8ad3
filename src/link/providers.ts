/**
 * What containers give to the tokens that parameters and fields are marked with (`@Inject('SMTP_HOST')`, `@Named("smtp.host")`).
 *
 * - `{ provide: 'SMTP_HOST', useValue: … }` of NestJS, Angular, TypeDI, tsyringe. https://docs.nestjs.com/fundamentals/custom-providers
 * - `register('SMTP_HOST', { useValue: … })` of tsyringe. https://github.com/microsoft/tsyringe#register
 * - `bind('SMTP_HOST').toConstantValue(…)` of InversifyJS. https://inversify.io
 * - `bind(String.class).annotatedWith(Names.named("smtp.host")).toInstance(…)` of Guice.
 *   https://github.com/google/guice/wiki/BindingAnnotations
 */
import { type EntryFact, entriesOf } from '../detect/entries.ts';
import { chainedCalls, lastName } from '../evaluate/call-index.ts';
import { atCall } from '../evaluate/places.ts';
import { type CallExpr, chainOf, type Expr, valueAt } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { type Injection, valueNamed } from './containers.ts';

/** Words of which one stands in each file that says what a token stands for. */
export const PROVIDING = ['useValue', 'useFactory', 'toConstantValue', 'toDynamicValue', 'Names.named'];

/** What the providers of a file give to their tokens, each as an entry of the token's path. */
export const providedIn = (facts: Facts): readonly EntryFact[] =>
  facts.program
    ? [
        ...entriesOf(facts).flatMap(ofProvider),
        ...facts.program.calls.flatMap((site) =>
          boundTo(site.call).map((one) => ({ ...one, siblings: [], place: atCall(facts, site) })),
        ),
      ]
    : [];

/** `{ provide: TOKEN, useValue: … }`; a token that is a constant is mostly called like its text. */
function ofProvider(entry: EntryFact): readonly EntryFact[] {
  const key = entry.path.at(-1);
  if (key !== 'useValue' && key !== 'useFactory') return [];
  const token = tokenOf(valueNamed(entry.siblings, 'provide'));
  const value = key === 'useFactory' ? called(entry.value) : entry.value;
  return token === undefined ? [] : [{ ...entry, value, path: token }];
}

/** The last of some chained calls gives the value, an earlier one names the token. */
function boundTo(call: CallExpr): readonly Injection[] {
  const value = call.args[0]?.value;
  const last = lastName(call.callee);
  if (last === 'register') return registered(call);
  if (!value || !/^(to|toInstance|toConstantValue|toDynamicValue)$/.test(last)) return [];
  const token = chainedCalls(call)
    .map(tokenNamed)
    .find((one) => one !== undefined);
  if (token === undefined) return [];
  return [{ path: token, keyRange: call.range, value: last === 'toDynamicValue' ? called(value) : value }];
}

/** `container.register('SMTP_HOST', { useValue: h })` */
function registered({ args: [token, provider], range }: CallExpr): readonly Injection[] {
  const [path, given] = [tokenOf(token?.value), provider?.value];
  const value = valueAt(given, 'useValue');
  const factory = valueAt(given, 'useFactory');
  const made = value ?? (factory && called(factory));
  return path && made ? [{ path, keyRange: range, value: made }] : [];
}

/** `bind('SMTP_HOST')`, `annotatedWith(Names.named("smtp.host"))`. */
function tokenNamed({ callee, args }: CallExpr): readonly string[] | undefined {
  const name = lastName(callee);
  const first = args[0]?.value;
  if (name === 'annotatedWith' && first?.kind === 'call') return tokenOf(first.args[0]?.value) ?? [];
  return name === 'bind' ? tokenOf(first) : undefined;
}

const tokenOf = (expr: Expr | undefined): readonly string[] | undefined => {
  // A symbol among others, `TYPES.Host`, is mostly called like its description.
  const name = expr?.kind === 'text' ? expr.value : expr && chainOf(expr)?.at(-1);
  return name?.split('.');
};

const called = (fn: Expr): CallExpr => ({ kind: 'call', callee: fn, args: [], construct: false, range: fn.range });
