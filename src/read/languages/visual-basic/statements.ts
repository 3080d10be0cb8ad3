/** Statements within functions. */
import type { Expr } from '../../../model/expr.ts';
import { anyItem, concat, ref } from '../../lower.ts';
import { range } from '../../reader.ts';
import { DEEPEST, isNext, isSign, peek, startOf } from '../../token-cursor.ts';
import { declarationsHere } from './classes.ts';
import { type Context, ended, isOver, keyword, passLine, wordAt } from './context.ts';
import { give } from './creation.ts';
import { expression, operand } from './expressions.ts';
import { variables } from './variables.ts';

/** What a line begins with that ends a block or an arm of it, besides `End`. */
const ENDS = /^(?:end|else|elseif|case|catch|finally|next|loop|wend)$/;
/** Blocks that run as they stand. */
const PLAIN_BLOCK = /^(?:try|synclock)$/;
const REPEATING = /^(?:for|while|do)$/;

/** Reads statements up to a line that ends the block, which is left. */
export function block(context: Context): void {
  const { cursor } = context;
  if (cursor.depth >= DEEPEST) return;
  cursor.depth += 1;
  while (peek(cursor) && !endsHere(context)) {
    const before = cursor.at;
    context.statement();
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.depth -= 1;
}

const endsHere = ({ cursor }: Context): boolean => peek(cursor)?.isFirst === true && ENDS.test(wordAt(cursor));

/** Reads one statement. */
export function statement(context: Context): void {
  const { cursor, builder } = context;
  if (declarationsHere(context)) return;
  const word = wordAt(cursor);
  if (word === 'if') branches(context);
  else if (word === 'select') selected(context);
  else if (word === 'with') withSubject(context);
  else if (word === 'using') using(context);
  else if (REPEATING.test(word)) repeated(context);
  else if (PLAIN_BLOCK.test(word)) attempted(context);
  else if (word === 'return') {
    cursor.at += 1;
    if (isOver(peek(cursor))) return;
    const value = expression(context);
    builder.returns(value, value.range);
  } else if (word === 'end') passLine(cursor);
  else assignment(context);
}

/** `target = value`, `target &= value`, a call, or the value that the function around gives back by its name. */
function assignment(context: Context): void {
  const { cursor, builder } = context;
  const start = startOf(cursor);
  const target = operand(context);
  const isAdded = /^[&+]$/.test(wordAt(cursor)) && isSign(peek(cursor, 1), '=');
  if (isOver(peek(cursor)) || !(isAdded || isNext(cursor, '='))) return;
  cursor.at += isAdded ? 2 : 1;
  const given = expression(context);
  const at = range(start, Math.max(start, given.range.end));
  const value = isAdded ? concat([target, given], at) : given;
  if (nameOf(target) === context.functionName && context.functionName !== undefined) builder.returns(value, at);
  else if (target.kind === 'ref' || target.kind === 'member') give(context, target, value, at, false);
  // `settings("host") = value`: a key in parentheses
  else if (target.kind === 'call' && target.args[0] && !target.args[1])
    builder.assign({ kind: 'member', of: target.callee, key: target.args[0].value, range: target.range }, value, at);
}

/** The name that is set, of the file or of the class around. */
const nameOf = (target: Expr): string | undefined =>
  target.kind === 'ref'
    ? target.name
    : target.kind === 'member' && target.key.kind === 'text' && target.of.kind === 'ref' && target.of.name === 'this'
      ? target.key.value
      : undefined;

function branches(context: Context): void {
  const { cursor, builder } = context;
  const offset = startOf(cursor);
  cursor.at += 1;
  condition(context, 'then');
  if (!isOver(peek(cursor))) {
    builder.branch(offset, 0, context.statement);
    if (isOver(peek(cursor)) || !takeWord(context, 'else')) return;
    builder.branch(offset, 1, context.statement);
    builder.exhaustive(offset, 2);
    return;
  }
  builder.branch(offset, 0, context.block);
  let arms = 1;
  while (wordAt(cursor) === 'elseif') {
    cursor.at += 1;
    condition(context, 'then');
    builder.branch(offset, arms, context.block);
    arms += 1;
  }
  if (takeWord(context, 'else')) {
    // `Else If` on one line begins a block of its own.
    builder.branch(offset, arms, isOver(peek(cursor)) ? context.block : context.statement);
    builder.exhaustive(offset, arms + 1);
  }
  ended(context, 'if');
}

function takeWord({ cursor }: Context, word: string): boolean {
  if (wordAt(cursor) !== word) return false;
  cursor.at += 1;
  return true;
}

/** What is asked, up to a word or the end of the line. */
function condition(context: Context, until: string): void {
  const { cursor } = context;
  while (!isOver(peek(cursor)) && wordAt(cursor) !== until) {
    const before = cursor.at;
    expression(context);
    if (cursor.at === before) cursor.at += 1;
  }
  takeWord(context, until);
}

function selected(context: Context): void {
  const { cursor, builder } = context;
  const offset = startOf(cursor);
  passLine(cursor);
  let arms = 0;
  let isWhole = false;
  while (wordAt(cursor) === 'case') {
    isWhole ||= wordAt(cursor, 1) === 'else';
    passLine(cursor);
    builder.branch(offset, arms, context.block);
    arms += 1;
  }
  if (isWhole) builder.exhaustive(offset, arms);
  ended(context, 'select');
}

/** `With client … .Host = "x"`: a value without a name is given one. */
function withSubject(context: Context): void {
  const { cursor, builder, subject: outer } = context;
  cursor.at += 1;
  const value = expression(context);
  const isNamed = value.kind === 'ref' || value.kind === 'member';
  const made = ref(`With ${value.range.start}`, value.range);
  if (!isNamed) give(context, made, value, value.range, true);
  context.subject = isNamed ? value : made;
  builder.block(context.block);
  context.subject = outer;
  ended(context, 'with');
}

function using(context: Context): void {
  const { cursor, builder } = context;
  cursor.at += 1;
  builder.block(() => {
    variables(context, false);
    context.block();
  });
  ended(context, 'using');
}

function repeated(context: Context): void {
  const { cursor, builder } = context;
  const offset = startOf(cursor);
  const isEach = wordAt(cursor, 1) === 'each';
  if (isEach) each(context);
  else passLine(cursor);
  builder.branch(offset, 0, context.block);
  if (keyword(peek(cursor)) === 'end') ended(context, 'while');
  else ended(context, 'next', 'loop', 'wend');
}

/** `For Each name As Type In list` */
function each(context: Context): void {
  const { cursor, builder, own } = context;
  cursor.at += 2;
  const name = peek(cursor);
  while (!isOver(peek(cursor)) && wordAt(cursor) !== 'in') cursor.at += 1;
  if (name?.kind !== 'name' || !takeWord(context, 'in')) return;
  const items = expression(context);
  own?.locals?.add(name.word);
  builder.assign(ref(name.word, range(name.start, name.end)), anyItem(items), items.range, { declares: true });
}

function attempted(context: Context): void {
  const { cursor, builder } = context;
  const offset = startOf(cursor);
  passLine(cursor);
  context.block();
  for (let arm = 0; /^(?:catch|finally)$/.test(wordAt(cursor)); arm += 1) {
    const isSure = wordAt(cursor) === 'finally';
    passLine(cursor);
    if (isSure) context.block();
    else builder.branch(offset, arm, context.block);
  }
  ended(context, 'try', 'synclock');
}
