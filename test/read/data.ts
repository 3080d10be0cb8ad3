/** Helpers for the tests of data readers. Literals are shown as the source text at their range, so ranges are tested. */
import { expect } from 'vitest';
import { type Expr, rangeIn, type TextExpr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import type { Reader } from '../../src/read/reader.ts';
import { sourceText } from '../../src/text/source-text.ts';
import { show } from './program-text.ts';

export const readText = (reader: Reader, path: string, content: string): Promise<Facts> =>
  reader({ path, source: sourceText(content) });

/** The documents as short strings; see `show`. */
export async function documentsOf(reader: Reader, path: string, content: string): Promise<string[]> {
  const facts = await readText(reader, path, content);
  checkRanges(facts);
  return facts.documents.map((document) => show(facts, document));
}

export function visit(expr: Expr, see: (expr: Expr) => void, seen = new Set<Expr>()): void {
  if (seen.has(expr)) return;
  seen.add(expr);
  see(expr);
  if (expr.kind === 'object') for (const entry of expr.entries) visit(entry.value, see, seen);
  if (expr.kind === 'list') for (const item of expr.items) visit(item, see, seen);
  if (expr.kind === 'join') for (const part of expr.parts) visit(part, see, seen);
  if (expr.kind === 'either') for (const option of expr.options) visit(option, see, seen);
  if (expr.kind === 'env' && expr.fallback) visit(expr.fallback, see, seen);
}

/** Every literal without pieces is its source text, and no range leaves the file. */
export function checkRanges(facts: Facts): void {
  const { text } = facts.source;
  for (const document of facts.documents) {
    visit(document, (expr) => {
      expect(expr.range.start).toBeGreaterThanOrEqual(0);
      expect(expr.range.end).toBeGreaterThanOrEqual(expr.range.start);
      expect(expr.range.end).toBeLessThanOrEqual(text.length);
      if (expr.kind === 'text' && !expr.pieces) expect(text.slice(expr.range.start, expr.range.end)).toBe(expr.value);
    });
  }
}

/** The source text at `part` of the first literal that holds it. */
export function sourceAt(facts: Facts, part: string): string | undefined {
  const found: TextExpr[] = [];
  for (const document of facts.documents) {
    visit(document, (expr) => {
      if (expr.kind === 'text' && expr.value.includes(part)) found.push(expr);
    });
  }
  const [first] = found;
  if (!first) return undefined;
  const from = first.value.indexOf(part);
  const { start, end } = rangeIn(first, from, from + part.length);
  return facts.source.text.slice(start, end);
}

/** The keys of the first document as the source has them at their ranges. */
export function keysOf(facts: Facts): string[] {
  const [root] = facts.documents;
  return root?.kind === 'object'
    ? root.entries.map(({ keyRange }) => facts.source.text.slice(keyRange.start, keyRange.end))
    : [];
}
