/**
 * Fields of structs whose attributes say where a value comes from: clap and structopt (`env`, `default_value`),
 * envconfig (`from`, `default`), env-config (`name`, `default`), confique (`env`, `default`), smart-default (`#[default("x")]`), educe (`Default = x`),
 * serde (`default = "function"`), and those that are given a piece of program: derive_builder, typed-builder, bon,
 * derivative, smart-default (`_code`), educe (`expression`), serde-inline-default.
 */
import type { Expr, Range, RefExpr } from '../../../model/expr.ts';
import { chainOf } from '../../../model/expr.ts';
import { oncePer } from '../../../model/once.ts';
import { field, type Language, type Lowering, literally, member, ref, call as register } from '../../lower.ts';
import { decoded } from '../../lower-text.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { ESCAPES } from './literals.ts';
import { typeOf } from './types.ts';

export const attributes: Language['statements'] = {
  struct_item(node, to) {
    const name = field(node, 'name');
    const body = field(node, 'body');
    if (!name || body?.type !== 'field_declaration_list') return;
    const of = ref(to.textOf(name), rangeOf(name));
    lowerFields(of, body, to);
    if (hasDefault(node, to)) lowerDefaults(of, body, to);
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
      if (name && !lowerField(member(of, literally(name, to), rangeOf(name)), to.textOf(name), pending, to))
        lowerType(member(of, literally(name, to), rangeOf(name)), part, to);
      pending = [];
    }
  }
}

const MOST_ATTRIBUTES = 12;

