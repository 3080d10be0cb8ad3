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
    const quoted = /^(["'])([^"']*)\1$/.exec(content.slice(start, end));
    entries.push({
      key: content.slice(...key),
      keyRange: range(...key),
      value: found[7]
        ? text(content.slice(start, end), range(start, end))
        : quoted
          ? text(quoted[2] ?? '', range(start + 1, end - 1))
          : // As it would be read where it is put in.
            templated(text(`{{ ${content.slice(start, end)} }}`, range(start, end), [{ at: 0, source: start - 3 }])),
    });
  }
  return entries.length > 0 ? object(entries, range(0, content.length)) : undefined;
}
