/**
 * Files within data files: `application.yml: |` in a ConfigMap, `.env` in a Helm value, and the encoded values of
 * Kubernetes Secrets. Their places are places of the outer file.
 */
import { type Entry, type Expr, type ObjectExpr, offsetIn, type Piece, type TextExpr } from '../model/expr.ts';
import type { Facts, Format } from '../model/facts.ts';
import { formatOf } from '../select/formats.ts';
import type { SourceText } from '../text/source-text.ts';
import { object, text } from './reader.ts';

const INNER: ReadonlySet<Format> = new Set(['dotenv', 'yaml', 'json', 'ini', 'properties', 'toml', 'xml', 'bash']);
const MAX_FILES = 40;
const MAX_DEPTH = 30;

type Read = (format: Format, input: { readonly path: string; readonly source: SourceText }) => Promise<Facts>;

/** The facts with the files inside read, and with the values of Secrets decoded. */
export async function withEmbedded(facts: Facts, read: Read): Promise<Facts> {
  if (facts.format !== 'yaml' && facts.format !== 'json') return facts;
  const documents = facts.documents.map(decodedSecret);
  const found: { format: Format; name: string; content: TextExpr }[] = [];
  const look = (expr: Expr, depth: number): void => {
    if (depth > MAX_DEPTH || found.length >= MAX_FILES) return;
    if (expr.kind === 'list') for (const item of expr.items) look(item, depth + 1);
    if (expr.kind !== 'object') return;
    for (const entry of expr.entries) {
      const content = blockOf(entry.value, facts.source);
      const format = content && formatOf(entry.key);
      if (content && format && INNER.has(format)) found.push({ format, name: entry.key, content });
      look(entry.value, depth + 1);
    }
  };
  for (const document of documents) look(document, 0);
  const embedded: Facts[] = [...(facts.embedded ?? [])];
  for (const { format, name, content } of found) {
    const inner = await read(format, { path: name, source: innerSource(content, facts.source) }).catch(() => undefined);
    if (inner) embedded.push({ ...inner, path: facts.path });
  }
  return { ...facts, documents, ...(embedded.length > 0 ? { embedded } : {}) };
}

/** The text of several lines that an expression is, placeholders as they are written. */
function blockOf(expr: Expr, source: SourceText): TextExpr | undefined {
  if (expr.kind === 'text') return expr.value.includes('\n') ? expr : undefined;
  if (expr.kind !== 'join') return undefined;
  let value = '';
  const pieces: Piece[] = [];
  for (const part of expr.parts) {
    if (part.kind === 'text') {
      const own = part.pieces ?? [{ at: 0, source: part.range.start }];
      pieces.push(...own.map((piece) => ({ at: value.length + piece.at, source: piece.source })));
      value += part.value;
    } else {
      pieces.push({ at: value.length, source: part.range.start });
      value += source.text.slice(part.range.start, part.range.end);
    }
  }
  return value.includes('\n') ? text(value, expr.range, pieces) : undefined;
}

/** The inner file's text; its positions are those of the outer file. */
function innerSource(content: TextExpr, outer: SourceText): SourceText {
  return {
    ...outer,
    text: content.value,
    lineCount: outer.lineCount,
    position: (offset) => outer.position(content.encoded ? content.range.start : offsetIn(content, offset)),
  };
}

const memberOf = (document: ObjectExpr, key: string): Expr | undefined =>
  document.entries.findLast((entry) => entry.key === key)?.value;

/** `kind: Secret` with its `data` decoded. https://kubernetes.io/docs/concepts/configuration/secret/ */
function decodedSecret(document: Expr): Expr {
  if (document.kind !== 'object') return document;
  const kind = memberOf(document, 'kind');
  if (kind?.kind !== 'text' || kind.value !== 'Secret') return document;
  return object(
    document.entries.map(
      (entry): Entry =>
        entry.key === 'data' && entry.value.kind === 'object'
          ? { ...entry, value: object(entry.value.entries.map(decoded), entry.value.range) }
          : entry,
    ),
    document.range,
  );
}

function decoded(entry: Entry): Entry {
  const { value } = entry;
  if (value.kind !== 'text' || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value.value)) return entry;
  return {
    ...entry,
    value: {
      kind: 'text',
      value: Buffer.from(value.value, 'base64').toString('utf8').replace(/\n$/, ''),
      range: value.range,
      encoded: true,
    },
  };
}
