/** Configuration of one `key value` a line, as msmtp, ssmtp, dma and many others have it. */
import type { Entry } from '../../model/expr.ts';
import { object, type Reader, range, text } from '../reader.ts';
import { templated } from '../within/templated.ts';

const LINE = /^[ \t]*([^\s=#;!][^\s=]*)(?:[ \t]*=[ \t]*|[ \t]+|$)/;

/** `define(`RELAY', `h')`: what a file gives to those that include it. https://www.gnu.org/software/m4/manual/m4.html#Define */
const MACRO = /^[ \t]*define\([ \t]*`?(?<name>\w+)'?[ \t]*,[ \t]*`?(?<value>[^'`)\r\n]*)/dgm;

export const readLines: Reader = async ({ path, source }) => {
  const content = source.text;
  const entries = path.endsWith('.m4')
    ? macrosIn(content)
    : [...content.matchAll(/[^\r\n]+/g)].flatMap((line) => entryOf(line[0], line.index));
  return { path, format: 'lines', source, documents: [object(entries, range(0, content.length))] };
};

const macrosIn = (content: string): Entry[] =>
  [...content.matchAll(MACRO)].flatMap(({ groups, indices }) => {
    const { name, value } = indices?.groups ?? {};
    const at = value && range(value[0], value[1]);
    return name && at
      ? [{ key: groups?.name ?? '', keyRange: range(name[0], name[1]), value: text(groups?.value ?? '', at) }]
      : [];
  });

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
