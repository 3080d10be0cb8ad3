/** TOML, from toml-eslint-parser's tree, which carries offsets. What it refuses is read as an INI file. */
import type { AST } from 'toml-eslint-parser';
import type { Entry, Expr, Range } from '../../model/expr.ts';
import { character, decoded, type Escapes } from '../lower-text.ts';
import { object, type Reader, range, text, unknown } from '../reader.ts';
import { templated } from '../within/templated.ts';
import { readIni } from './ini.ts';

const MAX_DEPTH = 100;

export const readToml: Reader = async (input) => {
  const { parseTOML } = await import('toml-eslint-parser');
  const { path, source } = input;
  const parsed = (content: string): AST.TOMLTopLevelTable | undefined => {
    try {
      return parseTOML(content).body[0];
    } catch {
      // Templates and duplicate keys, which the parser refuses, and nesting that exhausts its stack.
      return undefined;
    }
  };
  const root = parsed(source.text) ?? parsed(withoutStrayEscapes(source.text));
  if (!root) return { ...(await readIni(input)), format: 'toml' };
  return { path, format: 'toml', source, documents: [tableOf(source.text, root)] };
};

/** `content = """… \$HOME …"""`: lenient parsers take what the specification refuses. Every offset stays what it is. */
const withoutStrayEscapes = (content: string): string =>
  content.replace(/\\(?:[btnfreuUx"\\]|\s)|\\/g, (found) => (found.length === 1 ? ' ' : found));

/** A table that is being filled; it becomes an object when all headers have been read. */
interface Table {
  readonly members: Member[];
  readonly byKey: Map<string, Member>;
  readonly range: Range;
}

interface Member {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Expr | Table | Table[];
}

const emptyTable = (at: Range): Table => ({ members: [], byKey: new Map(), range: at });

const rangeOf = ({ range: [start, end] }: AST.TOMLNode): Range => range(start, end);

function tableOf(content: string, root: AST.TOMLTopLevelTable): Expr {
  const top = emptyTable(rangeOf(root));
  for (const node of root.body) {
    if (node.type === 'TOMLKeyValue') put(content, top, node, 0);
    else {
      const table = headed(top, node);
      for (const pair of node.body) if (table) put(content, table, pair, 0);
    }
  }
  return finished(top);
}

/** The table of `[a.b]`, or a new item of the list of `[[a.b]]`. */
function headed(top: Table, node: AST.TOMLTable): Table | undefined {
  const holder = stepInto(top, node.key.keys.slice(0, -1));
  const last = node.key.keys.at(-1);
  if (!holder || !last) return undefined;
  const at = rangeOf(node);
  const known = holder.byKey.get(nameOf(last))?.value;
  if (node.kind === 'standard') return known && 'members' in known ? known : add(holder, last, emptyTable(at));
  const table = emptyTable(at);
  if (Array.isArray(known)) known.push(table);
  else add(holder, last, [table]);
  return table;
}

/** The table that the keys lead to; those that do not exist yet are made. */
function stepInto(from: Table, keys: readonly Key[]): Table | undefined {
  if (keys.length > MAX_DEPTH) return undefined;
  let table = from;
  for (const key of keys) {
    const known = table.byKey.get(nameOf(key))?.value;
    const next = Array.isArray(known) ? known.at(-1) : known;
    if (next && 'members' in next) table = next;
    else table = add(table, key, emptyTable(rangeOf(key)));
  }
  return table;
}

type Key = AST.TOMLBare | AST.TOMLQuoted;

const nameOf = (key: Key): string => (key.type === 'TOMLBare' ? key.name : key.value);

function add<T extends Member['value']>(table: Table, key: Key, value: T): T {
  const at = rangeOf(key);
  const keyRange = key.type === 'TOMLBare' ? at : range(at.start + 1, at.end - 1);
  const member: Member = { key: nameOf(key), keyRange, value };
  table.members.push(member);
  table.byKey.set(member.key, member);
  return value;
}

function put(content: string, table: Table, { key, value }: AST.TOMLKeyValue, depth: number): void {
  const holder = stepInto(table, key.keys.slice(0, -1));
  const last = key.keys.at(-1);
  if (holder && last) add(holder, last, lower(content, value, depth));
}

function finished(table: Table): Expr {
  const entries = table.members.map(({ key, keyRange, value }): Entry => {
    if (Array.isArray(value)) {
      const at = range(value[0]?.range.start ?? keyRange.start, value.at(-1)?.range.end ?? keyRange.end);
      return { key, keyRange, value: { kind: 'list', items: value.map(finished), range: at } };
    }
    return { key, keyRange, value: 'members' in value ? finished(value) : value };
  });
  return object(entries, table.range);
}

function lower(content: string, node: AST.TOMLContentNode, depth: number): Expr {
  const at = rangeOf(node);
  if (depth > MAX_DEPTH) return unknown(at, 'nested too deeply');
  if (node.type === 'TOMLArray') {
    return { kind: 'list', items: node.elements.map((element) => lower(content, element, depth + 1)), range: at };
  }
  if (node.type === 'TOMLInlineTable') {
    const table = emptyTable(at);
    for (const pair of node.body) put(content, table, pair, depth + 1);
    return finished(table);
  }
  return node.kind === 'string' ? stringOf(content, node) : text(content.slice(at.start, at.end), at);
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
]);

/** https://toml.io/en/v1.1.0#string */
const ESCAPES: Escapes = {
  pattern: /\\(?:[ \t]*(?:\r\n|\n)\s*|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])|\r\n/g,
  value([found]) {
    if (found === '\r\n') return '\n';
    const code = found.slice(1);
    if (/^\s/.test(code)) return '';
    return /^[xuU]./.test(code) ? character(code.slice(1), 16) : (NAMED.get(code) ?? code);
  },
};
const BREAKS: Escapes = { pattern: /\r\n/g, value: () => '\n' };

function stringOf(content: string, node: AST.TOMLStringValue): Expr {
  const quotes = node.multiline ? 3 : 1;
  const at = rangeOf(node);
  // A line break right behind the opening quotes is not part of the text.
  const lead = node.multiline
    ? (/^\r?\n/.exec(content.slice(at.start + quotes, at.start + quotes + 2))?.[0].length ?? 0)
    : 0;
  const inner = range(at.start + quotes + lead, at.end - quotes);
  return templated(decoded(content, inner, node.style === 'basic' ? ESCAPES : BREAKS));
}
