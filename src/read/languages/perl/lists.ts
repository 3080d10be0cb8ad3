/** What Perl's lists mean where they stand: the entries of a hash, the arguments of a call. */
import type { Argument, Entry, Expr } from '../../../model/expr.ts';

export interface Item {
  readonly value: Expr;
  /** A comma in the form of an arrow follows. */
  readonly isKey: boolean;
}

/** The entries of a hash; hashes within become part of it. */
export function entriesOf(items: readonly Expr[], isHash: (value: Expr) => boolean): Entry[] {
  const entries: Entry[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const key = items[index];
    const value = items[index + 1];
    if (!key) continue;
    if (key.kind === 'text' && value) {
      entries.push({ key: key.value, keyRange: key.range, value });
      index += 1;
    } else if (isHash(key) || key.kind === 'object')
      entries.push({ key: '', keyRange: key.range, value: key, spread: true });
    else index += 1;
  }
  return entries;
}

/** What stands before an arrow names the argument behind it. */
export function argumentsOf(items: readonly Item[], isHash: (value: Expr) => boolean): Argument[] {
  const args: Argument[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const next = items[index + 1];
    if (item?.isKey && next && item.value.kind === 'text') {
      args.push({ name: item.value.value.replace(/^-/, ''), value: next.value });
      index += 1;
    } else if (item) args.push(isHash(item.value) ? { value: item.value, spread: 'named' } : { value: item.value });
  }
  return args;
}
