/** What must stand in a file for a matcher to find anything in it: asked of the text, before the file is parsed. */

import { oncePer } from '../model/once.ts';
import type { SourceText } from '../text/source-text.ts';

/** All words of a list (case, `-` and `_` within them do not matter), or a match of an expression (its own flags count). */
export type Need = readonly string[] | RegExp;

/** A text and the questions that matchers ask of it; each is answered once, for many ask the same. */
export interface Words {
  readonly text: string;
  has(word: string): boolean;
  matches(pattern: RegExp): boolean;
}

/** How words are compared: `smtp_server`, `smtp-server` and `smtpServer` are one. */
export const fold = (word: string): string => word.toLowerCase().replace(/[-_]/g, '');

/** Base64 hides words. */
const HIDDEN = /\bkind["']?:[ \t]*["']?(?:Sealed)?Secret\b/;

/** The words of a text, taken apart when they are first asked for. Two underscores part words: `Smtp__Host`. */
function wordsOf(text: string): Words {
  let words: ReadonlySet<string> | undefined;
  const answers = new Map<RegExp, boolean>();
  return {
    text,
    matches(pattern) {
      const known = answers.get(pattern);
      const answer = known ?? pattern.test(text);
      if (known === undefined) answers.set(pattern, answer);
      return answer;
    },
    has(word) {
      words ??= new Set(text.match(/[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*/g)?.map(fold));
      return words.has(word);
    },
  };
}

/** The words of a source text, taken apart once. */
export const wordsIn = oncePer((source: SourceText): Words => wordsOf(source.text));

/** The words, folded, that a name is made of: `mail function` has two, `@host` one. */
export const wordsOfName = (name: string): readonly string[] =>
  name
    .split(/[^\w-]+|__+/)
    .map(fold)
    .filter((word) => word !== '');

/** Whether a text has what one of the needs asks for; no needs at all are always met. */
export function meets(needs: readonly Need[] | undefined, words: Words): boolean {
  if (!needs || words.matches(HIDDEN)) return true;
  return needs.some((need) => (need instanceof RegExp ? words.matches(need) : need.every((word) => words.has(word))));
}
