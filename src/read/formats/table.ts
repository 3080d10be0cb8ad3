/**
 * Look-up tables of mail servers: a pattern, white space (or a colon, as qmail and Courier have it), and where its mail goes.
 * Postfix transport(5) and sender_dependent_relayhost_maps, Sendmail mailertable, Exim hubbed_hosts.
 */
import type { Entry, TextExpr } from '../../model/expr.ts';
import { object, type Reader, range, text } from '../reader.ts';
import { sliceOf, templated } from '../within/templated.ts';

export const readTable: Reader = async ({ path, source }) => ({
  path,
  format: 'table',
  source,
  documents: [object(rows(text(source.text, range(0, source.text.length))), range(0, source.text.length))],
});

/** A pattern, in signs of its own, in quotes, or with placeholders in it, and what stands behind it. */
const ROW =
  /^(\/(?:[^/\\]|\\.)*\/\w*|"[^"]*"|(?:\{\{[^{}\n]{0,100}\}\}|<%=[^<>%\n]{0,100}%>|(?!\{\{|<%=)\S)+)[ \t]+(\S.*)$/;

/** The rows of a table. Where it stands inside another file, `indent` is the width of the margin of all its lines. */
export function rows(whole: TextExpr, indent = 0): Entry[] {
  const found: Entry[] = [];
  for (const line of whole.value.matchAll(/[^\r\n]+/g)) {
    const body = line[0].slice(indent);
    const row = ROW.exec(body.trimEnd());
    if (!row?.[1] || row[2] === undefined || body.startsWith('#') || /^(?:\{[%#]|<%(?!=))/.test(body)) continue;
    const start = line.index + indent;
    const valueAt = start + body.indexOf(row[2], row[1].length);
    found.push({
      key: row[1],
      keyRange: sliceOf(whole, start, start + row[1].length).range,
      value: templated(sliceOf(whole, valueAt, valueAt + row[2].length)),
    });
  }
  return found;
}
