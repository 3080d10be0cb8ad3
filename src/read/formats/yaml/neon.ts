/**
 * What NEON has beyond YAML: indentation by tabs, and entities, `Nette\Mail\SmtpMailer(host: %mail.host%, port: 25)`, which stand for
 * an object that the container makes. https://doc.nette.org/en/neon/format
 */
import type { Entry, Expr } from '../../../model/expr.ts';
import { object, range, text } from '../../reader.ts';
import { templated } from '../../within/templated.ts';

export const isNeon = (path: string): boolean => /\.neon$/i.test(path);

/** Offsets stay the same. */
export const withoutTabs = (content: string): string => content.replace(/^\t+/gm, (tabs) => ' '.repeat(tabs.length));

const ENTITY = /^(\\?\w+(?:\\\w+)*)\(([^()]{0,2000})\)$/;
const ARGUMENT = /(?:(\w+)[ \t]*[:=][ \t]*)?(?:'([^'\n]*)'|"([^"\n]*)"|([^\s,()[\]'"][^,()[\]\n]*))/g;

const MOST_LEVELS = 50;

/** A document with its entities as objects of one key: the class, under which its arguments stand by name and position. */
export function withEntities(value: Expr, content: string, level = 0): Expr {
  if (level > MOST_LEVELS) return value;
  if (value.kind === 'object')
    return {
      ...value,
      entries: value.entries.map((entry) => ({ ...entry, value: withEntities(entry.value, content, level + 1) })),
    };
  if (value.kind === 'list')
    return { ...value, items: value.items.map((item) => withEntities(item, content, level + 1)) };
  return value.kind === 'text' || value.kind === 'join' ? (entityIn(value, content) ?? value) : value;
}

function entityIn({ range: at }: Expr, content: string): Expr | undefined {
  const [, name, given] = ENTITY.exec(content.slice(at.start, at.end)) ?? [];
  if (name === undefined || given === undefined) return undefined;
  const start = at.start + name.length + 1;
  const keyRange = range(at.start, at.start + name.length);
  const entries = [...given.matchAll(ARGUMENT)].map((found, position) => argumentAt(found, position, start));
  const key = name.split('\\').at(-1) ?? name;
  return object([{ key, keyRange, value: object(entries, at) }], at);
}

function argumentAt(found: RegExpExecArray, position: number, start: number): Entry {
  const { 0: whole, 1: name, 2: single, 3: double, 4: bare, index } = found;
  const written = single ?? double ?? bare?.trimEnd() ?? '';
  const from = start + index + whole.length - (bare?.length ?? written.length + 1);
  const at = range(from, from + written.length);
  return { key: name ?? String(position), keyRange: at, value: templated(text(written, at)) };
}
