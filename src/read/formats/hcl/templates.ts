/** Quoted strings and here-documents of HCL, with what is interpolated into them. */
import type { Expr, Range, TextExpr } from '../../../model/expr.ts';
import { character, decoded, type Escapes, type Hole, interpolated } from '../../lower-text.ts';
import { join, range, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { templated } from '../../within/templated.ts';
import { dedented } from '../../within/text-blocks.ts';
import type { File } from './index.ts';

/** https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
const QUOTED: Escapes = {
  pattern: /\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])|\$\$(?=\{)|%%(?=\{)/g,
  value([found]) {
    if (!found.startsWith('\\')) return found.slice(1);
    const code = found.slice(1);
    if (/^[uU]./.test(code)) return character(code.slice(1), 16);
    return (
      new Map([
        ['n', '\n'],
        ['r', '\r'],
        ['t', '\t'],
      ]).get(code) ?? code
    );
  },
};
const HEREDOC: Escapes = {
  pattern: /\$\$(?=\{)|%%(?=\{)|\r\n/g,
  value: ([found]) => (found === '\r\n' ? '\n' : found.slice(1)),
};

export function templateOf(file: File, node: Node, depth: number): Expr {
  const heredoc = node.type === 'heredoc_template';
  const content = heredoc ? heredocRange(file.content, node) : quotedRange(node);
  const indented = heredoc && file.content.startsWith('<<-', node.startIndex);
  const block = indented
    ? dedented(file.content, content, HEREDOC)
    : { range: content, escapes: heredoc ? HEREDOC : QUOTED };
  const holes = parts(node).flatMap((child) => holeOf(file, child, depth));
  const raw = (at: Range): TextExpr => decoded(file.content, at, block.escapes);
  const found = interpolated(block.range, holes, raw);
  // Nomad and shell templates stand in the literal parts.
  if (found.kind === 'text') return templated(found);
  return found.kind === 'join'
    ? join(
        found.parts.map((part) => (part.kind === 'text' ? templated(part) : part)),
        found.range,
      )
    : found;
}

function holeOf(file: File, node: Node, depth: number): Hole[] {
  if (node.type === 'template_directive') return [{ range: rangeOf(node), value: unknown(rangeOf(node)) }];
  if (node.type !== 'template_interpolation') return [];
  const value = parts(node).find((child) => child.type === 'expression');
  return [{ range: rangeOf(node), value: value ? file.lower(value, depth + 1) : unknown(rangeOf(node)) }];
}

const quotedRange = ({ startIndex, endIndex }: Node): Range =>
  range(startIndex + 1, Math.max(startIndex + 1, endIndex - 1));

/** From the line behind `<<EOT` to the end of the line before `EOT`. */
function heredocRange(content: string, node: Node): Range {
  const [first, last] = node.namedChildren.filter((child) => child?.type === 'heredoc_identifier');
  const open = content.indexOf('\n', first?.endIndex ?? node.startIndex) + 1;
  const close = content.lastIndexOf('\n', (last?.startIndex ?? node.endIndex) - 1);
  const end = content[close - 1] === '\r' ? close - 1 : close;
  return open > 0 && end >= open ? range(open, end) : range(node.endIndex, node.endIndex);
}
