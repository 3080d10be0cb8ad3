/** Configuration of one `key value` a line, as msmtp, ssmtp, dma and many others have it. */
import type { Entry } from '../../model/expr.ts';
import { object, type Reader, range, text } from '../reader.ts';
import { templated } from '../within/templated.ts';

const LINE = /^[ \t]*([^\s=#;!][^\s=]*)(?:[ \t]*=[ \t]*|[ \t]+|$)/;

export const readLines: Reader = async ({ path, source }) => {
  const content = source.text;
  const entries = [...content.matchAll(/[^\r\n]+/g)].flatMap((line) => entryOf(line[0], line.index));
  return { path, format: 'lines', source, documents: [object(entries, range(0, content.length))] };
};

function entryOf(line: string, index: number): Entry[] {
  const found = LINE.exec(line);
  const word = found?.[1];
  if (!found || word === undefined) return [];
  const key = word.length > 1 ? word.replace(/:$/, '') : word;
  const keyAt = index + line.indexOf(word);
  const rest = line.slice(found[0].length);
  const comment = /^#|[ \t]#/.exec(rest);
  const raw = (comment ? rest.slice(0, comment.index) : rest).trimEnd();
  // A `#` within quotes begins no comment.
  const quoted = /^(["'])((?:(?!\1).)*)\1[ \t]*(?:#.*)?$/.exec(rest.trimEnd());
  const value = quoted?.[2] ?? raw;
  const start = index + found[0].length + (quoted ? 1 : 0);
  return [
    {
      key,
      keyRange: range(keyAt, keyAt + key.length),
      value: templated(text(value, range(start, start + value.length))),
    },
  ];
}
