/** JSON with comments and trailing commas (jsonc-parser keeps offsets); HJSON and JSON5 as far as they look alike. */
import type { Node } from 'jsonc-parser';
import type { Entry, Expr } from '../model/expr.ts';
import { object, range, type Reader, text, unknown } from './reader.ts';
import { readHjson } from './hjson.ts';
import { templated } from './templated.ts';
import { piecesOf } from './yaml.ts';

const MAX_DEPTH = 150;

export const readJson: Reader = async ({ path, source }) => {
  const { parseTree } = await import('jsonc-parser');
  const content = source.text;
  if (/\.(hjson|json5)$/i.test(path)) return { path, format: 'json', source, documents: [readHjson(content)] };
  const root = parseTree(content, [], { allowTrailingComma: true, disallowComments: false });
  return { path, format: 'json', source, documents: root ? [valueOf(root, content, 0)] : [] };
};

function valueOf(node: Node, content: string, depth: number): Expr {
  const at = range(node.offset, node.offset + node.length);
  if (depth > MAX_DEPTH) return unknown(at, 'nested too deeply');
  if (node.type === 'object') return object((node.children ?? []).flatMap((property) => entryOf(property, content, depth)), at);
  if (node.type === 'array') return { kind: 'list', items: (node.children ?? []).map((child) => valueOf(child, content, depth + 1)), range: at };
  if (node.type === 'string') return stringOf(node, content);
  return node.type === 'null' ? unknown(at, 'null') : text(content.slice(at.start, at.end), at);
}

function stringOf(node: Node, content: string): Expr {
  const at = range(node.offset + 1, node.offset + node.length - 1);
  const value = typeof node.value === 'string' ? node.value : '';
  const raw = content.slice(at.start, at.end);
  return templated(raw === value ? text(value, at) : text(value, at, piecesOf(value, raw, at.start)));
}

function entryOf(property: Node, content: string, depth: number): Entry[] {
  const [key, value] = property.children ?? [];
  if (!key || typeof key.value !== 'string') return [];
  const keyRange = range(key.offset + 1, key.offset + key.length - 1);
  return [{ key: key.value, keyRange, value: value ? valueOf(value, content, depth + 1) : unknown(keyRange, 'null') }];
}
