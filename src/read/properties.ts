/** Java properties. https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html#load-java.io.Reader- */
import type { Entry, Expr } from '../model/expr.ts';
import { object, range, type Reader, text } from './reader.ts';
import { templated } from './templated.ts';

export const readProperties: Reader = async ({ path, source }) => {
  const documents: Expr[] = [];
  let entries: Entry[] = [];
  const close = (): void => {
    documents.push(object(entries, range(0, source.text.length)));
    entries = [];
  };
  for (const line of source.text.matchAll(/(?:[^\r\n\\]|\\(?:\r\n|[\s\S]))+/g)) {
    const body = line[0];
    if (/^\s*[#!]/.test(body)) {
      if (/^[#!]---/.test(body)) close();
      continue;
    }
    const found = /^\s*((?:[^\s=:\\]|\\.)+)(\s*[=:]\s*|\s+)?([\s\S]*)$/.exec(body);
    if (!found?.[1]) continue;
    const keyAt = line.index + body.indexOf(found[1]);
    const value = (found[3] ?? '').trimEnd();
    const at = line.index + found[0].length - (found[3] ?? '').length;
    entries.push({ key: found[1].replace(/\\(.)/g, '$1'), keyRange: range(keyAt, keyAt + found[1].length), value: templated(unescaped(value, at)) });
  }
  close();
  return { path, format: 'properties', source, documents };
};

/** Escapes and continuation lines resolved, with the way back to the source. */
function unescaped(raw: string, at: number) {
  if (!raw.includes('\\')) return text(raw, range(at, at + raw.length));
  let value = '';
  const pieces = [];
  for (const part of raw.matchAll(/[^\\]+|\\u([0-9a-fA-F]{4})|\\(?:\r\n|[\r\n])\s*|\\([\s\S])/g)) {
    const [whole, unicode, escaped] = part;
    if (/^\\[\r\n]/.test(whole)) continue;
    pieces.push({ at: value.length, source: at + part.index });
    value += unicode ? String.fromCharCode(Number.parseInt(unicode, 16)) : (escaped ?? whole);
  }
  return text(value, range(at, at + raw.length), pieces);
}
