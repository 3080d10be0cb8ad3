/**
 * YAML that a parser refuses, because another tool fills it in first (Helm, Jinja, ERB): `key: value` and `- value`
 * lines by their indentation. Control lines of the templates are passed over; what they hold is read as if it stood there.
 */

import type { Entry, Expr, Range } from '../../../model/expr.ts';
import { shownCode } from '../../../text/shown.ts';
import { object, range, text, unknown } from '../../reader.ts';
import { templated } from '../../within/templated.ts';
import { yamlDocuments } from './events.ts';
import { type Line, linesOf, splitKey } from './lines.ts';
import { piecesByLine, quotedScalar } from './scalars.ts';

/** A key whose value is still open (the column of the key), a list item (of its dash), or a document (-1). */
interface Level {
  readonly kind: 'document' | 'key' | 'item';
  readonly indent: number;
  readonly key: string;
  readonly keyRange: Range;
  readonly anchor: string | undefined;
  readonly entries: Entry[];
  readonly items: Expr[];
}

/** Deeper levels than any real file has are left out. */
const MAX_DEPTH = 150;

export function readLenientYaml(content: string): Expr[] {
  const lines = linesOf(content);
  const documents: Expr[] = [];
  const anchors = new Map<string, Expr>();
  let stack: Level[] = [documentLevel()];

  const top = (): Level => stack.at(-1) ?? documentLevel();

  const closeTo = (keep: (level: Level) => boolean): void => {
    while (stack.length > 1 && !keep(top())) {
      const level = stack.pop();
      if (level) finish(level);
    }
  };
  const finish = (level: Level): void => {
    const value = closed(level);
    if (level.anchor !== undefined) anchors.set(level.anchor, value);
    if (level.kind === 'item') top().items.push(value);
    else add(level.key, level.keyRange, value);
  };
  const add = (key: string, keyRange: Range, value: Expr): void => {
    const spread = key === '<<';
    // What a mapping says itself wins over what it merges.
    if (spread) top().entries.unshift({ key: '', keyRange, value, spread });
    else top().entries.push({ key, keyRange, value });
  };
  const open = (level: Omit<Level, 'entries' | 'items'>): void => {
    if (stack.length < MAX_DEPTH) stack.push({ ...level, entries: [], items: [] });
  };
  const endDocument = (): void => {
    closeTo(() => false);
    const document = top();
    if (document.entries.length + document.items.length > 0) documents.push(closed(document));
    stack = [documentLevel()];
  };

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line) continue;
    if (line.kind === 'document') endDocument();
    else if (line.kind === 'content') index = readLine(lines, index, line);
  }
  endDocument();
  return documents;

  /** Reads a line, and the block that it begins; gives the index of the last line read. */
  function readLine(lines: readonly Line[], index: number, line: Line): number {
    let at = line.start;
    for (let width = dashAt(content, at, line.end); width > 0; width = dashAt(content, at, line.end)) {
      const indent = line.indent + at - line.start;
      closeTo((level) => level.indent < indent || (level.indent === indent && level.kind === 'key'));
      open({ kind: 'item', indent, key: '', keyRange: range(at, at), anchor: undefined });
      at += width;
    }
    const isItem = at > line.start;
    const found = splitKey(content, at, line.end);
    if (!found) {
      if (isItem && at < line.end) return readItem(lines, index, line, at);
      return index;
    }
    const column = line.indent + at - line.start;
    closeTo((level) => level.indent < column);
    return readValue(lines, index, line, column, found);
  }

  /** `- value`: the level that the dash opened becomes the value itself. */
  function readItem(lines: readonly Line[], index: number, line: Line, at: number): number {
    const level = top().kind === 'item' ? stack.pop() : undefined;
    const block = blockAt(lines, index, at, line.end, level?.indent ?? line.indent);
    top().items.push(block?.value ?? scalarAt(at, line.end));
    return block?.last ?? index;
  }

  function readValue(
    lines: readonly Line[],
    index: number,
    line: Line,
    column: number,
    found: { key: string; keyRange: Range; value: number },
  ): number {
    const property = /(?:[&!]\S*[ \t]*)*/y;
    property.lastIndex = found.value;
    const properties = property.exec(content)?.[0] ?? '';
    const anchor = /&(\S+)/.exec(properties)?.[1];
    const at = Math.min(found.value + properties.length, line.end);
    if (/^!(?:secret|vault)\b/.test(properties)) {
      add(found.key, found.keyRange, unknown(range(found.value, line.end), shownCode(properties)));
      return index;
    }
    if (at >= line.end || content[at] === '#') {
      open({ kind: 'key', indent: column, key: found.key, keyRange: found.keyRange, anchor });
      return index;
    }
    const block = blockAt(lines, index, at, line.end, column);
    const value = block?.value ?? scalarAt(at, line.end);
    if (anchor !== undefined) anchors.set(anchor, value);
    add(found.key, found.keyRange, value);
    return block?.last ?? index;
  }

  function scalarAt(at: number, end: number): Expr {
    const alias = /\*([\w.-]+)/y;
    alias.lastIndex = at;
    const name = alias.exec(content)?.[1];
    if (name !== undefined) return anchors.get(name) ?? unknown(range(at, end), 'an anchor not defined before');
    return scalarIn(content, at, end);
  }

  /** `|` and `>` take all lines that are indented more than the key, template lines included. */
  function blockAt(
    lines: readonly Line[],
    index: number,
    at: number,
    end: number,
    indent: number,
  ): { value: Expr; last: number } | undefined {
    const header = /^([|>])[-+\d]*\s*(?:#.*)?$/.exec(content.slice(at, Math.min(end, at + 200)));
    if (!header) return undefined;
    const last = lastOfBlock(content, lines, index, indent);
    const held = lines.slice(index + 1, last + 1);
    const first = held.find((line) => !line.blank && line.indent > indent);
    if (!first) return { value: text('', range(end, end)), last };
    const cut = held.reduce(
      (least, line) => (line.blank || line.indent <= indent ? least : Math.min(least, line.indent)),
      first.indent,
    );
    const bodies = held.map((line) =>
      line.blank ? '' : content.slice(line.start - line.indent + Math.min(cut, line.indent), line.end),
    );
    const value = bodies.join(header[1] === '|' ? '\n' : ' ');
    const start = first.start - first.indent + cut;
    const stop = held.at(-1)?.end ?? start;
    const lead = held[0] ? held[0].start - held[0].indent : start;
    return {
      value: templated(text(value, range(start, stop), piecesByLine(content.slice(lead, stop), lead, value, cut))),
      last,
    };
  }
}

