/** Strings: verbatim, expandable, here-strings. https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules */
import type { Expr, Range } from '../../../model/expr.ts';
import type { Lowering } from '../../lower.ts';
import { decoded, type Escapes, interpolated } from '../../lower-text.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const SPECIAL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

const VERBATIM: Escapes = { pattern: /''/g, value: () => "'" };
const EXPANDABLE: Escapes = {
  pattern: /`([\s\S])|""/g,
  value: ([whole, escaped]) => (escaped === undefined ? whole.slice(1) : (SPECIAL[escaped] ?? escaped)),
};

const inner = (node: Node, open: number, close: number): Range => ({
  start: node.startIndex + open,
  end: Math.max(node.startIndex + open, node.endIndex - close),
});

/** Between the line of `@"` and that of `"@`. */
function hereString(node: Node, to: Lowering): Range {
  const [head = ''] = /^@["'][^\n]*\n/.exec(to.textOf(node)) ?? [];
  const [tail = ''] = /\r?\n["']@$/.exec(to.textOf(node)) ?? [];
  return inner(node, head.length, tail.length);
}

const expanded = (node: Node, at: Range, to: Lowering, escapes?: Escapes): Expr =>
  interpolated(
    at,
    parts(node)
      .filter((part) => part.startIndex >= at.start && part.endIndex <= at.end)
      .map((part) => ({ range: rangeOf(part), value: to.expr(part) })),
    (between) => decoded(to.source, between, escapes),
  );

export const strings: Readonly<Record<string, (node: Node, to: Lowering) => Expr>> = {
  verbatim_string_characters: (node, to) => decoded(to.source, inner(node, 1, 1), VERBATIM),
  expandable_string_literal: (node, to) => expanded(node, inner(node, 1, 1), to, EXPANDABLE),
  verbatim_here_string_characters: (node, to) => decoded(to.source, hereString(node, to)),
  expandable_here_string_literal: (node, to) => expanded(node, hereString(node, to), to, EXPANDABLE),
};
