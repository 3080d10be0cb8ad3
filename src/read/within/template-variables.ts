/**
 * Variables that a template gives a value itself: Jinja's and Twig's `{% set x = 'a' %}`, Liquid's `{% assign x = 'a' %}`,
 * Go's `{{ $x := "a" }}`, ERB's `<% x = 'a' %>`, and what a loop of Jinja, ERB or EPP goes through. They are keys of a document of their own.
 */
import type { Entry, Expr } from '../../model/expr.ts';
import { memberOfAny, object, range, text } from '../reader.ts';
import { tableIn } from './template-tables.ts';
import { templated } from './templated.ts';

/** Bounded, so that what is never closed costs little. */
const STATEMENT =
  /\{%[-+]?[ \t]*(?:set|assign|with)[ \t]+([A-Za-z_]\w*)[ \t]*=[ \t]*(\S[^\r\n]{0,999}?)[ \t]*[-+]?%\}|\{\{-?[ \t]*\$([A-Za-z_]\w*)[ \t]*:?=[ \t]*(\S[^\r\n]{0,999}?)[ \t]*-?\}\}|<%-?[ \t]*[@$]?([A-Za-z_]\w*)[ \t]*=[ \t]*([^\s=~][^\r\n]{0,1000}?)[ \t]*-?%>|\{%[-+]?[ \t]*set[ \t]+([A-Za-z_]\w*)[ \t]*[-+]?%\}([^{}]{1,1000})\{%[-+]?[ \t]*endset\b/dg;

/** A text in quotes, a number, or what it comes to, read as it would be where it is put in. */
export function writtenValue(content: string, start: number, end: number): Expr {
  const written = content.slice(start, end);
  if (/^\d+$/.test(written)) return text(written, range(start, end));
  const quoted = /^(["'])([^"']*)\1$/.exec(written);
  return quoted
    ? text(quoted[2] ?? '', range(start + 1, end - 1))
    : templated(text(`{{ ${written} }}`, range(start, end), [{ at: 0, source: start - 3 }]));
}

/**
 * `{% set post = { 'relay': 'h', 'port': salt['pillar.get']('a:b', 25) } %}`, over several lines: Salt's map.jinja. Of what
 * `filter_by` chooses from any may be meant. https://docs.saltproject.io/en/latest/ref/modules/all/salt.modules.grains.html
 */
const TABLE =
  /\{%[-+]?\s*set\s+(?<name>[A-Za-z_]\w*)\s*=\s*(?<chosen>salt(?:\[['"]|\.)(?:grains|match|slsutil)\.filter_by(?:['"]\])?\(\s*)?(?=\{)/dg;

function tablesIn(content: string): Entry[] {
  return [...content.matchAll(TABLE)].slice(0, MOST).flatMap((found): Entry[] => {
    const key = found.indices?.groups?.name;
    const start = found.index + found[0].length;
    const table = tableIn(content, start, Math.min(content.length, start + LONGEST), writtenValue);
    if (!key || !table || table.value.entries.length === 0) return [];
    const arms = table.value.entries.map(({ value }) => value).filter(({ kind }) => kind === 'object');
    const value: Expr =
      found.groups?.chosen === undefined ? table.value : { kind: 'list', items: arms, range: table.value.range };
    return [{ key: content.slice(...key), keyRange: range(...key), value }];
  });
}

/**
 * `{% for relay in relays %}`, `{% for name, relay in relays.items() %}`, `{% for relay in post.relays | default([]) %}`: the
 * name is any item of the list. https://jinja.palletsprojects.com/en/stable/templates/#for
 */
const LOOP =
  /\{%[-+]?[ \t]*for[ \t]+(?:\w+[ \t]*,[ \t]*)?(?<name>[A-Za-z_]\w*)[ \t]+in[ \t]+(?<list>[A-Za-z_][\w.]*?)(?:\.(?:items|values)\(\)|[ \t]*\|[ \t]*(?:default|dict2items|unique|list|sort)\b[^\n%]{0,100})?[ \t]*[-+]?%\}/dg;

const loopsIn = (content: string): Entry[] =>
  [...content.matchAll(LOOP)].slice(0, MOST).flatMap(({ indices, groups }): Entry[] => {
    const [name, list] = [indices?.groups?.name, indices?.groups?.list];
    if (!name || !list) return [];
    const at = range(...list);
    const value = memberOfAny({ kind: 'env', name: groups?.list ?? '', range: at }, [], at);
    return [{ key: content.slice(...name), keyRange: range(...name), value }];
  });

/**
 * `<% @relays.each do |relay| %>`, `<% node['mta']['accounts'].each_pair do |name, account| %>` of ERB, and Puppet's
 * `<% $relays.each |String $domain, $relay| { %>`: the last name is any item, the first one where a counter stands behind it.
 * https://www.puppet.com/docs/puppet/8/lang_template_epp
 */
const RUBY_LOOP =
  /<%-?[ \t]*\(?(?<list>[@$]?[A-Za-z_][^\s|%{}()]{0,200})(?:[ \t]*\|\|[ \t]*[[{][\]}])?\)?\.(?:each(?<counted>_with_index)?|each_pair|each_value|map)[ \t]*(?:do[ \t]*|\{[ \t]*)?\|(?<names>[^|\r\n]{1,100})\|/dg;

/** Methods that give the same items. */
const SAME_ITEMS = /\.(?:sort|to_a|uniq|compact|flatten|values|reverse)$/;

const rubyLoopsIn = (content: string): Entry[] =>
  [...content.matchAll(RUBY_LOOP)].slice(0, MOST).flatMap(({ indices, groups }): Entry[] => {
    const [names, list] = [indices?.groups?.names, indices?.groups?.list];
    if (!names || !list) return [];
    const found = [...(groups?.names ?? '').matchAll(/[a-z_]\w*(?=\s*(?:,|$))/g)];
    const item = groups?.counted === undefined ? found.at(-1) : found[0];
    if (!item) return [];
    const start = names[0] + item.index;
    const written = (groups?.list ?? '').replace(SAME_ITEMS, '');
    const at = range(list[0], list[0] + written.length);
    const of = templated(text(`<%=${written}%>`, at, [{ at: 0, source: at.start - 3 }]));
    return [{ key: item[0], keyRange: range(start, start + item[0].length), value: memberOfAny(of, [], at) }];
  });

/** Characters of the longest table. */
const LONGEST = 8000;

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
      value: found[7] ? text(content.slice(start, end), range(start, end)) : writtenValue(content, start, end),
    });
  }
  entries.push(...tablesIn(content), ...loopsIn(content), ...rubyLoopsIn(content));
  return entries.length > 0 ? object(entries, range(0, content.length)) : undefined;
}
