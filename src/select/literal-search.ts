/**
 * Whether any of several texts stands in some bytes, whatever the case of its letters: S. Wu and U. Manber, "A fast algorithm for
 * multi-pattern searching" (TR-94-17, 1994). Two bytes at a time say how far the search may move on.
 */

/**
 * A search that says which of the texts (by their index, ascending) stand in some bytes.
 *
 * @param texts of ASCII, in any case; those of fewer than two letters are said to stand in anything
 */
export function literalSearch(texts: readonly string[]): (bytes: Uint8Array) => readonly number[] {
  let search: Search | undefined;
  return (bytes) => {
    search ??= searchFor(texts);
    return search(bytes);
  };
}

type Search = (bytes: Uint8Array) => readonly number[];

/** With its tables, which are made when something is first searched: that takes longer than to search a small file. */
function searchFor(texts: readonly string[]): Search {
  const all = texts.map((text) => Uint8Array.from(Buffer.from(text, 'latin1'), (byte) => folded(byte)));
  const tooShort = all.flatMap((bytes, index) => (bytes.length < 2 ? [index] : []));
  const window = Math.min(...all.filter((bytes) => bytes.length >= 2).map((bytes) => bytes.length));
  if (window === Number.POSITIVE_INFINITY) return () => tooShort;
  const { shifts, ending } = tables(
    all.flatMap((bytes, index) => (bytes.length < 2 ? [] : [{ index, bytes, at: rarestWindow(bytes, window) }])),
    window,
  );
  return (bytes) => {
    const found = new Set(tooShort);
    const { length } = bytes;
    let at = window - 1;
    while (at < length) {
      const pair = ((bytes[at - 1] ?? 0) << 8) | (bytes[at] ?? 0);
      const shift = shifts[pair] ?? 1;
      if (shift === 0) {
        for (const pattern of ending[pair] ?? NONE)
          if (standsAt(pattern.bytes, bytes, at - window + 1 - pattern.at)) found.add(pattern.index);
        at += 1;
      } else at += shift;
    }
    return found.size === 0 ? NOTHING : [...found].sort((a, b) => a - b);
  };
}

interface Pattern {
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Where in it the window is that is searched for. */
  readonly at: number;
}

/** For each pair of bytes, how far the window may move whose last two they are; where that is nowhere, the texts it may stand in. */
function tables(patterns: readonly Pattern[], window: number) {
  const shifts = new Uint8Array(PAIRS).fill(Math.min(255, window - 1));
  const ending: (readonly Pattern[])[] = Array.from({ length: PAIRS }, () => NONE);
  for (const pattern of patterns)
    for (let end = 2; end <= window; end += 1) {
      const last = pattern.at + end - 1;
      for (const first of casesOf(pattern.bytes[last - 1]))
        for (const second of casesOf(pattern.bytes[last])) {
          const pair = (first << 8) | second;
          shifts[pair] = Math.min(shifts[pair] ?? 0, window - end);
          if (end === window) ending[pair] = [...(ending[pair] ?? NONE), pattern];
        }
    }
  return { shifts, ending };
}

/** A folded byte as it may be written. */
const casesOf = (byte = 0): readonly number[] => (byte >= 97 && byte <= 122 ? [byte, byte - 32] : [byte]);

/** The window of a text whose letters are rarest in programs, so that few places are looked at in vain. */
function rarestWindow(bytes: Uint8Array, window: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + window <= bytes.length; at += 1) {
    const found = commonness(bytes, at, window);
    if (found < least) {
      best = at;
      least = found;
    }
  }
  return best;
}

/** The most common letters first; what is none of them is rare. */
const COMMON = 'etaionrslcdu mpfhg';
const RANKS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const rank = COMMON.indexOf(String.fromCharCode(byte));
  return rank < 0 ? 0 : COMMON.length - rank;
});
const rankOf = (byte: number | undefined): number => RANKS[byte ?? 0] ?? 0;

/** The last two letters count twice: they are what is looked at. */
function commonness(bytes: Uint8Array, start: number, length: number): number {
  let sum = rankOf(bytes[start + length - 1]) + rankOf(bytes[start + length - 2]);
  for (let at = start; at < start + length; at += 1) sum += rankOf(bytes[at]);
  return sum;
}

const PAIRS = 65_536;

const NONE: readonly Pattern[] = [];
const NOTHING: readonly number[] = [];

/** Bytes as they are compared: ASCII capitals as small letters. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
const folded = (byte: number | undefined): number => FOLDED[byte ?? 0] ?? 0;

function standsAt(pattern: Uint8Array, bytes: Uint8Array, start: number): boolean {
  if (start < 0 || start + pattern.length > bytes.length) return false;
  for (let index = 0; index < pattern.length; index += 1)
    if (folded(bytes[start + index]) !== pattern[index]) return false;
  return true;
}
