/** Patterns: what `=`, `<-` and the heads of clauses give names to. */
import type { Expr } from '../../../model/expr.ts';
import { childOf, field, itemOf, type Lowering, ref } from '../../lower.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { keyOf } from './literals.ts';

const MAX_NESTING = 20;

/** `{:ok, x}` is what the call gives that it is the result of. */
export function bind(pattern: Node | null | undefined, value: Expr, whole: Node, to: Lowering, depth = 0): void {
  if (!pattern || depth > MAX_NESTING) return;
  const further = (inner: Node | null | undefined, given: Expr): void => bind(inner, given, whole, to, depth + 1);
  if (pattern.type === 'identifier') {
    const name = to.textOf(pattern);
    if (!name.startsWith('_')) to.builder.assign(ref(name, rangeOf(pattern)), value, rangeOf(whole));
  } else if (pattern.type === 'tuple') {
    const items = parts(pattern);
    const [tag, inner] = items;
    if (tag?.type === 'atom' && items.length === 2) further(inner, value);
    else for (const [index, item] of items.entries()) further(item, itemOf(value, text(String(index), rangeOf(item))));
  } else if (pattern.type === 'map' || pattern.type === 'list') {
    const keywords = childOf(childOf(pattern, 'map_content') ?? pattern, 'keywords');
    for (const pair of keywords ? parts(keywords) : []) {
      const key = field(pair, 'key');
      if (key) further(field(pair, 'value'), itemOf(value, keyOf(key, to)));
    }
  } else if (pattern.type === 'binary_operator') {
    const operator = field(pattern, 'operator')?.type;
    if (operator === 'when' || operator === '=') further(field(pattern, 'left'), value);
    if (operator === '=') further(field(pattern, 'right'), value);
  }
}
