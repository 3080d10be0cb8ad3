/** Classes, records, structs, interfaces and their members. */
import { type Expr, type FunctionExpr, isNull } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import {
  childOf,
  declareFunction,
  field,
  itemOf,
  type Language,
  type Lowering,
  member,
  ownMember,
  ref,
  call as register,
} from '../../lower.ts';
import { declareName, functionOf, insideClass, insideNames } from '../../members.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { argumentsOf } from './arguments.ts';
import { give } from './creation.ts';
import { declaredValue, instanceOf, rememberType, typeOf } from './types.ts';

export const classes: Language['statements'] = {
  class_declaration: lowerClass,
  record_declaration: lowerClass,
  record_struct_declaration: lowerClass,
  struct_declaration: lowerClass,
  interface_declaration: lowerClass,
  enum_declaration: () => undefined,
  attribute_list: () => undefined,
  field_declaration: (node, to) => variables(childOf(node, 'variable_declaration'), to),
  property_declaration: property,
  method_declaration: (node, to) => void lowerFunction(node, to),
  constructor_declaration: (node, to) => void lowerFunction(node, to),
  local_function_statement: (node, to) => {
    const name = field(node, 'name');
    if (name) declareName(to, to.textOf(name));
    declareFunction(to, name, lowerFunction(node, to));
  },
  variable_declaration: variables,
};

export const classExpressions: Language['expressions'] = {
  lambda_expression: (node, to) => lowerFunction(node, to),
  anonymous_method_expression: (node, to) => lowerFunction(node, to),
};

function lowerClass(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const primary = childOf(node, 'parameter_list');
  const baseList = childOf(node, 'base_list');
  const bases = (baseList ? parts(baseList) : []).flatMap(
    (one) => typeOf(one.type === 'primary_constructor_base_type' ? parts(one)[0] : one, to) ?? [],
  );
  const members = body ? parts(body) : [];
  const names = (nodes: readonly (Node | null)[]): Set<string> =>
    new Set(nodes.flatMap((one) => (one ? [to.textOf(one)] : [])));
  const own = [...members.flatMap(declaredIn), ...(primary ? parts(primary) : [])];
  const frame = {
    name: name ? to.textOf(name) : undefined,
    fields: names(own.map((one) => field(one, 'name'))),
    methods: names(members.map((one) => (one.type === 'method_declaration' ? field(one, 'name') : null))),
    derived: bases.length > 0,
  };
  to.builder.class({
    ...(name ? { name: to.textOf(name) } : {}),
    bases,
    range: rangeOf(node),
    body: () =>
      insideClass(to, frame, () => {
        if (primary) primaryConstructor(primary, baseList, to);
        to.walk(body);
      }),
  });
}

/** What a member declares that is read like a field. */
function declaredIn(node: Node): Node[] {
  if (node.type === 'property_declaration') return [node];
  const list = node.type === 'field_declaration' ? childOf(node, 'variable_declaration') : undefined;
  return list ? parts(list).filter((one) => one.type === 'variable_declarator') : [];
}

/** `class Sender(string host) : Base(host)`: its parameters are in scope everywhere in the class. */
function primaryConstructor(list: Node, baseList: Node | undefined, to: Lowering): void {
  const params = parametersOf(list, to);
  functionOf(to, {
    name: 'constructor',
    params,
    range: rangeOf(list),
    body: () => {
      const base =
        baseList &&
        (childOf(baseList, 'argument_list') ??
          childOf(childOf(baseList, 'primary_constructor_base_type') ?? baseList, 'argument_list'));
      if (base) superConstructor(base, 'super', to);
      for (const one of parts(list)) {
        const name = field(one, 'name');
        if (name) to.builder.assign(ownMember(name, to), ref(to.textOf(name), rangeOf(name)), rangeOf(one));
      }
    },
  });
}

function superConstructor(list: Node, of: 'super' | 'this', to: Lowering): void {
  const at = rangeOf(list);
  register(to, { callee: member(ref(of, at), text('constructor', at), at), args: argumentsOf(list, to), range: at });
}

/** Fields and local variables. */
function variables(node: Node | undefined, to: Lowering): void {
  if (!node) return;
  const inClass = to.builder.inClass();
  for (const declarator of parts(node)) {
    const name = declarator.type === 'variable_declarator' ? field(declarator, 'name') : null;
    if (!name) {
      takeApart(declarator, to);
      continue;
    }
    rememberType(to, to.textOf(name), field(node, 'type'));
    const given = parts(declarator).at(-1);
    const value = given && given.id !== name.id ? to.expr(given) : undefined;
    const declared = declaredValue(value, field(node, 'type'), declarator, to);
    if (!inClass) declareName(to, to.textOf(name));
    const target = inClass ? ownMember(name, to) : ref(to.textOf(name), rangeOf(name));
    if (declared) give(target, declared, rangeOf(declarator), to, true);
  }
}

