/** Classes and other blocks with names of their own, and functions of classes that stand outside of them. */
import { chainOf, type Expr } from '../../../model/expr.ts';
import { range } from '../../reader.ts';
import { closingOf, isNext, peek, startOf } from '../../token-cursor.ts';
import { basesFrom, enumConstants, membersIn, outOfLine } from './classes.ts';
import type { Context } from './context.ts';
import type { PlainToken } from './tokens.ts';

/** What begins a class, where these have members of their own. */
const CLASS = /^(?:class|struct|extension|mixin|actor|protocol|interface|enum)$/;
/** Tokens between the name of a class and its members. */
const MOST_IN_HEAD = 60;
const NO_NAMES: ReadonlySet<string> = new Set();

/** Whether a class begins here; `struct settings s = {…}` is a variable of one. */
export function isClass(context: Context, at: number): boolean {
  const { cursor, dialect } = context;
  const word = cursor.tokens[at]?.word ?? '';
  if (!(dialect.hasMacros ? /^(?:class|struct)$/ : CLASS).test(word)) return false;
  for (let behind = at + 2; behind < at + MOST_IN_HEAD; behind += 1) {
    const next = cursor.tokens[behind];
    if (next?.word === '{') return true;
    if (!next || /^(?:[;=()*]|\[)$/.test(next.word)) return false;
  }
  return false;
}

/** A class, whose fields and functions are its own. */
export function classHere(context: Context): void {
  const { cursor, dialect } = context;
  const word = peek(cursor)?.word;
  const name = peek(cursor, 1);
  const head = cursor.at + 2;
  while (peek(cursor) && !isNext(cursor, '{')) cursor.at += 1;
  classOf(context, name, basesFrom(cursor, head), word === 'enum' && dialect.hasCascades === true);
}

function classOf(context: Context, name: PlainToken | undefined, bases: readonly Expr[], hasConstants: boolean): void {
  const { builder, cursor, dialect } = context;
  const { owner: outerOwner, own: outerOwn } = context;
  const close = cursor.tokens[closingOf(cursor, cursor.at)];
  const at = range(name?.start ?? startOf(cursor), close?.end ?? cursor.source.length);
  const className = name?.word;
  builder.class({
    ...(className === undefined ? {} : { name: className }),
    bases,
    range: at,
    body: () => {
      const members = new Set([...membersIn(cursor, dialect)].filter((one) => one !== className));
      context.within((until) => {
        context.owner = undefined;
        const known = new Set(bases.flatMap((one) => chainOf(one)?.at(-1) ?? []));
        context.own = { className, bases: known, members, depth: cursor.depth };
        if (hasConstants && className !== undefined) enumConstants(context, className);
        context.statementsUntil(until);
      });
    },
  });
  context.owner = outerOwner;
  context.own = outerOwn;
}

/** `bool Post::send() { … }`: a function of a class that is declared elsewhere. */
export function outside(context: Context): boolean {
  const { builder, cursor } = context;
  const at = context.own ? undefined : outOfLine(context);
  const name = at === undefined ? undefined : cursor.tokens[at];
  const called = at === undefined ? undefined : cursor.tokens[at + 2];
  if (at === undefined || !name || !called) return false;
  cursor.at = at + 3;
  const isMaker = called.word === name.word;
  const { own: outer } = context;
  builder.class({
    name: name.word,
    bases: [],
    range: range(name.start, name.end),
    body: () => {
      context.own = { className: name.word, bases: NO_NAMES, members: NO_NAMES, depth: cursor.depth, isOpen: true };
      context.functionHere(name.start, isMaker ? 'constructor' : called.word, isMaker ? 'constructor' : 'function');
    },
  });
  context.own = outer;
  return true;
}

/** A class and the like: its fields and functions are seen in the whole file. */
export function owner(context: Context): void {
  const { cursor } = context;
  const name = peek(cursor, 1);
  while (peek(cursor) && !isNext(cursor, '{') && !isNext(cursor, ';') && !isNext(cursor, '=')) {
    cursor.at += 1;
    if (peek(cursor)?.isFirst && !isNext(cursor, '{')) return;
  }
  if (!isNext(cursor, '{')) return;
  const outer = context.owner;
  if (name?.kind === 'name') context.builder.declare(name.word);
  context.within((close) => {
    context.owner = name?.kind === 'name' ? { name: name.word, depth: cursor.depth } : undefined;
    context.statementsUntil(close);
  });
  context.owner = outer;
}
