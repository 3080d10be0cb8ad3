/** Control flow, of which much has a value; variables and assignments; imports. */
import { type Expr, isNull } from '../../../model/expr.ts';
import {
  type Arm,
  anyItem,
  childOf,
  concat,
  field,
  fields,
  type Language,
  type Lowering,
  literally,
  member,
  ref,
  valueOfArms,
  walkArms,
} from '../../lower.ts';
import { choosing, valueOfWays } from '../../matched-arms.ts';
import { declareName, importAll, insideNames, rememberImport } from '../../members.ts';
import { either, unknown } from '../../reader.ts';
import { running } from '../../running.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { targetOf } from './receivers.ts';
import { property } from './variables.ts';

export const control: Language['expressions'] = {
  if_expression: conditional,
  when_expression: choice,
  try_expression(node, to) {
    const values: Expr[] = [];
    for (const [index, part] of parts(node).entries()) {
      if (part.type === 'block') values.push(to.expr(part));
      else if (part.type === 'finally_block') to.walkAll(parts(part));
      else if (part.type === 'catch_block')
        to.builder.branch(node.startIndex, index, () => void values.push(to.expr(childOf(part, 'block'))));
    }
    return anyOf(values, node);
  },
  block(node, to) {
    let value: Expr = unknown(rangeOf(node), 'null');
    to.builder.block(() =>
      insideNames(to, [], () => {
        const all = running(parts(node));
        to.walkAll(all.slice(0, -1));
        const last = all.at(-1);
        if (last) value = to.expr(last);
      }),
    );
    return value;
  },
  control_structure_body: (node, to) => to.expr(parts(node)[0]),
  return_expression(node, to) {
    const labelled = field(node, 'label');
    const value = parts(node).find((part) => part.id !== labelled?.id);
    if (value && !labelled) to.builder.returns(to.expr(value), rangeOf(node));
    else if (value) to.walk(value);
    return unknown(rangeOf(node), 'null');
  },
  throw_expression(node, to) {
    to.walkAll(parts(node));
    return unknown(rangeOf(node), 'null');
  },
};

export const statements: Language['statements'] = {
  package_header(node, to) {
    const name = childOf(node, 'qualified_identifier', 'identifier');
    if (name) to.builder.namespace(to.textOf(name).replace(/\s+/g, ''));
  },
  import(node, to) {
    const path = childOf(node, 'qualified_identifier');
    if (!path) return;
    if (to.textOf(node).trimEnd().endsWith('*')) {
      importAll(to.textOf(path).replace(/\s+/g, ''), path, to);
      return;
    }
    const names = to.textOf(path).replace(/\s+/g, '').split('.');
    const name = names.pop() ?? '';
    const alias = childOf(node, 'identifier');
    const local = alias ? to.textOf(alias) : name;
    rememberImport(to, local);
    to.builder.import({ local, module: names.join('.'), name, range: rangeOf(alias ?? path) });
  },
  property_declaration: property,
  assignment,
  while_statement: loop,
  do_while_statement: loop,
  for_statement(node, to) {
    const [variable, list, ...body] = parts(node);
    const items = to.expr(list);
    to.builder.branch(node.startIndex, 0, () =>
      to.builder.block(() =>
        insideNames(to, [], () => {
          // `for ((key, value) in table)`
          const bound = variable?.type === 'multi_variable_declaration' ? parts(variable)[1] : variable;
          const name = bound && childOf(bound, 'identifier');
          if (name) {
            declareName(to, to.textOf(name));
            to.builder.assign(ref(to.textOf(name), rangeOf(name)), anyItem(items), rangeOf(list ?? node), {
              declares: true,
            });
          }
          to.walkAll(body);
        }),
      ),
    );
  },
  modifiers: () => undefined,
  type_alias: () => undefined,
};

function loop(node: Node, to: Lowering): void {
  const condition = field(node, 'condition');
  to.walk(condition);
  to.builder.branch(node.startIndex, 0, () => to.walkAll(parts(node).filter((part) => part.id !== condition?.id)));
}

/** The name at the head of a target may be the receiver's. */
function targetIn(node: Node | null | undefined, to: Lowering): Expr {
  if (node?.type === 'identifier') return targetOf(node, to);
  const [of, key, second] = node && /^(navigation|index)_expression$/.test(node.type) ? parts(node) : [];
  if (!node || of?.type !== 'identifier' || !key || second) return to.expr(node);
  return member(targetOf(of, to), node.type === 'index_expression' ? to.expr(key) : literally(key, to), rangeOf(node));
}

function assignment(node: Node, to: Lowering): void {
  const left = field(node, 'left');
  const given = to.expr(field(node, 'right'));
  const target = targetIn(left, to);
  const operator = field(node, 'operator')?.type;
  to.builder.assign(target, operator === '+=' ? concat([target, given], rangeOf(node)) : given, rangeOf(node));
}

const anyOf = (values: readonly Expr[], node: Node): Expr => {
  const given = values.filter((value) => !isNull(value));
  return given.length > 0 ? either(given, rangeOf(node)) : unknown(rangeOf(node), 'null');
};

function conditional(node: Node, to: Lowering): Expr {
  const values: Expr[] = [];
  const arms: Arm[] = [];
  let at: Node | undefined = node;
  while (at?.type === 'if_expression') {
    const condition = field(at, 'condition');
    const [yes, no]: Node[] = parts(at).filter((part) => part.id !== condition?.id);
    arms.push({ condition, walk: () => void values.push(to.expr(yes)) });
    at = no;
  }
  const last = at;
  if (last) arms.push({ walk: () => void values.push(to.expr(last)) });
  walkArms(to, node.startIndex, arms);
  const otherwise = (): Expr => anyOf(values, node);
  return arms.length > 2 ? otherwise() : valueOfArms(arms[0]?.condition, values, rangeOf(node), otherwise);
}

function choice(node: Node, to: Lowering): Expr {
  const values: Expr[] = [];
  to.walkAll(parts(node).filter((part) => part.type !== 'when_entry'));
  const arms = parts(node).filter((part) => part.type === 'when_entry');
  const subject = childOf(node, 'when_subject');
  const ways = choosing(
    node,
    subject && parts(subject).at(-1),
    arms.map((arm) => fields(arm, 'condition')),
    to,
  );
  for (const [index, arm] of arms.entries())
    to.builder.branch(node.startIndex, index, () => void values.push(to.expr(parts(arm).at(-1))));
  const given = values.map((value) => (isNull(value) ? undefined : value));
  return given.some((value) => value) ? valueOfWays(given, ways, rangeOf(node)) : anyOf(values, node);
}
