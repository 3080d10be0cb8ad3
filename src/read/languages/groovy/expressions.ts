/** Values, calls, closures. In `grails { mail { host = 'x' } }` the closures are the way to a key, and names in them are set there. */

import { type Argument, chainOf, type Entry, type Expr } from '../../../model/expr.ts';
import { shownCode } from '../../../text/shown.ts';
import {
  binary,
  call,
  concat,
  conditional,
  field,
  inner,
  type Language,
  type Lowering,
  literally,
  member,
  nothing,
  ref,
  textOfParts,
} from '../../lower.ts';
import { decoded, type Escapes, interpolated } from '../../lower-text.ts';
import { castTo, isLocal, nameOf } from '../../members.ts';
import { either, object, range, text, unknown } from '../../reader.ts';
import { type BranchRole, VALUES } from '../../roles/words.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { typeOf } from './types.ts';

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
const ESCAPES: Escapes = { pattern: /\\([\s\S])/g, value: ([, sign = '']) => NAMED[sign] ?? sign };

/** `$name.key`, `${name.key}`, `${env['X']}`; of longer code no more than that it stands there. */
const FILLED = /(?<!\\)\$(?:\{([^{}\n]{0,300})\}|([A-Za-z_]\w*(?:\.\w+)*))/g;
const CHAIN = /^\s*([A-Za-z_]\w*(?:\??\.\w+)*)\s*$/;

