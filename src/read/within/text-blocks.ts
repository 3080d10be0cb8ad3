/** Literals of several lines whose common indentation is not part of them. */
import type { Range } from '../../model/expr.ts';
import type { Escapes } from '../lower-text.ts';

const NEVER: Escapes = { pattern: /(?!)/g, value: ([whole]) => whole };

/** The range of a block's text without the first line's indentation, and the escapes that take it off the others. */
export function dedented(
  source: string,
  content: Range,
  escapes: Escapes = NEVER,
  last = '',
): { readonly range: Range; readonly escapes: Escapes } {
  const indent = indentOf(source.slice(content.start, content.end) + last);
  if (indent === 0) return { range: content, escapes };
  const pattern = new RegExp(`(?<=\\n)[ \\t]{1,${indent}}|${escapes.pattern.source}`, 'g');
  const value = (found: RegExpMatchArray): string => (/^[ \t]+$/.test(found[0]) ? '' : escapes.value(found));
  return {
    range: { start: Math.min(content.start + indent, content.end), end: content.end },
    escapes: { pattern, value },
  };
}

/** The indentation of the least indented line that is not blank. */
function indentOf(content: string): number {
  const indents = [...content.matchAll(/^([ \t]*)[^\s]/gm)].map((found) => found[1]?.length ?? 0);
  return indents.reduce((least, one) => Math.min(least, one), indents[0] ?? 0);
}
