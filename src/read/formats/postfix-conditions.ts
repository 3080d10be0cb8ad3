/**
 * What Postfix writes on a condition: `${name?{a}:{b}}`, `${name:b}`, `${{$stage} == {prod} ? {a} : {b}}`. Where the file
 * itself says which holds, the other one is written nowhere. https://www.postfix.org/postconf.5.html
 */
import type { Expr, TextExpr } from '../../model/expr.ts';
import { either, join, text } from '../reader.ts';
import { sliceOf, templated } from '../within/templated.ts';

/** What a parameter of the file is, as far as it is a text. */
export type Parameters = (name: string) => string | undefined;

const OPENS =
  /\$\{\s{0,20}(?:(?<name>\w+)|\{(?<left>[^{}]{0,200})\}\s{0,20}(?<sign>==|!=|<=|>=|<|>)\s{0,20}\{(?<right>[^{}]{0,200})\})\s{0,20}(?<kind>[?:])\s{0,20}(?=(?<brace>\{)?)/g;

/** No parameter with a condition is longer. */
const LONGEST = 1000;

/** Deeper is no configuration of people. */
const DEEPEST = 6;

/** The value with the texts of its conditions in their places, and its variables as anywhere. */
export function withConditions(value: TextExpr, parameters: Parameters, depth = 0): Expr {
  const parts: Expr[] = [];
  let last = 0;
  for (const found of depth > DEEPEST || value.value.length > LONGEST ? [] : value.value.matchAll(OPENS)) {
    const { kind, brace } = found.groups ?? {};
    // `${name:b}` without braces is a default as the shell has it.
    if (found.index < last || (kind === ':' && brace === undefined)) continue;
    const arms = armsAt(value.value, found.index + found[0].length, kind === '?');
    if (!arms) continue;
    if (found.index > last) parts.push(templated(sliceOf(value, last, found.index)));
    const [held, other] = [arms.first, arms.second].map((arm) =>
      arm && arm.end > arm.start ? withConditions(sliceOf(value, arm.start, arm.end), parameters, depth + 1) : EMPTY,
    );
    const [yes = EMPTY, no = EMPTY] = kind === '?' ? [held, other] : [other, held];
    const holds = isTrue(found.groups ?? {}, parameters);
    parts.push(holds === undefined ? either([yes, no], sliceOf(value, found.index, arms.end).range) : holds ? yes : no);
    last = arms.end;
  }
  if (parts.length === 0) return templated(value);
  if (last < value.value.length) parts.push(templated(sliceOf(value, last, value.value.length)));
  const said = parts.filter((part) => part !== EMPTY);
  return said.length > 0 ? join(said, value.range) : text('', value.range);
}

const EMPTY: Expr = text('', { start: 0, end: 0 });

interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Arms {
  readonly first: Stretch;
  readonly second: Stretch | undefined;
  /** Behind the brace that closes it all. */
  readonly end: number;
}

/** The texts of both ways, in braces or up to the end. */
function armsAt(content: string, at: number, hasTwo: boolean): Arms | undefined {
  const first = armAt(content, at);
  if (!first) return undefined;
  const between = hasTwo ? /^\s{0,20}:\s{0,20}/.exec(content.slice(first.next, first.next + 50)) : null;
  const second = between ? armAt(content, first.next + between[0].length) : undefined;
  const rest = content.slice((second ?? first).next);
  const closed = /^\s{0,20}\}/.exec(rest);
  return closed
    ? { first: first.arm, second: second?.arm, end: content.length - rest.length + closed[0].length }
    : undefined;
}

/** A text in braces, or as it stands up to the brace that closes all. */
function armAt(content: string, at: number): { readonly arm: Stretch; readonly next: number } | undefined {
  const isBraced = content[at] === '{';
  let level = 0;
  for (let end = isBraced ? at + 1 : at; end < content.length; end += 1) {
    if (content[end] === '{') level += 1;
    else if (content[end] === '}' && level > 0) level -= 1;
    else if (content[end] === '}')
      return isBraced
        ? { arm: trimmed(content, at + 1, end), next: end + 1 }
        : { arm: trimmed(content, at, end), next: end };
  }
  return undefined;
}

const trimmed = (content: string, start: number, end: number): Stretch => {
  const written = content.slice(start, end);
  const from = start + written.length - written.trimStart().length;
  return { start: from, end: Math.max(from, start + written.trimEnd().length) };
};

/** Whether the condition holds; undefined where the file does not say. */
function isTrue(
  { name, left, sign, right }: Readonly<Record<string, string | undefined>>,
  parameters: Parameters,
): boolean | undefined {
  if (name !== undefined) {
    const value = parameters(name);
    return value === undefined || value.includes('$') ? undefined : value.trim() !== '';
  }
  const [a, b] = [saidBy(left ?? '', parameters), saidBy(right ?? '', parameters)];
  if (a === undefined || b === undefined) return undefined;
  if (sign === '==') return a === b;
  return sign === '!=' ? a !== b : undefined;
}

function saidBy(side: string, parameters: Parameters): string | undefined {
  const name = /^\s*\$(?:(\w+)|\((\w+)\))\s*$/.exec(side);
  const value = name ? parameters(name[1] ?? name[2] ?? '') : side;
  return value === undefined || value.includes('$') ? undefined : value.trim();
}
