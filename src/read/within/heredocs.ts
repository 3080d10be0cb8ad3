/** Here-documents in the text of any file: scripts, Dockerfiles, scripts inside manifests. */
import type { TextExpr } from '../../model/expr.ts';
import { grow } from '../../model/grouped.ts';

export interface Heredoc {
  /** The command's line, which names the file that is written. */
  readonly head: string;
  /** What of it stands before the mark. */
  readonly command: string;
  readonly body: TextExpr;
  /** The word that ends it stands in quotes: the shell takes the body as it is. */
  readonly verbatim: boolean;
  /** The margin that all lines of the body have. */
  readonly indent: number;
}

/** Bodies within bodies: so many characters of them all are given, which is more than is read. */
const MOST_TEXT = 20_000_000;

export function* heredocsOf(text: string): Generator<Heredoc> {
  let left = MOST_TEXT;
  let ends: ReadonlyMap<string, readonly number[]> | undefined;
  for (const found of text.matchAll(/^([^\r\n]{0,300}?)<<-?[ \t]*(\\?["']?)([A-Za-z_]\w*)\b([^\r\n]*)\r?\n/gm)) {
    const start = found.index + found[0].length;
    ends ??= lonelyWords(text);
    const end = firstFrom(ends.get(found[3] ?? '') ?? [], start);
    if (end === undefined) continue;
    left -= end - start;
    if (left < 0) return;
    const value = text.slice(start, end);
    const indents = Array.from(value.matchAll(/^([ \t]*)[^\s]/gm), (line) => line[1]?.length ?? 0);
    yield {
      head: `${found[1] ?? ''}${(found[4] ?? '').replace(/^["']/, ' ')}`,
      command: found[1] ?? '',
      verbatim: found[2] !== '',
      body: { kind: 'text', value, range: { start, end } },
      indent: indents.reduce((least, one) => Math.min(least, one), indents[0] ?? 0),
    };
  }
}

/** Where the lines begin that are nothing but a word, by the word: each may end a body. */
function lonelyWords(text: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { index, 1: word = '' } of text.matchAll(/^[ \t]*([A-Za-z_]\w*)[ \t]*\r?$/gm)) grow(found, word, [index]);
  return found;
}

/** The first of ascending numbers that is not less. */
function firstFrom(numbers: readonly number[], least: number): number | undefined {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return numbers[low];
}
