/**
 * What a text says once the texts in it are read: a file's keywords may be written with escapes (`\x68ost`), in pieces
 * (`'node' + 'mailer'`) or in base64. Asked before a file is parsed, so it is rough: what it finds too much costs a look.
 */

/** Marks of escapes and of texts in pieces; most files have none of them. */
const MARK =
  /\\(?:u(?:00[2-7]|\{0{0,6}[2-7])|U000000[2-7]|x\{?[2-7][\da-f]|0?(?:5[56]|6\d|7[01]|1[0-7]\d))|&#(?:x?[2-7][\da-f]|1[01]\d|12[0-2])|["'`] {0,9}(?:[+.&,]|<>|\|\|)?[ \t]{0,9}\r?\n?[ \t]{0,40}["'`](?=[\w])/i;

const ESCAPE =
  /\\(?:u(?:00([2-7][\da-f])|\{0{0,6}([2-7][\da-f])\})|U000000([2-7][\da-f])|x\{?([2-7][\da-f])\}?|([01]?[0-7]{2}))|&#(?:x0{0,4}([2-7][\da-f])|0{0,4}(\d{2,3}));/gi;

const SEAM = /(["'`]) {0,9}(?:\+|\.|&|<>)?[ \t]{0,9}(?:\\?\r?\n[ \t]{0,40})?(?:\+|\.|&|<>)?[ \t]{0,9}(["'`])/g;

/** Base64 is looked into where a program reads some. */
const BASE64 = /atob|base-?64|b64|fromBase64/i;
const QUOTED_BASE64 = /["'`]([A-Za-z0-9+/_-]{8,2000}={0,2})["'`]/g;

const characterOf = (groups: readonly (string | undefined)[]): string => {
  const [unit, point, long, byte, octal, hex, decimal] = groups;
  const code = unit ?? point ?? long ?? byte ?? hex;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
  return String.fromCharCode(Number(decimal));
};

/** The same text with its escapes read and its pieces put together; undefined where there is nothing to read. */
export function plainly(text: string): string | undefined {
  const isMarked = MARK.test(text);
  const inBase64 = BASE64.test(text) ? decodedIn(text) : '';
  if (!isMarked && inBase64 === '') return undefined;
  const read = isMarked
    ? text.replace(ESCAPE, (_, ...groups) => characterOf(groups.slice(0, 7))).replace(SEAM, '')
    : '';
  return `${read}\n${inBase64}`;
}

const decodedIn = (text: string): string =>
  [...text.matchAll(QUOTED_BASE64)]
    .map(([, quoted = '']) => Buffer.from(quoted, 'base64').toString('latin1'))
    .filter((decoded) => /^[\x20-\x7e]+$/.test(decoded))
    .join('\n');

/** A text, and behind it what it says once it is read. */
export function withPlain(text: string): string {
  const plain = plainly(text);
  return plain === undefined ? text : `${text}\n${plain}`;
}
