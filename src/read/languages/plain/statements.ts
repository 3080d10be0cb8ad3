/** Statements: which kind each is. */
import type { ProgramBuilder } from '../../program-builder.ts';
import { closingOf, DEEPEST, isNext, peek, type TokenCursor } from '../../token-cursor.ts';
import { BRANCHING, branches, repeated } from './branches.ts';
import { classHere, isClass, outside, owner } from './class-bodies.ts';
import { behindModifiers, isOwnLevel, memberHere } from './classes.ts';
import type { Context } from './context.ts';
import { valueHere } from './declarations.ts';
import type { Dialect } from './dialects.ts';
import { directive, opened } from './directives.ts';
import { argument, expression } from './expressions.ts';
import { definition, functionHere, isBareFunction } from './functions.ts';
import { columnOf, indentedFunction, indentedOwner } from './offside.ts';
import type { PlainToken } from './tokens.ts';

/** What begins a function whose name stands behind it. */
const FUNCTION = /^(?:func|function|fun|fn|proc|procedure|constructor|def|sub)$/;
/** What begins a block whose names the whole file sees. */
const OWNER =
  /^(?:class|struct|interface|enum|extension|namespace|module|object|record|unit|mixin|trait|protocol|actor|component|type)$/;
/** What is run never, once or more often. */
const REPEATING = /^(?:for|while|foreach|switch|repeat|catch|do|loop|case|when)$/;
/** What stands before a colon of C++'s classes for those that follow. */
const ACCESS = /^(?:public|private|protected)$/;

/** What begins a type or a module of indented lines. */
const INDENTED = /^(?:type|module)$/;
/** What begins another arm. */
const ARM = /^(?:else|elif|\|)$/;

/** Reads all statements of a file. */
export function readStatements(cursor: TokenCursor<PlainToken>, builder: ProgramBuilder, dialect: Dialect): void {
  const context: Context = {
    cursor,
    builder,
    dialect,
    statement: () => statement(context),
    statementsUntil: (end) => statementsUntil(context, end),
    within: (walk) => within(context, walk),
    block: () => block(context),
    expression: (least) => expression(context, least),
    argument: () => argument(context),
    functionHere: (start, name, kind) => functionHere(context, start, name, kind),
  };
  statementsUntil(context, cursor.tokens.length);
}

function statementsUntil(context: Context, end: number): void {
  const { cursor } = context;
  while (cursor.at < end) {
    const before = cursor.at;
    statement(context);
    if (cursor.at === before) cursor.at += 1;
  }
}

function within(context: Context, walk: (close: number) => void): void {
  const { cursor } = context;
  const close = closingOf(cursor, cursor.at);
  cursor.at += 1;
  if (cursor.depth < DEEPEST) {
    cursor.depth += 1;
    walk(close);
    cursor.depth -= 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.length);
}

function block(context: Context): void {
  const { builder } = context;
  within(context, (close) => builder.block(() => statementsUntil(context, close)));
}

function statement(context: Context): void {
  const { cursor, dialect } = context;
  const token = peek(cursor);
  if (!token) return;
  if (context.arms && context.last && ARM.test(token.word)) context.arms.push(context.last);
  context.last = undefined;
  if (isNext(cursor, '{')) block(context);
  else if (dialect.isIndented && indentedFunction(context)) return;
  else if (dialect.isIndented && INDENTED.test(token.word) && indentedOwner(context)) return;
  else if (dialect.hasClasses && declaredHere(context)) return;
  else if (dialect.hasMacros && token.isFirst && isNext(cursor, '#')) directive(context);
  else if (token.kind !== 'name') simple(context);
  else if (dialect.hasMacros && ACCESS.test(token.word) && isNext(cursor, ':', 1)) cursor.at += 2;
  else if (token.word === dialect.opensModule && token.isFirst) opened(context);
  else if (FUNCTION.test(token.word) && peek(cursor, 1)?.kind === 'name') {
    cursor.at += 1;
    definition(context);
  } else if (OWNER.test(token.word) && (peek(cursor, 1)?.kind === 'name' || isNext(cursor, '{', 1))) owner(context);
  else if (BRANCHING.test(token.word) && dialect.hasBraces) branches(context);
  else if (REPEATING.test(token.word) && dialect.hasBraces) repeated(context);
  else if (dialect.hasBareFunctions && isBareFunction(context)) definition(context);
  else simple(context);
}

/** Classes and what is declared in them, as far as words before it or its form set it off from other statements. */
function declaredHere(context: Context): boolean {
  const { cursor, dialect } = context;
  if (memberHere(context) || outside(context)) return true;
  const behind = behindModifiers(cursor);
  const token = cursor.tokens[behind];
  const next = cursor.tokens[behind + 1];
  if (token?.kind !== 'name' || next?.kind !== 'name') return false;
  if (isClass(context, behind)) {
    cursor.at = behind;
    classHere(context);
    return true;
  }
  if (FUNCTION.test(token.word) && (dialect.hasInit || behind === cursor.at)) {
    cursor.at = behind + 1;
    definition(context);
    return true;
  }
  // `case north, south`: the names of an enumeration.
  if (!dialect.hasInit || token.word !== 'case' || !isOwnLevel(context)) return false;
  cursor.at = behind + 1;
  while (peek(cursor) && !peek(cursor)?.isFirst && !isNext(cursor, '}')) {
    const before = cursor.at;
    expression(context);
    if (cursor.at === before) cursor.at += 1;
  }
  return true;
}

/** Where blocks have no braces, a line further in than the margin may be one of a branch: it rules nothing out. */
function simple(context: Context): void {
  const { builder, cursor, dialect } = context;
  const token = peek(cursor);
  const isMember = context.owner?.column !== undefined && context.owner.column === columnOf(cursor, cursor.at);
  const isSure =
    dialect.hasBraces || isMember || (token && (token.start === 0 || cursor.source[token.start - 1] === '\n'));
  if (isSure) valueHere(context);
  else builder.branch(token?.start ?? 0, 0, () => valueHere(context));
}
