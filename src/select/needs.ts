/** What must stand in a file for a matcher to find anything in it: asked of the text, before the file is parsed. */

import { type Format, LANGUAGES, SCRIPTS } from '../model/facts.ts';
import { searchedText } from '../text/searched.ts';
import type { SourceText } from '../text/source-text.ts';

/**
 * All parts of a list, or a match of an expression (its own flags count).
 */
export type Need = readonly Part[] | RegExp;

/**
 * A word, as a key in data that has keys (case, `-` and `_` within it do not matter), any one of several, a match
 * of an expression, or what a function finds.
 */
export type Part = string | readonly string[] | Pattern;

/** Looks in a text as it is searched; from `hiddenAt` on stands what its escapes, base64 and pieces come to, away from its place. */
export type Question = (text: string, format: Format, hiddenAt: number) => boolean;

/** What is looked for in a text. */
type Pattern = RegExp | Question;

/** A text and the questions that matchers ask of it; each is answered once, for many ask the same. */
export interface Words {
  readonly text: string;
  has(word: string): boolean;
  matches(pattern: Pattern): boolean;
}

/** How words are compared: `smtp_server`, `smtp-server` and `smtpServer` are one. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  return lower.includes('_') || lower.includes('-') ? lower.replace(/[-_]/g, '') : lower;
}

const PROGRAMS: ReadonlySet<Format> = new Set<Format>([...LANGUAGES, ...SCRIPTS]);

/** Programs that make or take apart names at run time have none of the words that they come to. */
const MAKING =
  /\batob\(|b64decode\(|base64_decode\(|decode64\b|FromBase64String|getDecoder|fromCharCode|fromCodePoint|\bfromhex\(|hex2bin\(|unhexlify|rot_?13|\bstrrev\(|\[::-1\]|\bgetattr\([^()\n]{1,80},\s*[^"'\s]|\bReflect\.|\bconst_get\(|->\$\w+\s*=[^=>]|->\{['"$]|\bcall_user_func|\bini_set\(\s*["']\w*["']\s*\.|\$\w+\(["']|'hex'\)|"hex"\)/;

/**
 * Bundles hold hundreds of functions that make texts, and none for the sake of a name. What stands in them in base64, in pieces
 * or as codes is searched as what it comes to.
 */
const BUNDLE = 100_000;
export const isBundle = (format: Format, text: string): boolean => format === 'javascript' && text.length > BUNDLE;

const makesNames = (format: Format, words: Words): boolean =>
  PROGRAMS.has(format) && !isBundle(format, words.text) && words.matches(MAKING);

/** Base64 hides words, and so do XML's entities. */
const HIDDEN = /\bkind["']?:[ \t]*["']?(?:Sealed)?Secret\b|\bbinaryData\b|<!ENTITY\b/;

/** Words; two underscores part them: `Smtp__Host`. */
const WORD = '[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*';

const ANYWHERE = new RegExp(WORD, 'g');

/**
 * A word, and behind it what makes it a key, or a whole text, which may be the name of a variable: `host:`, `mail.host`,
 * `"host"`, `- name: HOST`.
 */
const AS_KEY = new RegExp(
  String.raw`(${WORD})((?:["'\])}]*[ \t]*(?:[:=./]|(?:,[ \t]*)?(?:\r?\n|$))|["'][ \t]*[,}\]]|__)?)`,
  'g',
);

const wordsOfKeys = (text: string): string[] =>
  Array.from(text.matchAll(AS_KEY)).flatMap(([, word = '', end]) => (end === '' ? [] : [word]));

/** Data of these formats says in prose what its keys do not: descriptions, templates. */
const KEYED: ReadonlySet<Format> = new Set(['yaml', 'json']);

/** The words of a text, taken apart when they are first asked for. */
function wordsOf(written: string, format: Format): Words {
  const text = searchedText(written);
  let words: ReadonlySet<string> | undefined;
  const answers = new Map<Pattern, boolean>();
  return {
    text,
    matches(pattern) {
      const given = answers.get(pattern);
      const answer = given ?? (pattern instanceof RegExp ? pattern.test(text) : pattern(text, format, written.length));
      if (given === undefined) answers.set(pattern, answer);
      return answer;
    },
    has(word) {
      // Most words of a program stand in it many times.
      const asWritten = (): ReadonlySet<string> =>
        new Set(KEYED.has(format) ? wordsOfKeys(text) : text.match(ANYWHERE));
      words ??= new Set([...asWritten()].map(fold));
      return words.has(word);
    },
  };
}

const known = new WeakMap<SourceText, Words>();

/** The words of a file's text, taken apart once. */
export function wordsIn({ source, format }: { readonly source: SourceText; readonly format: Format }): Words {
  const words = known.get(source) ?? wordsOf(source.text, format);
  known.set(source, words);
  return words;
}

/** The words, folded, that a name is made of: `mail function` has two, `@host` one. */
export const wordsOfName = (name: string): readonly string[] =>
  name
    .split(/[^\w-]+|__+/)
    .map(fold)
    .filter((word) => word !== '');

/** What select asks of a matcher. */
export interface Needing {
  readonly needs?: readonly Need[] | undefined;
  readonly inPrograms?: true | undefined;
  readonly asWritten?: true | undefined;
}

/** Whether a matcher may find anything in a text of some format. */
export const mayMatch = ({ needs, inPrograms, asWritten }: Needing, format: Format, words: Words): boolean =>
  (!inPrograms || PROGRAMS.has(format)) && (meets(needs, words) || (!asWritten && makesNames(format, words)));

/** Whether a text has what one of the needs asks for; no needs at all are always met. */
function meets(needs: readonly Need[] | undefined, words: Words): boolean {
  if (!needs || words.matches(HIDDEN)) return true;
  return needs.some((need) =>
    need instanceof RegExp ? words.matches(need) : need.every((part) => hasPart(part, words)),
  );
}

function hasPart(part: Part, words: Words): boolean {
  if (part instanceof RegExp || typeof part === 'function') return words.matches(part);
  return typeof part === 'string' ? words.has(part) : part.some((word) => words.has(word));
}
