/**
 * Texts that a program writes in pieces (`'node' + 'mailer'`) or in base64, as they are once it has put them together. A
 * search for words looks at them before the file is parsed, so it is rough: what it finds too much costs a look.
 */

/** Quotes with nothing between them but what puts texts together. */
const SEAM = /(["'`])[ \t]{0,9}(?:[+.&]|<>)?[ \t]{0,9}(?:\\?\r?\n[ \t]{0,40})?(?:[+.&]|<>)?[ \t]{0,9}(["'`])(?=\w)/g;

/** Where a program reads base64, its texts are looked into. */
const READS_BASE64 = /atob|base-?64|b64|fromBase64/i;
const QUOTED_BASE64 = /["'`]([A-Za-z0-9+/_-]{8,2000}={0,2})["'`]/g;

/** The same text with its pieces put together, and what it holds in base64; undefined where there is nothing of either. */
export function together(text: string): string | undefined {
  const whole = text.replace(SEAM, '');
  const read = READS_BASE64.test(text) ? decodedIn(text) : '';
  if (read !== '') return `${whole}\n${read}`;
  return whole === text ? undefined : whole;
}

const decodedIn = (text: string): string =>
  [...text.matchAll(QUOTED_BASE64)]
    .map(([, quoted = '']) => Buffer.from(quoted, 'base64').toString('latin1'))
    .filter((decoded) => /^[\x20-\x7e]+$/.test(decoded))
    .join('\n');
