/** Control flow. */
import { type Arm, anyItem, childOf, field, fields, type Language, type Lowering, walkArms } from '../../lower.ts';
import { choosing } from '../../matched-arms.ts';
import { type Node, parts } from '../../tree-sitter.ts';
import { assignment, augmented, bind } from './assignments.ts';

export const statements: Language['statements'] = {
  assignment,
  augmented_assignment: augmented,
  if_statement: conditional,
  while_statement(node, to) {
    walkArms(to, node.startIndex, [{ condition: field(node, 'condition'), walk: () => to.walk(field(node, 'body')) }]);
    to.walk(field(node, 'alternative'));
  },
  for_statement(node, to) {
    const value = to.expr(field(node, 'right'));
    to.builder.branch(node.startIndex, 0, () => {
      bind(field(node, 'left'), anyItem(value), headOf(node), to);
      to.walk(field(node, 'body'));
    });
    to.walk(field(node, 'alternative'));
  },
  except_clause: handler,
  except_group_clause: handler,
  match_statement(node, to) {
    to.walkAll(fields(node, 'subject'));
    const body = field(node, 'body');
    const arms = body ? parts(body) : [];
    choosing(
      node,
      field(node, 'subject'),
      arms.map((arm) => (field(arm, 'guard') ? null : parts(arm).filter((part) => part.type === 'case_pattern'))),
      to,
    );
    for (const [index, arm] of arms.entries()) {
      to.builder.branch(node.startIndex, index, () => to.walk(field(arm, 'consequence')));
    }
  },
  with_item(node, to) {
    const value = field(node, 'value');
    if (value?.type !== 'as_pattern') {
      to.walk(value);
      return;
    }
    const [made, alias] = parts(value);
    bind(alias, to.expr(made), value, to);
  },
  global_statement(node, to) {
    for (const name of parts(node)) to.builder.global(to.textOf(name));
  },
  nonlocal_statement: () => undefined,
  delete_statement: () => undefined,
  type_alias_statement: () => undefined,
};

/** What of a loop has run when its body does: without this the body would seem to stand before the assignment. */
const headOf = (node: Node): Node => field(node, 'right') ?? node;

function conditional(node: Node, to: Lowering): void {
  const arm = (one: Node): Arm => ({
    condition: field(one, 'condition'),
    walk: () => to.walk(field(one, 'consequence') ?? field(one, 'body')),
  });
  walkArms(to, node.startIndex, [arm(node), ...fields(node, 'alternative').map(arm)]);
}

function handler(node: Node, to: Lowering): void {
  to.builder.branch(node.startIndex, 0, () => to.walk(childOf(node, 'block')));
}
