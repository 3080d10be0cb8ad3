/** Assignments, functions, classes, control flow. */
import type { Expr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import {
  anyItem,
  childOf,
  concat,
  declareFunction,
  field,
  type Language,
  type Lowering,
  ref,
  walkArms,
} from '../../lower.ts';
import { either, text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { spelled, target, variable } from './names.ts';

function assign(node: Node, to: Lowering): void {
  const [left] = parts(node);
  const value = field(node, 'value');
  if (!left || !value) return;
  const operator = to.source.slice(left.endIndex, value.startIndex);
  const place = target(to.expr(left));
  const given = to.expr(value);
  const changed = operator.includes('??')
    ? either([place, given], rangeOf(node))
    : operator.includes('+')
      ? concat([place, given], rangeOf(node))
      : given;
  to.builder.assign(place, changed, rangeOf(node));
}

function parameterOf(node: Node, to: Lowering): Parameter | undefined {
  const name = childOf(node, 'variable');
  if (!name) return undefined;
  const standard = childOf(node, 'script_parameter_default');
  return {
    name: spelled(to.textOf(name).replace(/^\$/, ''), to),
    ...(standard ? { fallback: to.expr(parts(standard)[0]) } : {}),
  };
}

const parametersIn = (list: Node | undefined, to: Lowering): Parameter[] =>
  (list ? parts(list) : []).flatMap((one) => parameterOf(one, to) ?? []);

const listIn = (node: Node | undefined): Node | undefined => node && childOf(node, 'parameter_list');

/** Whoever starts the script may give another value. */
const option = (name: Node, standard: Expr, to: Lowering): Expr => ({
  kind: 'call',
  callee: ref('param', rangeOf(name)),
  args: [{ value: text(to.textOf(name).replace(/^\$/, ''), rangeOf(name)) }, { value: standard }],
  construct: false,
  range: standard.range,
});

/** A table that stands alone at the end is what the file gives to whoever loads it, as in a `.psd1`. */
function file(node: Node, to: Lowering): void {
  to.walkAll(parts(node));
  const last = statementsOf(node).at(-1);
  if (last?.type === 'pipeline' && /^@\{/.test(to.textOf(last))) to.builder.returns(to.expr(last), rangeOf(last));
}

/** Parameters of a script: what is used unless the caller says otherwise. */
function scriptParameters(node: Node, to: Lowering): void {
  for (const one of parts(listIn(node) ?? node)) {
    const found = parameterOf(one, to);
    const name = childOf(one, 'variable');
    if (found?.fallback && name)
      to.builder.assign(variable(name, to), option(name, found.fallback, to), rangeOf(one), { declares: true });
  }
}

/** A function gives back what `return` names, or the value of its last statement. */
function body(block: Node | undefined, to: Lowering): void {
  if (!block) return;
  const statements = statementsOf(block);
  const last = statements.at(-1);
  for (const statement of statements.slice(0, -1)) to.walk(statement);
  if (last?.type === 'pipeline' && !childOf(last, 'assignment_expression'))
    to.builder.returns(to.expr(last), rangeOf(last));
  else to.walk(last);
}

const statementsOf = (node: Node): Node[] =>
  parts(node).flatMap((part) =>
    /^(script_block|script_block_body|statement_list|named_block_list|named_block|statement_block)$/.test(part.type)
      ? statementsOf(part)
      : part.type === 'param_block' || part.type === 'block_name'
        ? []
        : [part],
  );

function defineFunction(node: Node, to: Lowering): void {
  const name = childOf(node, 'function_name');
  const block = childOf(node, 'script_block');
  const own = childOf(node, 'function_parameter_declaration');
  const params = parametersIn(listIn(own ?? (block && childOf(block, 'param_block'))), to);
  const value = to.builder.function({
    name: name ? spelled(to.textOf(name), to) : '',
    params,
    range: rangeOf(node),
    body: () => body(block, to),
  });
  declareFunction(to, name ?? null, value);
}

function defineClass(node: Node, to: Lowering): void {
  const [name, ...members] = parts(node);
  to.builder.class({
    name: name ? to.textOf(name) : undefined,
    bases: [],
    range: rangeOf(node),
    body: () => to.walkAll(members),
  });
}

function defineProperty(node: Node, to: Lowering): void {
  const name = childOf(node, 'variable');
  const value = parts(node).at(-1);
  if (!name || !value || value === name || value.type === 'variable') return;
  const at = rangeOf(name);
  const key = spelled(to.textOf(name).slice(1), to);
  to.builder.assign(
    { kind: 'member', of: ref('this', at), key: { kind: 'text', value: key, range: at }, range: at },
    to.expr(value),
    rangeOf(node),
  );
}

function defineMethod(node: Node, to: Lowering): void {
  const name = childOf(node, 'simple_name');
  const list = childOf(node, 'class_method_parameter_list');
  const written = name ? to.textOf(name) : '';
  const className = node.parent ? childOf(node.parent, 'simple_name') : undefined;
  to.builder.function({
    name: className && to.textOf(className) === written ? 'constructor' : spelled(written, to),
    params: parametersIn(list, to),
    range: rangeOf(node),
    body: () => body(childOf(node, 'script_block'), to),
  });
}

function conditional(node: Node, to: Lowering): void {
  const clauses = field(node, 'elseif_clauses');
  const otherwise = field(node, 'else_clause');
  const arms = [node, ...(clauses ? parts(clauses) : []), ...(otherwise ? [otherwise] : [])];
  walkArms(
    to,
    node.startIndex,
    arms.map((arm) => ({ condition: field(arm, 'condition'), walk: () => to.walk(childOf(arm, 'statement_block')) })),
  );
}

const branch = (node: Node, to: Lowering): void =>
  to.builder.branch(node.parent?.startIndex ?? node.startIndex, node.startIndex, () => to.walkAll(parts(node)));

function each(node: Node, to: Lowering): void {
  const [name, values, ...rest] = parts(node);
  if (name?.type === 'variable' && values) {
    const value = to.expr(values);
    to.builder.assign(variable(name, to), anyItem(value), rangeOf(name));
  }
  to.walkAll(rest);
}

function flow(node: Node, to: Lowering): void {
  const value = parts(node)[0];
  if (value && /^return\b/i.test(to.textOf(node))) to.builder.returns(to.expr(value), rangeOf(node));
  else to.walkAll(parts(node));
}

export const statements: Language['statements'] = {
  program: file,
  assignment_expression: assign,
  param_block: scriptParameters,
  function_statement: defineFunction,
  class_statement: defineClass,
  class_property_definition: defineProperty,
  class_method_definition: defineMethod,
  if_statement: conditional,
  switch_clause: branch,
  foreach_statement: each,
  flow_control_statement: flow,
};
