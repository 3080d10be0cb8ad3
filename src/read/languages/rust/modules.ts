/** `use`. */
import { field, type Language, type Lowering } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const MAX_NESTING = 30;

export const modules: Language['statements'] = {
  use_declaration: (node, to) => used(field(node, 'argument'), [], to),
  extern_crate_declaration: () => undefined,
};

/** One name, or a list of them after a path that they share. */
function used(node: Node | null | undefined, path: readonly string[], to: Lowering, depth = 0): void {
  if (!node || depth > MAX_NESTING) return;
  const further = (inner: Node | null): string[] => [...path, ...(inner ? steps(inner, to) : [])];
  if (node.type === 'use_list') for (const one of parts(node)) used(one, path, to, depth + 1);
  else if (node.type === 'scoped_use_list') used(field(node, 'list'), further(field(node, 'path')), to, depth + 1);
  else if (node.type === 'use_wildcard') {
    const module = further(parts(node)[0] ?? null).join('.');
    to.builder.import({ local: '*', module, name: '*', range: rangeOf(node), all: true });
  } else if (node.type === 'use_as_clause') named(further(field(node, 'path')), field(node, 'alias'), node, to);
  else if (/^(self|identifier|scoped_identifier|crate|super)$/.test(node.type)) named(further(node), null, node, to);
}

const steps = (node: Node, to: Lowering): string[] => to.textOf(node).replace(/\s+/g, '').split('::');

function named(path: readonly string[], alias: Node | null, node: Node, to: Lowering): void {
  const full = path.length > 1 && path.at(-1) === 'self' ? path.slice(0, -1) : path;
  const name = full.at(-1);
  if (name === undefined) return;
  const local = alias ? to.textOf(alias) : name;
  const module = full.slice(0, -1).join('.');
  const range = rangeOf(node);
  to.builder.import(module === '' ? { local, module: name, name: '*', range } : { local, module, name, range });
}
