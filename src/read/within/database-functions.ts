/**
 * Functions of a database in a language of their own: `AS $$ import smtplib … $$ LANGUAGE plpython3u`.
 * https://www.postgresql.org/docs/current/plpython-funcs.html, https://www.postgresql.org/docs/current/plperl-funcs.html
 */
import type { TextExpr } from '../../model/expr.ts';
import { text } from '../reader.ts';

export interface DatabaseFunction {
  readonly name: string;
  readonly content: TextExpr;
}

/** What stands around a text that is quoted by dollars. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-DOLLAR-QUOTING */
const QUOTE = /\$(?:[A-Za-z_]\w*)?\$/g;
const LANGUAGE = /\bLANGUAGE\s+["']?(?<language>plpython|plperl)\w*/i;
/** The language stands right before or right behind the text. */
const NEAR = 300;

const NAMES: Readonly<Record<string, string>> = { plpython: 'function.py', plperl: 'function.pl' };

export function* databaseFunctions(source: string): Generator<DatabaseFunction> {
  if (!LANGUAGE.test(source)) return;
  const marks = [...source.matchAll(QUOTE)];
  for (let at = 0; at + 1 < marks.length; at += 1) {
    const [open, close] = [marks[at], marks[at + 1]];
    if (!open || !close || open[0] !== close[0]) continue;
    at += 1;
    const start = open.index + open[0].length;
    const before = statementEnd(source.slice(Math.max(0, open.index - NEAR), open.index));
    const behind = source.slice(close.index + close[0].length, close.index + NEAR).split(';', 1)[0] ?? '';
    const language = (LANGUAGE.exec(behind) ?? LANGUAGE.exec(before))?.groups?.language?.toLowerCase();
    const name = language === undefined ? undefined : NAMES[language];
    if (name !== undefined)
      yield { name, content: text(source.slice(start, close.index), { start, end: close.index }) };
  }
}

/** What belongs to the same statement. */
const statementEnd = (before: string): string => before.slice(before.lastIndexOf(';') + 1);
