/** Imports. */
import { childOf, field, type Language, type Lowering } from '../../lower.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

export const modules: Language['statements'] = { import_spec: lowerImport, package_clause: () => undefined };

function lowerImport(node: Node, to: Lowering): void {
  const path = field(node, 'path');
  const content = path && childOf(path, 'interpreted_string_literal_content', 'raw_string_literal_content');
  if (!path || !content) return;
  const module = to.textOf(content);
  const alias = field(node, 'name');
  const name = alias ? to.textOf(alias) : packageName(module);
  if (name === '_') return;
  const local = name === '.' ? '*' : name;
  to.builder.import({ local, module, name: '*', range: rangeOf(path), ...(name === '.' ? { all: true } : {}) });
}

/**
 * What a package is called, as far as its path tells: no major version (`…/v2`, `….v2`), and nothing that a name
 * cannot hold, which the `go-` and `-go` of repositories are (`go-simple-mail` is package mail).
 */
export function packageName(path: string): string {
  const steps = path.split('/').filter((step) => !/^v\d+$/.test(step));
  const last = (steps.at(-1) ?? path).replace(/\.v\d+$/, '').replace(/[-.]go$/, '');
  return last.split('-').at(-1) ?? last;
}
