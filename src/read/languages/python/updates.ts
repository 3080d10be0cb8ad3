/** Dictionaries that are changed in place: `options.setdefault('host', h)`, `options.update(host=h)`. */
import type { Entry, Expr } from '../../../model/expr.ts';
import { type Lowering, member } from '../../lower.ts';
import { object } from '../../reader.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';
import type { Given } from './calls.ts';

/** What a call that stands as a statement of its own sets in the dictionary that it is called on. */
export function updated(of: Expr, name: string, given: readonly Given[], node: Node, to: Lowering): void {
  if (of.kind !== 'ref' || node.parent?.type !== 'expression_statement') return;
  if (name === 'setdefault') standard(of, given, node, to);
  if (name === 'update') for (const one of given) merged(of, one, node, to);
}

/** What is there already stays: the value is one that may be. */
function standard(of: Expr, [key, value]: readonly Given[], node: Node, to: Lowering): void {
  if (key?.value.kind !== 'text' || !value) return;
  const target = member(of, key.value, key.value.range);
  to.builder.branch(node.startIndex, 0, () => to.builder.assign(target, value.value, rangeOf(node)));
}

function merged(of: Expr, { name, value, nameRange }: Given, node: Node, to: Lowering): void {
  if (name !== undefined)
    to.builder.assign(member(of, { kind: 'text', value: name, range: nameRange }, nameRange), value, rangeOf(node));
  else if (value.kind === 'object')
    for (const { key, keyRange, value: set } of value.entries.filter(({ spread }) => !spread))
      to.builder.assign(member(of, { kind: 'text', value: key, range: keyRange }, keyRange), set, rangeOf(node));
  else to.builder.assign(of, object([spreadOf(of), spreadOf(value)], rangeOf(node)), rangeOf(node));
}

const spreadOf = (value: Expr): Entry => ({ key: '', keyRange: value.range, value, spread: true });
