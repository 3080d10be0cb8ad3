/** Conditions: what the source itself says of them, and what they come to when they are denied. */
import type { Expr, Range } from '../model/expr.ts';
import { text, unknown } from './reader.ts';

/** Whether the source itself decides a condition; numbers and booleans are text by then. */
export function truthOf(condition: Expr): boolean | undefined {
  if (condition.kind === 'unknown') return condition.note === 'null' ? false : undefined;
  return condition.kind === 'text' ? !/^(false|0*\.?0*)$/.test(condition.value) : undefined;
}

/** `!x`: what it comes to follows from what `x` does, wherever that is decided. */
export function negated(value: Expr, at: Range): Expr {
  const truth = truthOf(value);
  if (truth !== undefined) return text(String(!truth), at);
  if (value.kind === 'unknown') return unknown(at);
  const said = (word: string): Expr => ({ ...text(word, at), computed: true });
  const way = (holds: boolean) => [{ by: value.range, holds, value }];
  return { kind: 'either', options: [said('false'), said('true')], ways: [way(true), way(false)], range: at };
}
