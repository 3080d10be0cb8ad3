/** Imports. */
import { childOf, field, fields, type Language, type Lowering } from '../../lower.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

export const modules: Language['statements'] = {
  import_statement(node, to) {
    for (const { name, local, range } of names(node, to)) {
      const module = local === undefined ? (name.split('.')[0] ?? name) : name;
      to.builder.import({ local: local ?? module, module, name: '*', range });
    }
  },
  import_from_statement(node, to) {
    const from = field(node, 'module_name');
    if (!from) return;
    const module = to.textOf(from).replace(/\s+/g, '');
    if (childOf(node, 'wildcard_import')) {
      to.builder.import({ local: '*', module, name: '*', range: rangeOf(node), all: true });
    }
    for (const { name, local, range } of names(node, to))
      to.builder.import({ local: local ?? name, module, name, range });
  },
  future_import_statement: () => undefined,
};

function names(
  node: Node,
  to: Lowering,
): { name: string; local: string | undefined; range: ReturnType<typeof rangeOf> }[] {
  return fields(node, 'name').flatMap((found) => {
    const name = found.type === 'aliased_import' ? field(found, 'name') : found;
    const alias = field(found, 'alias');
    return name
      ? [
          {
            name: to.textOf(name).replace(/\s+/g, ''),
            local: alias ? to.textOf(alias) : undefined,
            range: rangeOf(found),
          },
        ]
      : [];
  });
}
