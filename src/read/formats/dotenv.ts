/** Env files. The dotenv package decides what a value is; its own expression, here with indices, says where it stands. */
import { parse } from 'dotenv';
import type { Entry, Expr, Range } from '../../model/expr.ts';
import { decoded, type Escapes } from '../lower-text.ts';
import { object, onlyWord, type Reader, range, text } from '../reader.ts';
import { templated } from '../within/templated.ts';

/** dotenv's LINE (lib/main.js) behind its leading blanks, with the separator as a group of its own. */
const LINE =
  /(?:export\s+)?([\w.-]+)(\s*\+?=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/dmy;

/** A name without a value, which compose's env_file takes from the environment around. */
const LONE = /(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*(?:#.*)?$/dmy;

/** dotenv reads CRLF as LF everywhere, and these escapes between double quotes only. */
const BREAKS: Escapes = { pattern: /\r\n?/g, value: () => '\n' };
const DOUBLE_QUOTED: Escapes = {
  pattern: /\r\n?|\\[nr]/g,
  value: ([found]) => (found === '\\r' ? '\r' : '\n'),
};

/** A file of one word is the value of the variable that it is called like. */
function onlyValue(path: string, content: string): Entry | undefined {
  const key = /(?:^|\/)([A-Za-z_]\w*)(?:\.txt)?$/.exec(path)?.[1];
  const word = key === undefined ? undefined : onlyWord(content);
  if (key === undefined || !word || word.value.includes('=')) return undefined;
  const { start } = word.range;
  return { key, keyRange: range(start, start), value: templated(word) };
}

export const readDotenv: Reader = async ({ path, source }) => {
  const content = source.text;
  const only = onlyValue(path, content);
  if (only) return { path, format: 'dotenv', source, documents: [object([only], range(0, content.length))] };
  const entries: Entry[] = [];
  const blank = /\s*/y;
  const restOfLine = /.*/y;
  let at = 0;
  while (at < content.length) {
    at = endOf(blank, content, at);
    const found = matchAt(LINE, content, at) ?? matchAt(LONE, content, at);
    if (found) entries.push(entryOf(content, found));
    at = found ? at + Math.max(1, found[0].length) : endOf(restOfLine, content, at) + 1;
  }
  return { path, format: 'dotenv', source, documents: [object(entries, range(0, content.length))] };
};

function matchAt(pattern: RegExp, content: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(content);
}

const endOf = (pattern: RegExp, content: string, at: number): number =>
  at + (matchAt(pattern, content, at)?.[0].length ?? 0);

function entryOf(content: string, found: RegExpExecArray): Entry {
  const key = found[1] ?? '';
  const [from, to] = found.indices?.[1] ?? [0, 0];
  const keyRange = range(from, to);
  const separator = found.indices?.[2];
  if (!separator) return { key, keyRange, value: { kind: 'env', name: key, range: keyRange } };
  const [start, end] = found.indices?.[3] ?? [separator[1], separator[1]];
  // Parsed alone, a duplicate key keeps its own value, and `__proto__` is a key like any other.
  const parsed = Object.entries(parse(`X=${content.slice(start, end)}`))[0]?.[1] ?? '';
  return { key, keyRange, value: lower(content, range(start, end), parsed) };
}

function lower(content: string, raw: Range, parsed: string): Expr {
  const body = content.slice(raw.start, raw.end).trim();
  const start = body === '' ? raw.start : content.indexOf(body, raw.start);
  const quote = /^(['"`])[\s\S]*\1$/.exec(body.length > 1 ? body : '')?.[1];
  const margin = quote === undefined ? 0 : 1;
  const at = range(start + margin, start + body.length - margin);
  const literal = decoded(content, at, body.startsWith('"') ? DOUBLE_QUOTED : BREAKS);
  const value = literal.value === parsed ? literal : text(parsed, at, [{ at: 0, source: at.start }]);
  return quote === "'" ? value : templated(value);
}
