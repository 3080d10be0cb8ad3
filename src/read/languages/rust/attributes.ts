/**
 * Fields of structs whose attributes say where a value comes from: clap and structopt (`env`, `default_value`),
 * envconfig (`from`, `default`), confique (`env`, `default`), smart-default (`#[default("x")]`), educe (`Default = x`),
 * serde (`default = "function"`).
 */
import type { Expr } from '../../../model/expr.ts';
import { chainOf } from '../../../model/expr.ts';
import { field, type Language, type Lowering, literally, member, ref, call as register } from '../../lower.ts';
import { decoded } from '../../lower-text.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { ESCAPES } from './literals.ts';

export const attributes: Language['statements'] = {
  struct_item(node, to) {
    const name = field(node, 'name');
    const body = field(node, 'body');
    if (name && body?.type === 'field_declaration_list') lowerFields(ref(to.textOf(name), rangeOf(name)), body, to);
  },
  enum_item: () => undefined,
  attribute_item: () => undefined,
  inner_attribute_item: () => undefined,
};

function lowerFields(of: Expr, body: Node, to: Lowering): void {
  let pending: Node[] = [];
  for (const part of parts(body)) {
    if (part.type === 'attribute_item') pending.push(part);
    else {
      const name = field(part, 'name');
      if (name) lowerField(member(of, literally(name, to), rangeOf(name)), to.textOf(name), pending, to);
      pending = [];
    }
  }
}

/** What the attributes of one field say, and the name for it in the words of the crate. */
interface Said {
  env?: { name: string; range: { start: number; end: number } };
  standard?: Expr;
}

function lowerField(target: Expr, name: string, all: readonly Node[], to: Lowering): void {
  const said: Said = {};
  for (const one of all) understand(one, name, said, to);
  const { env, standard } = said;
  const value: Expr | undefined = env ? { kind: 'env', ...env, ...(standard ? { fallback: standard } : {}) } : standard;
  const [first] = all;
  if (value && first)
    to.builder.assign(target, value, { start: first.startIndex, end: target.range.end }, { declares: true });
}

/** `key = "text"`, `key = word`, a text or a word alone. */
const ITEM = /([A-Za-z_]\w*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([\w.]+))|"((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*)/g;
const KNOWN = /^(arg|clap|structopt|envconfig|config|conf|educe|default|serde|env)$/;

function understand(item: Node, name: string, said: Said, to: Lowering): void {
  const [attribute] = parts(item);
  const path = attribute && parts(attribute)[0];
  const crate = path ? to.textOf(path) : '';
  if (!attribute || !path || !KNOWN.test(crate)) return;
  for (const found of to.source.slice(path.endIndex, attribute.endIndex).matchAll(ITEM)) {
    const [whole, key, given, word, alone, flag] = found;
    const quoted = given ?? alone;
    const end = path.endIndex + found.index + whole.length - (quoted === undefined ? 0 : 1);
    const at = { start: end - (quoted ?? word ?? flag ?? '').length, end };
    if (flag === 'env' && /^(arg|clap|structopt)$/.test(crate)) said.env = { name: name.toUpperCase(), range: at };
    else if (/^(env|from)$/.test(key ?? '') && quoted !== undefined) said.env = { name: quoted, range: at };
    else if (crate === 'serde' && key === 'default' && quoted) said.standard = result(quoted, at, to);
    else if (crate !== 'serde' && isDefault(crate, key, quoted, word)) said.standard = decoded(to.source, at, ESCAPES);
  }
}

const isDefault = (
  crate: string,
  key: string | undefined,
  quoted: string | undefined,
  word: string | undefined,
): boolean =>
  key === undefined
    ? crate === 'default' && quoted !== undefined
    : /^([dD]efault|default_value)$/.test(key) ||
      (key === 'default_value_t' && (quoted !== undefined || /^[\d.]+$/.test(word ?? '')));

/** serde names a function that makes the value. */
function result(path: string, at: { start: number; end: number }, to: Lowering): Expr {
  const [first = '', ...keys] = path.split('::');
  const callee = keys.reduce<Expr>(
    (of, key) => member(of, { kind: 'text', value: key, range: at }, at),
    ref(first, at),
  );
  const own = chainOf(callee)?.at(0) === 'Self' ? ref(keys.at(-1) ?? first, at) : callee;
  return register(to, { callee: own, args: [], range: at });
}
