/**
 * Look-up tables of mail servers: a pattern, white space (or a colon, as qmail and Courier have it), and where its mail goes.
 * Postfix transport(5) and sender_dependent_relayhost_maps, Sendmail mailertable, Exim hubbed_hosts.
 */
import type { Entry } from '../model/expr.ts';
import { object, range, type Reader, text } from './reader.ts';
import { templated } from './templated.ts';

export const readTable: Reader = async ({ path, source }) => ({
  path,
  format: 'table',
  source,
  documents: [object(rows(source.text), range(0, source.text.length))],
});

function rows(content: string): Entry[] {
  const found: Entry[] = [];
  for (const line of content.matchAll(/[^\r\n]+/g)) {
    const row = /^(\/(?:[^/\\]|\\.)*\/\w*|"[^"]*"|\S+)[ \t]+(\S.*?)\s*$/.exec(line[0]);
    if (!row?.[1] || row[2] === undefined || line[0].startsWith('#') || /^\{[%#]/.test(line[0])) continue;
    const valueAt = line.index + line[0].indexOf(row[2], row[1].length);
    found.push({
      key: row[1],
      keyRange: range(line.index, line.index + row[1].length),
      value: templated(text(row[2], range(valueAt, valueAt + row[2].length))),
    });
  }
  return found;
}
