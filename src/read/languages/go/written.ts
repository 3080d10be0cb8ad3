/** Texts that are written piece by piece: https://pkg.go.dev/strings#Builder, https://pkg.go.dev/bytes#Buffer */
import { type Argument, chainOf, type Expr } from '../../../model/expr.ts';
import { oncePer } from '../../../model/once.ts';
import { concat, type Lowering } from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

/** Whether a file writes so at all, and what was written last to each variable. */
const writtenIn = oncePer(({ source }: Lowering) => ({
  isUsed: /\bstrings\.Builder\b|\bbytes\.(?:Buffer|NewBufferString)\b/.test(source),
  last: new Map<string, Expr>(),
}));

/** `text.WriteString(host)`, `fmt.Fprintf(&text, "%s:%d", host, port)`: what is written stands behind what is there. */
export function writes(callee: Expr, args: readonly Argument[], node: Node, to: Lowering): void {
  if (!writtenIn(to).isUsed || callee.kind !== 'member' || callee.key.kind !== 'text') return;
  const [first, second, ...others] = args.map(({ value }) => value);
  const isPrinted = chainOf(callee)?.join('.') === 'fmt.Fprintf';
  const target = isPrinted ? first : /^Write(?:String|Byte|Rune)$/.test(callee.key.value) ? callee.of : undefined;
  const piece = isPrinted ? (second?.kind === 'text' ? printf(second, others, rangeOf(node)) : undefined) : first;
  if (!piece || (target?.kind !== 'ref' && target?.kind !== 'member')) return;
  const name = chainOf(target)?.join('.');
  if (name === undefined) return;
  const { last } = writtenIn(to);
  const before = last.get(name);
  // A variable of the same name that is declared anew begins empty.
  const goesOn = before !== undefined && (target.kind === 'member' || to.builder.lastSet(name) === before);
  const value = goesOn ? concat([target, piece], rangeOf(node)) : piece;
  to.builder.assign(target, value, rangeOf(node));
  last.set(name, value);
}

/** `text.String()` is what was written. */
export function writtenText(callee: Expr, to: Lowering): Expr | undefined {
  if (callee.kind !== 'member' || callee.key.kind !== 'text' || callee.key.value !== 'String') return undefined;
  const name = chainOf(callee.of)?.join('.');
  return name !== undefined && writtenIn(to).last.has(name) ? callee.of : undefined;
}
