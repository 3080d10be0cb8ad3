/** Puts an expression in the place of a name: what a comprehension makes of an item, outside of its own scope. */
import type { Expr } from '../../model/expr.ts';

/** `expr` with every use of the name replaced; functions and objects in it are left as they are. */
export function substituted(expr: Expr, name: string, by: Expr): Expr {
  const again = (inner: Expr): Expr => substituted(inner, name, by);
  switch (expr.kind) {
    case 'ref':
      return expr.name === name ? by : expr;
    case 'member':
      return { ...expr, of: again(expr.of), key: again(expr.key) };
    case 'join':
      return { ...expr, parts: expr.parts.map(again) };
    case 'either':
      return { ...expr, options: expr.options.map(again) };
    case 'list':
      return { ...expr, items: expr.items.map(again) };
    case 'call':
      return {
        ...expr,
        callee: again(expr.callee),
        args: expr.args.map((argument) => ({ ...argument, value: again(argument.value) })),
      };
    default:
      return expr;
  }
}
