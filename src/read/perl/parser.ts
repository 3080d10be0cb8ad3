/** Walks over tokens: what expressions and statements of Perl share. */
import type { Expr, Range } from '../../model/expr.ts';
import type { ProgramBuilder } from '../program-builder.ts';
import { unknown } from '../reader.ts';
import { type Token, tokensOf } from './tokens.ts';

/** How deeply nested code is followed. */
const MAX_DEPTH = 120;

export interface Parser {
  readonly source: string;
  readonly builder: ProgramBuilder;
  peek(ahead?: number): Token | undefined;
  next(): Token | undefined;
  /** Whether the next token is this sign or word. */
  is(...values: readonly string[]): boolean;
  /** Takes the next token if it is this sign or word. */
  take(...values: readonly string[]): Token | undefined;
  /** The range from an offset to the end of the last token taken. */
  since(start: number): Range;
  /** Runs unless nested too deeply. */
  deeper<T>(run: () => T, beyond: T): T;
  /** Walks the statements of a block whose bracket was just taken. */
  readonly walkBlock: (parser: Parser) => void;
  /** Steps over everything up to the bracket that closes the one just taken. */
  skipTo(close: string): void;
}

/** Statements hold expressions and these, blocks again: `walkBlock` is how expressions get at them. */
export function createParser(
  source: string,
  builder: ProgramBuilder,
  walkBlock: (parser: Parser) => void,
  tokens = tokensOf(source),
): Parser {
  let at = 0;
  let depth = 0;
  let end = 0;
  const parser: Parser = {
    source,
    builder,
    peek: (ahead = 0) => tokens[at + ahead],
    next() {
      const token = tokens[at];
      if (token) {
        at += 1;
        end = token.range.end;
      }
      return token;
    },
    is(...values) {
      const token = tokens[at];
      return token !== undefined && (token.kind === 'sign' || token.kind === 'word') && values.includes(token.value);
    },
    take: (...values) => (parser.is(...values) ? parser.next() : undefined),
    since: (start) => ({ start, end: Math.max(start, end) }),
    deeper(run, beyond) {
      if (depth >= MAX_DEPTH) {
        parser.next();
        return beyond;
      }
      depth += 1;
      try {
        return run();
      } finally {
        depth -= 1;
      }
    },
    walkBlock,
    skipTo(close) {
      const open = { ')': '(', ']': '[', '}': '{' }[close];
      let level = 1;
      for (let token = parser.next(); token; token = parser.next()) {
        if (token.kind !== 'sign') continue;
        if (token.value === open) level += 1;
        else if (token.value === close) level -= 1;
        if (level === 0) return;
      }
    },
  };
  return parser;
}

/** A parser of a stretch of the same source: what is filled into a string. */
export const within = (parser: Parser, range: Range): Parser =>
  createParser(parser.source, parser.builder, parser.walkBlock, tokensOf(parser.source, range.start, range.end));

export const nothing = (parser: Parser): Expr => {
  const at = parser.peek()?.range.start ?? parser.source.length;
  return unknown({ start: at, end: at });
};
