/** YAML that a parser accepts: js-yaml's event stream, which carries offsets, as expressions. */
import { type AliasEvent, type Event, getScalarValue, parseEvents, type ScalarEvent } from 'js-yaml';
import type { Entry, Expr, Range } from '../../../model/expr.ts';
import { contentsOf, object, range, text, unknown } from '../../reader.ts';
import { templated } from '../../within/templated.ts';
import { type ScalarStyle, scalarText } from './scalars.ts';

// js-yaml's EVENT_ID and SCALAR_STYLE; narrowing needs literals, which its constants are not.
const DOCUMENT = 1;
const SEQUENCE = 2;
const MAPPING = 3;
const SCALAR = 4;
const ALIAS = 5;
const STYLES: readonly (ScalarStyle | undefined)[] = [undefined, 'plain', 'single', 'double', 'block', 'block'];

/** Values that only a secret store or another stack knows. */
const SECRET_TAGS = new Set(['!vault', '!ImportValue', '!encrypted/pkcs1-oaep']);

/** Tags before the name of a value that stands in `secrets.yaml`, or of a variable. https://www.home-assistant.io/docs/configuration/secrets/ */
const NAMING_TAGS = new Set(['!secret', '!env_var']);

/** CloudFormation's short forms of functions: `!Ref x` is `Ref: x`, `!If […]` is `Fn::If: […]`. */
const FUNCTION_TAG = /^!(?<name>Ref|FindInMap|If|Join|Sub)$/;

const inLongForm = (tag: string, value: Expr): Expr => {
  const name = FUNCTION_TAG.exec(tag)?.groups?.name;
  if (name === undefined || (value.kind !== 'list' && name !== 'Ref')) return value;
  const key = name === 'Ref' ? name : `Fn::${name}`;
  return object([{ key, keyRange: value.range, value }], value.range);
};

/** What another file holds: Home Assistant, pyyaml-include, RAML. https://www.home-assistant.io/docs/configuration/splitting_configuration/ */
const INCLUDING_TAGS = new Set(['!include', '!include_raw', '!include_text', '!inc', '!file']);

/** Base64. https://yaml.org/type/binary.html */
const BINARY_TAGS = new Set(['!!binary', '!<tag:yaml.org,2002:binary>', '!binary']);

/** Deeper than any real file; js-yaml refuses what is deeper. */
const MAX_DEPTH = 150;

/** A collection that is being read. */
interface Open {
  readonly kind: 'document' | 'sequence' | 'mapping';
  readonly start: number;
  readonly anchor: string | undefined;
  readonly tag: string;
  readonly items: Expr[];
  readonly entries: Entry[];
  /** Merged mappings: what the mapping itself says wins over them, wherever `<<` stands. */
  readonly merged: Entry[];
  /** A mapping's key that waits for its value. */
  key: { readonly name: string; readonly range: Range } | undefined;
}

/**
 * The documents of a YAML text. `base` is where the text stands in its file; all ranges are moved by it.
 *
 * @throws YAMLException for what is not YAML.
 */
export function yamlDocuments(content: string, base = 0): Expr[] {
  const documents: Expr[] = [];
  const anchors = new Map<string, Expr>();
  const stack: Open[] = [];
  let last = base;

  const put = (value: Expr, name?: string): void => {
    const open = stack.at(-1);
    if (!open || open.kind === 'document') documents.push(value);
    else if (open.kind === 'sequence') open.items.push(value);
    else if (open.key) putEntry(open, open.key, value);
    else open.key = { name: name ?? '', range: value.range };
  };
  const anchored = (value: Expr, anchor: string | undefined): Expr => {
    if (anchor !== undefined) anchors.set(anchor, value);
    return value;
  };
  const scalar = (event: ScalarEvent): void => {
    const value = getScalarValue(content, event);
    const at = event.valueStart < 0 ? range(last, last) : range(base + event.valueStart, base + event.valueEnd);
    last = Math.max(last, at.end);
    const meant = scalarOf(content, base, event, at, value);
    put(anchored(meant, anchorOf(content, event)), meant.kind === 'text' && meant.encoded ? meant.value : value);
  };
  const alias = (event: AliasEvent): void => {
    const at = range(base + event.anchorStart, base + event.anchorEnd);
    last = Math.max(last, at.end);
    const meant = anchors.get(content.slice(event.anchorStart, event.anchorEnd));
    put(meant ?? unknown(at, 'an anchor not defined before'), meant?.kind === 'text' ? meant.value : undefined);
  };
  const close = (): void => {
    const open = stack.pop();
    if (open && open.kind !== 'document') put(anchored(closed(content, base, open, last), open.anchor));
  };

  for (const event of parseEvents(content, { maxDepth: MAX_DEPTH })) {
    if (event.type === SCALAR) scalar(event);
    else if (event.type === ALIAS) alias(event);
    else if (event.type === DOCUMENT || event.type === SEQUENCE || event.type === MAPPING)
      stack.push(opened(content, base, event));
    else close();
  }
  return documents;
}

