/**
 * JSON and SQL that a command is given as a word: `curl -d '{"smtp_server": "h"}'`, `midclt call mail.update "{\"port\": 25}"`,
 * `psql -c "UPDATE …"`. A word of the shell is put together of parts in quotes of either kind that touch each other (POSIX 2.2).
 */
import type { Range, TextExpr } from '../../model/expr.ts';
import { SPEAKS_OF_MAIL } from '../../text/mail-words.ts';
import { decoded, type Escapes } from '../lower-text.ts';
import { SHELL } from './shell-texts.ts';
import { sliceOf } from './templated.ts';
import { together } from './written-texts.ts';

/** Behind a command's option or word, not behind the sign of a key of YAML. */
const OPENING = /(?<=[\w@./-][ \t=]{1,4}|[ \t]\\\r?\n[ \t]{0,40})['"]\s{0,20}(?:[\w.-]{1,80}=)?(?:\[\s{0,20})?\{/g;

/** A statement of SQL that a client is given: `psql -c "UPDATE …"`. */
const STATEMENT =
  /(?<=[\w@./-][ \t=]{1,4}|[ \t]\\\r?\n[ \t]{0,40})["']\s{0,20}(?:update|insert|replace|merge|exec(?:ute)?|alter)\s/gi;

/** Longer words are files of their own. */
const LONGEST = 20_000;

const OBJECT = /^\s*(?:\{\s*"[\s\S]*\}|\[\s*\{\s*"[\s\S]*\}\s*\])\s*$/;
/** `-s 'smtpServer={"host": "h"}'` */
const NAMED = /^(?<name>[\w.-]+)=(?=[[{])/;

/** An object or a list of JSON, and what it is about: the name before it, or the last part of a path that the command names. */
export interface JsonWord {
  readonly about: string;
  readonly content: TextExpr;
}

/** Each word of a script that is an object of JSON and speaks of mail. */
export function* quotedJson(content: string): Generator<JsonWord> {
  for (const { start, end, word } of wordsFrom(content, OPENING)) {
    const name = NAMED.exec(word.value);
    const body = name ? sliceOf(word, name[0].length, word.value.length) : word;
    const about = name?.groups?.name ?? subjectOf(content, start, end);
    if (OBJECT.test(body.value) && SPEAKS_OF_MAIL.test(`${about} ${body.value}`)) yield { about, content: body };
  }
}

/** Each word of a script that is a statement of SQL and speaks of mail. */
export function* quotedSql(content: string): Generator<TextExpr> {
  for (const { word } of wordsFrom(content, STATEMENT)) if (SPEAKS_OF_MAIL.test(word.value)) yield word;
}

/** A word in quotes, and where it stands. */
interface Quoted extends Range {
  readonly word: TextExpr;
}

/** The words of a script that speaks of mail, from each opening on. */
function* wordsFrom(content: string, opening: RegExp): Generator<Quoted> {
  if (!SPEAKS_OF_MAIL.test(content)) return;
  let end = 0;
  for (const { index } of content.matchAll(opening)) {
    const found = index < end ? undefined : wordAt(content, index);
    if (!found) continue;
    yield found;
    end = found.end;
  }
}

/** As far as the rest of the command is looked at. */
const FAR = 300;
/** A word whose last part says mail: `https://host/v1/email`, `mail.update`; of an address that is its host, of a URL maybe. */
const SUBJECT = /(?:^|[\s"'])(?:[^\s"'@]*[^\s"'@/]\/)?(?<subject>[\w.:-]*(?:smtp|mail)[\w.:-]*)(?=[\s"'?]|$)/gi;

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

function wordAt(content: string, start: number): Quoted | undefined {
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
  const [first] = parts;
  return first && { start, end: start + at, word: together(parts, '', first.range) };
}

/** A column's value in quotes, or a cell of `COPY … FROM stdin` between tabs. */
const COLUMN = /(?<=[(,=][ \t]{0,4})'(?<value>\{\s{0,20}\\?"(?:[^'\\]|''|\\[\s\S]){1,20000})'/dg;
const CELL = /(?<=^|\t)(?<value>\{"[^\t\r\n]{1,20000}\})(?=\t|\r?$)/dgm;

/** A quote is doubled (SQL), or stands behind a backslash (MySQL, and pg_dump's rows have two of them). */
const SQL: Escapes = { pattern: /''|\\(["'\\/])/g, value: ([found, character]) => character ?? found.slice(1) };

/** Each value of a dump that is an object of JSON and speaks of mail: settings that an application keeps in one column. */
export function* columnJson(content: string): Generator<TextExpr> {
  if (!SPEAKS_OF_MAIL.test(content)) return;
  for (const { indices } of [...content.matchAll(COLUMN), ...content.matchAll(CELL)]) {
    const [start, end] = indices?.groups?.value ?? [0, 0];
    const value = decoded(content, { start, end }, SQL);
    if (OBJECT.test(value.value) && SPEAKS_OF_MAIL.test(value.value)) yield value;
  }
}

/** A column's value that is a file of sections, its lines written as `\n`: ISPConfig's `sys_ini`. */
const SECTIONS = /(?<=[(,=][ \t]{0,4})'(?<value>\[[\w .-]{1,60}\](?:\\r)?\\n(?:[^'\\]|''|\\[\s\S]){1,20000})'/dg;
const LINES: Escapes = {
  pattern: /''|\\([\s\S])/g,
  value: ([found, character]) => (character === 'n' ? '\n' : character === 'r' ? '\r' : (character ?? found.slice(1))),
};

/** Each value of a dump that is a file of sections and speaks of mail. */
export function* columnSections(content: string): Generator<TextExpr> {
  if (!SPEAKS_OF_MAIL.test(content)) return;
  for (const { indices } of content.matchAll(SECTIONS)) {
    const [start, end] = indices?.groups?.value ?? [0, 0];
    const value = decoded(content, { start, end }, LINES);
    if (SPEAKS_OF_MAIL.test(value.value)) yield value;
  }
}
