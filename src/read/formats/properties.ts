/** Java properties. https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html#load-java.io.Reader- */
import type { Entry, Expr } from '../../model/expr.ts';
import { character, decoded, type Escapes } from '../lower-text.ts';
import { object, type Reader, range } from '../reader.ts';
import { templated } from '../within/templated.ts';

/** A comment, which nothing continues, or a line with all that a backslash at its end adds to it. */
const LINE = /^[ \t\f]*[#!].*$|(?:[^\r\n\\]|\\(?:\r\n|[\s\S]|$))+/gm;
const KEY = /^[ \t\f]*((?:[^\s=:\\]|\\(?:(?:\r\n|[\r\n])[ \t\f]*|[\s\S]))+)(?:[ \t\f]*[=:][ \t\f]*|[ \t\f]+)?/;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

const ESCAPES: Escapes = {
  pattern: /\\(?:(?:\r\n|[\r\n])[ \t\f]*|u[\da-fA-F]{4}|[\s\S]|$)/g,
  value([found]) {
    const code = found.slice(1);
    if (/^[\r\n]/.test(code)) return '';
    return /^u./.test(code) ? character(code.slice(1), 16) : (NAMED.get(code) ?? code);
  },
};

/** Apache Felix' values, with their type before them: `smtp.port=I"587"`. https://sling.apache.org/documentation/bundles/configuration-installer-factory.html */
const TYPED = /^[TILFDXSCB]?"(?:[^"\\]|\\.)*"$/i;

export const readProperties: Reader = async ({ path, source }) => {
  const content = source.text;
  const isTyped = path.endsWith('.config');
  const documents: Entry[][] = [[]];
  for (const { 0: line, index } of content.matchAll(LINE)) {
    // Spring's documents: https://docs.spring.io/spring-boot/reference/features/external-config.html
    if (/^[#!]---[ \t]*$/.test(line)) documents.push([]);
    else if (!/^[ \t\f]*(?:[#!]|$)/.test(line)) documents.at(-1)?.push(...entryOf(content, line, index, isTyped));
  }
  const filled = documents.filter((entries, index) => entries.length > 0 || (index === 0 && documents.length === 1));
  return { path, format: 'properties', source, documents: filled.map(documentOf) };
};

function entryOf(content: string, line: string, index: number, isTyped: boolean): Entry[] {
  const found = KEY.exec(line);
  const key = found?.[1];
  if (!found || key === undefined) return [];
  const keyStart = index + line.indexOf(key);
  const keyRange = range(keyStart, keyStart + key.length);
  const start = index + found[0].length;
  const written = line.slice(found[0].length).trimEnd();
  const value =
    isTyped && TYPED.test(written)
      ? range(start + written.indexOf('"') + 1, start + written.length - 1)
      : range(start, start + written.length);
  return [
    { key: decoded(content, keyRange, ESCAPES).value, keyRange, value: templated(decoded(content, value, ESCAPES)) },
  ];
}

function documentOf(entries: readonly Entry[]): Expr {
  const first = entries[0];
  return object(entries, range(first?.keyRange.start ?? 0, entries.at(-1)?.value.range.end ?? 0));
}
