/** Assignments, and every other way to give names a value. */
import type { Expr } from '../../../model/expr.ts';
import { field, itemOf, type Lowering, ownMember } from '../../lower.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { typeOf } from './names.ts';
import { combined } from './operators.ts';

const PATTERN = /^(pattern_list|tuple_pattern|list_pattern|tuple|list|expression_list)$/;

/** Gives a value to a name, a member, or each part of a tuple. `whole` is the construct that does it. */
export function bind(target: Node | null | undefined, value: Expr, whole: Node, to: Lowering): void {
  if (!target) return;
  const { type } = target;
  if (PATTERN.test(type)) {
    for (const [index, part] of parts(target).entries()) {
      bind(part, itemOf(value, text(String(index), rangeOf(part))), whole, to);
    }
  } else if (type === 'list_splat_pattern' || type === 'as_pattern_target' || type === 'parenthesized_expression') {
    const [inner] = parts(target);
    bind(inner, type === 'list_splat_pattern' ? unknown(rangeOf(target)) : value, whole, to);
  } else if (type === 'identifier' && to.builder.inClass()) {
    to.builder.assign(ownMember(target, to), value, rangeOf(whole), { declares: true });
  } else if (type === 'identifier' || type === 'attribute' || type === 'subscript') {
    to.builder.assign(to.expr(target), value, rangeOf(whole));
  }
}

/** `a = b = value`, `name: Type = value`, `name: Type`. */
export function assignment(node: Node, to: Lowering): void {
  const targets: (Node | null)[] = [];
  let right: Node | null = node;
  let type: Node | null = null;
  while (right?.type === 'assignment') {
    targets.push(field(right, 'left'));
    type ??= field(right, 'type');
    right = field(right, 'right');
  }
  const value = right ? to.expr(right) : declared(type, node, to);
  if (value) for (const target of targets) bind(target, value, node, to);
}

function declared(annotation: Node | null, node: Node, to: Lowering): Expr | undefined {
  const type = typeOf(annotation, to);
  return type && { kind: 'instance', type, range: rangeOf(node) };
}

export function augmented(node: Node, to: Lowering): void {
  const target = field(node, 'left');
  const operator = field(node, 'operator')?.type ?? '';
  const old = to.expr(target);
  const value = combined(operator.replace(/=$/, ''), old, to.expr(field(node, 'right')), node);
  bind(target, value, node, to);
}
