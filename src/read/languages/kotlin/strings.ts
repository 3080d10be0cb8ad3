/** Strings with `${…}` and `$name`, also raw ones. */
import type { Expr } from '../../../model/expr.ts';
import type { Lowering } from '../../lower.ts';
import { character, decoded, type Escapes, type Hole, interpolated } from '../../lower-text.ts';
import { nameOf } from '../../members.ts';
import { range } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b' };

const ESCAPES: Escapes = {
  pattern: /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g,
  value: ([, code, other]) => (code !== undefined ? character(code, 16) : (NAMED[other ?? ''] ?? other ?? '')),
};

export function string(node: Node, to: Lowering): Expr {
  const quotes = node.type === 'multiline_string_literal' ? 3 : 1;
  const content = range(node.startIndex + quotes, Math.max(node.startIndex + quotes, node.endIndex - quotes));
  return interpolated(content, holesOf(node, quotes === 3, to), (at) =>
    decoded(to.source, at, quotes === 3 ? undefined : ESCAPES),
  );
}

/** The grammar splits `$name` into several pieces of text, so it is looked for here. */
function holesOf(node: Node, raw: boolean, to: Lowering): Hole[] {
  const holes: Hole[] = [];
  const children = parts(node);
  for (const [index, child] of children.entries()) {
    if (child.type === 'interpolation') holes.push({ range: rangeOf(child), value: to.expr(parts(child)[0]) });
    if (child.type !== 'string_content' || to.textOf(child) !== '$') continue;
    const next = children[index + 1];
    const name = next?.startIndex === child.endIndex ? /^[A-Za-z_]\w*/.exec(to.textOf(next))?.[0] : undefined;
    const escaped = !raw && to.source[child.startIndex - 1] === '\\' && children[index - 1]?.type === 'escape_sequence';
    if (name === undefined || next === undefined || escaped) continue;
    const at = range(next.startIndex, next.startIndex + name.length);
    holes.push({ range: range(child.startIndex, at.end), value: nameAt(next, name, to) });
  }
  return holes;
}

const nameAt = (node: Node, name: string, to: Lowering): Expr => {
  const at = range(node.startIndex, node.startIndex + name.length);
  return { ...nameOf(node, { ...to, textOf: () => name }), range: at };
};
