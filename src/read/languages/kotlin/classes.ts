/** Classes, objects, interfaces, enums. The members of a companion object count as the class's own. */
import { type Expr, isNull } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { call, childOf, field, type Language, type Lowering, ownMember, ref } from '../../lower.ts';
import { functionOf, insideClass } from '../../members.ts';
import { unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { argumentsOf } from './arguments.ts';
import { delegate } from './functions.ts';
import { withReceiver } from './receivers.ts';
import { injected, sectionOf, typeIn, typeOf } from './types.ts';

export const classes: Language['statements'] = {
  class_declaration: lowerClass,
  object_declaration: lowerClass,
  companion_object: (node, to) => to.walk(childOf(node, 'class_body')),
  enum_entry: enumEntry,
};

export const classExpressions: Language['expressions'] = {
  object_literal(node, to) {
    lowerClass(node, to);
    return unknown(rangeOf(node));
  },
};

function lowerClass(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const body = childOf(node, 'class_body', 'enum_class_body');
  const primary = childOf(node, 'primary_constructor');
  const list = primary && childOf(primary, 'class_parameters');
  const params = list ? parts(list).filter((one) => one.type === 'class_parameter') : [];
  const specifiers = parts(childOf(node, 'delegation_specifiers') ?? node)
    .filter((one) => one.type === 'delegation_specifier')
    .flatMap((one) => parts(one));
  const bases = specifiers.flatMap(
    (one) => typeOf(one.type === 'user_type' ? one : childOf(one, 'user_type'), to) ?? [],
  );
  const members = membersOf(body);
  const names = (nodes: readonly (Node | null | undefined)[]): Set<string> =>
    new Set(nodes.flatMap((one) => (one ? [to.textOf(one)] : [])));
  const frame = {
    name: name ? to.textOf(name) : undefined,
    fields: names([...params.map((one) => childOf(one, 'identifier')), ...members.map(fieldName)]),
    methods: names(members.map((one) => (one.type === 'function_declaration' ? field(one, 'name') : null))),
    derived: bases.length > 0,
  };
  to.builder.class({
    ...(name ? { name: to.textOf(name) } : {}),
    bases,
    section: sectionOf(childOf(node, 'modifiers'), to),
    range: rangeOf(node),
    body: () =>
      withReceiver(to, undefined, () =>
        insideClass(to, frame, () => {
          if (list || specifiers.length > 0) primaryConstructor(node, params, specifiers, to);
          to.walk(body);
        }),
      ),
  });
}

/** `NORTH("host", 25)`: an instance of the enum. */
function enumEntry(node: Node, to: Lowering): void {
  const name = childOf(node, 'identifier');
  const list = childOf(node, 'value_arguments');
  const type = node.parent?.parent && field(node.parent.parent, 'name');
  if (name && type) {
    const args = list ? argumentsOf(list, to) : [];
    const value = call(to, {
      callee: ref(to.textOf(type), rangeOf(name)),
      args,
      construct: true,
      range: rangeOf(node),
    });
    to.builder.assign(ownMember(name, to), value, rangeOf(node), { declares: true });
  }
  to.walkAll(parts(node).filter((part) => part.id !== name?.id && part.id !== list?.id));
}

const membersOf = (body: Node | undefined): Node[] =>
  (body ? parts(body) : []).flatMap((one) =>
    one.type === 'companion_object' ? parts(childOf(one, 'class_body') ?? one) : [one],
  );

const fieldName = (node: Node): Node | undefined =>
  node.type === 'enum_entry' ? childOf(node, 'identifier') : propertyName(node);

function propertyName(node: Node): Node | undefined {
  const variable = node.type === 'property_declaration' ? childOf(node, 'variable_declaration') : undefined;
  return variable && childOf(variable, 'identifier');
}

/** `class Sender(val host: String) : Base(host)`: its parameters are in scope in the initialisers, too. */
function primaryConstructor(node: Node, list: readonly Node[], specifiers: readonly Node[], to: Lowering): void {
  const params = list.flatMap((one) => parameter(one, to));
  functionOf(to, {
    name: 'constructor',
    params,
    range:
      list.length > 0
        ? { start: list[0]?.startIndex ?? node.startIndex, end: list.at(-1)?.endIndex ?? node.startIndex }
        : { start: node.startIndex, end: node.startIndex },
    body: () => {
      for (const base of specifiers) if (base.type === 'constructor_invocation') delegate(base, 'super', to);
      for (const one of list) {
        const name = childOf(one, 'identifier');
        if (name) to.builder.assign(ownMember(name, to), ref(to.textOf(name), rangeOf(name)), rangeOf(one));
      }
    },
  });
}

function parameter(node: Node, to: Lowering): Parameter[] {
  const name = childOf(node, 'identifier');
  if (!name) return [];
  const type = typeIn(node, to);
  const last = parts(node).at(-1);
  const standard = last && last.startIndex > name.startIndex && !/type$|^modifiers$/.test(last.type) ? last : undefined;
  const fallback: Expr | undefined = injected(childOf(node, 'modifiers'), to) ?? (standard && to.expr(standard));
  const known = fallback && !isNull(fallback);
  return [{ name: to.textOf(name), ...(known ? { fallback } : {}), ...(type ? { type } : {}) }];
}