/** Template tags at the margin do not end a block when more of it follows. */
function lastOfBlock(content: string, lines: readonly Line[], index: number, indent: number): number {
  let last = index;
  for (let next = index + 1; next < lines.length; next += 1) {
    const line = lines[next];
    if (!line || line.blank) continue;
    if (line.indent > indent) last = next;
    else if (!/^(?:\{\{|\{%|<%)/.test(content.slice(line.start, line.start + 2))) break;
  }
  return last;
}

/** The width of a dash with the blanks behind it, 0 when there is none. */
function dashAt(content: string, at: number, end: number): number {
  const dash = /-(?:[ \t]+|(?=[\r\n]|$))/y;
  dash.lastIndex = at;
  return at < end ? Math.min(end - at, dash.exec(content)?.[0].length ?? 0) : 0;
}

const documentLevel = (): Level => ({
  kind: 'document',
  indent: -1,
  key: '',
  keyRange: range(0, 0),
  anchor: undefined,
  entries: [],
  items: [],
});

function closed(level: Level): Expr {
  const { entries, items, keyRange } = level;
  const children = [...items.slice(-1), ...entries.slice(-1).map((entry) => entry.value)];
  const at = range(
    keyRange.start,
    children.reduce((end, child) => Math.max(end, child.range.end), keyRange.end),
  );
  if (entries.length === 0)
    return items.length > 0 ? { kind: 'list', items, range: at } : unknown(range(keyRange.end, keyRange.end), 'null');
  if (items.length === 0) return object(entries, at);
  const list: Entry = { key: '', keyRange, value: { kind: 'list', items, range: at }, spread: true };
  return object([...entries, list], at);
}

/** A scalar or flow collection that ends with its line. */
function scalarIn(content: string, at: number, end: number): Expr {
  const raw = content.slice(at, end);
  const quote = raw[0] === '"' || raw[0] === "'" ? raw[0] : undefined;
  if (quote) {
    const pattern = quote === '"' ? /^"((?:[^"\\]|\\.)*)"[ \t]*(?:#.*)?$/ : /^'((?:[^']|'')*)'[ \t]*(?:#.*)?$/;
    const found = pattern.exec(raw)?.[1];
    if (found !== undefined)
      return templated(
        quotedScalar(content, range(at + 1, at + 1 + found.length), quote === '"' ? 'double' : 'single'),
      );
    // `"{{ .Values.host | default "x" }}"`: the quotes inside are the template's.
    const last = raw.lastIndexOf(quote);
    const inner = last > 0 ? raw.slice(1, last) : raw.slice(1);
    return templated(text(inner, range(at + 1, at + 1 + inner.length)));
  }
  if (/^[[{](?!\{)/.test(raw)) {
    const flow = flowAt(raw, at);
    if (flow) return flow;
  }
  const value = withoutComment(raw);
  const found = range(at, at + value.length);
  return /^(?:null|~)$/i.test(value) ? unknown(found, 'null') : templated(text(value, found));
}

function flowAt(raw: string, at: number): Expr | undefined {
  try {
    return yamlDocuments(raw, at)[0];
  } catch {
    return undefined;
  }
}

/** Up to a comment outside of `{{ }}`. */
function withoutComment(raw: string): string {
  const from = Math.max(0, raw.lastIndexOf('}}'));
  const comment = /[ \t]#/.exec(raw.slice(from));
  return (comment ? raw.slice(0, from + comment.index) : raw).trimEnd();
}
