/** Calls, which everything in Elixir is: definitions, control flow, and those whose value is known. */
import type { Argument, Expr } from '../../../model/expr.ts';
import { chainOf } from '../../../model/expr.ts';
import { childOf, field, type Language, type Lowering, member, orElse, call as register } from '../../lower.ts';
import { either, object, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { argumentsOf, controls, valueOfBody } from './control.ts';
import { definition, module } from './functions.ts';
import { keywordsOf } from './literals.ts';

export const calls: Language['expressions'] = { call: (node, to) => callWith(node, to) };

const MACROS: Readonly<Record<string, (node: Node, to: Lowering) => Expr>> = {
  ...controls,
  defmodule: module,
  defimpl: module,
  defprotocol: module,
  def: definition,
  defp: definition,
  defmacro: definition,
  defmacrop: definition,
  alias,
  import: ignored,
  require: ignored,
  import_config: ignored,
  raise: (node, to) => {
    to.walk(childOf(node, 'arguments'));
    return unknown(rangeOf(node), 'null');
  },
};

function ignored(node: Node): Expr {
  return unknown(rangeOf(node));
}

/** A call, with what is piped into it as its first argument. */
export function callWith(node: Node, to: Lowering, first?: Expr): Expr {
  const target = node.type === 'call' ? field(node, 'target') : node;
  const name = target?.type === 'identifier' ? to.textOf(target) : '';
  const macro = !first && Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
  if (macro) return macro(node, to);
  const callee = to.expr(target);
  const list = node.type === 'call' ? childOf(node, 'arguments') : undefined;
  const block = node.type === 'call' ? childOf(node, 'do_block') : undefined;
  if (!first && !list && !block && isField(target)) return callee;
  const args = [...(first ? [{ value: first }] : []), ...(list ? argumentsIn(node, to) : [])];
  const known = valueKnown(chainOf(callee)?.join('.') ?? '', args, node);
  if (known) return known;
  const made = register(to, { callee, args: name === 'config' ? configured(args) : args, range: rangeOf(node) });
  if (block) valueOfBody(block, to);
  return made;
}

/** `conf.relay` is a field, `Conf.relay` a function. */
const isField = (target: Node | null): boolean => target?.type === 'dot' && field(target, 'left')?.type !== 'alias';

function argumentsIn(node: Node, to: Lowering): Argument[] {
  return argumentsOf(node).flatMap((one): Argument[] =>
    one.type === 'keywords'
      ? keywordsOf(one, to).map(({ key, value }) => ({ name: key, value }))
      : [{ value: to.expr(one) }],
  );
}

/** `config :app, :key, value` sets what `config :app, key: value` does. */
function configured(args: readonly Argument[]): readonly Argument[] {
  const [app, key, given, more] = args;
  const isPlain =
    app && given && !more && key?.name === undefined && given.name === undefined && key?.value.kind === 'text';
  return isPlain && key.value.kind === 'text' ? [app, { name: key.value.value, value: given.value }] : args;
}

type Known = (args: readonly Expr[], node: Node) => Expr | undefined;

const passed: Known = ([value]) => value;

const lookedUp: Known = ([of, key, standard], node) => {
  if (!of || !key) return undefined;
  const found = member(of, key, rangeOf(node));
  return standard ? either([found, standard], rangeOf(node)) : found;
};

const merged: Known = (args, node) =>
  args.length === 2
    ? object(
        args.map((value) => ({ key: '', keyRange: value.range, value, spread: true })),
        rangeOf(node),
      )
    : undefined;

/** Operators are functions, which a value is piped into: `System.get_env("RELAY") |> Kernel.||("post")`. */
const alternative: Known = ([value, standard], node) =>
  value && standard ? orElse(value, standard, rangeOf(node)) : undefined;

const KNOWN: Readonly<Record<string, Known>> = {
  'Kernel.||': alternative,
  'Kernel.or': alternative,
  'Keyword.get': lookedUp,
  'Keyword.fetch!': lookedUp,
  'Map.get': lookedUp,
  'Map.fetch!': lookedUp,
  'Access.get': lookedUp,
  'Keyword.merge': merged,
  'Map.merge': merged,
  'String.to_integer': passed,
  'String.trim': passed,
  'String.to_charlist': passed,
  'String.downcase': passed,
  'String.to_atom': passed,
  'Integer.to_string': passed,
  to_string: passed,
  to_charlist: passed,
};

function valueKnown(name: string, args: readonly Argument[], node: Node): Expr | undefined {
  const rule = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  const positional = args.flatMap((one) => (one.name === undefined ? [one.value] : []));
  if (!rule) return undefined;
  const rest = args.length - positional.length;
  return rest === 0 ? rule(positional, node) : rule([...positional, trailing(args, node)], node);
}

/** Keyword arguments at the end are one list to the function. */
const trailing = (args: readonly Argument[], node: Node): Expr =>
  object(
    args.flatMap(({ name, value }) => (name === undefined ? [] : [{ key: name, keyRange: value.range, value }])),
    rangeOf(node),
  );

/** `alias App.Mailer`, `alias App.{Mailer, Repo}`, `alias App.Mailer, as: M`. */
function alias(node: Node, to: Lowering): Expr {
  const [named, options] = argumentsOf(node);
  const as = options?.type === 'keywords' ? field(parts(options)[0] ?? options, 'value') : null;
  const all = named?.type === 'dot' ? field(named, 'right') : named;
  const outer = named?.type === 'dot' ? field(named, 'left') : null;
  for (const one of all?.type === 'tuple' ? parts(all) : all ? [all] : []) {
    const path = [...(outer ? to.textOf(outer).split('.') : []), ...to.textOf(one).split('.')];
    const name = path.pop() ?? '';
    const local = as ? to.textOf(as) : name;
    to.builder.import({
      local,
      module: path.join('.') || name,
      name: path.length > 0 ? name : '*',
      range: rangeOf(one),
    });
  }
  return unknown(rangeOf(node));
}
