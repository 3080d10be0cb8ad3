/**
 * Jupyter's notebooks: JSON whose code cells are one program, whose lines keep their places in the notebook.
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */
import { type Expr, type TextExpr, textOf, valueAt } from '../../model/expr.ts';
import type { Facts, Format } from '../../model/facts.ts';
import type { SourceText } from '../../text/source-text.ts';
import { innerSource } from './inner-source.ts';
import { together } from './written-texts.ts';

type Read = (format: Format, input: { readonly path: string; readonly source: SourceText }) => Promise<Facts>;

export const isNotebook = (path: string): boolean => path.toLowerCase().endsWith('.ipynb');

/** The facts of a notebook's program; those of an empty one where its kernel runs another language. */
export async function readNotebook(path: string, source: SourceText, read: Read): Promise<Facts> {
  const { documents } = await read('json', { path, source });
  const [notebook] = documents;
  const content = notebook && isPython(notebook) ? programOf(notebook) : undefined;
  return content
    ? read('python', { path, source: innerSource(content, source) })
    : { path, format: 'json', source, documents: [] };
}

/** A notebook that does not say its language is Python's. */
function isPython(notebook: Expr): boolean {
  const said = ['kernelspec', 'language_info'].flatMap((part) =>
    ['language', 'name'].flatMap((key) => textOf(valueAt(notebook, 'metadata', part, key)) ?? []),
  );
  return said.length === 0 || said.some((text) => /^i?python/i.test(text));
}

function programOf(notebook: Expr): TextExpr | undefined {
  const cells = valueAt(notebook, 'cells');
  const lines = (cells?.kind === 'list' ? cells.items : []).flatMap(linesOf);
  const [first] = lines;
  return first && together(lines, '\n', first.range);
}

/** The lines of a cell with code; the lines and cells that IPython reads itself are left out. */
function linesOf(cell: Expr): readonly TextExpr[] {
  const source = valueAt(cell, 'source');
  if (textOf(valueAt(cell, 'cell_type')) !== 'code' || !source) return [];
  const texts = (source.kind === 'list' ? source.items : [source]).flatMap((one) => (one.kind === 'text' ? [one] : []));
  const [head] = texts;
  if (head && /^\s*%%/.test(head.value)) return [];
  return texts.filter(({ value }) => !MAGIC.test(value));
}

/** https://ipython.readthedocs.io/en/stable/interactive/reference.html: `%pip`, `!ls`, `?name` */
const MAGIC = /^\s*(?:[%!?]|\w+ *= *[%!])/;
