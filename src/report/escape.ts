/**
 * Values of a scanned repository are hostile: a file name may hold a newline and a workflow command, a key an ANSI or
 * bidi sequence, a message Markdown. Every report passes what it shows through the functions of this file.
 */

/**
 * Characters that move the cursor, change the order of text, cannot be seen or are no characters: controls, bidi
 * marks, line and paragraph separators, zero-width and filler characters, tags, private use, lone surrogates.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const hex = (char: string): string => {
  const code = char.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
};

/**
 * The text on one line with nothing hidden in it: `\n`, `\x1b`, `\u202e`.
 *
 * `##` and a leading `::` are broken too: build servers take `##[…]` and `##vso[…]` anywhere in a line, and `::name::`
 * at the start of one, for commands. An address such as `::1` is none.
 */
export function visible(text: string): string {
  return text
    .replace(INVISIBLE, (char) => SHORT[char] ?? hex(char))
    .replace(/#(?=#)/g, '\\x23')
    .replace(/^(\s*):(?=:)(?!:[\da-f:.]*$)/i, '$1\\x3a');
}

/**
 * JSON with two spaces a step, ending in a newline, in which the same characters are written as escapes. The value is
 * the same; a terminal or a build server that shows the text runs nothing.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const escaped = text.replace(INVISIBLE, (char) =>
    char === '\n' ? char : Array.from({ length: char.length }, (_, index) => unit(char.charCodeAt(index))).join(''),
  );
  return `${escaped.replace(/#(?=#)/g, unit(0x23))}\n`;
}

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** For text and attribute values of XML 1.0, which cannot hold control characters at all. */
export const xml = (text: string): string => visible(text).replace(/[&<>"']/g, (char) => XML[char] ?? char);

const percent = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

/** The message of a GitHub workflow command. */
export const commandData = (text: string): string => percent(visible(text));

/** A property of a GitHub workflow command. A path must stay what it is, so the runner's own escapes come first. */
export const commandProperty = (text: string): string =>
  visible(percent(text).replace(/:/g, '%3A').replace(/,/g, '%2C'));

/** A relative path as the path of a URI: each segment percent-encoded; lone surrogates as U+FFFD. */
export const uriPath = (path: string): string =>
  path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(uriSegment)
    .join('/');

/** Also what `encodeURIComponent` leaves but Markdown gives a meaning. */
const uriSegment = (segment: string): string =>
  encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const entity = (char: string): string => `&#${char.codePointAt(0) ?? 0xfffd};`;

/**
 * Text in Markdown, table cells included: whatever could be Markdown, HTML, an automatic link or a mention becomes a
 * character reference, which has no meaning but the character.
 */
export const markdownText = (text: string): string =>
  visible(text)
    .replace(/[^\p{L}\p{M}\p{N}\p{S}\p{P} ]|[&<>`*[\]{}\\|~#@!$^=+"']/gu, entity)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, entity('_'))
    .replace(/:(?=\/\/)/g, entity(':'))
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}${entity('.')}`);

/** A value as code in Markdown. */
export const markdownCode = (text: string): string =>
  /^[\w./@%+-]+(?::[\w./@%+-]+)*$/.test(text) ? `\`${text}\`` : `<code>${markdownText(text)}</code>`;
