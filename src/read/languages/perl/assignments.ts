/** What assignments give to variables, to elements, and to the variables of a list. */
import type { Expr } from '../../../model/expr.ts';
import { concat } from '../../lower.ts';
import { either, object, range, unknown } from '../../reader.ts';
import type { Context } from './context.ts';
import { entriesOf } from './lists.ts';

/** Notes an assignment by the operator `word`; its value is what was given. */
export function assigned(context: Context, target: Expr, word: string, given: Expr): Expr {
  const at = range(target.range.start, Math.max(target.range.end, given.range.end));
  const value = givenTo(context, target, word, given, at);
  if (target.kind !== 'list') set(context, target, value, at);
  else
    target.items.forEach((item, index) => {
      set(context, item, partOf(context, value, index, item), at);
    });
  return value;
}

function set({ builder, declared }: Context, target: Expr, value: Expr, at: Expr['range']): void {
  if (target.kind !== 'ref' && target.kind !== 'member') return;
  // `my $self = { … };` of a constructor is the object, whose fields all methods see.
  const isObject = target.kind === 'ref' && target.name === 'this' && value.kind === 'object';
  builder.assign(target, value, at, declared.has(target) && !isObject ? { declares: true } : {});
}

function givenTo({ isHash }: Context, target: Expr, word: string, given: Expr, at: Expr['range']): Expr {
  if (word === '||=' || word === '//=') return either([target, given], at);
  if (word === '.=') return concat([target, given], at);
  if (word !== '=' && word !== '&&=') return unknown(at);
  return isHash(target) && given.kind === 'list' ? object(entriesOf(given.items, isHash), given.range) : given;
}

/** `my ($a, %b) = …`: what the variable at `index` gets. */
function partOf({ parted, sigils }: Context, value: Expr, index: number, variable: Expr): Expr {
  if (index === 0 && parted.has(value)) return value;
  const item = value.kind === 'list' && sigils.get(variable) === '$' ? value.items[index] : undefined;
  return item ?? unknown(value.range, 'an argument');
}
