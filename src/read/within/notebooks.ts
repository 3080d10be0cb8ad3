/**
 * Jupyter's notebooks: JSON whose code cells are one program, whose lines keep their places in the notebook.
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */
import { type Expr, type TextExpr, textOf, valueAt } from '../../model/expr.ts';
import type { Facts, Format, Problem } from '../../model/facts.ts';
import { formatOf } from '../../select/formats.ts';
import type { SourceText } from '../../text/source-text.ts';
import { innerSource } from './inner-source.ts';
import { sliceOf } from './templated.ts';
import { together } from './written-texts.ts';

type Read = (format: Format, input: { readonly path: string; readonly source: SourceText }) => Promise<Facts>;

export const isNotebook = (path: string): boolean => path.toLowerCase().endsWith('.ipynb');

/** The facts of a notebook's program; those of an empty one where its kernel runs another language. */
export async function readNotebook(path: string, source: SourceText, read: Read): Promise<Facts> {
  const { documents } = await read('json', { path, source });
  const [notebook] = documents;
  const cells = notebook && isPython(notebook) ? codeOf(notebook) : [];
  const content = inOne(cells.filter((lines) => !isOtherwise(lines)).flatMap((lines) => lines.filter(isProgram)));
  const facts: Facts = content
    ? await read('python', { path, source: innerSource(content, source) })
    : { path, format: 'json', source, documents: [] };
  const embedded: Facts[] = [];
  const problems: Problem[] = [];
  for (const [index, { name, format, content: inner }] of heldIn(cells).entries()) {
    const offset = inner.range.start;
    if (index === MOST_HELD) {
      problems.push({ message: `holds more than ${MOST_HELD} files; the others were not read`, offset, unread: true });
      break;
    }
    try {
      embedded.push({ ...(await read(format, { path: name, source: innerSource(inner, source) })), path, name });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({ message: `a file within it could not be read: ${reason}`, offset, unread: true });
    }
  }
  return {
    ...facts,
    ...(embedded.length > 0 ? { embedded } : {}),
    ...(problems.length > 0 ? { problems: [...(facts.problems ?? []), ...problems] } : {}),
  };
}

/** A notebook that does not say its language is Python's. */
function isPython(notebook: Expr): boolean {
  const said = ['kernelspec', 'language_info'].flatMap((part) =>
    ['language', 'name'].flatMap((key) => textOf(valueAt(notebook, 'metadata', part, key)) ?? []),
  );
  return said.length === 0 || said.some((text) => /^i?python/i.test(text));
}

/** The lines of a cell. */
type Cell = readonly TextExpr[];

function codeOf(notebook: Expr): readonly Cell[] {
  const cells = valueAt(notebook, 'cells');
  return (cells?.kind === 'list' ? cells.items : []).flatMap((cell) => {
    const source = valueAt(cell, 'source');
    if (textOf(valueAt(cell, 'cell_type')) !== 'code' || !source) return [];
    return [(source.kind === 'list' ? source.items : [source]).flatMap((one) => (one.kind === 'text' ? [one] : []))];
  });
}

const inOne = (lines: Cell): TextExpr | undefined => lines[0] && together(lines, '\n', lines[0].range);

/** What IPython reads itself: a whole cell, or a line. https://ipython.readthedocs.io/en/stable/interactive/magics.html */
const isOtherwise = ([head]: Cell): boolean => head !== undefined && /^\s*%%/.test(head.value);
/** `%pip`, `!ls`, `?name` */
const MAGIC = /^\s*(?:[%!?]|\w+ *= *[%!])/;
const isProgram = ({ value }: TextExpr): boolean => !MAGIC.test(value);

/** Of the files and scripts in a notebook this many are read. */
const MOST_HELD = 200;

interface Held {
  readonly name: string;
  readonly format: Format;
  readonly content: TextExpr;
}

const SCRIPT = /^\s*%%(?:bash|sh|script\s+(?:ba)?sh)\b/;
const WRITTEN = /^\s*%%(?:writefile|file)\s+(?:-a\s+|--append\s+)?["']?(?<name>[\w./~-]{1,200})/;
const VARIABLE = /^\s*%(?:env|set_env)\s+(?=[A-Za-z_]\w*\s*=)/;
const COMMAND = /^\s*!/;

/** What cells and lines hold beside the program: scripts, files that they write, variables that they set. */
function heldIn(cells: readonly Cell[]): readonly Held[] {
  const files = cells.flatMap((cell): readonly Held[] => {
    const [head, ...rest] = cell;
    const content = inOne(rest);
    const name = head && WRITTEN.exec(head.value)?.groups?.name;
    const format = name === undefined ? undefined : formatOf(name);
    if (!head || !content) return [];
    if (SCRIPT.test(head.value)) return [{ name: 'cell.sh', format: 'bash', content }];
    return name !== undefined && format ? [{ name, format, content }] : [];
  });
  const lines = cells.filter((cell) => !isOtherwise(cell)).flat();
  const variables = inOne(behind(lines, VARIABLE));
  const commands = inOne(behind(lines, COMMAND));
  return [
    ...files,
    ...(variables ? [{ name: 'notebook.env', format: 'dotenv' as const, content: variables }] : []),
    ...(commands ? [{ name: 'cell.sh', format: 'bash' as const, content: commands }] : []),
  ];
}

/** What stands behind a sign on the lines that begin with it. */
const behind = (lines: Cell, sign: RegExp): Cell =>
  lines.flatMap((line) => {
    const found = sign.exec(line.value);
    return found ? [sliceOf(line, found[0].length, line.value.length)] : [];
  });
