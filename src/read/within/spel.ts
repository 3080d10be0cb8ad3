/** Look-ups of Spring's expression language. https://docs.spring.io/spring-framework/reference/core/expressions/beandef.html */
import { type Expr, rangeIn, type TextExpr } from '../../model/expr.ts';
import { text } from '../reader.ts';

/** `#{environment['relay.host'] ?: 'h'}`, `#{systemProperties['relay.host']}`. */
const LOOKUP =
  /^#\{\s{0,20}(?:environment|systemEnvironment|systemProperties)\[\s{0,20}['"]([\w.-]{1,100})['"]\s{0,20}\](?:\s{0,20}\?:\s{0,20}'([^']{0,200})')?\s{0,20}\}$/d;

/** What an expression asks the environment for, with what is used instead; undefined for any other. */
export function askedBySpel(written: TextExpr): Expr | undefined {
  const found = LOOKUP.exec(written.value);
  const [, name, standard] = found ?? [];
  if (!found || name === undefined) return undefined;
  const [start, end] = found.indices?.[2] ?? [];
  const fallback =
    standard === undefined || start === undefined || end === undefined
      ? undefined
      : text(standard, rangeIn(written, start, end));
  return { kind: 'env', name, range: written.range, ...(fallback ? { fallback } : {}) };
}
