/**
 * JSON, with comments and trailing commas (jsonc-parser keeps offsets). What it refuses is read as HJSON or JSON5; of several
 * values in a file (JSON Lines, https://jsonlines.org) each is a document.
 */
import type { Node, ParseError } from 'jsonc-parser';
import type { Entry, Expr } from '../../../model/expr.ts';
import { object, type Reader, range, text, unknown } from '../../reader.ts';
import { readHjson } from './hjson.ts';
import { jsonString } from './strings.ts';

const MAX_DEPTH = 150;

export const readJson: Reader = async ({ path, source }) => {
  const content = source.text;
  const language = /\.(?:(?<jsonnet>jsonnet|libsonnet)|cue)$/.exec(path);
  if (language) {
    const { readDataLanguage } = await import('../jsonnet/index.ts');
    return { path, format: 'json', source, documents: [readDataLanguage(content, Boolean(language.groups?.jsonnet))] };
  }
  const strict = await strictly(content);
  const documents = strict ? [strict] : readHjson(content);
  const problems = documents.length > 0 || content.trim() === '' ? [] : [{ message: 'not JSON', offset: 0 }];
  return { path, format: 'json', source, documents, problems };
};

/** The root, or undefined when there are mistakes in the file. */
async function strictly(content: string): Promise<Expr | undefined> {
  const { parseTree } = await import('jsonc-parser');
  try {
    const errors: ParseError[] = [];
    const root = parseTree(content, errors, { allowTrailingComma: true });
    return root && errors.length === 0 ? lower(root, content, 0) : undefined;
  } catch (error) {
    // The parser recurses, and so runs out of stack on input that is nested too deeply.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function lower(node: Node, content: string, depth: number): Expr {
  const at = range(node.offset, node.offset + node.length);
  const children = node.children ?? [];
  if (depth > MAX_DEPTH) return unknown(at, 'nested too deeply');
  switch (node.type) {
    case 'object':
      return object(
        children.flatMap((property) => entryOf(property, content, depth)),
        at,
      );
    case 'array':
      return { kind: 'list', items: children.map((child) => lower(child, content, depth + 1)), range: at };
    case 'string':
      return jsonString(content, range(at.start + 1, at.end - 1));
    case 'null':
      return unknown(at, 'null');
    default:
      return text(content.slice(at.start, at.end), at);
  }
}

function entryOf(property: Node, content: string, depth: number): Entry[] {
  const [key, value] = property.children ?? [];
  if (!key || !value || typeof key.value !== 'string') return [];
  const keyRange = range(key.offset + 1, key.offset + key.length - 1);
  return [{ key: key.value, keyRange, value: lower(value, content, depth + 1) }];
}
