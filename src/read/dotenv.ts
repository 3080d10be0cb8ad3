/** Env files. The dotenv package decides what a value is; its own expression, here with indices, says where it stands. */
import { parse } from 'dotenv';
import type { Entry, Expr } from '../model/expr.ts';
import { object, range, type Reader, text } from './reader.ts';
import { templated } from './templated.ts';

/** dotenv's LINE (lib/main.js), with a lone name allowed, as compose's env_file takes it. */
const LINE = /^\s*(?:export\s+)?([\w.-]+)(?:(\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?)?\s*(?:#.*)?(?:$|$)/gm;

export const readDotenv: Reader = async ({ path, source }) => {
  const content = source.text;
  const values = parse(content.replace(/\r\n?/g, '\n'));
  const entries: Entry[] = [];
  for (const found of content.matchAll(new RegExp(LINE.source, 'gmd'))) {
    const [, key, separator] = found;
    const keyAt = found.indices?.[1];
    if (key === undefined || !keyAt) continue;
    const keyRange = range(keyAt[0], keyAt[1]);
    const valueAt = found.indices?.[3];
    if (separator === undefined) entries.push({ key, keyRange, value: { kind: 'env', name: key, range: keyRange } });
    else entries.push({ key, keyRange, value: valueAt ? valueOf(content, valueAt[0], valueAt[1], Object.hasOwn(values, key) ? values[key] : undefined) : text('', range(keyAt[1], keyAt[1])) });
  }
  return { path, format: 'dotenv', source, documents: [object(entries, range(0, content.length))] };
};

function valueOf(content: string, from: number, to: number, parsed: string | undefined): Expr {
  const raw = content.slice(from, to);
  const lead = raw.length - raw.trimStart().length;
  const body = raw.trim();
  const quoted = /^(['"`])([\s\S]*)\1$/.exec(body);
  const start = from + lead + (quoted ? 1 : 0);
  const inner = quoted ? (quoted[2] ?? '') : body;
  const value = text(inner, range(start, start + inner.length));
  if (quoted?.[1] === "'") return value;
  return quoted && parsed !== undefined && parsed !== inner && inner.includes('\\') ? text(parsed, value.range) : templated(value);
}
