/**
 * What containers give to constructors and setters, which the program itself never calls: by the class and the parameter's
 * name or position.
 *
 * - Symfony: `services: { App\Mailer: { arguments: { $host: … } } }`, `_defaults: { bind: { string $host: … } }`,
 *   `->set(Mailer::class)->arg('$host', …)`. https://symfony.com/doc/current/service_container.html
 * - Laravel: `->when(Mailer::class)->needs('$host')->give(…)`. https://laravel.com/docs/container#binding-primitives
 * - PHP-DI: `Mailer::class => autowire()->constructorParameter('host', …)`, `create()->constructor(…)`.
 *   https://php-di.org/doc/php-definitions.html
 * - Spring: `<bean class="com.acme.Mailer"><constructor-arg name="host" value="…"/></bean>`.
 *   https://docs.spring.io/spring-framework/reference/core/beans/dependencies/factory-collaborators.html
 * - awilix: `register({ host: asValue(…) })`, which constructors and functions are given by that name alone.
 *   https://github.com/jeffijoe/awilix#injection-modes
 */
import { type EntryFact, entriesOf } from '../detect/entries.ts';
import { chainedCalls, lastName } from '../evaluate/call-index.ts';
import { atCall } from '../evaluate/places.ts';
import type { Asked } from '../evaluate/value.ts';
import { type CallExpr, chainOf, type Entry, type Expr, type Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';

/** Stands for every class: what is bound by the parameter's name alone. */
export const ANY_CLASS = '*';
const FOR_ALL = '_defaults';

/** The words of a file that says what constructors are given, each way of it: one of each group. */
const OF_SERVICES = [['services'], ['arguments', 'bind']];
const OF_BEANS = [['constructor-arg', '<property', ':property']];
const OF_CALLS = [['->arg(', '->args(', 'needs(', 'constructorParameter', '->constructor(']];

/** The words of files that give something to the parameter: they name the class, or bind the parameter's name for all. */
export const wordsOfInjected = ({
  path: [className = '', param = ''],
}: Asked): readonly (readonly (readonly string[])[])[] => [
  ...[OF_SERVICES, OF_BEANS, OF_CALLS].map((way) => [[className], ...way]),
  [[`$${param}`], [FOR_ALL], ...OF_SERVICES],
  ...(className === ANY_CLASS ? [[[param], [...REGISTERING]]] : []),
];

/** The values that a file gives to the parameter. */
export const injectionsFor = (facts: Facts, { path: [className, param = '', index] }: Asked): readonly EntryFact[] =>
  injectionsIn(facts).filter(
    ({ path: [into, key] }) => (into === className || into === ANY_CLASS) && (key === param || key === index),
  );

/** Each as an entry of the path `[class, name or position]`. */
const injectionsIn = oncePer((facts: Facts): readonly EntryFact[] => [
  ...entriesOf(facts).flatMap((entry) => [
    ...ofService(entry),
    ...ofBean(entry),
    ...ofDefinition(entry),
    ...ofRegistered(entry),
  ]),
  ...(facts.program?.calls ?? []).flatMap((site) =>
    givenBy(site.call).map((found) => ({ ...found, siblings: [], place: atCall(facts, site) })),
  ),
]);

export type Injection = Pick<EntryFact, 'path' | 'keyRange' | 'value'>;

const bareName = (className: string): string => className.split(/[\\.]|::/).at(-1) ?? '';

/** `string $host`, `$host`, `host`: the name alone. */
const parameterOf = (key: string): string => key.replace(/^.*\$/, '');

/** Symfony's YAML: the service's `class`, or else its id, is the class. */
function ofService(entry: EntryFact): readonly EntryFact[] {
  const { path, value } = entry;
  const from = path.indexOf('services');
  const at = path.findIndex((key, index) => index > from + 1 && (key === 'arguments' || key === 'bind'));
  if (from < 0 || at < 0 || from > 1 || value.kind === 'object') return [];
  const id = path.slice(from + 1, at);
  const key = path.slice(at + 1).join('.');
  const beside = key === '' ? entry.siblings : (entry.around?.[0] ?? []);
  const className = id[0] === FOR_ALL ? ANY_CLASS : bareName(textNamed(beside, 'class') ?? id.join('.'));
  if (key !== '') return [{ ...entry, path: [className, parameterOf(key)] }];
  return positions(value).map((one) => ({ ...entry, ...one, path: [className, ...one.path] }));
}

/** Spring's XML: the reader has an element's attributes as keys that start with `@`. */
function ofBean(entry: EntryFact): readonly EntryFact[] {
  const { path, siblings, value: element } = entry;
  const className = textNamed(siblings, '@class');
  if (className === undefined || element.kind !== 'object') return [];
  const value = valueNamed(element.entries, '@value') ?? valueNamed(element.entries, 'value');
  const key = SPRINGS_KEY[path.at(-1) ?? '']?.(element.entries, siblings, element);
  return value && key !== undefined ? [{ ...entry, value, path: [bareName(className), key] }] : [];
}

/** How the elements of a bean say which parameter, or which setter, is meant. */
const SPRINGS_KEY: Readonly<
  Record<string, (own: readonly Entry[], beside: readonly Entry[], element: Expr) => string | undefined>
> = {
  'constructor-arg': (own, beside, element) =>
    textNamed(own, '@name') ??
    textNamed(own, '@index') ??
    String(beside.filter(({ key }) => key === 'constructor-arg').findIndex(({ value }) => value === element)),
  property: (own) => textNamed(own, '@name'),
};

/** Functions of awilix that say how a registered name is made. */
const REGISTERING: ReadonlySet<string> = new Set(['asValue', 'asFunction']);

function ofRegistered(entry: EntryFact): readonly EntryFact[] {
  const { path, value } = entry;
  const how =
    value.kind === 'call' ? chainedCalls(value).find(({ callee }) => REGISTERING.has(lastName(callee))) : undefined;
  const given = how?.args[0]?.value;
  if (!how || !given) return [];
  const made = lastName(how.callee) === 'asValue' ? given : { ...how, callee: given, args: [] };
  return [{ ...entry, value: made, path: [ANY_CLASS, path.at(-1) ?? ''] }];
}

/** PHP-DI: the class is the key of the definition. */
function ofDefinition(entry: EntryFact): readonly EntryFact[] {
  const { value } = entry;
  if (value.kind !== 'call') return [];
  const className = bareName((entry.path.at(-1) ?? '').replace(/::class$/, ''));
  return chainedCalls(value)
    .flatMap(argumentsGiven)
    .map((one) => ({ ...entry, ...one, path: [className, ...one.path] }));
}

/** What the last of some chained calls gives, where an earlier one names the class. */
function givenBy(call: CallExpr): readonly Injection[] {
  const given = argumentsGiven(call);
  if (given.length === 0) return [];
  const className = chainedCalls(call).flatMap(({ args }) => classNamed(args[0]?.value))[0];
  return className === undefined ? [] : given.map((one) => ({ ...one, path: [className, ...one.path] }));
}

/** What one call gives, by the parameter's name or position. */
function argumentsGiven(call: CallExpr): readonly Injection[] {
  const [first, second] = call.args.map(({ value }) => value);
  switch (lastName(call.callee)) {
    case 'arg':
    case 'constructorParameter':
      return first?.kind === 'text' && second
        ? [{ path: [parameterOf(first.value)], keyRange: first.range, value: second }]
        : [];
    case 'args':
      return first ? positions(first) : [];
    case 'constructor':
      return call.args.flatMap(({ value }, index) => injection(String(index), value.range, value));
    case 'give':
      return first ? chainedCalls(call).flatMap((one) => neededBy(one, first)) : [];
    case 'giveConfig':
      return chainedCalls(call).flatMap((one) => neededBy(one, { ...call, callee: CONFIG(call.range) }));
    default:
      return [];
  }
}

/** Laravel's `config('key')`. */
const CONFIG = (range: Range): Expr => ({ kind: 'ref', name: 'config', range });

const neededBy = ({ callee, args }: CallExpr, value: Expr): readonly Injection[] => {
  const needed = lastName(callee) === 'needs' ? args[0]?.value : undefined;
  return needed?.kind === 'text' ? injection(parameterOf(needed.value), needed.range, value) : [];
};

const injection = (key: string, keyRange: Range, value: Expr): readonly Injection[] => [
  { path: [key], keyRange, value },
];

/** The items of a list by their positions, the entries of an object by their names. */
const positions = (value: Expr): readonly Injection[] => {
  if (value.kind === 'list') return value.items.flatMap((item, index) => injection(String(index), item.range, item));
  if (value.kind !== 'object') return [];
  return value.entries.flatMap(({ key, keyRange, value: item }) => injection(parameterOf(key), keyRange, item));
};

const classNamed = (expr: Expr | undefined): readonly string[] => {
  const name = expr?.kind === 'text' ? expr.value : expr && chainOf(expr)?.at(-1);
  return name !== undefined && /^\\?[A-Z]\w*(\\\w+)*$/.test(bareName(name)) ? [bareName(name)] : [];
};

export const valueNamed = (entries: readonly Entry[], name: string): Expr | undefined =>
  entries.find(({ key }) => key === name)?.value;

const textNamed = (entries: readonly Entry[], name: string): string | undefined => {
  const value = valueNamed(entries, name);
  return value?.kind === 'text' ? value.value : undefined;
};
