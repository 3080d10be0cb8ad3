/** Literals. */
import type { Expr } from '../../../model/expr.ts';
import { type Language, type Lowering, literally } from '../../lower.ts';
import { character, decoded, type Escapes } from '../../lower-text.ts';
import { range, text } from '../../reader.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** https://doc.rust-lang.org/reference/tokens.html; a backslash at the end of a line skips to the next text. */
export const ESCAPES: Escapes = {
  pattern: /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,9})\}|(\r?\n\s*)|(.))/g,
  value: ([, two, digits, , named]) => {
    const hex = two ?? digits?.replaceAll('_', '');
    if (hex !== undefined) return character(hex, 16);
    return named === undefined ? '' : (NAMED[named] ?? named);
  },
};

function string(node: Node, to: Lowering): Expr {
  const [, open = '', hashes = ''] = /^([a-z]*(#*)")/.exec(to.textOf(node)) ?? [];
  const closed = to.textOf(node).slice(open.length).endsWith(`"${hashes}`);
  const start = node.startIndex + open.length;
  const at = range(start, Math.max(start, node.endIndex - (closed ? hashes.length + 1 : 0)));
  return decoded(to.source, at, node.type === 'raw_string_literal' ? undefined : ESCAPES);
}

/** `587u16`, `1_000`. */
function number(node: Node, to: Lowering): Expr {
  const [digits = ''] = /^\d+/.exec(to.textOf(node)) ?? [];
  const plain = /^\d+(?:_?[iu](?:8|16|32|64|128|size))?$/.test(to.textOf(node));
  return plain ? text(digits, range(node.startIndex, node.startIndex + digits.length)) : literally(node, to);
}

export const literals: Language['expressions'] = {
  string_literal: string,
  raw_string_literal: string,
  char_literal: (node, to) =>
    decoded(to.source, range(node.startIndex + 1, Math.max(node.startIndex + 1, node.endIndex - 1)), ESCAPES),
  integer_literal: number,
  float_literal: literally,
  boolean_literal: (node, to) => text(to.textOf(node), rangeOf(node)),
};
