/** Text within the columns of a terminal. */
import { stripVTControlCharacters } from 'node:util';

/** How many columns a text takes, its colours aside; as many as characters, near enough. */
export const columnsOf = (text: string): number => [...stripVTControlCharacters(text)].length;

/**
 * The text on lines of at most `width` columns, broken at spaces; further lines begin with `indent` spaces. A word that is
 * longer stays whole, so that a path can still be clicked. Without a width it is one line.
 */
export function wrapped(text: string, width: number | undefined, indent: number): readonly string[] {
  if (width === undefined || columnsOf(text) <= width) return [text];
  const [, margin = '', body = ''] = /^(\s*)(.*)$/s.exec(text) ?? [];
  const lines: string[] = [];
  let line = margin;
  let used = margin.length;
  let isEmpty = true;
  for (const word of body.split(/(?<! ) (?! )/)) {
    const length = columnsOf(word);
    if (!isEmpty && used + 1 + length > width) {
      lines.push(line);
      line = ' '.repeat(indent);
      used = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    used += length + (isEmpty ? 0 : 1);
    isEmpty = false;
  }
  return [...lines, line];
}