/** `#[serde(default)]` before a struct: what the data lacks is of `Default`. https://serde.rs/container-attrs.html#default */
function hasDefault(struct: Node, to: Lowering): boolean {
  let at = struct.previousNamedSibling;
  for (let left = MOST_ATTRIBUTES; at && left > 0 && /attribute_item|comment/.test(at.type); left -= 1) {
    if (/^#\[serde\([^"\])]*\bdefault\b(?!\s*=)/.test(to.textOf(at))) return true;
    at = at.previousNamedSibling;
  }
  return false;
}

function lowerDefaults(of: RefExpr, body: Node, to: Lowering): void {
  for (const name of parts(body).flatMap((part) => field(part, 'name') ?? [])) {
    const at = rangeOf(name);
    const callee = member(of, text('default', at), at);
    const made: Expr = { kind: 'call', callee, args: [], construct: false, range: at };
    const key = literally(name, to);
    to.builder.assign(member(of, key, at), member(made, key, at), at, { declares: true });
  }
}

/** A field of a struct type of the program's: its members are that type's. */
function lowerType(target: Expr, declaration: Node, to: Lowering): void {
  const type = typeOf(field(declaration, 'type'), to);
  const name = type && chainOf(type)?.at(-1);
  if (!type || name === undefined || !structsOf(to).has(name)) return;
  const at = rangeOf(declaration);
  to.builder.assign(target, { kind: 'instance', type, range: at }, at, { declares: true });
}

/** The names of the struct types of a file. */
const structsOf = oncePer(
  ({ source }: Lowering): ReadonlySet<string> =>
    new Set([...source.matchAll(/\bstruct[ \t]+(\w+)/g)].map(([, name = '']) => name)),
);

/** What the attributes of one field say, and the name for it in the words of the crate. */
interface Said {
  env?: { name: string; range: { start: number; end: number } };
  /** The option of the command line that it is. https://docs.rs/clap/latest/clap/_derive/index.html#arg-attributes */
  flag?: { name: string; range: { start: number; end: number } };
  standard?: Expr;
}

/** Whether they say it. */
function lowerField(target: Expr, name: string, all: readonly Node[], to: Lowering): boolean {
  const said: Said = {};
  for (const one of all) understand(one, name, said, to);
  const { env, standard, flag } = said;
  const unset: Expr | undefined = env ? { kind: 'env', ...env, ...(standard ? { fallback: standard } : {}) } : standard;
  const value: Expr | undefined = flag && unset ? { kind: 'env', ...flag, flag: true, fallback: unset } : unset;
  const [first] = all;
  if (!value || !first) return false;
  to.builder.assign(target, value, { start: first.startIndex, end: target.range.end }, { declares: true });
  return true;
}

/** `key = "text"`, `key = word`, a text or a word alone. */
const ITEM = /([A-Za-z_]\w*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([\w.]+))|"((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*)/g;
const KNOWN = /^(arg|clap|structopt|envconfig|config|conf|educe|default|serde|env|env_config)$/;

function understand(item: Node, name: string, said: Said, to: Lowering): void {
  const [attribute] = parts(item);
  const path = attribute && parts(attribute)[0];
  const crate = path ? to.textOf(path) : '';
  if (!attribute || !path) return;
  const code = codeGiven(crate, path.endIndex, attribute.endIndex, to);
  if (code) said.standard = code;
  if (code || !KNOWN.test(crate)) return;
  for (const found of to.source.slice(path.endIndex, attribute.endIndex).matchAll(ITEM)) {
    const [whole, key, given, word, alone, flag] = found;
    const quoted = given ?? alone;
    const end = path.endIndex + found.index + whole.length - (quoted === undefined ? 0 : 1);
    const at = { start: end - (quoted ?? word ?? flag ?? '').length, end };
    if (flag === 'env' && /^(arg|clap|structopt)$/.test(crate)) said.env = { name: name.toUpperCase(), range: at };
    else if (flag === 'long' && /^(arg|clap|structopt)$/.test(crate))
      said.flag = { name: name.replaceAll('_', '-'), range: at };
    else if (key === 'long' && quoted !== undefined) said.flag = { name: quoted, range: at };
    else if (quoted !== undefined && (/^(env|from)$/.test(key ?? '') || (crate === 'env_config' && key === 'name')))
      said.env = { name: quoted, range: at };
    else if (crate === 'serde' && /^(?:rename|alias)$/.test(key ?? '') && quoted) to.builder.dataKey(name, quoted);
    else if (crate === 'serde' && key === 'default' && quoted) said.standard = result(quoted, at, to);
    else if (crate !== 'serde' && isDefault(crate, key, quoted, word)) said.standard = decoded(to.source, at, ESCAPES);
  }
}

/** Where a crate is given the program that makes a default: as it is, or as a text that holds it. */
const CODE: Readonly<Record<string, RegExp>> = {
  // https://docs.rs/derive_builder/#default-values, https://docs.rs/typed-builder, https://docs.rs/bon
  builder: /\bdefault(?:_code)?\s*=\s*/g,
  // https://mcarton.github.io/rust-derivative/latest/Default.html
  derivative: /\bDefault\s*\(\s*value\s*=\s*/g,
  // https://docs.rs/smart-default
  default: /\b_code\s*=\s*/g,
  // https://docs.rs/educe
  educe: /\bDefault\s*\(\s*expression\s*=\s*/g,
  // https://docs.rs/serde-inline-default
  serde_inline_default: /\(\s*/g,
};

/** What stands around a text that becomes a `String`, an `Option` or a `Cow`, and whether it is a text within a text. */
const MADE =
  /^(?<opening>r(?<hashes>#*)"|")?\s*(?:Some\(\s*)?(?:(?:\w+::)*(?:String|Cow)::from\(\s*)?(?:(?<quote>\\?")(?<text>[^"\\]*)\k<quote>|(?<number>\d+)\b)(?:\s*\.\s*(?:to_string|to_owned|into)\(\))?\s*\)*\s*(?<closing>"#*)?\s*(?:[,)]|$)/d;
/** A text alone that is no program: a name with a dot. */
const HOST_ALONE = /^"(?<text>[\w-]+(?:\.[\w-]+)+(?::\d+)?)"/d;
const FUNCTION_ALONE = /^"(?<text>\w+(?:::\w+)*)\(\)"/d;

/** The text, number or function of a default that is written as a program. */
function codeGiven(crate: string, from: number, end: number, to: Lowering): Expr | undefined {
  const source = to.source.slice(from, end);
  const key = Object.hasOwn(CODE, crate) ? source.matchAll(CODE[crate] ?? /(?!)/g).next().value : undefined;
  if (!key) return undefined;
  const start = key.index + key[0].length;
  const code = source.slice(start);
  const at = (found: RegExpExecArray | null, group: string): Range | undefined => {
    const [first, last] = found?.indices?.groups?.[group] ?? [];
    return first === undefined || last === undefined
      ? undefined
      : { start: from + start + first, end: from + start + last };
  };
  const host = at(HOST_ALONE.exec(code), 'text');
  const name = at(FUNCTION_ALONE.exec(code), 'text');
  if (name) return result(to.source.slice(name.start, name.end), name, to);
  const made = MADE.exec(code);
  const isWhole = made?.groups && (made.groups.opening === undefined) === (made.groups.closing === undefined);
  const range = host ?? (isWhole ? (at(made, 'text') ?? at(made, 'number')) : undefined);
  return range && text(to.source.slice(range.start, range.end), range);
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
