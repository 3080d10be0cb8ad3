/** Classes. Assignments in a class body give values to its fields. */
import { field, type Language, type Lowering } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { withFields } from './names.ts';

export const classes: Language['statements'] = { class_definition: lowerClass };

function lowerClass(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const bases = parts(field(node, 'superclasses') ?? node).filter((one) => /^(identifier|attribute)$/.test(one.type));
  to.builder.class({
    ...(name ? { name: to.textOf(name) } : {}),
    bases: field(node, 'superclasses') ? bases.map((base) => to.expr(base)) : [],
    range: rangeOf(node),
    body: () => withFields(to, fieldNames(body, to), () => to.walk(body)),
  });
}

/** Names that the body itself assigns; deeper ones (in an `if`) are rare. */
function fieldNames(body: Node | null, to: Lowering): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of body ? parts(body) : []) {
    const [assignment] = statement.type === 'expression_statement' ? parts(statement) : [];
    const target = assignment?.type === 'assignment' ? field(assignment, 'left') : null;
    if (target?.type === 'identifier') names.add(to.textOf(target));
  }
  return names;
}
