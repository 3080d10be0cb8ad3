/**
 * JSON that a command is given as a word: `curl -d '{"smtp_server": "h"}'`, `midclt call mail.update "{\"port\": 25}"`. A word
 * of the shell is put together of parts in quotes of either kind that touch each other (POSIX 2.2).
 */
import type { TextExpr } from '../../model/expr.ts';
import { decoded, type Escapes } from '../lower-text.ts';
import { sliceOf } from './templated.ts';

/** Behind a command's option or word, not behind the sign of a key of YAML. */
const OPENING = /(?<=[\w@./-][ \t=]{1,4}|[ \t]\\\r?\n[ \t]{0,40})['"]\s{0,20}(?:[\w.-]{1,80}=)?\{/g;

/** A statement of SQL that a client is given: `psql -c "UPDATE …"`. */
const STATEMENT =
  /(?<=[\w@./-][ \t=]{1,4}|[ \t]\\\r?\n[ \t]{0,40})["']\s{0,20}(?:update|insert|replace|merge|exec(?:ute)?|alter)\s/gi;

/** Longer words are files of their own. */
const LONGEST = 20_000;

const SPEAKS_OF_MAIL = /smtp|mail|smarthost|relay_?host|outgoing_?server/i;
const OBJECT = /^\s*\{\s*"[\s\S]*\}\s*$/;
/** `-s 'smtpServer={"host": "h"}'` */
const NAMED = /^(?<name>[\w.-]+)=(?=\{)/;

/** An object of JSON, and what it is about: the name before it, or the last part of a path that the command names. */
export interface JsonWord {
  readonly about: string;
  readonly content: TextExpr;
}

/** In double quotes a backslash takes these as they are (POSIX 2.2.3). */
const SHELL: Escapes = { pattern: /\\[$`"\\]/g, value: ([found]) => found.slice(1) };

/** Each such word of a script that is an object of JSON and speaks of mail; `join` puts its parts together. */
export function* quotedJson(content: string, join: (parts: readonly TextExpr[]) => TextExpr): Generator<JsonWord> {
  if (!SPEAKS_OF_MAIL.test(content)) return;
  let end = 0;
  for (const found of content.matchAll(OPENING)) {
    if (found.index < end) continue;
    const word = wordAt(content, found.index);
    if (!word) continue;
    end = word.end;
    const whole = join(word.parts);
    const name = NAMED.exec(whole.value);
    const body = name ? sliceOf(whole, name[0].length, whole.value.length) : whole;
    const about = name?.groups?.name ?? subjectOf(content, found.index, word.end);
    if (OBJECT.test(body.value) && SPEAKS_OF_MAIL.test(`${about} ${body.value}`)) yield { about, content: body };
  }
}

/** As far as the rest of the command is looked at. */
const FAR = 300;
/** A word whose last part says mail: `https://host/v1/email`, `mail.update`; of an address that is its host, of a URL maybe. */
const SUBJECT = /(?:^|[\s"'])(?:[^\s"'@]*[^\s"'@/]\/)?(?<subject>[\w.:-]*(?:smtp|mail)[\w.:-]*)(?=[\s"'?]|$)/gi;

/** Each word of a script that is a statement of SQL and speaks of mail. */
export function* quotedSql(content: string, join: (parts: readonly TextExpr[]) => TextExpr): Generator<TextExpr> {
  if (!SPEAKS_OF_MAIL.test(content)) return;
  let end = 0;
  for (const found of content.matchAll(STATEMENT)) {
    if (found.index < end) continue;
    const word = wordAt(content, found.index);
    if (!word) continue;
    end = word.end;
    const whole = join(word.parts);
    if (SPEAKS_OF_MAIL.test(whole.value)) yield whole;
  }
}

/** What the command around a word is about, as far as that is mail; empty when nothing says so. */
function subjectOf(content: string, start: number, end: number): string {
  const before = content.slice(Math.max(0, start - FAR), start);
  const from = /(?<!\\)\r?\n(?![\s\S]*(?<!\\)\n)/.exec(before)?.index ?? 0;
  const after = content.slice(end, end + FAR).split('\n', 1)[0] ?? '';
  const found = [...`${before.slice(from)} ${after}`.matchAll(SUBJECT)];
  return found.at(-1)?.groups?.subject ?? '';
}

const SINGLE = /'([^']*)'/y;
const DOUBLE = /"((?:[^"\\]|\\[\s\S])*)"/y;
/** Of a word this many parts: each variable within single quotes makes three. */
const MOST_PARTS = 60;

function wordAt(
  content: string,
  start: number,
): { readonly parts: readonly TextExpr[]; readonly end: number } | undefined {
  const stretch = content.slice(start, start + LONGEST);
  const parts: TextExpr[] = [];
  let at = 0;
  while (parts.length < MOST_PARTS) {
    const quotes = stretch[at] === "'" ? SINGLE : DOUBLE;
    quotes.lastIndex = at;
    const found = quotes.exec(stretch);
    if (!found) break;
    const range = { start: start + at + 1, end: start + quotes.lastIndex - 1 };
    parts.push(decoded(content, range, quotes === DOUBLE ? SHELL : undefined));
    at = quotes.lastIndex;
  }
  return parts.length > 0 ? { parts, end: start + at } : undefined;
}
