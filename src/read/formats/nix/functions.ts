/** Functions of one argument that a file defines and that make a text: `exitFor = site: "${site}-out.acme.example";`. */
import type { Expr } from '../../../model/expr.ts';
import { oncePer } from '../../../model/once.ts';
import { join } from '../../reader.ts';
import type { NixToken } from './tokens.ts';

interface TextFunction {
  readonly parameter: string;
  readonly body: Expr;
}

const functionsOf = oncePer((tokens: readonly NixToken[]): ReadonlyMap<string, TextFunction> => {
  const found = new Map<string, TextFunction>();
  for (const [at, token] of tokens.entries()) {
    const [sign, parameter, colon, body, end] = tokens.slice(at + 1, at + 6);
    const isOne =
      token.kind === 'name' &&
      sign?.kind === '=' &&
      parameter?.kind === 'name' &&
      colon?.kind === ':' &&
      body?.kind === 'string' &&
      end?.kind === ';';
    if (isOne && body.value) found.set(token.word, { parameter: parameter.word, body: body.value });
  }
  return found;
});

/** What a function of the file gives for an argument; undefined when the name is none. */
export function applied(tokens: readonly NixToken[], name: string, argument: Expr): Expr | undefined {
  const known = functionsOf(tokens).get(name);
  if (!known) return undefined;
  const { parameter, body } = known;
  const filled = (part: Expr): Expr => (part.kind === 'unknown' && part.note === parameter ? argument : part);
  return body.kind === 'join' ? join(body.parts.map(filled), body.range) : filled(body);
}
