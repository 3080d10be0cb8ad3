/** Calls. */
import type { Argument, Expr } from '../../../model/expr.ts';
import { concat, field, type Lowering, call as register } from '../../lower.ts';
import { braces } from '../../lower-text.ts';
import { calleeOf } from '../../members.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';
import { argumentsOf } from './arguments.ts';
import { lowerFunction } from './classes.ts';
import { plainName, typeArgument } from './types.ts';

export function call(node: Node, to: Lowering): Expr {
  const fn = field(node, 'function');
  const name = fn?.type === 'member_access_expression' ? field(fn, 'name') : fn;
  const bare = fn && /^(identifier|generic_name)$/.test(fn.type) ? plainName(fn) : undefined;
  const callee = bare ? calleeOf(bare, to) : to.expr(fn);
  const args = argumentsOf(field(node, 'arguments'), to, (lambda) => lowerFunction(lambda, to, typeArgument(name, to)));
  return formatting(callee, args, node) ?? register(to, { callee, args, range: rangeOf(node) });
}

/** `string.Format("{0}:{1}", a, b)`, `string.Concat(a, b)`. */
function formatting(callee: Expr, args: readonly Argument[], node: Node): Expr | undefined {
  if (
    callee.kind !== 'member' ||
    callee.of.kind !== 'ref' ||
    !/^[Ss]tring$/.test(callee.of.name) ||
    callee.key.kind !== 'text'
  )
    return undefined;
  const [first, ...rest] = args.map((one) => one.value);
  if (callee.key.value === 'Concat')
    return concat(
      args.map((one) => one.value),
      rangeOf(node),
    );
  return callee.key.value === 'Format' && first?.kind === 'text' ? braces(first, rest, rangeOf(node)) : undefined;
}
