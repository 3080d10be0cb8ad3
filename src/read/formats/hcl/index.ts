/** HCL: Terraform, tfvars, Nomad, Packer; protocol buffers as text. A block is an object under its type and labels: `resource.a.b.{…}`. */
import type { Entry, Expr, Range } from '../../../model/expr.ts';
import { chosenBy, object, type Reader, range, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf, withTree } from '../../tree-sitter.ts';
import { callOf } from './functions.ts';
import { templateOf } from './templates.ts';
import { withTypeDefaults } from './types.ts';

const MAX_DEPTH = 150;

export const readHcl: Reader = async ({ path, source }) => {
  const documents = await withTree('hcl', asAttributes(path, source.text), (root) => {
    const json = parts(root).find((node) => node.type === 'object');
    const file = fileOf(source.text);
    return [json ? lower(file, json, 0) : object(entriesOf(file, root, 0), range(0, source.text.length))];
  });
  return { path, format: 'hcl', source, documents };
};

/** Protocol buffers as text are written as HCL is, but for the sign between a field and its value. */
const asAttributes = (path: string, text: string): string =>
  /\.(?:textproto|txtpb|pbtxt|textpb)$/i.test(path) ? text.replace(/^([ \t]*\w+[ \t]*):/gm, '$1=') : text;

/** The file's text, and how an expression in it is lowered. */
export interface File {
  readonly content: string;
  /** What the block around is made for each of, for `each.value`. */
  readonly each?: Expr;
  lower(node: Node, depth: number): Expr;
}

function fileOf(content: string, each?: Expr): File {
  const file: File = { content, ...(each ? { each } : {}), lower: (node, depth) => lower(file, node, depth) };
  return file;
}

/** Attributes and blocks of a body; what the parser could not make out is looked through for them. */
function entriesOf(file: File, node: Node, depth: number): Entry[] {
  if (depth > MAX_DEPTH) return [];
  return parts(node).flatMap((child): Entry[] => {
    if (child.type === 'attribute') return attribute(file, child, depth);
    if (child.type === 'block') return block(file, child, depth);
    return child.type === 'body' || child.type === 'ERROR' ? entriesOf(file, child, depth + 1) : [];
  });
}

function attribute(file: File, node: Node, depth: number): Entry[] {
  const [name, value] = parts(node);
  return name && value ? [{ key: name.text, keyRange: rangeOf(name), value: lower(file, value, depth + 1) }] : [];
}

function block(file: File, node: Node, depth: number): Entry[] {
  const children = parts(node);
  const names = children
    .filter((child) => child.type === 'identifier' || child.type === 'string_lit')
    .map((child) => nameRange(child));
  const body = children.find((child) => child.type === 'body');
  const own = body ? entriesOf(withEach(file, body, depth), body, depth + 1) : [];
  const at = rangeOf(node);
  const [type] = names;
  const isVariable = type !== undefined && file.content.slice(type.start, type.end) === 'variable';
  const entries = isVariable ? withTypeDefaults(own) : own;
  const named = names
    .slice(0, 8)
    .reduceRight<Expr>(
      (value, keyRange) => object([{ key: file.content.slice(keyRange.start, keyRange.end), keyRange, value }], at),
      object(entries, at),
    );
  return named.kind === 'object' ? [...named.entries] : [];
}

/** https://developer.hashicorp.com/terraform/language/meta-arguments/for_each */
function withEach(file: File, body: Node, depth: number): File {
  const [, each] = parts(parts(body).find((child) => parts(child)[0]?.text === 'for_each') ?? body);
  return each?.type === 'expression' ? fileOf(file.content, lower(file, each, depth + 1)) : file;
}

/** Without the quotes of a label. */
function nameRange(node: Node): Range {
  const { start, end } = rangeOf(node);
  return node.type === 'string_lit' && end - start >= 2 ? range(start + 1, end - 1) : range(start, end);
}

function lower(file: File, node: Node, depth: number): Expr {
  const at = rangeOf(node);
  if (depth > MAX_DEPTH) return unknown(at, 'nested too deeply');
  const children = parts(node);
  const [first, ...rest] = children;
  const inner = (child: Node): Expr => lower(file, child, depth + 1);
  switch (node.type) {
    case 'expression':
      return first ? chain(file, inner(first), rest, depth) : unknown(at);
    case 'literal_value':
    case 'collection_value':
    case 'template_expr':
      return first ? inner(first) : unknown(at);
    case 'string_lit':
    case 'quoted_template':
    case 'heredoc_template':
      return templateOf(file, node, depth);
    case 'numeric_lit':
    case 'bool_lit':
      return text(node.text, at);
    case 'null_lit':
      return unknown(at, 'null');
    case 'variable_expr':
    case 'identifier':
      return { kind: 'ref', name: node.text, range: at };
    case 'tuple':
      return { kind: 'list', items: children.filter((child) => child.type === 'expression').map(inner), range: at };
    case 'object':
      return object(
        children.flatMap((child) => (child.type === 'object_elem' ? element(file, child, depth) : [])),
        at,
      );
    case 'function_call':
      return callOf(node.text.slice(0, first?.text.length ?? 0), rest.flatMap(parts).map(inner), at);
    case 'conditional':
      return condition(file, children, depth, at);
    default:
      return unknown(at);
  }
}

/** `condition ? yes : no` */
function condition(file: File, [asked, yes, no]: readonly Node[], depth: number, at: Range): Expr {
  if (!asked || !yes || !no) return unknown(at);
  return chosenBy(rangeOf(asked), lower(file, yes, depth + 1), lower(file, no, depth + 1), at);
}

/** `of.name`, `of["name"]` and `of[0]` behind a value. */
function chain(file: File, of: Expr, links: readonly Node[], depth: number): Expr {
  return links.reduce<Expr>((value, link) => {
    const at = range(value.range.start, link.endIndex);
    const key = link.type === 'get_attr' ? parts(link)[0] : parts(parts(link)[0] ?? link)[0];
    if (link.type === 'get_attr' && key) {
      const isEach = file.each && value.kind === 'ref' && value.name === 'each' && key.text === 'value';
      if (file.each && isEach) return { kind: 'member', of: file.each, key: unknown(rangeOf(key)), range: at };
      return { kind: 'member', of: value, key: text(key.text, rangeOf(key)), range: at };
    }
    // One of them for each of the block's copies.
    if (link.type === 'index' && key?.text === 'count.index')
      return { kind: 'member', of: value, key: unknown(rangeOf(key)), range: at };
    return link.type === 'index' && key
      ? { kind: 'member', of: value, key: lower(file, key, depth + 1), range: at }
      : unknown(at);
  }, of);
}

/** An entry of an object: its key is a name or a text, `(expression)` keys are not known. */
function element(file: File, node: Node, depth: number): Entry[] {
  const key = node.childForFieldName('key');
  const value = node.childForFieldName('val');
  if (!key || !value) return [];
  const name = lower(file, key, depth + 1);
  const known = name.kind === 'ref' ? name.name : name.kind === 'text' ? name.value : undefined;
  return known === undefined ? [] : [{ key: known, keyRange: name.range, value: lower(file, value, depth + 1) }];
}
