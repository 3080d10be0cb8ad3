/** What a call is given. */
import type { Argument, Expr } from '../../../model/expr.ts';
import { field, type Lowering } from '../../lower.ts';
import { type Node, parts } from '../../tree-sitter.ts';

/** `lambda` lowers a lambda among them: a generic call hands its type to it (`Configure<SmtpOptions>(o => …)`). */
export function argumentsOf(
  list: Node | null | undefined,
  to: Lowering,
  lambda: (node: Node) => Expr = to.expr,
): Argument[] {
  return (list ? parts(list) : []).map((one): Argument => {
    const name = one.type === 'argument' ? field(one, 'name') : null;
    const node = one.type === 'argument' ? parts(one).at(-1) : one;
    const value = node?.type === 'lambda_expression' ? lambda(node) : to.expr(node);
    return name ? { name: to.textOf(name), value } : { value };
  });
}
