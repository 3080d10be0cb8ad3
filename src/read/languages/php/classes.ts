/** Classes, interfaces, traits, enums and their members; a trait in use counts as a base. */
import { type Expr, isNull } from '../../../model/expr.ts';
import { childOf, field, type Language, type Lowering, member, ownMember, ref } from '../../lower.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { declaredBefore } from './docblocks.ts';
import { typeOf, variableKey } from './names.ts';

export const classes: Language['statements'] = {
  class_declaration: lowerClass,
  interface_declaration: lowerClass,
  trait_declaration: lowerClass,
  enum_declaration: lowerClass,
  anonymous_class: lowerClass,
  use_declaration: () => undefined,
  property_declaration(node, to) {
    for (const element of parts(node)) if (element.type === 'property_element') property(element, node, to);
  },
  enum_case(node, to) {
    const name = field(node, 'name');
    const value = field(node, 'value');
    if (name && value) to.builder.assign(ownMember(name, to), to.expr(value), rangeOf(node), { declares: true });
  },
  const_element(node, to) {
    const [name, value] = parts(node);
    if (!name || !value) return;
    const target = to.builder.inClass() ? ownMember(name, to) : ref(to.textOf(name), rangeOf(name));
    to.builder.assign(target, to.expr(value), rangeOf(node), { declares: true });
  },
};

function lowerClass(node: Node, to: Lowering): void {
  to.walk(field(node, 'attributes'));
  const name = field(node, 'name');
  to.builder.class({
    ...(name ? { name: to.textOf(name) } : {}),
    bases: basesOf(node, to),
    range: rangeOf(node),
    body() {
      describedProperties(node, to);
      to.walk(field(node, 'body'));
    },
  });
}

/** `@property Config $config`: what a class gives by `__get`. */
function describedProperties(node: Node, to: Lowering): void {
  for (const { name, type, range: at } of declaredBefore(node, 'property', to)) {
    if (name === undefined) continue;
    const target = member(ref('this', at), text(name, at), at);
    to.builder.assign(target, { kind: 'instance', type, range: at }, at, { declares: true });
  }
}

export function basesOf(node: Node, to: Lowering): Expr[] {
  const clauses = parts(node).filter((one) => one.type === 'base_clause' || one.type === 'class_interface_clause');
  const traits = parts(field(node, 'body') ?? node).filter((one) => one.type === 'use_declaration');
  return [...clauses, ...traits].flatMap((clause) =>
    parts(clause)
      .filter((one) => /name$/.test(one.type))
      .map((one) => to.expr(one)),
  );
}

/** A property with its default, or else as an instance of the class that it or its doc comment declares. */
function property(element: Node, declaration: Node, to: Lowering): void {
  const name = field(element, 'name');
  if (!name) return;
  const key = variableKey(name, to);
  const standard = field(element, 'default_value');
  const type = typeOf(field(declaration, 'type'), to) ?? declaredBefore(declaration, 'var', to)[0]?.type;
  const given = standard ? to.expr(standard) : undefined;
  const instance: Expr | undefined = type && { kind: 'instance', type, range: rangeOf(element) };
  const value = given && !(instance && isNull(given)) ? given : instance;
  if (value) {
    const target = member(ref('this', key.range), key, key.range);
    to.builder.assign(target, value, rangeOf(element), { declares: true });
  }
  to.walk(childOf(element, 'property_hook_list'));
  to.walk(childOf(declaration, 'property_hook_list'));
}
