/** INI files and their many kin: php.ini, gitconfig, odoo.conf, systemd units. */
import type { Entry, Expr, Piece, Range } from '../../model/expr.ts';
import { object, type Reader, range, text } from '../reader.ts';
import { templated } from '../within/templated.ts';

export const readIni: Reader = async ({ path, source }) => ({
  path,
  format: 'ini',
  source,
  documents: [rootOf(source.text)],
});

interface Section {
  readonly name: string;
  readonly keyRange: Range;
  readonly options: Option[];
}

interface Option {
  readonly key: string;
  readonly keyRange: Range;
  /** The stretches of the value, one a line; a backslash at the end of a line goes on with the next. */
  readonly lines: Range[];
  /** How far the line of the key is indented. */
  readonly indent: number;
}

/**
 * `key = value`, `key: value`, `key => value` and `key value`; a key has blanks in it only before ` = `, or in quotes (the
 * registry's exports). `set "key=value"` of Windows' scripts has quotes around both. Servers hand variables on by a directive:
 * Apache's `SetEnv`, nginx's `fastcgi_param`, uWSGI's `env = KEY=value`.
 */
const OPTION =
  /^[ \t]*(?:export[ \t]+|@?setx?[ \t]+"?|(?:SetEnv|php_(?:admin_)?value|passenger_env_var|(?:fastcgi|uwsgi|scgi)_param)[ \t]+|env[ \t]*=[ \t]*(?=[A-Z][A-Z0-9_]*=))?(?:"([^"=]+)"(?=[ \t]*=)|([^\s;#=:["'][^\s=:]*(?:(?:[ \t]+[\w.-]+){1,4}(?=[ \t]=))?))[ \t]*(=>?|:|[ \t])[ \t]*/;

function rootOf(content: string): Expr {
  const sections: Section[] = [{ name: '', keyRange: range(0, 0), options: [] }];
  const isDevice = DEVICE.test(content);
  const isIcinga = ICINGA.test(content);
  /** Blocks of Config::General and its like: `<post>` … `</post>`. */
  const blocks: string[] = [];
  let last: Option | undefined;
  for (const { 0: line, index } of content.matchAll(/[^\r\n]+/g)) {
    // Comments, and the control lines of templates.
    if (/^[ \t]*(?:[;#]|\/\/|\{[%{#]|<%|$)/.test(line)) continue;
    if (last && goesOn(content, last, line)) {
      const body = line.trim();
      const start = index + line.indexOf(body);
      last.lines.push(range(start, start + body.length));
      continue;
    }
    const header = /^[ \t]*\[{1,2}([^\]]+)\]/.exec(line);
    if (header?.[1] !== undefined) {
      const name = header[1].trim();
      const start = index + line.indexOf(name, line.indexOf('['));
      sections.push({ name, keyRange: range(start, start + name.length), options: [] });
      last = undefined;
      continue;
    }
    const block = /^[ \t]*<(\/?)([A-Za-z][\w-]*(?:::[\w-]+)*)>[ \t]*$/.exec(line);
    if (block?.[2] !== undefined) {
      if (block[1] === '') blocks.push(block[2]);
      else blocks.pop();
      const start = index + line.indexOf(block[2]);
      sections.push({ name: blocks.join('.'), keyRange: range(start, start + block[2].length), options: [] });
      last = undefined;
      continue;
    }
    const device = isDevice
      ? /^[ \t]*(?:(?<end>end)|config[ \t]+(?<name>[a-z](?:[\w -]*[\w-])?))[ \t]*$/.exec(line)
      : null;
    if (device) {
      if (device.groups?.name !== undefined) blocks.push(device.groups.name.replaceAll(' ', '.'));
      else blocks.pop();
      const start = index + line.indexOf(line.trim());
      sections.push({ name: blocks.join('.'), keyRange: range(start, start + line.trim().length), options: [] });
      last = undefined;
      continue;
    }
    last = optionOf(isIcinga ? line.replace(/^const[ \t]/, (word) => ' '.repeat(word.length)) : line, index);
    if (last) sections.at(-1)?.options.push(last, ...variablesOf(line, index), ...listedIn(line, index));
  }
  const [root, ...named] = sections.map((section) => ({
    section,
    entries: section.options.map((option) => {
      const entry = entryOf(content, option);
      return isIcinga ? { ...entry, value: ofIcinga(entry.value, content) } : entry;
    }),
  }));
  const referred = namesOfOtherSections(named.map(({ section, entries }) => [section.name, entries] as const));
  const entries = [
    ...(root?.entries ?? []),
    ...named.map(({ section, entries: own }) => sectionOf(section, own.map(referred))),
  ];
  return object(entries, range(0, content.length));
}

/**
 * `host = mail.${net:zone}` is an option of another section, where the file has such a one.
 * https://docs.python.org/3/library/configparser.html#configparser.ExtendedInterpolation
 */
function namesOfOtherSections(sections: readonly (readonly [string, readonly Entry[]])[]): (entry: Entry) => Entry {
  const options = new Map(
    sections.flatMap(([section, entries]) => entries.map(({ key, value }) => [`${section}:${key}`, value] as const)),
  );
  const referred = (value: Expr): Expr => {
    if (value.kind === 'join') return { ...value, parts: value.parts.map(referred) };
    if (value.kind !== 'env' || value.fallback?.kind !== 'text') return value;
    return options.get(`${value.name}:${value.fallback.value}`) ?? value;
  };
  return (entry) => ({ ...entry, value: referred(entry.value) });
}

/** FortiOS: `config system ntp`, its settings, `end`. https://docs.fortinet.com/document/fortigate/latest/cli-reference/ */
const DEVICE = /^config (?:system|global|vdom|firewall|log|user|router)\b/m;

/** Objects and constants of Icinga 2. https://icinga.com/docs/icinga-2/latest/doc/17-language-reference/ */
const ICINGA = /^(?:object|apply|template)[ \t]+[A-Z]\w+[ \t]+"|^const[ \t]+[A-Z]\w*[ \t]*=/m;

/** A word without quotes is the name of a constant. */
const ofIcinga = (value: Expr, content: string): Expr =>
  value.kind === 'text' && /^[A-Z]\w*$/.test(value.value) && content[value.range.start - 1] !== '"'
    ? { kind: 'env', name: value.value, range: value.range }
    : value;

/**
 * Whether a line belongs to the value before it: behind a backslash (systemd.syntax(7), git-config(1)), or further in than
 * its key (https://docs.python.org/3/library/configparser.html#supported-ini-file-structure). Most programs take a
 * `key = value` for an option wherever it stands.
 */
function goesOn(content: string, { lines, indent }: Option, line: string): boolean {
  const before = lines.at(-1);
  if (before && isContinued(content, before)) return true;
  if (indentOf(line) <= indent) return false;
  const isEmpty = lines.every(({ start, end }) => content.slice(start, end).trim() === '');
  const { start, end } = bare(line, range(indentOf(line), line.length));
  return isEmpty ? !/^[ \t]*[\w.-]+[ \t]*=/.test(line) : !/[=:\s]/.test(line.slice(start, end));
}

const isContinued = (content: string, { end }: Range): boolean => content[end - 1] === '\\';

const indentOf = (line: string): number => line.length - line.trimStart().length;

function optionOf(line: string, index: number): Option | undefined {
  const found = OPTION.exec(line);
  const key = found?.[1] ?? found?.[2];
  if (!found || key === undefined) return undefined;
  // php-fpm's pools: `php_admin_value[SMTP] = h`
  const name = /^php_(?:admin_)?value\[(\w+)\]$/.exec(key)?.[1];
  const start = index + line.indexOf(name ?? key);
  // `setx NAME value /M`: for the whole machine.
  const end = /^[ \t]*@?setx\b/i.test(line) ? line.replace(/(?<![ \t])[ \t]+\/[A-Za-z].*$/, '') : line;
  return {
    key: name ?? key,
    keyRange: range(start, start + (name ?? key).length),
    lines: [range(index + found[0].length, index + Math.max(end.trimEnd().length, found[0].length))],
    indent: indentOf(line),
  };
}

/** A host of an inventory and its variables. https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html */
const HOST_LINE = /^[ \t]*[\w.[\]:-]+(?:[ \t]+[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']+))+[ \t]*(?:#.*)?$/;

/** `web1.acme.example smtp_relay=h`: what stands behind the host's name are options of their own. */
function variablesOf(line: string, index: number): Option[] {
  if (line.length > LONGEST_HOST || !HOST_LINE.test(line)) return [];
  return optionsAt(line, index, /[ \t](?<key>[A-Za-z_]\w*)=(?<value>"[^"]*"|'[^']*'|\S+)/dg);
}

const optionsAt = (line: string, index: number, pattern: RegExp): Option[] =>
  [...line.matchAll(pattern)].flatMap((found): Option[] => {
    const { key, value } = found.indices?.groups ?? {};
    if (!key || !value) return [];
    return [
      {
        key: line.slice(key[0], key[1]),
        keyRange: range(index + key[0], index + key[1]),
        lines: [range(index + value[0], index + value[1])],
        indent: 0,
      },
    ];
  });

/** Supervisor's and Circus' `environment=A="1",SMTP_HOST="h"`: each is an option of its own. http://supervisord.org/configuration.html */
function listedIn(line: string, index: number): Option[] {
  if (line.length > LONGEST_HOST || !/^[ \t]*environment[ \t]*=/i.test(line)) return [];
  return optionsAt(line, index, /[=,][ \t]*(?<key>[A-Za-z_]\w*)=(?<value>"[^"]*"|'[^']*'|[^\s,"']+)/dg);
}

/** Longer lines are no host's. */
const LONGEST_HOST = 1000;

/** `[a "b"]` is a.b, as git has it. */
function sectionOf({ name, keyRange }: Section, entries: readonly Entry[]): Entry {
  const value = object(entries, range(keyRange.start, entries.at(-1)?.value.range.end ?? keyRange.end));
  const parts = /^(\S+)[ \t]+"(.*)"$/.exec(name);
  if (parts?.[1] === undefined || parts[2] === undefined) return { key: name, keyRange, value };
  return { key: parts[1], keyRange, value: object([{ key: parts[2], keyRange, value }], value.range) };
}

function entryOf(content: string, { key, keyRange, lines }: Option): Entry {
  const [first, ...more] = lines
    .map((line) => bare(content, line))
    .filter((line, index) => index === 0 || line.end > line.start);
  if (!first) return { key, keyRange, value: text('', range(keyRange.end, keyRange.end)) };
  if (more.length === 0) return { key, keyRange, value: templated(text(content.slice(first.start, first.end), first)) };
  const pieces: Piece[] = [];
  let value = '';
  let isGlued = true;
  for (const line of first.end > first.start ? [first, ...more] : more) {
    if (!isGlued) value += '\n';
    pieces.push({ at: value.length, source: line.start });
    value += content.slice(line.start, line.end);
    isGlued = content[line.end] === '\\';
  }
  const at = range(pieces[0]?.source ?? first.start, more.at(-1)?.end ?? first.end);
  return { key, keyRange, value: templated(text(value, at, pieces)) };
}

/** The value within quotes, or up to a comment and the `;` or `,` that ends a statement. */
function bare(content: string, { start, end: last }: Range): Range {
  const end = isContinued(content, { start, end: last }) ? last - 1 : last;
  const raw = content.slice(start, end);
  const quoted = /^"((?:[^"\\]|\\.)*)"[ \t]*(?:[;#,].*)?$|^'([^']*)'[ \t]*(?:[;#,].*)?$/.exec(raw.trimEnd());
  const inner = quoted?.[1] ?? quoted?.[2];
  if (inner !== undefined) return range(start + 1, start + 1 + inner.length);
  const comment = /(?:^|[ \t])[;#]/.exec(raw);
  const value = (comment ? raw.slice(0, comment.index) : raw).trimEnd().replace(/[,;]$/, '').trimEnd();
  // The quote that closes `set "key=value"`.
  if (value.indexOf('"') === value.length - 1) return range(start, start + Math.max(0, value.length - 1));
  return range(start, start + value.length);
}