const anchorOf = (content: string, event: { anchorStart: number; anchorEnd: number }): string | undefined =>
  event.anchorStart < 0 ? undefined : content.slice(event.anchorStart, event.anchorEnd);

function opened(content: string, base: number, event: Exclude<Event, ScalarEvent | AliasEvent>): Open {
  const kind = event.type === SEQUENCE ? 'sequence' : event.type === MAPPING ? 'mapping' : 'document';
  return {
    kind,
    start: 'start' in event ? base + event.start : base,
    anchor: 'anchorStart' in event ? anchorOf(content, event) : undefined,
    tag: 'tagStart' in event && event.tagStart >= 0 ? content.slice(event.tagStart, event.tagEnd) : '',
    items: [],
    entries: [],
    merged: [],
    key: undefined,
  };
}

function closed(content: string, base: number, open: Open, last: number): Expr {
  const at = range(open.start, Math.max(last, open.start));
  if (open.kind === 'sequence') return inLongForm(open.tag, { kind: 'list', items: open.items, range: at });
  return template(content, base, open.start) ?? object([...open.merged.reverse(), ...open.entries], at);
}

/** `host: {{ smtp_host }}` without quotes: a parser takes it for a mapping in a mapping. */
function template(content: string, base: number, start: number): Expr | undefined {
  if (!content.startsWith('{{', start - base)) return undefined;
  const end = content.indexOf('}}', start - base);
  if (end < 0) return undefined;
  return templated(text(content.slice(start - base, end + 2), range(start, base + end + 2)));
}

/** The first of several merged mappings wins, so they are kept in reverse. */
function putEntry(open: Open, key: { readonly name: string; readonly range: Range }, value: Expr): void {
  open.key = undefined;
  if (key.name !== '<<') {
    open.entries.push({ key: key.name, keyRange: key.range, value });
    return;
  }
  const merged = value.kind === 'list' ? value.items : [value];
  for (const one of merged) open.merged.push({ key: '', keyRange: key.range, value: one, spread: true });
}

function scalarOf(content: string, base: number, event: ScalarEvent, at: Range, value: string): Expr {
  const tag = event.tagStart < 0 ? '' : content.slice(event.tagStart, event.tagEnd);
  if (NAMING_TAGS.has(tag) && /^[\w.-]+$/.test(value)) return { kind: 'env', name: value, range: at };
  if (SECRET_TAGS.has(tag) || NAMING_TAGS.has(tag)) return unknown(at, tag);
  if (BINARY_TAGS.has(tag)) return encodedText(value, at);
  if (INCLUDING_TAGS.has(tag)) return contentsOf(text(value.trim(), at), at);
  const style = STYLES[event.style] ?? 'plain';
  if (style === 'plain' && /^(?:null|~|)$/i.test(value) && tag === '') return unknown(at, 'null');
  const found = scalarText(content, range(at.start - base, at.end - base), value, style, event.indent);
  if (base === 0) return inLongForm(tag, templated(found));
  const pieces = found.pieces?.map((piece) => ({ at: piece.at, source: piece.source + base }));
  return inLongForm(tag, templated(text(found.value, at, pieces)));
}

const encodedText = (value: string, at: Range): Expr =>
  /^[A-Za-z0-9+/=\s]*$/.test(value)
    ? { ...text(Buffer.from(value, 'base64').toString('utf8').trim(), at), encoded: true }
    : text(value, at);
