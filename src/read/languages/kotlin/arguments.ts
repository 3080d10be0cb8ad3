/** What a call is given. */
import type { Argument } from '../../../model/expr.ts';
import type { Lowering } from '../../lower.ts';
import { type Node, parts } from '../../tree-sitter.ts';

export function argumentsOf(list: Node | undefined, to: Lowering): Argument[] {
  return (list ? parts(list) : []).map((one): Argument => {
    const [first] = parts(one);
    const given = parts(one).at(-1);
    if (given?.type === 'spread_expression') return { value: to.expr(parts(given)[0]), spread: true };
    const value = to.expr(given);
    return first && one.children.some((child) => child?.type === '=') ? { name: to.textOf(first), value } : { value };
  });
}
