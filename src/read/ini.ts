/** INI files and their many kin: php.ini, gitconfig, odoo.conf, systemd units. */
import type { Entry, Expr } from '../model/expr.ts';
import { object, range, type Reader, text } from './reader.ts';
import { templated } from './templated.ts';

export const readIni: Reader = async ({ path, source }) => {
  const root: Entry[] = [];
  let section = root;
  for (const line of source.text.matchAll(/[^\r\n]+/g)) {
    const body = line[0];
    const header = /^\s*\[([^\]]+)\]/.exec(body);
    if (header?.[1] !== undefined) {
      section = openSection(root, header[1].trim(), line.index + body.indexOf(header[1]));
      continue;
    }
    const option = /^\s*(?:export\s+|set\s+)?([^\s;#=:[][^=:]*?)\s*(=>?|:|\s)\s*(.*)$/.exec(body);
    if (!option?.[1] || /^\s*[;#]/.test(body)) continue;
    const keyAt = line.index + body.indexOf(option[1]);
    const value = option[3] ?? '';
    section.push({ key: option[1], keyRange: range(keyAt, keyAt + option[1].length), value: valueOf(value, line.index + body.length - value.length) });
  }
  return { path, format: 'ini', source, documents: [object(root, range(0, source.text.length))] };
};

/** `[a "b"]` is a.b, as git has it. */
function openSection(root: Entry[], name: string, at: number): Entry[] {
  const parts = /^(\S+)\s+"(.*)"$/.exec(name);
  const entries: Entry[] = [];
  const keyRange = range(at, at + name.length);
  const inner = parts ? [{ key: parts[2] ?? '', keyRange, value: object(entries, keyRange) }] : undefined;
  root.push({ key: parts ? (parts[1] ?? '') : name, keyRange, value: inner ? object(inner, keyRange) : object(entries, keyRange) });
  return entries;
}

function valueOf(raw: string, at: number): Expr {
  const quoted = /^(["'])(.*?)\1\s*([;#].*)?$/.exec(raw);
  if (quoted) return templated(text(quoted[2] ?? '', range(at + 1, at + 1 + (quoted[2] ?? '').length)));
  const value = raw.replace(/\s[;#].*$/, '').trimEnd().replace(/[,;]$/, '');
  return templated(text(value, range(at, at + value.length)));
}
