/** Exim's configuration as blocks of options: `name:` starts a router or transport, `NAME = value` before them is a macro. */

import { sliceOf } from '../../src/detect/building.ts';
import type { Piece, TextExpr } from '../../src/model/expr.ts';

export interface Block {
  readonly name: string;
  readonly options: { readonly name: string; readonly value: TextExpr }[];
}

export interface Parsed {
  readonly blocks: readonly Block[];
  readonly macros: ReadonlyMap<string, TextExpr>;
  /** The files that it includes, and the sections that they stand in. */
  readonly includes: readonly { readonly path: TextExpr; readonly section: string }[];
}

/** The section of a file that says none. */
export const UNKNOWN = 'unknown';

/** @param around the section that the file is included in */
export function blocksOf(text: string, around = UNKNOWN): Parsed {
  const blocks: Block[] = [];
  const macros = new Map<string, TextExpr>();
  const includes: { path: TextExpr; section: string }[] = [];
  let section = around;
  for (const line of logicalLines(text)) {
    const include = /^\s*\.include(?:_if_exists)?[ \t]+(?=\S)/.exec(line.value);
    if (include) {
      includes.push({ path: sliceOf(line, include[0].length, line.value.trimEnd().length), section });
      continue;
    }
    const begin = /^\s*begin\s+(\w+)/.exec(line.value);
    const header = /^\s*([\w-]+)\s*:\s*$/.exec(line.value);
    // `==` gives a macro another value (chapter 6.4).
    const option = /^\s*(?:hide\s+)?([A-Za-z]\w*)\s*==?\s*/.exec(line.value);
    if (begin?.[1]) section = begin[1];
    else if (header?.[1]) blocks.push({ name: header[1], options: [] });
    else if (option?.[1]) {
      const end = line.value.trimEnd().length;
      const value = sliceOf(line, Math.min(option[0].length, end), end);
      if (/^[A-Z]/.test(option[1])) macros.set(option[1], value);
      else if (/^(routers|transports|unknown)$/.test(section)) blocks.at(-1)?.options.push({ name: option[1], value });
    }
  }
  return { blocks, macros, includes };
}

/** Lines with those that a final backslash joins to them; comments within are left out (chapter 6.2). */
function logicalLines(text: string): TextExpr[] {
  const lines: TextExpr[] = [];
  let open = false;
  for (const found of text.matchAll(/[^\r\n]+/g)) {
    if (/^\s*#/.test(found[0])) continue;
    const lead = open ? (/^\s*/.exec(found[0])?.[0].length ?? 0) : 0;
    const body = found[0].slice(lead).replace(/\\[ \t]*$/, '');
    const start = found.index + lead;
    const part: TextExpr = { kind: 'text', value: body, range: { start, end: start + body.length } };
    const current = lines.at(-1);
    if (open && current) lines[lines.length - 1] = joined(current, part);
    else lines.push(part);
    open = /\\[ \t]*$/.test(found[0]);
  }
  return lines;
}

function joined(a: TextExpr, b: TextExpr): TextExpr {
  const pieces: readonly Piece[] = [
    ...(a.pieces ?? [{ at: 0, source: a.range.start }]),
    { at: a.value.length, source: b.range.start },
  ];
  return { kind: 'text', value: a.value + b.value, range: { start: a.range.start, end: b.range.end }, pieces };
}
