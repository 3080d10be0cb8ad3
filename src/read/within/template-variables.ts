/**
 * Variables that a template gives a value itself: Jinja's and Twig's `{% set x = 'a' %}`, Liquid's `{% assign x = 'a' %}`,
 * Go's `{{ $x := "a" }}`, ERB's `<% x = 'a' %>`. They are keys of a document of their own.
 */
import type { Entry, Expr } from '../../model/expr.ts';
import { object, range, text } from '../reader.ts';
import { templated } from './templated.ts';

/** Bounded, so that what is never closed costs little. */
const STATEMENT =
  /\{%[-+]?[ \t]*(?:set|assign|with)[ \t]+([A-Za-z_]\w*)[ \t]*=[ \t]*(\S[^\r\n]{0,999}?)[ \t]*[-+]?%\}|\{\{-?[ \t]*\$([A-Za-z_]\w*)[ \t]*:?=[ \t]*(\S[^\r\n]{0,999}?)[ \t]*-?\}\}|<%-?[ \t]*[@$]?([A-Za-z_]\w*)[ \t]*=[ \t]*([^\s=~][^\r\n]{0,1000}?)[ \t]*-?%>|\{%[-+]?[ \t]*set[ \t]+([A-Za-z_]\w*)[ \t]*[-+]?%\}([^{}]{1,1000})\{%[-+]?[ \t]*endset\b/dg;

/** A text in quotes, or what it comes to, read as it would be where it is put in. */
function valueAt(content: string, start: number, end: number): Expr {
  const quoted = /^(["'])([^"']*)\1$/.exec(content.slice(start, end));
  return quoted
    ? text(quoted[2] ?? '', range(start + 1, end - 1))
    : templated(text(`{{ ${content.slice(start, end)} }}`, range(start, end), [{ at: 0, source: start - 3 }]));
}

/** `{% set post = { 'relay': 'h', 'port': salt['pillar.get']('a:b', 25) } %}`, over several lines: Salt's map.jinja. */
const TABLE = /\{%[-+]?\s*set\s+(?<name>[A-Za-z_]\w*)\s*=\s*\{(?<body>[^%]{1,4000}?)\}\s*[-+]?%\}/dg;
const PAIR = /(["'])(?<key>[\w.-]+)\1\s*:\s*(?<value>'[^'\n]*'|"[^"\n]*"|(?:[^,(){}\n]|\([^()\n]*\)){1,300})/dg;

function tablesIn(content: string): Entry[] {
  return [...content.matchAll(TABLE)].slice(0, MOST).flatMap(({ groups, indices }): Entry[] => {
    const [from, to] = indices?.groups?.body ?? [0, 0];
    const name = indices?.groups?.name;
    const pairs = [...content.slice(from, to).matchAll(PAIR)].flatMap((pair): Entry[] => {
      const [key, value] = [pair.indices?.groups?.key, pair.indices?.groups?.value];
      if (!key || !value) return [];
      const end = value[0] + (pair.groups?.value ?? '').trimEnd().length;
      const keyRange = range(from + key[0], from + key[1]);
      return [{ key: pair.groups?.key ?? '', keyRange, value: valueAt(content, from + value[0], from + end) }];
    });
    return name && pairs.length > 0
      ? [{ key: groups?.name ?? '', keyRange: range(...name), value: object(pairs, range(from, to)) }]
      : [];
  });
}

/** More are no template's. */
const MOST = 1000;

/** The variables as an object; undefined when there are none. */
export function templateVariables(content: string): Expr | undefined {
  if (!/\{%|\{\{|<%/.test(content)) return undefined;
  const entries: Entry[] = [];
  for (const found of content.matchAll(STATEMENT)) {
    if (entries.length >= MOST) break;
    const [key, value] = [1, 3, 5, 7]
      .flatMap((index) => [found.indices?.[index], found.indices?.[index + 1]])
      .filter(Boolean);
    if (!key || !value) continue;
    const [start, end] = value;
    entries.push({
      key: content.slice(...key),
      keyRange: range(...key),
      value: found[7] ? text(content.slice(start, end), range(start, end)) : valueAt(content, start, end),
    });
  }
  entries.push(...tablesIn(content));
  return entries.length > 0 ? object(entries, range(0, content.length)) : undefined;
}
