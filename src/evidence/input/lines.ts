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

/** Takes a line, from `start` to before `end`, before it is made a string; false when it has to be made one. */
export type TakeBytes = (bytes: Buffer, start: number, end: number, number: number) => boolean;

const LINE_END = 10;
const CARRIAGE_RETURN = 13;

/**
 * Calls `take` with each line, without its end, and its number from 1. A line without an end at the end of the evidence
 * counts, too. `takesBytes` is asked first, but for the last line of each chunk: so the last line of all is made a string.
 */
export async function eachLine(
  chunks: Chunks,
  take: (line: string, number: number) => void,
  progress?: (bytes: number) => void,
  takesBytes?: TakeBytes,
): Promise<LinesRead> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  let cut = 0;
  let skipping = false;
  const give = (bytes: Buffer, start: number, end: number): void => {
    number += 1;
    if (end - start > LONGEST_LINE) {
      cut += 1;
      take(bytes.toString('latin1', start, start + LONGEST_LINE), number);
    } else
      take(bytes.toString('latin1', start, bytes[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end), number);
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    let end = bytes.indexOf(LINE_END);
    while (end >= 0) {
      const next = bytes.indexOf(LINE_END, end + 1);
      if (skipping) skipping = false;
      else if (next >= 0 && takesBytes?.(bytes, start, end, number + 1)) number += 1;
      else give(bytes, start, end);
      start = end + 1;
      end = next;
    }
    rest = bytes.subarray(start);
    if (rest.length > LONGEST_LINE) {
      if (!skipping) give(rest, 0, rest.length);
      skipping = true;
      rest = Buffer.alloc(0);
    }
    progress?.(chunk.length);
  }
  const open = rest.length > 0 && !skipping;
  if (open) give(rest, 0, rest.length);
  return { lines: number, cut, open };
}
