/** Arguments that stand beside the function: `send host 25`, and what is handed on: `host |> send`. */
import { type Argument, chainOf, type Expr } from '../../../model/expr.ts';
import { orElse } from '../../lower.ts';
import { range } from '../../reader.ts';
import { endOf, isNext, peek } from '../../token-cursor.ts';
import type { Context } from './context.ts';

/** Words that are no functions, and end the arguments of one. */
const KEYWORD =
  /^(?:if|then|elif|else|match|with|when|do|for|while|to|in|as|of|and|or|not|try|finally|fun|function|type|module|open|let|use|return|yield|member|new|null|mutable|rec|inline|static|val|get|set|inherit|interface|end|begin|override|default|abstract|private|internal|public|namespace|exception|downto|lazy|assert|upcast|downcast|base|global)$/;
const MOST_ARGUMENTS = 20;

export const isKeyword = (word: string): boolean => KEYWORD.test(word);

/** What stands beside a function on its line: texts, numbers, names with their members, and what is in parentheses. */
export function argumentsBeside(context: Context): Argument[] {
  const { cursor } = context;
  const found: Argument[] = [];
  while (found.length < MOST_ARGUMENTS) {
    const token = peek(cursor);
    if (!token || token.isFirst || (token.kind === 'sign' && token.word !== '(')) break;
    if (token.kind === 'name' && (KEYWORD.test(token.word) || isNext(cursor, '=', 1) || isNext(cursor, '<-', 1))) break;
    if (token.start === endOf(cursor)) break;
    const before = cursor.at;
    found.push({ value: context.argument() });
    if (cursor.at === before) break;
  }
  return found;
}

/** Functions of the core library that give one of their arguments. https://fsharp.github.io/fsharp-core-docs/ */
export function known(callee: Expr, args: readonly Argument[], at: Expr['range']): Expr | undefined {
  const name = chainOf(callee)?.join('.') ?? '';
  const [first, second] = args;
  if (/^(?:Option\.(?:ofObj|get|toObj)|string|int|Uri|ignore)$/.test(name)) return first?.value;
  if (!first || !second) return undefined;
  if (name === 'defaultArg') return orElse(first.value, second.value, at);
  return /^(?:Option|ValueOption)\.defaultValue$/.test(name) ? orElse(second.value, first.value, at) : undefined;
}

/** `value |> send host`: what stands before is the last argument. */
export function piped(context: Context, value: Expr, into: Expr): Expr {
  const at = range(value.range.start, Math.max(value.range.end, into.range.end));
  const [callee, args] = into.kind === 'call' && !into.construct ? [into.callee, into.args] : [into, []];
  const all = [...args, { value }];
  return (
    known(callee, all, at) ?? context.builder.call({ kind: 'call', callee, args: all, construct: false, range: at })
  );
}
