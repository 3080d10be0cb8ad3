/** Texts that a program writes as the codes of their characters, or in base sixteen. */

const CODE = String.raw`(?:0x[\da-f]{2}|\d{2,3})`;

/** `[110, 111, 100, 101]`, `0x6e, 0x6f, 0x64, 0x65`. */
const CODES = new RegExp(String.raw`(?:${CODE}\s{0,9},\s{0,9}){3,400}${CODE}`, 'gi');

const QUOTED_HEX = /["'`]((?:[2-7][\da-f]){4,400})["'`]/gi;

const MOST_WORDS = 1_000;

/** The words that stand in a text as codes, a line each; empty where there are none. */
export function wordsInCodes(text: string): string {
  const made = /fromC(?:har|odeP)/.test(text) ? (text.match(CODES) ?? []).map(ofCodes) : [];
  const hex = /["']hex["']/.test(text) ? [...text.matchAll(QUOTED_HEX)].map(([, digits = '']) => ofHex(digits)) : [];
  return [...made, ...hex]
    .filter((word) => /[a-z]{3}/i.test(word))
    .slice(0, MOST_WORDS)
    .join('\n');
}

const ofCodes = (list: string): string =>
  list
    .split(',')
    .map((code) => characterOf(Number(code)))
    .join('');

/** What is no printable character of ASCII parts words. */
const characterOf = (code: number): string => (code > 0x20 && code < 0x7f ? String.fromCharCode(code) : ' ');

const ofHex = (digits: string): string => Buffer.from(digits, 'hex').toString('latin1');
