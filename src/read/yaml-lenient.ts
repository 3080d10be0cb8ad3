/**
 * YAML that a parser refuses, because another tool fills it in first (Helm, Jinja, ERB): `key: value` and `- value`
 * lines by their indentation. Control lines of the templates are passed over; what they hold is read as if it stood there.
 */
import type { Entry, Expr } from '../model/expr.ts';
import { object, range, text, unknown } from './reader.ts';
import { templated } from './templated.ts';

interface Level {
  readonly indent: number;
  readonly entries: Entry[];
  readonly items: Expr[];
  readonly start: number;
}

const KEY = /^(\s*)((?:- +)*)(?:"([^"]*)"|'([^']*)'|([^\s#:{}[\],&*!|>'"%@`-][^#:{}]*?|[\w.-]+))\s*:(?:\s+(.*))?$/;
const ITEM = /^(\s*)((?:- +)*- +)(\S.*)$/;
const CONTROL = /^\s*(?:\{\{-?\s*(?:if|else|end|range|with|define|template|include|\/\*|-?\s*\$)|\{%|<%(?!=)|#)/;

export function readLenientYaml(content: string): Expr[] {
  const root: Level = { indent: -1, entries: [], items: [], start: 0 };
  let stack: Level[] = [root];
  const lines = [...content.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)].filter((line) => line[0] !== '');
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index]?.[0] ?? '').replace(/[\r\n]+$/, '');
    const offset = lines[index]?.index ?? 0;
    if (line.trim() === '' || CONTROL.test(line) || /^---|^\.\.\./.test(line)) continue;
    const found = KEY.exec(line);
    if (found) {
      const indent = (found[1] ?? '').length + (found[2] ?? '').length;
      stack = stack.filter((level) => level.indent < indent || level === root);
      if ((found[2] ?? '') !== '') openItem(stack, (found[1] ?? '').length, indent, offset);
      const name = found[3] ?? found[4] ?? found[5] ?? '';
      const keyAt = offset + line.indexOf(name, indent);
      const value = found[6] ?? '';
      const valueAt = offset + line.length - value.length;
      const block = /^[|>][+-]?\d?\s*(#.*)?$/.test(value) ? blockFrom(lines, index + 1, indent) : undefined;
      const into = stack.at(-1) ?? root;
      if (block) {
        index = block.last;
        into.entries.push({ key: name, keyRange: range(keyAt, keyAt + name.length), value: block.value });
      } else if (value.trim() === '' || value.trimStart().startsWith('#') || /^[&!]\S+\s*$/.test(value)) {
        const level: Level = { indent, entries: [], items: [], start: offset };
        into.entries.push({ key: name, keyRange: range(keyAt, keyAt + name.length), value: lazily(level, offset) });
        stack.push(level);
      } else {
        into.entries.push({ key: name, keyRange: range(keyAt, keyAt + name.length), value: scalarAt(value, valueAt) });
      }
      continue;
    }
    const item = ITEM.exec(line);
    if (item) {
      const indent = (item[1] ?? '').length;
      stack = stack.filter((level) => level.indent <= indent || level === root);
      const holder = stack.findLast((level) => level.indent <= indent) ?? root;
      holder.items.push(scalarAt(item[3] ?? '', offset + line.length - (item[3] ?? '').length));
    }
  }
  return [lazily(root, 0)];
}

/** `- key: value` begins an object that is an item of the list around it. */
function openItem(stack: Level[], dashAt: number, indent: number, offset: number): void {
  const holder = stack.findLast((level) => level.indent <= dashAt) ?? stack[0];
  const level: Level = { indent: indent - 1, entries: [], items: [], start: offset };
  holder?.items.push(lazily(level, offset));
  stack.push(level);
}

/** The object or list of a level that is still being filled: its arrays are shared, so later lines are seen. */
function lazily(level: Level, at: number): Expr {
  const list: Expr = { kind: 'list', items: level.items, range: range(at, at) };
  const spread: Entry = { key: '', keyRange: range(at, at), value: list, spread: true };
  level.entries.push(spread);
  return object(level.entries, range(at, at));
}

function scalarAt(raw: string, at: number): Expr {
  const quoted = /^(["'])((?:(?!\1)[^\\]|\\.)*)\1/.exec(raw);
  if (quoted && !/[\\]/.test(quoted[2] ?? '')) return templated(text(quoted[2] ?? '', range(at + 1, at + 1 + (quoted[2] ?? '').length)));
  const value = raw.replace(/\s+#.*$/, '').trimEnd();
  if (/^(null|~)$/i.test(value)) return unknown(range(at, at + value.length), 'null');
  const flow = /^\[(.*)\]$/.exec(value);
  if (flow?.[1] !== undefined && !value.includes('{{')) return flowList(flow[1], at + 1);
  return templated(text(value, range(at, at + value.length)));
}

function flowList(inner: string, at: number): Expr {
  const items = [...inner.matchAll(/\s*("[^"]*"|'[^']*'|[^,]+)/g)].map((found) => scalarAt((found[1] ?? '').trim(), at + found.index + found[0].indexOf((found[1] ?? '').trim())));
  return { kind: 'list', items, range: range(at, at + inner.length) };
}

function blockFrom(lines: readonly RegExpMatchArray[], from: number, indent: number): { value: Expr; last: number } {
  let last = from - 1;
  const kept: { line: string; at: number }[] = [];
  for (let index = from; index < lines.length; index += 1) {
    const raw = lines[index]?.[0] ?? '';
    const line = raw.replace(/[\r\n]+$/, '');
    const lead = line.length - line.trimStart().length;
    if (line.trim() !== '' && lead <= indent) break;
    kept.push({ line, at: lines[index]?.index ?? 0 });
    last = index;
  }
  const cut = Math.min(...kept.filter(({ line }) => line.trim() !== '').map(({ line }) => line.length - line.trimStart().length), 1000);
  let value = '';
  const pieces = kept.map(({ line, at }) => {
    const piece = { at: value.length, source: at + Math.min(cut, line.length) };
    value += `${line.slice(cut)}\n`;
    return piece;
  });
  const first = kept[0]?.at ?? 0;
  const end = kept.at(-1);
  return { value: text(value, range(first, end ? end.at + end.line.length : first), pieces), last };
}
