/** Calls, and those whose value is known from their arguments. */
import type { Argument, CallExpr, Expr } from '../../../model/expr.ts';
import { chainOf } from '../../../model/expr.ts';
import { interspersed } from '../../../model/interspersed.ts';
import { concat, field, type Language, type Lowering, member, call as register } from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { either, object, text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { kingpinFlag, readsFlag, writesFlag } from './flags.ts';
import { typeOf } from './types.ts';
import { writes, writtenText } from './written.ts';

export const calls: Language['expressions'] = { call_expression: call };

function call(node: Node, to: Lowering): Expr {
  const fn = field(node, 'function');
  const list = field(node, 'arguments');
  const given = list ? parts(list) : [];
  const [first] = given;
  if (fn?.type === 'identifier' && first && /^(new|make)$/.test(to.textOf(fn)))
    return A_VALUE.test(first.type) ? to.expr(first) : made(first, node, to);
  // `any(raw).(T)`: a value of whatever type
  if (fn?.type === 'identifier' && first && given.length === 1 && to.textOf(fn) === 'any') return to.expr(first);
  const parsed = parsedAs(fn, node, to);
  if (parsed) return parsed;
  const callee = to.expr(fn);
  const args = given.map((one): Argument => {
    return one.type === 'variadic_argument' ? { value: to.expr(one), spread: true } : { value: to.expr(one) };
  });
  const name = chainOf(callee)?.join('.') ?? '';
  const known = Object.hasOwn(KNOWN, name) && !args.some((one) => one.spread) ? KNOWN[name] : undefined;
  const value = known?.(
    args.map((one) => one.value),
    node,
  );
  writesFlag(name, args, node, to);
  setByName(callee, args, node, to);
  writes(callee, args, node, to);
  const handed = value ?? writtenText(callee, to) ?? kingpinFlag(callee, node) ?? keyOfIni(callee, args, node);
  if (handed) return handed;
  const registered = register(to, { callee, args, range: rangeOf(node) });
  fills(registered, given, to);
  return readsFlag(callee, args, node) ?? registered;
}

/** `section.Key("host").MustString("h")`: the key's value, or what is used without one. https://pkg.go.dev/gopkg.in/ini.v1#Key */
function keyOfIni(callee: Expr, [standard]: readonly Argument[], node: Node): Expr | undefined {
  const key = callee.kind === 'member' && callee.of.kind === 'call' ? callee.of : undefined;
  if (key?.args.length !== 1 || methodOf(key.callee) !== 'Key') return undefined;
  if (/^(?:String|Value)$/.test(methodOf(callee)) && !standard) return key;
  const isStandard = standard && /^Must(?:String|Int|Int64|Uint|Bool)$/.test(methodOf(callee));
  return isStandard ? either([key, standard.value], rangeOf(node)) : undefined;
}

/** `reflect.ValueOf(d).Elem().FieldByName("Host").SetString("h")` is `d.Host = "h"`. */
function setByName(callee: Expr, args: readonly Argument[], node: Node, to: Lowering): void {
  const [value] = args;
  if (!value || !/^(?:SetString|Set)$/.test(methodOf(callee))) return;
  const found = callee.kind === 'member' ? callee.of : callee;
  if (found.kind !== 'call' || methodOf(found.callee) !== 'FieldByName' || found.callee.kind !== 'member') return;
  const [key] = found.args;
  let of: Expr = found.callee.of;
  while (of.kind === 'call' && of.callee.kind === 'member' && /^(?:Elem|Indirect)$/.test(methodOf(of.callee)))
    of = of.callee.of;
  const target = of.kind === 'call' && methodOf(of.callee) === 'ValueOf' ? of.args[0]?.value : undefined;
  if (target && key) to.builder.assign(member(target, key.value, rangeOf(node)), value.value, rangeOf(node));
}

const methodOf = (callee: Expr): string =>
  callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';

/** `env.ParseAs[Config]()`: a value of the type that it names. https://pkg.go.dev/github.com/caarlos0/env/v11#ParseAs */
function parsedAs(fn: Node | null, node: Node, to: Lowering): Expr | undefined {
  const isIndexed = fn?.type === 'index_expression';
  const generic = isIndexed ? field(fn, 'operand') : fn;
  if (!generic || !/\bParseAs(?:WithOptions)?$/.test(to.textOf(generic))) return undefined;
  const given = isIndexed ? field(fn, 'index') : (field(node, 'type_arguments')?.namedChildren[0] ?? null);
  // In brackets a name is read as an index.
  const type = given ? (typeOf(given, to) ?? to.expr(given)) : undefined;
  return type && chainOf(type) && { kind: 'instance', type, range: rangeOf(node) };
}

/** Methods that fill the variable whose address they are given from data: of encoding/json, yaml, toml, viper, koanf, mapstructure. */
const FILLING = /^(?:(?:Unmarshal|Decode|Load|Read|(?:Strict)?Map|Scan)\w*|Get)$/;

/** Of these the only one is, which is a pointer, too. https://pkg.go.dev/gopkg.in/ini.v1#Section.MapTo */
const MAPPING = /^(?:Strict)?MapTo$/;

/** Of these the last of several arguments is what is filled, also where it is a pointer already. */
const DECODING = /^(?:Unmarshal|Decode)/;

/** `yaml.Unmarshal(raw, &stages)`: what the data does not hold stays as it is, so that it is one way of several. */
function fills(made: CallExpr, given: readonly Node[], to: Lowering): void {
  const { callee } = made;
  const method = callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';
  if (!FILLING.test(method)) return;
  for (const [index, one] of given.entries()) {
    const target = made.args[index]?.value;
    const isAddress = one.type === 'unary_expression' && to.textOf(one).startsWith('&');
    const isPointer = one.type === 'identifier' && index > 0 && index === given.length - 1 && DECODING.test(method);
    const isMapped = given.length === 1 && MAPPING.test(method);
    if ((isAddress || isPointer || isMapped) && (target?.kind === 'ref' || target?.kind === 'member'))
      to.builder.branch(one.startIndex, 0, () => to.builder.assign(target, made, made.range));
  }
}

/** What `new` is given that is no type: the address of a copy of it. */
const A_VALUE = /_literal$|^(?:call|unary|binary|parenthesized)_expression$|^(?:true|false)$/;

/** `new(T)` and `make(T)`. */
function made(type: Node, node: Node, to: Lowering): Expr {
  const callee = typeOf(type, to);
  return callee ? register(to, { callee, args: [], construct: true, range: rangeOf(node) }) : object([], rangeOf(node));
}

type Known = (args: readonly Expr[], node: Node) => Expr | undefined;

const first: Known = ([value]) => value;
const all: Known = (args, node) => concat(args, rangeOf(node));

const KNOWN: Readonly<Record<string, Known>> = {
  'fmt.Sprintf': ([template, ...args], node) =>
    template?.kind === 'text' ? printf(template, args, rangeOf(node)) : undefined,
  'fmt.Sprint': all,
  'net.JoinHostPort': ([host, port], node) =>
    host && port && concat([host, between(':', host, port), port], rangeOf(node)),
  'strings.Join': ([list, glue], node) =>
    list?.kind === 'list' && glue ? concat(interspersed(list.items, glue), rangeOf(node)) : undefined,
  'env.Must': first,
  'strings.TrimSpace': first,
  'strings.ToLower': first,
  'strconv.Itoa': first,
  'strconv.FormatInt': first,
  'strconv.FormatUint': first,
  'strconv.Atoi': first,
  string: ([value]) => (value?.kind === 'list' || value?.kind === 'call' ? undefined : value),
  int: first,
  int64: first,
  uint: first,
  uint16: first,
};

/** Text that stands nowhere: what a function puts between two values. */
const between = (value: string, left: Expr, right: Expr): Expr =>
  text(value, { start: left.range.end, end: Math.max(left.range.end, right.range.start) }, []);
