/** Control flow. */
import { type Arm, anyItem, field, fields, type Language, type Lowering, ref, walkArms } from '../../lower.ts';
import { casesOf, choosing } from '../../matched-arms.ts';
import { unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { assign } from './expressions.ts';

export const statements: Language['statements'] = {
  if_statement: conditional,
  while_statement: loop,
  for_statement(node, to) {
    for (const part of fields(node, 'initialize')) to.walk(part);
    for (const part of fields(node, 'condition')) to.walk(part);
    to.builder.branch(node.startIndex, 0, () => {
      to.walkAll(fields(node, 'body'));
      for (const part of fields(node, 'update')) to.walk(part);
    });
  },
  foreach_statement: forEach,
  switch_statement(node, to) {
    to.walk(field(node, 'condition'));
    const body = field(node, 'body');
    const arms = body ? parts(body) : [];
    const patterns = casesOf(
      arms,
      (arm) => arm.type === 'default_statement',
      (arm) => field(arm, 'value'),
    );
    choosing(node, field(node, 'condition'), patterns, to);
    for (const [index, arm] of arms.entries()) {
      to.builder.branch(node.startIndex, index, () => to.walkAll(parts(arm)));
    }
    // A case without statements shares those of the next.
    const own = arms.filter((arm) => parts(arm).length > (arm.type === 'default_statement' ? 0 : 1));
    if (arms.some((arm) => arm.type === 'default_statement')) to.builder.exhaustive(node.startIndex, own.length);
  },
  catch_clause(node, to) {
    to.builder.branch(node.startIndex, 0, () => to.walk(field(node, 'body')));
  },
  static_variable_declaration(node, to) {
    const name = field(node, 'name');
    const value = field(node, 'value');
    if (name && value) to.builder.assign(ref(to.textOf(name).slice(1), rangeOf(name)), to.expr(value), rangeOf(node));
  },
  global_declaration(node, to) {
    for (const name of parts(node)) to.builder.global(to.textOf(name).slice(1));
  },
  unset_statement: () => undefined,
  declare_directive: () => undefined,
  goto_statement: () => undefined,
};

function conditional(node: Node, to: Lowering): void {
  const arm = (one: Node): Arm => ({ condition: field(one, 'condition'), walk: () => to.walkAll(fields(one, 'body')) });
  walkArms(to, node.startIndex, [arm(node), ...fields(node, 'alternative').map(arm)]);
}

function loop(node: Node, to: Lowering): void {
  const walk = (): void => to.walkAll(fields(node, 'body'));
  walkArms(to, node.startIndex, [{ condition: field(node, 'condition'), walk }]);
}

function forEach(node: Node, to: Lowering): void {
  const body = fields(node, 'body');
  const [subject, target] = parts(node);
  const value = to.expr(subject);
  to.builder.branch(node.startIndex, 0, () => {
    const [key, item] = target?.type === 'pair' ? parts(target) : [undefined, target];
    const head = target ?? node;
    if (key) assign(key, unknown(rangeOf(key), 'a key of a list'), head, to);
    if (item) assign(item, anyItem(value), head, to);
    const [keyName, itemName] = [key, item].map((one) => (one ? to.textOf(one).replace(/^\$/, '') : undefined));
    if (keyName === undefined) to.walkAll(body);
    else to.builder.eachEntry({ of: value, key: keyName, item: itemName }, () => to.walkAll(body));
  });
}
