/**
 * Files within files: what a file writes or holds under a file's name, read as that file would be, and the encoded values of
 * Kubernetes Secrets. Their places are places of the outer file.
 */
import { type Entry, type Expr, valueAt } from '../../model/expr.ts';
import type { Facts, Format, Problem } from '../../model/facts.ts';
import type { SourceText } from '../../text/source-text.ts';
import { object } from '../reader.ts';
import { withContainerVariables } from './container-variables.ts';
import { innerSource } from './inner-source.ts';
import { withItems } from './loops.ts';
import { withOneClickVariables } from './one-click-apps.ts';
import { withPipelineVariables } from './pipelines.ts';
import { programsInTexts } from './programs-in-texts.ts';
import { withReferences } from './references.ts';
import { withServerlessVariables } from './serverless.ts';
import { withMacroInputs } from './template-macros.ts';
import { formatOfText } from './text-formats.ts';
import { writtenFiles } from './written.ts';

/** Of the files within a file this many are read; one that holds more is said not to be read to its end. */
const MAX_FILES = 400;
/** And this many characters of them, however often a file repeats the same text. */
const MAX_TEXT = 8_000_000;

/** Who may connect to which program, `smtp: h`. https://manpages.debian.org/stable/libwrap0/hosts_access.5.en.html */
const ACCESS_LIST = /(?:^|\/)hosts\.(?:allow|deny)$/;

type Read = (format: Format, input: { readonly path: string; readonly source: SourceText }) => Promise<Facts>;

/** The facts with the files inside read, and with the values of Secrets decoded. `formatOf` tells a format by the name. */
export async function withEmbedded(
  facts: Facts,
  read: Read,
  formatOf: (name: string) => Format | undefined,
): Promise<Facts> {
  const documents = /^(yaml|json)$/.test(facts.format)
    ? facts.documents
        .map((one) => withItems(withReferences(decodedSecret(one), facts.path), facts.source.text))
        .map((one) => withMacroInputs(one, facts.source.text))
        .map((one) => withPipelineVariables(one, facts.path))
        .map((one) => withServerlessVariables(one, facts.path, facts.source.text))
        .map((one) => withContainerVariables(one, facts.source.text))
        .map((one) => withOneClickVariables(one, facts.source.text))
    : facts.documents;
  const problems: Problem[] = [...programsInTexts(facts)];
  const embedded: Facts[] = [...(facts.embedded ?? [])];
  let length = 0;
  for (const { name, content, inputOf } of writtenFiles({ ...facts, documents })) {
    const format = formatOf(name) ?? (ACCESS_LIST.test(name) ? undefined : formatOfText(content.value));
    if (!format) continue;
    const offset = content.range.start;
    length += content.value.length;
    if (embedded.length >= MAX_FILES || length > MAX_TEXT) {
      const most = `${MAX_FILES} files or ${MAX_TEXT} characters of them`;
      problems.push({ message: `holds more than ${most}; the others were not read`, offset, unread: true });
      break;
    }
    const source = innerSource(content, facts.source);
    try {
      const inner = await read(format, { path: name, source });
      const given = inner.documents.map((one) => withMacroInputs(one, source.text, inputOf));
      embedded.push({ ...inner, documents: inputOf === undefined ? inner.documents : given, path: facts.path, name });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({ message: `a file within it could not be read: ${reason}`, offset, unread: true });
    }
  }
  return {
    ...facts,
    documents,
    ...(embedded.length > 0 ? { embedded } : {}),
    ...(problems.length > 0 ? { problems: [...(facts.problems ?? []), ...problems] } : {}),
  };
}

/** What of a manifest is base64, by its kind. https://kubernetes.io/docs/concepts/configuration/secret/, …/configmap/ */
const ENCODED: ReadonlyMap<string, string> = new Map([
  ['Secret', 'data'],
  ['ConfigMap', 'binaryData'],
]);

/** `kind: Secret` with its `data`, `kind: ConfigMap` with its `binaryData` decoded. */
function decodedSecret(document: Expr): Expr {
  if (document.kind !== 'object') return document;
  const kind = valueAt(document, 'kind');
  const encoded = kind?.kind === 'text' ? ENCODED.get(kind.value) : undefined;
  if (encoded === undefined) return document;
  return object(
    document.entries.map(
      (entry): Entry =>
        entry.key === encoded && entry.value.kind === 'object'
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
