/** Macros of Exim: names that are replaced wherever they stand (specification, chapter 6.4). */

import { join, sliceOf, templated } from '../../src/detect/building.ts';
import type { Expr, TextExpr } from '../../src/model/expr.ts';

export type Macros = ReadonlyMap<string, TextExpr>;

/** Macros that are made of macros that are made of … */
const DEEPEST = 4;

/**
 * A text with its macros replaced. A name in the manner of macros that the file does not define is defined in another one, as
 * Debian's conf.d/main does for conf.d/router: only its value is a host.
 */
export function withMacros(value: TextExpr, macros: Macros, depth = 0): Expr {
  const parts: Expr[] = [];
  let last = 0;
  for (const found of value.value.matchAll(/(?<![\w.$\\-])[A-Z][A-Za-z0-9_]*(?![\w.-])/g)) {
    const name = found[0];
    const macro = macros.get(name);
    if (!macro && !/^(DC[a-z]\w*|[A-Z0-9]*_[A-Z0-9_]*)$/.test(name)) continue;
    const end = found.index + name.length;
    const standsFor: Expr = macro
      ? depth < DEEPEST
        ? withMacros(macro, macros, depth + 1)
        : templated(macro)
      : { kind: 'env', name, range: sliceOf(value, found.index, end).range };
    if (found.index > last) parts.push(templated(sliceOf(value, last, found.index)));
    parts.push(standsFor);
    last = end;
  }
  if (last === 0) return templated(value);
  if (last < value.value.length) parts.push(templated(sliceOf(value, last, value.value.length)));
  return join(parts, value.range);
}
