/** Tokens of the languages of `dialects.ts`: names, numbers, texts, signs. Comments are left out. */
import type { Range } from '../../../model/expr.ts';
import { range } from '../../reader.ts';
import type { Dialect } from './dialects.ts';

export interface PlainToken {
  readonly kind: 'name' | 'number' | 'string' | 'sign';
  /** The name, number or sign. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** What stands between the quotes. */
  readonly content?: Range;
  /** `r"…"`, `[[…]]`: a backslash is itself, and there are no holes. */
  readonly isRaw?: boolean;
  /** The first token of its line. */
  readonly isFirst: boolean;
}

const BLANK = /[ \t\r\f\v]+|\\\r?\n/y;
const NAME = /[A-Za-z_]\w*/y;
/** https://cran.r-project.org/doc/manuals/r-release/R-lang.html#Identifiers: a dot is a letter like others. */
const DOTTED_NAME = /[A-Za-z][\w.]*/y;
const NUMBER = /0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?\w*/y;
const SIGN =
  /<<-|\.\.\.|\?\?=|:=|<-|->|=>|::|\?\.|!\.|\.\.|==|!=|<=|>=|<>|&&|\|\||\?\?|\?:|\+=|-=|\*=|\/=|\|>|\+\+|--|[\s\S]/y;
const RAW = /(?:[rR]|u8|[uUL]|@)(?=["'])/y;

/** A file as tokens, in the order of its text. Each character is looked at a bounded number of times. */
export function tokensOf(source: string, dialect: Dialect): PlainToken[] {
  const tokens: PlainToken[] = [];
  let at = 0;
  let isFirst = true;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const push = (token: Omit<PlainToken, 'isFirst'>): void => {
    tokens.push({ ...token, isFirst });
    isFirst = false;
    at = token.end;
  };
  while (at < source.length) {
    if (source[at] === '\n') {
      isFirst = true;
      at += 1;
      continue;
    }
    const blank = match(BLANK);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const behind = afterComment(source, at, dialect);
    if (behind !== undefined) {
      at = behind;
      continue;
    }
    const string = stringAt(source, at, dialect, match(RAW) ?? '');
    if (string) {
      push(string);
      continue;
    }
    const name = match(dialect.hasDottedNames ? DOTTED_NAME : NAME);
    const number = name === undefined ? match(NUMBER) : undefined;
    const word = name ?? number ?? match(SIGN) ?? source.charAt(at);
    const kind = name !== undefined ? 'name' : number !== undefined ? 'number' : 'sign';
    push({ kind, word, start: at, end: at + word.length });
  }
  return tokens;
}

/** The offset behind the comment that begins here, if one does. */
function afterComment(source: string, at: number, { blockComments, lineComments }: Dialect): number | undefined {
  const block = blockComments.find(([open]) => source.startsWith(open, at));
  if (block) {
    const close = source.indexOf(block[1], at + block[0].length);
    return close < 0 ? source.length : close + block[1].length;
  }
  if (!lineComments.some((open) => source.startsWith(open, at))) return undefined;
  const newline = source.indexOf('\n', at);
  return newline < 0 ? source.length : newline;
}

function stringAt(
  source: string,
  at: number,
  dialect: Dialect,
  prefix: string,
): Omit<PlainToken, 'isFirst'> | undefined {
  const open = at + prefix.length;
  const isRaw = /^[rR@]$/.test(prefix);
  if (dialect.hasLongBrackets && source.startsWith('[[', at)) {
    const close = source.indexOf(']]', at);
    const end = close < 0 ? source.length : close;
    return {
      kind: 'string',
      word: '',
      start: at,
      end: Math.min(end + 2, source.length),
      content: range(at + 2, end),
      isRaw: true,
    };
  }
  const quote = source.charAt(open);
  if (quote === '' || !dialect.quotes.includes(quote)) return undefined;
  const triple = quote.repeat(3);
  // `"""x"""` where a quote is written twice
  const isLong = !dialect.isDoubled && source.startsWith(triple, open);
  const from = open + (isLong ? 3 : 1);
  const close = isLong ? indexOr(source, triple, from) : closing(source, from, quote, dialect, isRaw);
  const end = Math.min(close + (isLong ? 3 : 1), source.length);
  return { kind: 'string', word: '', start: at, end, content: range(from, close), isRaw };
}

const indexOr = (source: string, text: string, from: number): number => {
  const found = source.indexOf(text, from);
  return found < 0 ? source.length : found;
};

/** The offset of the closing quote; the end of the line where there is none, for an apostrophe is no text. */
function closing(source: string, from: number, quote: string, { isDoubled }: Dialect, isRaw: boolean): number {
  for (let at = from; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\n') return at;
    if (character === '\\' && !isDoubled && !isRaw) at += 1;
    else if (character === quote) {
      if (!isDoubled || source[at + 1] !== quote) return at;
      at += 1;
    }
  }
  return source.length;
}
