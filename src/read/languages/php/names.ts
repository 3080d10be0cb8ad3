/** Names of variables, classes and types. */
import type { Expr, TextExpr } from '../../../model/expr.ts';
import { type Lowering, literally, ref } from '../../lower.ts';
import { range, text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const RELATIVE: Readonly<Record<string, string>> = { self: 'this', static: 'this', parent: 'super' };

/** A class, function or constant by the name it is written with, without the leading backslash. */
export function named(node: Node, to: Lowering): Expr {
  const written = to.textOf(node).replace(/^(namespace)?\\/i, '');
  return ref(RELATIVE[written.toLowerCase()] ?? written, rangeOf(node));
}

/** `$name` without its dollar. */
export const variable = (node: Node, to: Lowering): Expr => ref(to.textOf(node).slice(1), rangeOf(node));

/** The name of a variable as text: the key that a static or declared property has. */
export const variableKey = (node: Node, to: Lowering): TextExpr =>
  text(to.textOf(node).slice(1), range(node.startIndex + 1, node.endIndex));

/** The key of `$of->key` and `Of::key`. */
export const keyOf = (node: Node, to: Lowering): Expr =>
  node.type === 'name' && node.namedChildCount === 0 ? literally(node, to) : to.expr(node);

/** The class that a declared type names; of several the first, of built-in ones none. */
export function typeOf(node: Node | null, to: Lowering): Expr | undefined {
  if (!node) return undefined;
  if (node.type === 'named_type') return named(node, to);
  if (!/^(optional|union|intersection|disjunctive_normal_form)_type$/.test(node.type)) return undefined;
  for (const part of parts(node)) {
    const found = part.type === node.type ? undefined : typeOf(part, to);
    if (found) return found;
  }
  return undefined;
}
