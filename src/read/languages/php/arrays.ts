/** Arrays, and taking them apart. */
import type { Entry, Expr, ListExpr, ObjectExpr, TextExpr } from '../../../model/expr.ts';
import { itemOf, type Lowering } from '../../lower.ts';
import { object, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** `['host' => 'x', …]`: a list when no element has a key. */
export function array(node: Node, to: Lowering): ListExpr | ObjectExpr {
  const elements = parts(node);
  const plain = elements.every((one) => parts(one).length === 1 && parts(one)[0]?.type !== 'variadic_unpacking');
  if (plain) return { kind: 'list', items: elements.map((one) => to.expr(parts(one)[0])), range: rangeOf(node) };
  let next = 0;
  const entries = elements.map((element): Entry => {
    const [first, second] = parts(element);
    if (second && first) return keyed(first, second, to);
    const keyRange = rangeOf(element);
    if (first?.type === 'variadic_unpacking')
      return { key: '', keyRange, value: to.expr(parts(first)[0]), spread: true };
    next += 1;
    return { key: String(next - 1), keyRange, value: to.expr(first) };
  });
  return object(entries, rangeOf(node));
}

function keyed(keyNode: Node, valueNode: Node, to: Lowering): Entry {
  const key = to.expr(keyNode);
  const value = to.expr(valueNode);
  return key.kind === 'text'
    ? { key: key.value, keyRange: key.range, value }
    : { key: to.textOf(keyNode), keyRange: rangeOf(keyNode), value, computed: key };
}

/** A computed key stands as its source text. */
function keyText(node: Node, to: Lowering): TextExpr {
  const key = to.expr(node);
  return key.kind === 'text' ? key : text(to.textOf(node), rangeOf(node));
}

/** `[$a, 'k' => $b] = value` and `list(…) = value`; gives each target its part. */
export function destructure(node: Node, value: Expr, to: Lowering, bind: (target: Node, value: Expr) => void): void {
  let index = 0;
  let key: Node | undefined;
  let last: Node | undefined;
  const give = (): void => {
    if (last) bind(last, itemOf(value, key ? keyText(key, to) : text(String(index), rangeOf(last))));
    last = undefined;
    key = undefined;
  };
  for (const child of node.children) {
    if (!child) continue;
    if (child.type === ',') {
      give();
      index += 1;
    } else if (child.type === '=>') key = last;
    else if (child.type === 'array_element_initializer') {
      [key, last] = parts(child).length > 1 ? parts(child) : [undefined, parts(child)[0]];
    } else if (child.isNamed) last = child;
  }
  give();
}

/** `$defaults + $more`: the left side wins; of numbers nothing is known. */
export function union(left: Expr, right: Expr, node: Node): Expr {
  if (left.kind !== 'object' && right.kind !== 'object') return unknown(rangeOf(node));
  const entries = [right, left].map((value): Entry => ({ key: '', keyRange: value.range, value, spread: true }));
  return object(entries, rangeOf(node));
}
