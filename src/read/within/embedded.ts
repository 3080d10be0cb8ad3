/**
 * Files within files: what a file writes or holds under a file's name, read as that file would be, and the encoded values of
 * Kubernetes Secrets. Their places are places of the outer file.
 */
import { type Entry, type Expr, type ObjectExpr, offsetIn, type TextExpr } from '../../model/expr.ts';
import type { Facts, Format } from '../../model/facts.ts';
import type { SourceText } from '../../text/source-text.ts';
import { object } from '../reader.ts';
import { writtenFiles } from './written.ts';

const MAX_FILES = 40;

type Read = (format: Format, input: { readonly path: string; readonly source: SourceText }) => Promise<Facts>;

/** The facts with the files inside read, and with the values of Secrets decoded. `formatOf` tells a format by the name. */
export async function withEmbedded(
  facts: Facts,
  read: Read,
  formatOf: (name: string) => Format | undefined,
): Promise<Facts> {
  const documents = /^(yaml|json)$/.test(facts.format) ? facts.documents.map(decodedSecret) : facts.documents;
  const embedded: Facts[] = [...(facts.embedded ?? [])];
  for (const { name, content } of writtenFiles({ ...facts, documents })) {
    if (embedded.length >= MAX_FILES) break;
    const format = formatOf(name);
    if (!format) continue;
    const source = innerSource(content, facts.source);
    const inner = await read(format, { path: name, source }).catch(() => undefined);
    if (inner) embedded.push({ ...inner, path: facts.path, name });
  }
  return { ...facts, documents, ...(embedded.length > 0 ? { embedded } : {}) };
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
