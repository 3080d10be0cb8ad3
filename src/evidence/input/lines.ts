/** Bytes as lines, each a string of Latin-1: a character a byte, which costs a copy and no more. */
import type { Chunks } from './open.ts';

/** What is longer is cut; nothing that a mail server writes is. */
export const LONGEST_LINE = 64 * 1024;

export interface LinesRead {
  readonly lines: number;
  readonly cut: number;
  /** The last line had no end: it may be only a part. */
  readonly open: boolean;
}

/**
 * Calls `take` with each line, without its end, and its number from 1. A line without an end at the end of the
 * evidence counts, too.
 */
export async function eachLine(
  chunks: Chunks,
  take: (line: string, number: number) => void,
  progress?: (bytes: number) => void,
): Promise<LinesRead> {
  let rest = '';
  let number = 0;
  let cut = 0;
  let skipping = false;
  const give = (line: string): void => {
    if (skipping) {
      skipping = false;
      return;
    }
    number += 1;
    if (line.length > LONGEST_LINE) {
      cut += 1;
      take(line.slice(0, LONGEST_LINE), number);
    } else take(line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line, number);
  };
  for await (const chunk of chunks) {
    const text = rest + chunk.toString('latin1');
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      give(text.slice(start, end));
      start = end + 1;
    }
    rest = start === 0 ? text : text.slice(start);
    if (rest.length > LONGEST_LINE) {
      if (!skipping) give(rest);
      skipping = true;
      rest = '';
    }
    progress?.(chunk.length);
  }
  const open = rest !== '' && !skipping;
  if (open) give(rest);
  return { lines: number, cut, open };
}
