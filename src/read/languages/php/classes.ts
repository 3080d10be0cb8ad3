/** Classes, interfaces, traits, enums and their members; a trait in use counts as a base. */
import type { Expr } from '../../../model/expr.ts';
import { childOf, field, type Language, type Lowering, member, ownMember, ref } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
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
    body: () => to.walk(field(node, 'body')),
  });
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

/** A property with its default, or else as an instance of its declared class. */
function property(element: Node, declaration: Node, to: Lowering): void {
  const name = field(element, 'name');
  if (!name) return;
  const key = variableKey(name, to);
  const standard = field(element, 'default_value');
  const type = typeOf(field(declaration, 'type'), to);
  const value: Expr | undefined = standard
    ? to.expr(standard)
    : type && { kind: 'instance', type, range: rangeOf(element) };
  if (value) {
    const target = member(ref('this', key.range), key, key.range);
    to.builder.assign(target, value, rangeOf(element), { declares: true });
  }
  to.walk(childOf(element, 'property_hook_list'));
  to.walk(childOf(declaration, 'property_hook_list'));
}
