/** Classes, interfaces, enums, records and their members. */
import type { Expr, FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import {
  childOf,
  field,
  fields,
  type Language,
  type Lowering,
  member,
  ownMember,
  ref,
  call as register,
} from '../../lower.ts';
import { declareName, functionOf, insideClass } from '../../members.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { declaredValue, injected, keyGiven, sectionOf, typeOf } from './types.ts';

export const classes: Language['statements'] = {
  class_declaration: lowerClass,
  interface_declaration: lowerClass,
  enum_declaration: lowerClass,
  record_declaration: lowerClass,
  annotation_type_declaration: () => undefined,
  enum_constant: enumConstant,
  field_declaration: fieldDeclaration,
  constant_declaration: fieldDeclaration,
  method_declaration: (node, to) => void lowerFunction(node, to),
  constructor_declaration: (node, to) => void lowerFunction(node, to),
  compact_constructor_declaration: (node, to) => to.walk(field(node, 'body')),
  static_initializer: (node, to) => to.walkAll(parts(node)),
  modifiers: () => undefined,
};

export const classExpressions: Language['expressions'] = { lambda_expression: lowerFunction };

function lowerClass(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  classBody(node, name ? to.textOf(name) : undefined, basesOf(node, to), field(node, 'body'), to, () =>
    recordConstructor(node, to),
  );
}

/** `NORTH("host", 25)`: an instance of the enum. */
function enumConstant(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const type = node.parent?.parent && field(node.parent.parent, 'name');
  if (!name || !type) return;
  const value = register(to, {
    callee: ref(to.textOf(type), rangeOf(name)),
    args: parts(field(node, 'arguments') ?? name).map((one) => ({ value: to.expr(one) })),
    construct: true,
    range: rangeOf(node),
  });
  to.builder.assign(ownMember(name, to), value, rangeOf(node), { declares: true });
}

/** Also of anonymous classes. */
export function classBody(
  node: Node,
  name: string | undefined,
  bases: readonly Expr[],
  body: Node | null,
  to: Lowering,
  before: () => void = () => undefined,
): void {
  const all = membersOf(body);
  const record = field(node, 'parameters');
  const own = record && node.type === 'record_declaration' ? parts(record) : [];
  const names = (nodes: readonly (Node | null)[]): Set<string> =>
    new Set(nodes.flatMap((one) => (one ? [to.textOf(one)] : [])));
  const frame = {
    name,
    fields: names(
      [...all.flatMap((one) => (one.type === 'enum_constant' ? [one] : fields(one, 'declarator'))), ...own].map((one) =>
        field(one, 'name'),
      ),
    ),
    methods: names(all.map((one) => (one.type === 'method_declaration' ? field(one, 'name') : null))),
    derived: bases.length > 0 && node.type !== 'enum_declaration',
  };
  to.builder.class({
    ...(name === undefined ? {} : { name }),
    bases,
    section: sectionOf(node, to),
    range: rangeOf(node),
    body: () =>
      insideClass(to, frame, () => {
        before();
        to.walk(body);
      }),
  });
}

const membersOf = (body: Node | null): Node[] =>
  (body ? parts(body) : []).flatMap((one) => (one.type === 'enum_body_declarations' ? parts(one) : [one]));

function basesOf(node: Node, to: Lowering): Expr[] {
  const clauses = parts(node).filter((one) => /^(superclass|super_interfaces|extends_interfaces)$/.test(one.type));
  const types = clauses
    .flatMap((clause) => parts(clause))
    .flatMap((one) => (one.type === 'type_list' ? parts(one) : [one]));
  return types.flatMap((one) => typeOf(one, to) ?? []);
}

/** `record Mail(String host)`: its parameters are its fields. */
function recordConstructor(node: Node, to: Lowering): void {
  const list = node.type === 'record_declaration' ? field(node, 'parameters') : null;
  if (!list) return;
  const names = parts(list).flatMap((one) => field(one, 'name') ?? []);
  to.builder.function({
    name: 'constructor',
    params: parts(list).flatMap((one) => parameter(one, to)),
    range: rangeOf(list),
    body() {
      for (const name of names)
        to.builder.assign(ownMember(name, to), ref(to.textOf(name), rangeOf(name)), rangeOf(name));
    },
  });
}

/** Fields have their initialiser, what is injected, or else are instances of their declared class. */
function fieldDeclaration(node: Node, to: Lowering): void {
  for (const declarator of fields(node, 'declarator')) {
    const name = field(declarator, 'name');
    const value = injected(node, to) ?? declaredValue(field(declarator, 'value'), field(node, 'type'), declarator, to);
    keyed(name, node, to);
    if (name && value) to.builder.assign(ownMember(name, to), value, rangeOf(declarator), { declares: true });
  }
}

function lowerFunction(node: Node, to: Lowering): FunctionExpr {
  const list = field(node, 'parameters');
  const params = list
    ? list.type === 'identifier'
      ? [{ name: to.textOf(list) }]
      : parts(list).flatMap((one) => parameter(one, to))
    : [];
  const body = field(node, 'body');
  fillsResult(node, to);
  if (!body) keyed(field(node, 'name'), node, to);
  const name =
    node.type === 'constructor_declaration'
      ? 'constructor'
      : field(node, 'name') && to.textOf(field(node, 'name') ?? node);
  return functionOf(to, {
    ...(name ? { name } : {}),
    params,
    range: rangeOf(node),
    body: () => {
      if (node.type === 'lambda_expression' && body && body.type !== 'block')
        to.builder.returns(to.expr(body), rangeOf(body));
      else if (!body && node.type === 'method_declaration') returnsStandard(node, to);
      else to.walk(body);
    },
  });
}

/** `@Bean @ConfigurationProperties("acme.mail") MailSettings settings()`: the section fills what the method gives. */
function fillsResult(method: Node, to: Lowering): void {
  const section = method.type === 'method_declaration' ? sectionOf(method, to) : undefined;
  const type = section && typeOf(field(method, 'type'), to);
  if (!type) return;
  const at = rangeOf(method);
  const args = [
    { value: text(section.join('.'), at) },
    { name: '<T>', value: { kind: 'instance', type, range: at } },
  ] as const;
  register(to, { callee: ref('@ConfigurationProperties', at), args, range: at });
}

/** `@WithDefault("x") String host();` and `Letters letters();` of an interface that a configuration is mapped to. */
function returnsStandard(method: Node, to: Lowering): void {
  const value = injected(method, to) ?? declaredValue(null, field(method, 'type'), method, to);
  if (value) to.builder.returns(value, rangeOf(method));
}

function parameter(node: Node, to: Lowering): Parameter[] {
  if (node.type === 'identifier') return [{ name: to.textOf(node) }];
  const declarator = childOf(node, 'variable_declarator');
  const name = field(declarator ?? node, 'name');
  if (!name || node.type === 'receiver_parameter') return [];
  const type = typeOf(field(node, 'type'), to);
  const fallback = injected(node, to);
  keyed(name, node, to);
  return [
    {
      name: to.textOf(name),
      ...(type ? { type } : {}),
      ...(fallback ? { fallback } : {}),
      ...(node.type === 'spread_parameter' ? { rest: 'positional' } : {}),
    },
  ];
}

/** What annotations call a member in files of configuration. */
function keyed(name: Node | null, declaration: Node, to: Lowering): void {
  const key = name ? keyGiven(declaration, to) : undefined;
  if (name && key !== undefined) to.builder.dataKey(to.textOf(name), key);
}

/** A local variable with its value. */
export function declareLocal(name: Node | null, value: Expr | undefined, whole: Node, to: Lowering): void {
  if (!name) return;
  declareName(to, to.textOf(name));
  if (value) to.builder.assign(ref(to.textOf(name), rangeOf(name)), value, rangeOf(whole), { declares: true });
}

export const superConstructor = (node: Node): Expr =>
  member(ref('super', rangeOf(node)), text('constructor', rangeOf(node)), rangeOf(node));
