/**
 * Words that a program writes in pieces (`'node' + 'mailer'`, `['create', 'Transport'].join('')`) or in base64, as they are
 * once it has put them together. A search for words looks at them before a file is parsed.
 */

/** More between two pieces is no putting together. */
const LONGEST_GAP = 60;
const LONGEST_WORD = 80;
const MOST_WORDS = 1_000;

/** What a byte may be a part of, by its code: looked up for each byte of a tree. */
const classOf = (signs: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
};
const QUOTE = classOf('"\'`');
const WORD = classOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-');
const BETWEEN = classOf(' \t\r\n\\+.&<>');
const COMMA = 44;

/** What may stand behind the quote that ends a piece. */
const BEHIND = classOf(' \t\r\n\\+.&<>"\'`');
const BEHIND_LISTED = classOf(' \t\r\n\\+.&<>"\'`,');

const isQuote = (code: number | undefined): boolean => QUOTE[code ?? 0] === 1;
const isWord = (code: number | undefined): boolean => WORD[code ?? 0] === 1;

/** The index behind what puts two texts together, at the quote of the next; -1 where something else stands there. */
function nextPiece(bytes: Uint8Array, from: number, isList: boolean): number {
  for (let at = from; at < bytes.length && at - from < LONGEST_GAP; at += 1) {
    const code = bytes[at] ?? 0;
    if (QUOTE[code] === 1) return at;
    if (BETWEEN[code] !== 1 && !(isList && code === COMMA)) return -1;
  }
  return -1;
}

/** Lists are put together without anything between. */
const JOINED = ["join('')", 'join("")', 'join(``)', "''.join(", '"".join(', "implode('',", 'implode("",', ".join('')"];

/** Calls that read base64. */
const READING = [
  'atob(',
  'b64decode(',
  'base64_decode(',
  'decode64',
  'FromBase64String',
  'getDecoder',
  "'base64'",
  '"base64"',
];
const QUOTED_BASE64 = /["'`]([A-Za-z0-9+/_-]{8,400}={0,2})["'`]/g;

/**
 * The words that stand in pieces or in base64, a line each; empty where there are none. What puts them together may stand in
 * another of the texts.
 */
export function wordsInPieces(texts: readonly Buffer[]): string {
  const has = (marks: readonly string[], rarest: readonly string[]): boolean =>
    texts.some((bytes) => rarest.some((mark) => bytes.includes(mark)) && marks.some((mark) => bytes.includes(mark)));
  const isList = has(JOINED, ['join', 'implode']);
  const isRead = has(READING, ['ase64', 'atob(', 'code64']);
  return texts
    .flatMap((bytes) => {
      const words = piecesIn(bytes, isList);
      return isRead ? [...words, ...decoded([...words, ...quotedIn(bytes)])] : words;
    })
    .join('\n');
}

function piecesIn(bytes: Buffer, isList: boolean): readonly string[] {
  const words: string[] = [];
  const behind = isList ? BEHIND_LISTED : BEHIND;
  for (let at = nextEnd(bytes, 1, behind); at >= 0 && words.length < MOST_WORDS; at = nextEnd(bytes, at + 1, behind)) {
    const next = nextPiece(bytes, at + 1, isList);
    if (next < 0 || !isWord(bytes[next + 1])) continue;
    const { word, end } = wordAt(bytes, at, isList);
    words.push(word);
    at = end;
  }
  return words;
}

/** The next quote from an offset on that may end a piece of a word; -1 where none does. Each byte of a tree passes here. */
function nextEnd(bytes: Uint8Array, from: number, behind: Uint8Array): number {
  const { length } = bytes;
  for (let at = from; at < length; at += 1)
    if (QUOTE[bytes[at] ?? 0] === 1 && behind[bytes[at + 1] ?? 0] === 1 && WORD[bytes[at - 1] ?? 0] === 1) return at;
  return -1;
}

/** The word whose first piece ends with the quote at `quote`, and where its last piece ends. */
function wordAt(bytes: Buffer, quote: number, isList: boolean): { readonly word: string; readonly end: number } {
  let start = quote;
  while (isWord(bytes[start - 1]) && quote - start < LONGEST_WORD) start -= 1;
  let word = bytes.toString('latin1', start, quote);
  let end = quote;
  while (word.length < LONGEST_WORD) {
    const next = nextPiece(bytes, end + 1, isList);
    if (next < 0 || !isWord(bytes[next + 1])) break;
    let to = next + 1;
    while (isWord(bytes[to]) && to - next < LONGEST_WORD) to += 1;
    word += bytes.toString('latin1', next + 1, to);
    end = to;
    if (!isQuote(bytes[to])) break;
  }
  return { word, end };
}

const quotedIn = (bytes: Buffer): readonly string[] =>
  [...bytes.toString('latin1').matchAll(QUOTED_BASE64)].map(([, quoted = '']) => quoted);

/** What is encoded may be encoded twice. */
const MOST_TIMES = 2;

function decoded(texts: readonly string[], times = MOST_TIMES): readonly string[] {
  const words = texts
    .filter((text) => text.length >= 8)
    .map((text) => Buffer.from(text, 'base64').toString('latin1'))
    .filter((text) => /^[\w@/.:+=-]{3,}$/.test(text))
    .slice(0, MOST_WORDS);
  return times > 1 && words.length > 0 ? [...words, ...decoded(words, times - 1)] : words;
}
