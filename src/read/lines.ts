/** Configuration of one `key value` a line, as msmtp, ssmtp, dma and many others have it. */
import type { Entry } from '../model/expr.ts';
import { object, range, type Reader, text } from './reader.ts';
import { templated } from './templated.ts';

export const readLines: Reader = async ({ path, source }) => {
  const entries: Entry[] = [];
  for (const line of source.text.matchAll(/[^\r\n]+/g)) {
    const found = /^\s*([^\s=#]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line[0]);
    if (!found?.[1] || /^\s*[#;!]/.test(line[0])) continue;
    const keyAt = line.index + line[0].indexOf(found[1]);
    const raw = (found[2] ?? '').replace(/\s+#.*$/, '');
    const quoted = /^(["'])(.*)\1$/.exec(raw);
    const value = quoted?.[2] ?? raw;
    const at = line.index + line[0].indexOf(found[2] ?? '', keyAt - line.index + found[1].length) + (quoted ? 1 : 0);
    entries.push({ key: found[1], keyRange: range(keyAt, keyAt + found[1].length), value: templated(text(value, range(at, at + value.length))) });
  }
  return { path, format: 'lines', source, documents: [object(entries, range(0, source.text.length))] };
};
