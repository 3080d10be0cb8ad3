/** YAML, from js-yaml's event stream, which carries offsets. What it refuses (templates) is read line by line instead. */
import { type AliasEvent, type Event, getScalarValue, parseEvents, type ScalarEvent } from 'js-yaml';
import type { Entry, Expr, Piece } from '../model/expr.ts';
import { object, range, type Reader, text, unknown } from './reader.ts';
import { templated } from './templated.ts';
import { readLenientYaml } from './yaml-lenient.ts';

// js-yaml's EVENT_ID and SCALAR_STYLE; its constants are not typed as literals.
const DOCUMENT = 1;
const SEQUENCE = 2;
const MAPPING = 3;
const SCALAR = 4;
const ALIAS = 5;
const PLAIN = 1;
const SINGLE_QUOTED = 2;

export const readYaml: Reader = async ({ path, source }) => {
  const content = source.text;
  if (!/^\s*(\{\{|\{%|<%)/m.test(content)) {
    try {
      return { path, format: 'yaml', source, documents: documentsOf(content, parseEvents(content, {})) };
    } catch {
      // Templates, tabs, duplicate anchors: the lenient reader takes what is there.
    }
  }
  return { path, format: 'yaml', source, documents: readLenientYaml(content) };
};

/** A collection that is being read. */
interface Open {
  readonly kind: 'document' | 'sequence' | 'mapping';
  readonly start: number;
  readonly anchor: string | undefined;
  readonly items: Expr[];
  readonly entries: Entry[];
  /** A mapping's key that waits for its value. */
  key: Expr | undefined;
}

function documentsOf(content: string, events: readonly Event[]): Expr[] {
  const documents: Expr[] = [];
  const anchors = new Map<string, Expr>();
  const stack: Open[] = [];
  let last = 0;
  const put = (value: Expr): void => {
    last = Math.max(last, value.range.end);
    const open = stack.at(-1);
    if (!open || open.kind === 'document') documents.push(value);
    else if (open.kind === 'sequence') open.items.push(value);
    else putInMapping(open, value);
  };
  for (const event of events) {
    if (event.type === SCALAR) put(anchored(content, event, scalar(content, event), anchors));
    else if (event.type === ALIAS) put(alias(content, event, anchors));
    else if (event.type === DOCUMENT || event.type === SEQUENCE || event.type === MAPPING) stack.push(opened(content, event));
    else {
      const open = stack.pop();
      if (open && open.kind !== 'document') {
        const value = closed(open, Math.max(last, open.start));
        if (open.anchor !== undefined) anchors.set(open.anchor, value);
        put(value);
      }
    }
  }
  return documents;
}

function opened(content: string, event: Exclude<Event, ScalarEvent | AliasEvent>): Open {
  const kind = event.type === SEQUENCE ? 'sequence' : event.type === MAPPING ? 'mapping' : 'document';
  const start = 'start' in event ? event.start : 0;
  const anchor = 'anchorStart' in event && event.anchorStart >= 0 ? content.slice(event.anchorStart, event.anchorEnd) : undefined;
  return { kind, start, anchor, items: [], entries: [], key: undefined };
}

const closed = (open: Open, end: number): Expr =>
  open.kind === 'sequence' ? { kind: 'list', items: open.items, range: range(open.start, end) } : object(open.entries, range(open.start, end));

function putInMapping(open: Open, value: Expr): void {
  if (open.key === undefined) {
    open.key = value;
    return;
  }
  const key = open.key.kind === 'text' ? open.key.value : '';
  if (key === '<<') {
    const merged = value.kind === 'list' ? value.items : [value];
    open.entries.push(...merged.map((one) => ({ key: '', keyRange: open.key?.range ?? one.range, value: one, spread: true })));
  } else {
    open.entries.push({ key, keyRange: open.key.range, value });
  }
  open.key = undefined;
}

function anchored(content: string, event: ScalarEvent, value: Expr, anchors: Map<string, Expr>): Expr {
  if (event.anchorStart >= 0) anchors.set(content.slice(event.anchorStart, event.anchorEnd), value);
  return value;
}

function alias(content: string, event: AliasEvent, anchors: ReadonlyMap<string, Expr>): Expr {
  const at = range(event.anchorStart, event.anchorEnd);
  return anchors.get(content.slice(event.anchorStart, event.anchorEnd)) ?? unknown(at, 'an anchor that is not defined');
}

function scalar(content: string, event: ScalarEvent): Expr {
  const at = range(Math.max(0, event.valueStart), Math.max(0, event.valueEnd));
  const tag = event.tagStart >= 0 ? content.slice(event.tagStart, event.tagEnd) : '';
  if (tag === '!secret' || tag === '!vault' || tag === '!ImportValue') return unknown(at, tag);
  const value = getScalarValue(content, event);
  if (event.style === PLAIN && /^(null|~|)$/i.test(value)) return unknown(at, 'null');
  const raw = content.slice(at.start, at.end);
  return templated(raw === value ? text(value, at) : text(value, at, piecesOf(value, raw, at.start, event.style === SINGLE_QUOTED)));
}

/**
 * Aligns a folded, escaped or indented scalar with its source: runs of equal characters are followed; where they part,
 * the source is searched for the next characters of the value. Linear: the search never goes back.
 */
export function piecesOf(value: string, raw: string, start: number, singleQuoted = false): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let inStep = false;
  for (let at = 0; at < value.length; at += 1) {
    const wanted = value[at] ?? '';
    if (raw[from] === wanted && !(raw[from] === '\\' && !singleQuoted)) {
      if (!inStep) pieces.push({ at, source: start + from });
      inStep = true;
      from += singleQuoted && wanted === "'" ? 2 : 1;
      if (singleQuoted && wanted === "'") inStep = false;
      continue;
    }
    inStep = false;
    from = skip(raw, from, wanted);
    pieces.push({ at, source: start + Math.min(from, Math.max(0, raw.length - 1)) });
    from = raw[from] === '\\' ? from + escapeLength(raw, from) : from + 1;
  }
  return pieces;
}

/** Past indentation and line breaks to the wanted character, or to the escape that stands for it. */
function skip(raw: string, from: number, wanted: string): number {
  let at = from;
  while (at < raw.length && raw[at] !== wanted && raw[at] !== '\\' && /\s/.test(raw[at] ?? '')) at += 1;
  return at;
}

const escapeLength = (raw: string, at: number): number => ({ x: 4, u: 6, U: 10 })[raw[at + 1] ?? ''] ?? 2;