/** `var (host, port) = pair;` */
function takeApart(declarator: Node, to: Lowering): void {
  const pattern = childOf(declarator, 'tuple_pattern');
  const given = parts(declarator).at(-1);
  if (!pattern || !given || given.id === pattern.id) return;
  const value = to.expr(given);
  for (const [index, name] of parts(pattern).entries()) {
    declareName(to, to.textOf(name));
    const item = itemOf(value, text(String(index), rangeOf(name)));
    to.builder.assign(ref(to.textOf(name), rangeOf(name)), item, rangeOf(declarator), { declares: true });
  }
}

/** A property: its initialiser, what it computes, or else an instance of its declared class. */
function property(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  if (!name) return;
  rememberType(to, to.textOf(name), field(node, 'type'));
  const given = field(node, 'value');
  const inner = given?.type === 'arrow_expression_clause' ? parts(given)[0] : given;
  const accessors = field(node, 'accessors');
  const getter = (accessors ? parts(accessors) : []).find(
    (one) => field(one, 'name')?.type === 'get' && field(one, 'body'),
  );
  for (const one of accessors ? parts(accessors) : []) if (one.id !== getter?.id) to.walk(field(one, 'body'));
  const value = setByDesigner(node, name, to) ?? (inner ? to.expr(inner) : getter ? computed(getter, to) : undefined);
  const declared = value ?? instanceOf(field(node, 'type'), node, to);
  if (declared) give(ownMember(name, to), declared, rangeOf(node), to, true);
}

const DESIGNED = /\bDefaultSettingValue(?:Attribute)?$/;

/**
 * `[DefaultSettingValue("h")] public string Host { get; }`: a key of the application's settings, with its default.
 * https://learn.microsoft.com/dotnet/api/system.configuration.defaultsettingvalueattribute
 */
function setByDesigner(node: Node, name: Node, to: Lowering): Expr | undefined {
  for (const list of parts(node).filter((one) => one.type === 'attribute_list'))
    for (const attribute of parts(list)) {
      const called = field(attribute, 'name');
      const given = childOf(attribute, 'attribute_argument_list');
      const [first] = given ? parts(given) : [];
      if (!called || !first || !DESIGNED.test(to.textOf(called))) continue;
      const at = rangeOf(name);
      const args = [{ value: text(to.textOf(name), at) }, { value: to.expr(parts(first).at(-1) ?? first) }];
      return { kind: 'call', callee: ref('@DefaultSettingValue', at), args, construct: false, range: at };
    }
  return undefined;
}

function computed(getter: Node, to: Lowering): Expr {
  const body = field(getter, 'body');
  const callee = to.builder.function({
    params: [],
    range: rangeOf(getter),
    body: () => insideNames(to, [], () => functionBody(body, to)),
  });
  return { kind: 'call', callee, args: [], construct: false, range: callee.range };
}

/** `=> value` gives the value back. */
function functionBody(body: Node | null, to: Lowering): void {
  if (!body) return;
  const value = body.type === 'arrow_expression_clause' ? parts(body)[0] : body.type === 'block' ? undefined : body;
  if (value) to.builder.returns(to.expr(value), rangeOf(value));
  else to.walk(body);
}

export function lowerFunction(node: Node, to: Lowering, given?: Expr): FunctionExpr {
  const list = field(node, 'parameters');
  const single = list?.type === 'implicit_parameter' || list?.type === 'identifier';
  const params = list ? (single ? [{ name: to.textOf(list) }] : parametersOf(list, to)) : [];
  const [first, ...others] = params;
  const typed = first && given && !first.type ? [{ ...first, type: given }, ...others] : params;
  const name =
    node.type === 'constructor_declaration'
      ? 'constructor'
      : node.type === 'lambda_expression'
        ? undefined
        : nameOfFunction(node, to);
  const initializer = childOf(node, 'constructor_initializer');
  return functionOf(to, {
    ...(name === undefined ? {} : { name }),
    params: typed,
    range: rangeOf(node),
    body: () => {
      const base = initializer && childOf(initializer, 'argument_list');
      if (base) superConstructor(base, to.textOf(initializer).includes('base') ? 'super' : 'this', to);
      functionBody(field(node, 'body') ?? childOf(node, 'block') ?? null, to);
    },
  });
}

const nameOfFunction = (node: Node, to: Lowering): string | undefined => {
  const name = field(node, 'name');
  return name ? to.textOf(name) : undefined;
};

function parametersOf(list: Node, to: Lowering): Parameter[] {
  const plain = parts(list).flatMap((node): Parameter[] => {
    if (node.type === 'implicit_parameter') return [{ name: to.textOf(node) }];
    const name = node.type === 'parameter' ? field(node, 'name') : null;
    if (!name) return [];
    const type = typeOf(field(node, 'type'), to);
    const standard = parts(node).find((part) => part.startIndex > name.startIndex);
    const fallback = standard && to.expr(standard);
    const known = fallback && !isNull(fallback);
    return [{ name: to.textOf(name), ...(known ? { fallback } : {}), ...(type ? { type } : {}) }];
  });
  // The grammar puts `params string[] names` into the list itself.
  const rest = field(list, 'name');
  return rest ? [...plain, { name: to.textOf(rest), rest: 'positional' }] : plain;
}
