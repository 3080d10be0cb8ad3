/** Strings: single- and double-quoted, heredoc, nowdoc. */
import type { Expr, Range, TextExpr } from '../../../model/expr.ts';
import { type Lowering, literally, member } from '../../lower.ts';
import { character, decoded, type Escapes, type Hole, interpolated } from '../../lower-text.ts';
import { range } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const SINGLE: Escapes = { pattern: /\\([\\'])/g, value: ([, char]) => char ?? '' };

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', v: '\v', e: '\x1b', f: '\f' };
const ESCAPE = String.raw`\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([ntrvef\\$"]))`;

/** `indentation`: how much a heredoc's closing line takes from the start of every line. */
function escapes(interpreted: boolean, indentation = 0, startsLine = false): Escapes {
  const margin = indentation === 0 ? [] : [`(?<=${startsLine ? '^|' : ''}\\n)[ \\t]{1,${indentation}}`];
  return {
    pattern: new RegExp([...(interpreted ? [ESCAPE] : []), ...margin].join('|') || '(?!)', 'g'),
    value: ([, unicode, hex, octal, named]) => {
      if (unicode !== undefined) return character(unicode, 16);
      if (hex !== undefined) return character(hex, 16);
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return named === undefined ? '' : (NAMED[named] ?? named);
    },
  };
}

const DOUBLE = escapes(true);

/** What stands between the quotes; a `b` may stand before them, and an unfinished string has no second one. */
function content(node: Node, to: Lowering): Range {
  const written = to.textOf(node);
  const open = /^b?["']/i.exec(written)?.[0] ?? '';
  const start = node.startIndex + open.length;
  const closed = open !== '' && written.length > open.length && written.endsWith(open.slice(-1));
  return range(start, closed ? node.endIndex - 1 : node.endIndex);
}

export const single = (node: Node, to: Lowering): Expr => decoded(to.source, content(node, to), SINGLE);

export const double = (node: Node, to: Lowering): Expr =>
  interpolated(content(node, to), holesOf(node, to), (at) => decoded(to.source, at, DOUBLE));

const LITERAL = new Set(['string_content', 'escape_sequence', 'nowdoc_string']);

function holesOf(node: Node, to: Lowering): Hole[] {
  const holes: { range: Range; value: Expr }[] = [];
  let open: number | undefined;
  for (const child of node.children) {
    if (!child) continue;
    const last = holes.at(-1);
    if (child.type === '{') open = child.startIndex;
    else if (child.type === '}' && last && open !== undefined) {
      last.range = range(last.range.start, child.endIndex);
      open = undefined;
    } else if (child.isNamed && !LITERAL.has(child.type)) {
      holes.push({ range: range(open ?? child.startIndex, child.endIndex), value: embedded(child, open, to) });
    }
  }
  return holes;
}

/** `$a[key]` without braces has a key without quotes. */
function embedded(node: Node, open: number | undefined, to: Lowering): Expr {
  const [of, key] = node.type === 'subscript_expression' && open === undefined ? parts(node) : [];
  return of && key?.type === 'name' ? member(to.expr(of), literally(key, to), rangeOf(node)) : to.expr(node);
}

/** Heredoc and nowdoc: the lines between the tags, without the closing tag's indentation. */
export function heredoc(node: Node, to: Lowering): Expr {
  const { source } = to;
  const head = node.childForFieldName('identifier')?.endIndex ?? node.startIndex;
  const tail = node.childForFieldName('end_tag')?.startIndex ?? node.endIndex;
  const start = Math.min(source.indexOf('\n', head) + 1 || tail, tail);
  const lineStart = Math.max(start, source.lastIndexOf('\n', tail - 1) + 1);
  const before = source.slice(start, lineStart);
  const at = range(start, start + before.replace(/\r?\n$/, '').length);
  const margin = /^[ \t]*/.exec(source.slice(lineStart, tail))?.[0].length;
  const body = node.childForFieldName('value');
  const literal = (part: Range): TextExpr =>
    decoded(source, part, escapes(node.type === 'heredoc', margin, part.start === start));
  return interpolated(at, body && node.type === 'heredoc' ? holesOf(body, to) : [], literal);
}
