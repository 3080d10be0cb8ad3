/** Nix's tokens. https://nix.dev/manual/nix/latest/language/string-literals */

import type { Expr, Piece } from '../../../model/expr.ts';
import { shownCode } from '../../../text/shown.ts';
import { join, range, text, unknown } from '../../reader.ts';

export interface NixToken {
  /** A bracket or sign stands for itself; `other` is everything that does not matter here. */
  readonly kind: 'name' | 'string' | '{' | '}' | '[' | ']' | '(' | ')' | '=' | ';' | '.' | ':' | 'other';
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly value?: Expr;
}

const TOKEN = /#[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|([A-Za-z_][\w'-]*)|(''|")|(\d+)|(==|<=|>=|!=|[{}[\]()=;.:])|[^\s]/g;

export function tokensOf(source: string): NixToken[] {
  const tokens: NixToken[] = [];
  TOKEN.lastIndex = 0;
  const pattern = new RegExp(TOKEN);
  for (let found = pattern.exec(source); found; found = pattern.exec(source)) {
    const [whole, name, quote, number, sign] = found;
    const start = found.index;
    if (quote) {
      const string = stringAt(source, start + quote.length, quote);
      tokens.push({
        kind: 'string',
        word: string.value.kind === 'text' ? string.value.value : '',
        start,
        end: string.end,
        value: string.value,
      });
      pattern.lastIndex = string.end;
    } else if (name) tokens.push({ kind: 'name', word: name, start, end: start + name.length });
    else if (number)
      tokens.push({
        kind: 'string',
        word: number,
        start,
        end: start + number.length,
        value: text(number, range(start, start + number.length)),
      });
    else if (sign && isSign(sign)) tokens.push({ kind: sign, word: sign, start, end: start + 1 });
    else if (!/^(#|\/\*)/.test(whole)) tokens.push({ kind: 'other', word: whole, start, end: start + whole.length });
  }
  return tokens;
}

const SIGNS = ['{', '}', '[', ']', '(', ')', '=', ';', '.', ':'] as const;
const isSign = (sign: string): sign is (typeof SIGNS)[number] => SIGNS.some((one) => one === sign);

/** What ends a literal stretch of each kind of string, and how its escapes read. */
const STOPS = { '"': /\\([\s\S])|\$\{|"/g, "''": /''(?:\$|\\[\s\S]|')|\$\{|''|(?<=\n)[ \t]+/g } as const;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The string whose content starts at `from`; `end` is behind its closing quotes. */
/** Numbers are put into texts by a function that says nothing of what they are. */
const withoutToString = (code: string): string => code.replace(/^\s*(?:builtins\.)?toString\s+/, '');

function stringAt(source: string, from: number, quote: string): { value: Expr; end: number } {
  const stops = new RegExp(quote === '"' ? STOPS['"'] : STOPS["''"]);
  const parts: Expr[] = [];
  let literal = { value: '', start: from, pieces: [] as Piece[] };
  const add = (value: string, at: number): void => {
    if (value === '') return;
    literal.pieces.push({ at: literal.value.length, source: at });
    literal.value += value;
  };
  const flush = (end: number, next: number): void => {
    if (literal.value !== '') {
      const straight = literal.value.length === end - literal.start;
      parts.push(text(literal.value, range(literal.start, end), straight ? undefined : literal.pieces));
    }
    literal = { value: '', start: next, pieces: [] };
  };
  let at = from;
  stops.lastIndex = from;
  for (let stop = stops.exec(source); stop; stop = stops.exec(source)) {
    add(source.slice(at, stop.index), at);
    at = stop.index + stop[0].length;
    if (stop[0] === quote) {
      flush(stop.index, at);
      return { value: join(parts, range(from, stop.index)), end: at };
    }
    if (stop[0] === '${') {
      flush(stop.index, at);
      const close = closing(source, at);
      parts.push(unknown(range(stop.index, close), shownCode(withoutToString(source.slice(at, close - 1)))));
      literal.start = close;
      at = close;
      stops.lastIndex = close;
    } else if (!/^[ \t]/.test(stop[0])) add(unescaped(stop[0]), stop.index);
  }
  add(source.slice(at), at);
  flush(source.length, source.length);
  return { value: join(parts, range(from, source.length)), end: source.length };
}

const unescaped = (written: string): string => {
  const last = written.at(-1) ?? '';
  if (written === "'''") return "''";
  return written.includes('\\') ? (ESCAPED[last] ?? last) : last;
};

/** Behind the brace that closes an interpolation. */
function closing(source: string, from: number): number {
  let level = 1;
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '{') level += 1;
    else if (source[at] === '}') level -= 1;
    if (level === 0) return at + 1;
  }
  return source.length;
}