function string(node: Node, to: Lowering): Expr {
  const written = to.textOf(node);
  const quote = /^("""|'''|"|')/.exec(written)?.[0] ?? '';
  const at = range(
    node.startIndex + quote.length,
    Math.max(node.startIndex + quote.length, node.endIndex - quote.length),
  );
  const literal = (between: { start: number; end: number }) => decoded(to.source, between, ESCAPES);
  if (!quote.startsWith('"')) return literal(at);
  const holes = [...to.source.slice(at.start, at.end).matchAll(FILLED)].map((found) => {
    const place = range(at.start + found.index, at.start + found.index + found[0].length);
    return { range: place, value: chainNamed(found[1] ?? found[2] ?? '', place) };
  });
  return interpolated(at, holes, literal);
}

function chainNamed(code: string, at: { start: number; end: number }): Expr {
  const elvis = /^(.*?)\?:\s*["']([^"']*)["']\s*$/.exec(code);
  const names = CHAIN.exec(elvis?.[1] ?? code)?.[1]?.split(/\??\./);
  const [first, ...rest] = names ?? [];
  if (first === undefined) return unknown(at, shownCode(code));
  const value = rest.reduce<Expr>((of, name) => member(of, text(name, at), at), ref(first, at));
  const chosen = environmentOf(value) ?? value;
  return elvis ? either([chosen, text(elvis[2] ?? '', at)], at) : chosen;
}

/** Jenkins' `env.X` and `params.X`. https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables */
function environmentOf(value: Expr): Expr | undefined {
  if (value.kind !== 'member' || value.of.kind !== 'ref' || value.key.kind !== 'text') return undefined;
  return value.of.name === 'env' ? { kind: 'env', name: value.key.value, range: value.range } : undefined;
}

/** Closures around what is walked, outermost first: the key that a name in them is a part of. */
const prefixes = new WeakMap<Lowering, readonly string[]>();

function within(to: Lowering, path: readonly string[], walk: () => void): void {
  const outer = prefixes.get(to) ?? [];
  prefixes.set(to, path);
  try {
    walk();
  } finally {
    prefixes.set(to, outer);
  }
}

/** A bare name that is set in a configuration closure is a key there. */
function target(node: Node | null, to: Lowering): Expr {
  const value = to.expr(node);
  const around = prefixes.get(to) ?? [];
  const chain = around.length > 0 ? keyWithin(value, around) : undefined;
  const [first, ...rest] = chain ?? [];
  if (chain === undefined || first === undefined || isLocal(to, chain[around.length] ?? '')) return value;
  const at = value.range;
  return rest.reduce<Expr>((of, name) => member(of, text(name, at), at), ref(first, at));
}

/** The whole key of what is set in closures: of a bare name anywhere, of `mail.host` where Grails' settings stand. */
function keyWithin(value: Expr, around: readonly string[]): readonly string[] | undefined {
  const isSettings = around[0] === ENVIRONMENTS || around[0] === 'grails';
  const own = value.kind === 'ref' || isSettings ? chainOf(value) : undefined;
  return own && own[0] !== 'this' ? [...around, ...own] : undefined;
}

/** https://docs.grails.org/latest/guide/conf.html#environments */
const ENVIRONMENTS = 'environments';

/** `environments { development { … } }` */
function roleWithin([first, name = '', ...rest]: readonly string[]): BranchRole | undefined {
  if (first !== ENVIRONMENTS || rest.length > 0) return undefined;
  const fits = (role: BranchRole): boolean => new RegExp(`^(?:${VALUES[role]})$`, 'i').test(name);
  return fits('dev') ? 'dev' : fits('test') ? 'test' : undefined;
}

function assignment(node: Node, to: Lowering): Expr {
  const place = target(field(node, 'left'), to);
  const given = to.expr(field(node, 'right'));
  const operator = field(node, 'operator')?.text ?? '=';
  const value = operator === '+=' ? concat([place, given], rangeOf(node)) : given;
  to.builder.assign(place, value, rangeOf(node));
  return value;
}

const isPair = (node: Node): boolean => node.type === 'map_item' || node.type === 'named_argument';

/** Arguments; `name: value` gives them by name. */
export const argumentsOf = (list: Node | null, to: Lowering): Argument[] =>
  (list ? parts(list) : []).map((one) => {
    if (!isPair(one)) return { value: to.expr(one) };
    const value = to.expr(field(one, 'value'));
    const name = keyOf(one, to);
    return name === undefined ? { value } : { name, value };
  });

function keyOf(pair: Node, to: Lowering): string | undefined {
  const key = field(pair, 'key');
  if (!key) return undefined;
  if (key.type === 'identifier') return to.textOf(key);
  const value = to.expr(key);
  return value.kind === 'text' ? value.value : undefined;
}

/** `[host: 'x', port: 25]`, `['a', 'b']` */
function collection(node: Node, to: Lowering): Expr {
  const items = parts(node);
  if (items.length === 0 || !items.every(isPair))
    return { kind: 'list', items: items.map((item) => to.expr(item)), range: rangeOf(node) };
  const entries = items.flatMap((item): Entry[] => {
    const key = keyOf(item, to);
    const at = field(item, 'key');
    return key === undefined || !at ? [] : [{ key, keyRange: rangeOf(at), value: to.expr(field(item, 'value')) }];
  });
  return object(entries, rangeOf(node));
}

function invocation(node: Node, to: Lowering): Expr {
  const name = field(node, 'name');
  const receiver = field(node, 'object');
  if (!name) return unknown(rangeOf(node));
  const of = receiver ? to.expr(receiver) : undefined;
  const args = argumentsOf(field(node, 'arguments') ?? field(node, 'args'), to);
  const body = field(node, 'body');
  const callee = of
    ? member(of, literally(name, to), range(node.startIndex, name.endIndex))
    : ref(to.textOf(name), rangeOf(name));
  const made = call(to, { callee, args, construct: false, range: rangeOf(node) });
  const path = body && args.length === 0 ? pathWithin(of, to.textOf(name), to) : undefined;
  const role = path && roleWithin(path);
  if (body && role) to.builder.runsAs(rangeOf(body), role);
  if (body && path) within(to, path, () => to.walkAll(parts(body)));
  else if (body) to.walkAll(parts(body));
  return made;
}

/** Methods whose closure sets what it is called on. https://docs.groovy-lang.org/latest/html/groovy-jdk/java/lang/Object.html */
const SETTING = /^(?:with|tap)$/;

/** What a name that is set in a closure is a part of: the configuration around it, or the object that `sender.with { … }` sets. */
function pathWithin(of: Expr | undefined, name: string, to: Lowering): readonly string[] | undefined {
  if (of === undefined) return [...(prefixes.get(to) ?? []), name];
  return SETTING.test(name) ? chainOf(of) : undefined;
}

function construct(node: Node, to: Lowering): Expr {
  const type = typeOf(field(node, 'type'), to);
  const args = argumentsOf(field(node, 'arguments'), to);
  if (type) return call(to, { callee: type, args, construct: true, range: rangeOf(node) });
  return args[0] ? textOfParts(args[0].value, rangeOf(node)) : unknown(rangeOf(node));
}

export const expressions: Language['expressions'] = {
  string_literal: string,
  character_literal: string,
  text_block: string,
  decimal_integer_literal: literally,
  decimal_floating_point_literal: literally,
  true: literally,
  false: literally,
  null_literal: nothing,
  identifier: nameOf,
  this: (node) => ref('this', rangeOf(node)),
  field_access(node, to) {
    const key = field(node, 'field');
    const value = member(
      to.expr(field(node, 'object')),
      key ? literally(key, to) : unknown(rangeOf(node)),
      rangeOf(node),
    );
    return environmentOf(value) ?? value;
  },
  array_access: (node, to) => member(to.expr(field(node, 'array')), to.expr(field(node, 'index')), rangeOf(node)),
  array_literal: collection,
  list_literal: collection,
  map_literal: collection,
  parenthesized_expression: inner,
  cast_expression: castTo(typeOf),
  ternary_expression(node, to) {
    const asked = field(node, 'condition');
    const condition = to.expr(asked);
    const yes = field(node, 'consequence');
    const no = to.expr(field(node, 'alternative'));
    // The grammar has `a ?: b` as a choice of which the first is missing.
    if (!yes || yes.startIndex === yes.endIndex) return either([condition, no], rangeOf(node));
    return conditional(condition, rangeOf(asked ?? node), to.expr(yes), no, rangeOf(node));
  },
  elvis_expression: (node, to) =>
    either(
      parts(node).map((part) => to.expr(part)),
      rangeOf(node),
    ),
  binary_expression: binary({ concat: '+', or: ['||'], and: ['&&'] }),
  assignment_expression: assignment,
  method_invocation: invocation,
  juxt_function_call: invocation,
  object_creation_expression: construct,
  closure: (node, to) => {
    to.walkAll(parts(node));
    return unknown(rangeOf(node));
  },
};
