/** One file's text. The only place where an offset becomes a line and a column. */

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

/** `text` is decoded and without its byte order mark. Lines end with LF, CRLF or a lone CR. */
export function sourceText(text: string): SourceText {
  let starts: number[] | undefined;
  const lineStarts = (): number[] => {
    starts ??= [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (found) => found.index + found[0].length)];
    return starts;
  };
  const lineAt = (offset: number): number => {
    const all = lineStarts();
    let low = 0;
    let high = all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((all[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
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
