/** YAML scalars: which source text every part of a folded, quoted or indented value comes from. */
import type { Piece, Range, TextExpr } from '../../../model/expr.ts';
import { character, decoded, type Escapes } from '../../lower-text.ts';
import { text } from '../../reader.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** One or more line breaks with the blanks around them: one is a space, the others stay. */
const FOLD = '(?<![ \\t])[ \\t]*(?:\\r\\n|\\r|\\n)(?:[ \\t]*(?:\\r\\n|\\r|\\n))*[ \\t]*';

const folded = (found: string): string => '\n'.repeat((found.match(/\r\n|\r|\n/g) ?? []).length - 1) || ' ';

const SINGLE: Escapes = {
  pattern: new RegExp(`''|${FOLD}`, 'g'),
  value: ([found]) => (found === "''" ? "'" : folded(found)),
};

/** https://yaml.org/spec/1.2.2/#57-escaped-characters */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

const DOUBLE: Escapes = {
  pattern: new RegExp(
    `\\\\(?:(?:\\r\\n|\\r|\\n)[ \\t]*|x[\\da-fA-F]{2}|u[\\da-fA-F]{4}|U[\\da-fA-F]{8}|[\\s\\S])|${FOLD}`,
    'g',
  ),
  value([found]) {
    if (!found.startsWith('\\')) return folded(found);
    const code = found.slice(1);
    if (/^[\r\n]/.test(code)) return '';
    if (/^[xuU]./.test(code)) return character(code.slice(1), 16);
    return NAMED.get(code) ?? code;
  },
};

const QUOTED = { single: SINGLE, double: DOUBLE } as const;

/** A quoted scalar; `at` is what stands between the quotes. */
export const quotedScalar = (source: string, at: Range, style: 'single' | 'double'): TextExpr =>
  decoded(source, at, QUOTED[style]);

/** The literal for a value that a parser has decoded from the source text at `at`; `indent` is that of a block. */
export function scalarText(source: string, at: Range, value: string, style: ScalarStyle, indent: number): TextExpr {
  if (style === 'block') return blockText(source, at, value, indent);
  const raw = source.slice(at.start, at.end);
  if (raw === value) return text(value, at);
  if (style === 'single' || style === 'double') {
    const found = quotedScalar(source, at, style);
    if (found.value === value) return found;
  }
  return text(value, at, piecesByLine(raw, at.start, value, undefined));
}

/** A block's range is its text, without the first line's indentation and the breaks at its end. */
function blockText(source: string, at: Range, value: string, indent: number): TextExpr {
  const raw = source.slice(at.start, at.end).trimEnd();
  const lead = /^(?:[ \t]*[\r\n]+)*/.exec(raw)?.[0].length ?? 0;
  const content = {
    start: Math.min(at.start + lead + Math.max(0, indent), at.start + raw.length),
    end: at.start + raw.length,
  };
  if (source.slice(content.start, content.end) === value) return text(value, content);
  return text(value, content, piecesByLine(raw, at.start, value, indent));
}

/** Folding and indentation leave the content of each line as it is: one piece a line. */
export function piecesByLine(raw: string, start: number, value: string, indent: number | undefined): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: line, index } of raw.matchAll(/[^\r\n]+/g)) {
    const body = line.trimStart();
    const content = indent === undefined ? body.trimEnd() : line.slice(Math.min(indent, line.length - body.length));
    if (content === '') continue;
    while (from < value.length && !value.startsWith(content, from) && /\s/.test(value[from] ?? '')) from += 1;
    if (!value.startsWith(content, from)) continue;
    pieces.push({ at: from, source: start + index + line.indexOf(content) });
    from += content.length;
  }
  return pieces.length > 0 ? pieces : [{ at: 0, source: start }];
}
