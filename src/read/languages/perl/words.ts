/** What names mean at the beginning of a term: declarations, Perl's own words, classes, functions, constants. */
import type { Expr } from '../../../model/expr.ts';
import { member, ref } from '../../lower.ts';
import { object, range, text, unknown } from '../../reader.ts';
import { called, functionCall } from './calls.ts';
import type { Context } from './context.ts';
import { type Cursor, endOf, isNext, peek, startOf } from './cursor.ts';
import { endsList, inParentheses, itemsUntil } from './items.ts';
import { entriesOf, type Item } from './lists.ts';
import { levelOf } from './operators.ts';

const DECLARING = /^(my|our|local|state)$/;
const TAKING_BLOCK = /^(map|grep|sort|first|any|all|none|try|catch|finally)$/;
const NOTHING = /^(undef|shift|pop|wantarray|time|caller)$/;

/** Reads a name and what belongs to it. */
export function named(context: Context): Expr {
  const { cursor, statements } = context;
  const start = startOf(cursor);
  const word = peek(cursor)?.word ?? '';
  cursor.at += 1;
  const at = range(start, endOf(cursor));
  if (isNext(cursor, '=>')) return text(word, at);
  if (isNext(cursor, '->')) return ref(word, at);
  if (DECLARING.test(word)) return declaration(context, word);
  if (word === 'sub') return statements.sub();
  if (/^(do|eval)$/.test(word) && isNext(cursor, '{')) {
    statements.block();
    return unknown(range(start, endOf(cursor)));
  }
  if (NOTHING.test(word)) return nothing(context, word, start);
  if (word === 'new' && peek(cursor)?.kind === 'name') return construction(context, at);
  if (word === 'return') return returned(context, at);
  if (isNext(cursor, '(')) return functionCall(context, word, at, inParentheses(context));
  if (TAKING_BLOCK.test(word) && isNext(cursor, '{')) {
    statements.block();
    return functionCall(context, word, at, itemsUntil(context, undefined));
  }
  const isBlessing = word === 'bless' && isNext(cursor, '{');
  return isBlessing || startsOperand(cursor)
    ? functionCall(context, word, at, itemsUntil(context, undefined))
    : ref(word, at);
}

/** `my $x`, `my ($x, $y)`; `our` and `local` are names of the whole file. */
function declaration(context: Context, word: string): Expr {
  const { builder, cursor, declared } = context;
  const declares = word === 'my' || word === 'state';
  const note = (variable: Expr): void => {
    if (declares) declared.add(variable);
    if (variable.kind === 'ref' && word !== 'local') builder[declares ? 'declare' : 'global'](variable.name);
  };
  // `my Dog $spot`
  if (peek(cursor)?.kind === 'name' && peek(cursor, 1)?.kind === 'variable') cursor.at += 1;
  const start = startOf(cursor);
  if (!isNext(cursor, '(')) {
    const found = context.term();
    note(found);
    return found;
  }
  const items = inParentheses(context).map(({ value }) => value);
  for (const item of items) note(item);
  return { kind: 'list', items, range: range(start, endOf(cursor)) };
}

/** What no text of the file decides, with its argument: `shift`, `shift @_`, `undef($x)`. */
function nothing(context: Context, word: string, start: number): Expr {
  const { cursor } = context;
  if (isNext(cursor, '(')) inParentheses(context);
  else if (peek(cursor)?.kind === 'variable' && word !== 'time') context.binary(levelOf('**'));
  return unknown(range(start, endOf(cursor)), word === 'undef' ? 'null' : 'an argument');
}

/** `new Net::SMTP('host')`, `new Mail::Sender {smtp => 'host'}`: the cursor stands on the class. */
function construction(context: Context, at: Expr['range']): Expr {
  const { cursor } = context;
  const start = startOf(cursor);
  const name = peek(cursor)?.word ?? '';
  cursor.at += 1;
  const type = range(start, endOf(cursor));
  const callee = member(ref(name, type), text('new', at), range(at.start, type.end));
  const hash = (): Item[] => (isNext(cursor, '{') ? [{ value: context.term(), isKey: false }] : []);
  return called(context, callee, at.start, isNext(cursor, '(') ? inParentheses(context) : hash(), true);
}

/** Notes what the function returns; a list of several is a hash. */
function returned(context: Context, at: Expr['range']): Expr {
  const { cursor, builder, isHash } = context;
  const values = itemsUntil(context, undefined).map(({ value }) => value);
  const [only, second] = values;
  const given = only && !second ? only : object(entriesOf(values, isHash), range(at.start, endOf(cursor)));
  const owner = context.statements.packageOfMethod();
  const isObject = owner !== undefined && given.kind === 'ref' && given.name === 'this';
  if (only)
    builder.returns(isObject ? { kind: 'instance', type: ref(owner, at), range: given.range } : given, given.range);
  return unknown(at);
}

/** Whether a function's arguments follow without parentheses. */
function startsOperand(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (!token) return false;
  if (token.kind === 'sign') return /^[[\\]$/.test(token.word) || (/^[@$]$/.test(token.word) && isNext(cursor, '{', 1));
  return token.kind === 'name' ? levelOf(token.word) === 0 && !endsList(cursor) : true;
}
