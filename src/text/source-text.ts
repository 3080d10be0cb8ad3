/** One file's text. The only place where an offset becomes a line and a column. */
import { countWhile } from '../model/sorted.ts';

/** 1-based line and column; columns count UTF-16 code units, as SARIF's `columnKind: utf16CodeUnits`. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SourceText {
  readonly text: string;
  /** The position of a UTF-16 offset into `text`. */
  position(offset: number): Position;
  /** The offset at which a 1-based line starts, and the offset of its end without the line break. */
  lineBounds(line: number): { readonly start: number; readonly end: number };
  readonly lineCount: number;
}

/** A place in a text: 1-based lines and UTF-16 columns, the end exclusive. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Nobody looks at a place further out in a line, and counting its bytes for each one would take too long. */
const FAR_OUT = 5000;

/** The columns of a place in bytes of UTF-8; undefined far out in a line. */
export function byteColumns(
  source: SourceText,
  { line, column, endLine, endColumn }: Place,
): { readonly column: number; readonly endColumn: number } | undefined {
  if (Math.max(column, endColumn) > FAR_OUT) return undefined;
  const byteColumn = (of: number, to: number): number => {
    const { start } = source.lineBounds(of);
    return Buffer.byteLength(source.text.slice(start, start + to - 1)) + 1;
  };
  return { column: byteColumn(line, column), endColumn: byteColumn(endLine, endColumn) };
}

/** `text` is decoded and without its byte order mark. Lines end with LF, CRLF or a lone CR. */
export function sourceText(text: string): SourceText {
  let starts: number[] | undefined;
  const lineStarts = (): number[] => {
    starts ??= [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (found) => found.index + found[0].length)];
    return starts;
  };
  const lineAt = (offset: number): number => Math.max(0, countWhile(lineStarts(), (start) => start <= offset) - 1);
  return {
    text,
    position(offset) {
      const line = lineAt(offset);
      return { line: line + 1, column: offset - (lineStarts()[line] ?? 0) + 1 };
    },
    lineBounds(line) {
      const start = lineStarts()[line - 1] ?? text.length;
      const next = lineStarts()[line] ?? text.length;
      return { start, end: start + text.slice(start, next).replace(/[\r\n]+$/, '').length };
    },
    get lineCount() {
      return lineStarts().length;
    },
  };
}
