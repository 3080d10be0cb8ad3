/** Calls, and the functions of Perl that hand values through. */
import type { Expr } from '../../../model/expr.ts';
import { interspersed } from '../../../model/interspersed.ts';
import { concat, member, ref } from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { range, text, unknown } from '../../reader.ts';
import type { Context } from './context.ts';
import { endOf } from './cursor.ts';
import { argumentsOf, type Item } from './lists.ts';

/** Functions whose value is, as far as names of hosts go, their argument. */
const HANDING_ON = /^(lc|uc|lcfirst|ucfirst|quotemeta|scalar)$/;

/** A call that began at `start` and ends before the cursor. */
export const called = (
  { cursor, builder, isHash }: Context,
  callee: Expr,
  start: number,
  items: readonly Item[],
  construct: boolean,
): Expr =>
  builder.call({
    kind: 'call',
    callee,
    args: argumentsOf(items, isHash),
    construct,
    range: range(start, endOf(cursor)),
  });

/** A call of a function by its name, which stands at `at`. */
export function functionCall(context: Context, word: string, at: Expr['range'], items: readonly Item[]): Expr {
  const whole = range(at.start, endOf(context.cursor));
  const [first, ...rest] = items.map(({ value }) => value);
  if (word === 'sprintf' && first?.kind === 'text') return printf(first, rest, whole) ?? unknown(whole);
  if (word === 'join' && first) return concat(interspersed(rest, first), whole);
  if (word === 'split' && rest[0]) {
    context.parted.add(rest[0]);
    return rest[0];
  }
  if (HANDING_ON.test(word) && first) return first;
  const owner = context.statements.packageOfMethod();
  if (word === 'bless' && first && owner !== undefined) return blessed(context, first, owner, whole);
  return called(context, functionNamed(word, at), at.start, items, false);
}

/** `bless { server => … }, $class`: the object with its fields. https://perldoc.perl.org/functions/bless */
function blessed({ builder }: Context, fields: Expr, owner: string, at: Expr['range']): Expr {
  const instance: Expr = { kind: 'instance', type: ref(owner, at), range: at };
  const isVariable = fields.kind === 'ref' && fields.name !== 'this';
  if (fields.kind === 'object' || isVariable) builder.assign(ref('this', at), fields, at);
  // `my $self = { … }; bless $self, $class; return $self;`
  if (isVariable) builder.assign(fields, instance, at);
  return instance;
}

/** `Post::open_to` is a function of the package `Post`. */
function functionNamed(word: string, at: Expr['range']): Expr {
  const end = word.lastIndexOf('::');
  return end > 0 ? member(ref(word.slice(0, end), at), text(word.slice(end + 2), at), at) : ref(word, at);
}
