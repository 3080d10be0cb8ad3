/** Statements: functions, classes, branches and all that is just an expression. */
import { chainOf, type Expr, type Range, type RefExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { member, ref } from '../../lower.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import { range, text, unknown } from '../../reader.ts';
import { closingOf, DEEPEST, isNext, isOpening, peek, startOf, type TokenCursor, take } from '../../token-cursor.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialects.ts';
import { expression } from './expressions.ts';
import { ASSIGNING, HIGHEST } from './operators.ts';
import { constructedAs } from './postfix.ts';
import type { PlainToken } from './tokens.ts';

/** What begins a function whose name stands behind it. */
const FUNCTION = /^(?:func|function|fun|fn|proc|procedure|constructor|def|sub)$/;
/** What begins a block whose names the whole file sees. */
const OWNER =
  /^(?:class|struct|interface|enum|extension|namespace|module|object|record|unit|mixin|trait|protocol|actor|component|type)$/;
const BRANCHING = /^(?:if|guard|elseif|elsif|unless)$/;
/** What is run never, once or more often. */
const REPEATING = /^(?:for|while|foreach|switch|repeat|catch|do|loop|case|when)$/;
/** What may stand between a function's parameters and its body. */
const BETWEEN = /^(?:async|throws|rethrows|const|noexcept|override|final|->|:|\*|&|\?|<|>|\.|sync)$/;
const MOST_BETWEEN = 12;
/** What stands before a colon of C++'s classes for those that follow. */
const ACCESS = /^(?:public|private|protected)$/;

/** Reads all statements of a file. */
export function readStatements(cursor: TokenCursor<PlainToken>, builder: ProgramBuilder, dialect: Dialect): void {
  const context: Context = {
    cursor,
    builder,
    dialect,
    block,
    expression: (least) => expression(context, least),
    functionHere,
  };
  /** What the statement before gave, where it is a mere value. */
  let last: Expr | undefined;

  function statementsUntil(end: number): void {
    while (cursor.at < end) {
      const before = cursor.at;
      statement();
      if (cursor.at === before) cursor.at += 1;
    }
  }

  function within(walk: (close: number) => void): void {
    const close = closingOf(cursor, cursor.at);
    cursor.at += 1;
    if (cursor.depth < DEEPEST) {
      cursor.depth += 1;
      walk(close);
      cursor.depth -= 1;
    }
    cursor.at = Math.min(close + 1, cursor.tokens.length);
  }

  function block(): void {
    within((close) => builder.block(() => statementsUntil(close)));
  }

  function statement(): void {
    const token = peek(cursor);
    if (!token) return;
    last = undefined;
    if (isNext(cursor, '{')) block();
    else if (dialect.hasMacros && token.isFirst && isNext(cursor, '#')) directive();
    else if (token.kind !== 'name') simple();
    else if (dialect.hasMacros && ACCESS.test(token.word) && isNext(cursor, ':', 1)) cursor.at += 2;
    else if (token.word === dialect.opensModule && token.isFirst) opened();
    else if (FUNCTION.test(token.word) && peek(cursor, 1)?.kind === 'name') {
      cursor.at += 1;
      definition();
    } else if (OWNER.test(token.word) && (peek(cursor, 1)?.kind === 'name' || isNext(cursor, '{', 1))) owner();
    else if (BRANCHING.test(token.word) && dialect.hasBraces) branches();
    else if (REPEATING.test(token.word) && dialect.hasBraces) repeated();
    else if (dialect.hasBareFunctions && isBareFunction()) definition();
    else simple();
  }

  /** Where blocks have no braces, a line further in than the margin may be one of a branch: it rules nothing out. */
  function simple(): void {
    const token = peek(cursor);
    const isSure = dialect.hasBraces || (token && (token.start === 0 || cursor.source[token.start - 1] === '\n'));
    if (isSure) valueHere();
    else builder.branch(token?.start ?? 0, 0, valueHere);
  }

  function valueHere(): void {
    const start = startOf(cursor);
    const isReturn = take(cursor, 'return');
    const value = expression(context);
    last = isReturn ? undefined : value;
    if (isReturn) builder.returns(value, range(start, Math.max(start, value.range.end)));
    else if (peek(cursor)?.kind === 'name') declared(value);
    else typed(value);
  }

  /** `SmtpClient client("h", 25);`, `SmtpClient client;`: a type, a name, and perhaps what it is made with. */
  function declared(type: Expr): void {
    const name = peek(cursor);
    if (!dialect.hasBareFunctions || !name || name.isFirst || (type.kind !== 'ref' && type.kind !== 'member')) return;
    const at = range(type.range.start, name.end);
    const target = ref(name.word, range(name.start, name.end));
    if (isNext(cursor, ';', 1)) builder.assign(target, { kind: 'instance', type, range: at }, at);
    else if (isNext(cursor, '(', 1) && !isBareFunction()) {
      cursor.at += 1;
      builder.assign(target, constructedAs(context, type), at);
    } else if (isNext(cursor, '{', 1) && isNext(cursor, '}', 3) && isNext(cursor, ';', 4)) {
      // `int port{25};`: https://en.cppreference.com/w/cpp/language/list_initialization
      cursor.at += 2;
      given(target, expression(context, HIGHEST), at);
    }
  }

  /** Gives a name of a class, or of the file, its value. */
  function given(target: RefExpr, value: Expr, at: Range): void {
    builder.assign(target, value, at);
    const { owner: around } = context;
    if (around && cursor.depth === around.depth)
      builder.assign(member(ref(around.name, target.range), text(target.name, target.range), target.range), value, at);
  }

  /** `host: String = "x"`: a type between the name and its value. */
  function typed(name: Expr): void {
    if (name.kind !== 'ref' || !isNext(cursor, ':')) return;
    for (let ahead = 1; ahead < MOST_BETWEEN; ahead += 1) {
      const token = peek(cursor, ahead);
      if (!token || token.isFirst) return;
      if (token.word === ';') {
        const type = expression({ ...context, cursor: { ...cursor, at: cursor.at + 1 } }, HIGHEST);
        builder.assign(name, { kind: 'instance', type, range: type.range }, name.range);
        return;
      }
      if (token.kind === 'sign' && dialect.assigning.includes(token.word)) {
        cursor.at += ahead + 1;
        const value = expression(context);
        builder.assign(name, value, range(name.range.start, value.range.end));
        return;
      }
      if (token.kind !== 'name' && !/^[?![\]<>.,]$/.test(token.word)) return;
    }
  }

  /** `#define RELAY "x"`, `#include "relay.h"`; of the others of the preprocessor only their lines are passed over. */
  function directive(): void {
    const name = peek(cursor, 1)?.word;
    cursor.at += 2;
    if (name === 'define') macro();
    else if (name === 'include') included();
    while (peek(cursor) && !peek(cursor)?.isFirst) cursor.at += 1;
  }

  /** `open Acme.Config`: what the module holds is known by its name. */
  function opened(): void {
    cursor.at += 1;
    const start = peek(cursor);
    const module = start && !start.isFirst ? chainOf(expression(context, HIGHEST)) : undefined;
    if (start && module)
      builder.import({
        local: '*',
        module: module.join('.'),
        name: '*',
        all: true,
        range: range(start.start, start.end),
      });
  }

  /** A file of the program's own stands in quotes; what it defines is known by its name. */
  function included(): void {
    const file = peek(cursor);
    if (!file?.content || file.isFirst) return;
    const module = cursor.source.slice(file.content.start, file.content.end);
    builder.import({ local: '*', module, name: '*', all: true, range: file.content });
  }

  function macro(): void {
    const name = peek(cursor);
    cursor.at += 1;
    const value = peek(cursor);
    if (name?.kind !== 'name' || !value || value.isFirst || isNext(cursor, '(')) return;
    const given = expression(context);
    builder.assign(ref(name.word, range(name.start, name.end)), given, range(name.start, given.range.end));
  }

  /** `int send(const char *host) {`: a name with its type before it, or a constructor, and a body behind its parameters. */
  function isBareFunction(): boolean {
    if (!isNext(cursor, '(', 1)) return false;
    let ahead = closingOf(cursor, cursor.at + 1) - cursor.at + 1;
    for (const last = ahead + MOST_BETWEEN; ahead < last; ahead += 1) {
      const token = peek(cursor, ahead);
      if (token?.word === '{' || token?.word === '=>') return true;
      if (!token || (token.kind !== 'name' && !BETWEEN.test(token.word))) return false;
    }
    return false;
  }

  /** A function, from its name on. */
  function definition(): void {
    const name = peek(cursor);
    cursor.at += 1;
    while (peek(cursor)?.kind === 'name' || isNext(cursor, '.') || isNext(cursor, ':')) cursor.at += 1;
    if (!name || !isNext(cursor, '(')) return;
    const made = functionHere(name.start, name.word);
    if (made.kind !== 'function') return;
    builder.assign(ref(name.word, range(name.start, name.end)), made, made.range, { declares: true });
  }

  /** A function from its parameters on; a value that is not known where its body has no braces. */
  function functionHere(start: number, name?: string): Expr {
    const params = parametersOf(closingOf(cursor, cursor.at));
    for (let skipped = 0; skipped < MOST_BETWEEN && dialect.hasBraces; skipped += 1) {
      const token = peek(cursor);
      if (!token || isNext(cursor, '{') || isNext(cursor, '=>') || isNext(cursor, ';') || isOpening(token)) break;
      if (dialect.givesLastValue) break;
      cursor.at += 1;
    }
    if (!dialect.hasBraces) return unknown(range(start, start));
    return builder.function({
      ...(name === undefined ? {} : { name }),
      params,
      range: range(start, cursor.tokens[closingOf(cursor, cursor.at)]?.end ?? cursor.source.length),
      body: () => {
        last = undefined;
        if (isNext(cursor, '{')) within(statementsUntil);
        else if (dialect.givesLastValue) last = expression(context);
        else if (take(cursor, '=>')) {
          const value = expression(context);
          builder.returns(value, value.range);
        }
        if (dialect.givesLastValue && last) builder.returns(last, last.range);
        last = undefined;
      },
    });
  }

  /**
   * The names in parentheses, the last before a type, a value or a comma, with the values that they have when none is given;
   * the cursor is left behind them.
   */
  function parametersOf(close: number): Parameter[] {
    const found: Parameter[] = [];
    let name: string | undefined;
    let given: Expr | undefined;
    let isOver = false;
    const end = (): void => {
      if (name !== undefined) found.push(given ? { name, fallback: given } : { name });
      name = given = undefined;
      isOver = false;
    };
    cursor.at += 1;
    while (cursor.at < close) {
      const token = peek(cursor);
      cursor.at += 1;
      if (token?.word === ',' || token?.word === '}') end();
      else if (token?.word === '=') given = expression(context, ASSIGNING + 1);
      else if (token?.word === ':') isOver = true;
      else if (token?.kind === 'name' && !isOver && !given) name = token.word;
    }
    end();
    cursor.at = Math.min(close + 1, cursor.tokens.length);
    return found;
  }

  /** A class and the like: its fields and functions are seen in the whole file. */
  function owner(): void {
    const name = peek(cursor, 1);
    while (peek(cursor) && !isNext(cursor, '{') && !isNext(cursor, ';') && !isNext(cursor, '=')) {
      cursor.at += 1;
      if (peek(cursor)?.isFirst && !isNext(cursor, '{')) return;
    }
    if (!isNext(cursor, '{')) return;
    const outer = context.owner;
    within((close) => {
      context.owner = name?.kind === 'name' ? { name: name.word, depth: cursor.depth } : undefined;
      statementsUntil(close);
    });
    context.owner = outer;
  }

  function branches(): void {
    const offset = startOf(cursor);
    let arms = 0;
    for (;;) {
      cursor.at += 1;
      condition();
      arm(offset, arms);
      arms += 1;
      if (!take(cursor, 'else')) return;
      if (BRANCHING.test(peek(cursor)?.word ?? '')) continue;
      arm(offset, arms);
      builder.exhaustive(offset, arms + 1);
      return;
    }
  }

  function arm(offset: number, index: number): void {
    if (cursor.depth >= DEEPEST) return;
    cursor.depth += 1;
    builder.branch(offset, index, () => (isNext(cursor, '{') ? block() : statement()));
    cursor.depth -= 1;
  }

  function condition(): void {
    if (isNext(cursor, '(')) {
      const close = closingOf(cursor, cursor.at);
      cursor.at += 1;
      statementsUntil(close);
      cursor.at = Math.min(close + 1, cursor.tokens.length);
      return;
    }
    while (peek(cursor) && !isNext(cursor, '{') && !isNext(cursor, 'else') && !peek(cursor)?.isFirst) {
      const before = cursor.at;
      expression(context, 2);
      if (cursor.at === before) cursor.at += 1;
    }
  }

  function repeated(): void {
    const offset = startOf(cursor);
    cursor.at += 1;
    condition();
    arm(offset, 0);
  }

  statementsUntil(cursor.tokens.length);
}
