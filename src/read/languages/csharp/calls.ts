/** Calls. */
import { type Argument, chainOf, type Expr } from '../../../model/expr.ts';
import { concat, field, type Lowering, call as register } from '../../lower.ts';
import { braces } from '../../lower-text.ts';
import { calleeOf } from '../../members.ts';
import { text, unknown } from '../../reader.ts';
import { reflected } from '../../reflection.ts';
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
  if (callee.kind === 'ref' && callee.name === 'nameof' && args[0]) return nameOf(args[0].value, node);
  const meant =
    callee.kind === 'member' &&
    callee.key.kind === 'text' &&
    reflected({ of: callee.of, name: callee.key.value, args, range: rangeOf(node) }, to);
  if (meant) return meant;
  const type = typeArgument(name, to);
  // What a generic call is of stands as an argument of its own, which no parameter has the name of.
  const typed: Argument[] = type ? [{ name: '<T>', value: { kind: 'instance', type, range: rangeOf(node) } }] : [];
  return formatting(callee, args, node) ?? register(to, { callee, args: [...args, ...typed], range: rangeOf(node) });
}

/** `nameof(SmtpClient.Host)` is `"Host"`. */
function nameOf(value: Expr, node: Node): Expr {
  const name = chainOf(value)?.at(-1);
  return name === undefined ? unknown(rangeOf(node)) : text(name, rangeOf(node), []);
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
