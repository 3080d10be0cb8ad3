/**
 * Lua: LuaSocket's `smtp.send`, rspamd's `lua_smtp.sendmail`, lua-resty-mail. No reader knows the language: a call takes a
 * table in braces, and what stands behind `host =` is a text, a variable of the environment, or both joined by `..`.
 */
import { detector } from '../../../src/detect/detector.ts';
import { inText } from '../../../src/detect/text-matches.ts';
import { type Expr, rangeIn, type TextExpr } from '../../../src/model/expr.ts';
import { join, unknown } from '../../../src/read/reader.ts';

/** The call and its table, up to a field of it; tables of recipients and headers may stand before. */
const inTable = (calls: string): string =>
  String.raw`\b(?:${calls})[ \t]*\(?[ \t]*\{(?:[^{}]|\{[^{}]{0,300}\}){0,600}?`;
/** A field's value, up to the comma, the end of the table, or a comment. */
const VALUE = String.raw`[ \t]*=[ \t]*(?<value>[^,{}\s](?:[^,{}\n]{0,198}?[^,{}\s])?)(?=[ \t]*(?:[,}\r\n]|--))`;

const field = (calls: string, names: string): RegExp => new RegExp(`${inTable(calls)}\\b(?:${names})${VALUE}`);
const port = (calls: string): RegExp => new RegExp(`${inTable(calls)}\\bport[ \\t]*=[ \\t]*["']?(?<value>\\d+)`);

const PIECE =
  /(["'])(?<text>[^"'\n]*)\1|os\.getenv[ \t]*\([ \t]*["'](?<variable>\w+)["'][ \t]*\)|(?<operator>\.\.|\bor\b)|[^\s"'.]+(?:\.[^\s"'.]+)*/g;

/** A value as Lua writes it: https://www.lua.org/manual/5.4/manual.html#3.4 */
function lua(host: Expr): Expr {
  if (host.kind !== 'text') return host;
  const pieces = Array.from(host.value.matchAll(PIECE));
  const parts = pieces.flatMap((found) => (found.groups?.operator ? [] : [part(host, found)]));
  const [first, second] = parts;
  const isFallback = pieces[1]?.groups?.operator === 'or' && parts.length === 2;
  if (isFallback && first?.kind === 'env' && second) return { ...first, fallback: second };
  return first && !second ? first : join(parts, host.range);
}

function part(host: TextExpr, found: RegExpExecArray): Expr {
  const { text, variable } = found.groups ?? {};
  const range = rangeIn(host, found.index, found.index + found[0].length);
  if (variable !== undefined) return { kind: 'env', name: variable, range };
  if (text === undefined) return { kind: 'ref', name: found[0], range };
  if (text === '') return unknown(range);
  return { kind: 'text', value: text, range: rangeIn(host, found.index + 1, found.index + 1 + text.length) };
}

/** One setting for each call of a library, whose table has its host under one of the names. */
const calls = (name: string, names: string, when?: (text: string) => boolean) =>
  inText({
    key: `${name.replaceAll('\\', '')}.${names.split('|')[0]}`,
    block: new RegExp(`\\b(?:${name})[ \\t]*[({]`),
    host: field(name, names),
    port: port(name),
    refine: lua,
    ...(when ? { when } : {}),
  });

export default detector({
  id: 'lua-mail',
  title: 'Lua mail libraries',
  docs: 'https://lunarmodules.github.io/luasocket/smtp.html',
  layer: 'application',
  format: 'lines',
  files: ['*.lua'],
  keywords: ['smtp', 'resty.mail'],
  recognises:
    'LuaSocket’s `smtp.send { server = … }`, rspamd’s `lua_smtp.sendmail({ host = … })`, lua-resty-mail’s `mail.new({ host = … })`',
  settings: [
    // https://lunarmodules.github.io/luasocket/smtp.html: the server on this machine unless told
    calls('smtp\\.send', 'server'),
    // https://rspamd.com/doc/lua/lua_smtp.html
    calls('lua_smtp\\.sendmail', 'host'),
    // https://github.com/GUI/lua-resty-mail
    calls('mail\\.new', 'host', (text) => text.includes('resty.mail')),
  ],
});
