/**
 * A message's header fields, with their lines. Read here and not by a mail library, because those drop the lines, and
 * bytes that are no UTF-8 have to survive.
 */
import { kept } from '../words.ts';

export interface Header {
  /** Lower case. */
  readonly name: string;
  /** Unfolded. */
  readonly value: string;
  /** 1-based, where its name stands. */
  readonly line: number;
}

export interface HeaderBlock {
  readonly headers: readonly Header[];
  /** Lines that are no part of a header. */
  readonly odd: readonly number[];
  /** More were there than are kept. */
  readonly left: number;
}

const MOST_HEADERS = 2000;
/** RFC 5322 allows 998 characters a line; a DKIM signature or an ARC set takes some thousand. */
const LONGEST_VALUE = 16 * 1024;

/** A collector that is given a header block's lines (Latin-1, without their ends), the last one excluded. */
export function createHeaders(): { add(line: string, number: number): void; done(): HeaderBlock } {
  const headers: { name: string; value: string; line: number }[] = [];
  const odd: number[] = [];
  let left = 0;
  let open: { name: string; value: string; line: number } | undefined;
  const add = (line: string, number: number): void => {
    if (/^[ \t]/.test(line) && open) {
      if (open.value.length < LONGEST_VALUE) open.value += ` ${line.trim()}`;
      return;
    }
    const found = /^([!-9;-~]{1,78})[ \t]*:[ \t]*(.*)$/.exec(line);
    if (!found) {
      open = undefined;
      if (odd.length < 20) odd.push(number);
      return;
    }
    open = { name: (found[1] ?? '').toLowerCase(), value: (found[2] ?? '').slice(0, LONGEST_VALUE), line: number };
    if (headers.length < MOST_HEADERS) headers.push(open);
    else left += 1;
  };
  return { add, done: () => ({ headers: headers.map((one) => ({ ...one, value: one.value.trim() })), odd, left }) };
}

export const headerText = (header: Header | undefined): string | null =>
  header === undefined || header.value === '' ? null : kept(header.value);
