/** Declarations, assignments and control flow. */
import { type CallExpr, chainOf, type Expr } from '../../../model/expr.ts';
import {
  type Arm,
  anyItem,
  childOf,
  concat,
  field,
  fields,
  type Language,
  type Lowering,
  member,
  ref,
  call as register,
  walkArms,
} from '../../lower.ts';
import { choosing } from '../../matched-arms.ts';
import { range, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { lowerStruct } from './structs.ts';
import { instanceOf, typeOf } from './types.ts';

export const statements: Language['statements'] = {
  short_var_declaration: (node, to) =>
    bindAll(listed(field(node, 'left')), valuesOf(field(node, 'right'), to), node, to, true),
  const_spec: declaration,
  var_spec: declaration,
  assignment_statement: assignment,
  block: (node, to) => to.builder.block(() => to.walkAll(parts(node))),
  if_statement: (node, to) => to.builder.block(() => conditional(node, to)),
  for_statement: (node, to) => to.builder.block(() => loop(node, to)),
  expression_switch_statement: cases,
  type_switch_statement: cases,
  select_statement: cases,
  labeled_statement: (node, to) => to.walk(parts(node).at(-1)),
  type_alias: alias,
  function_type: () => undefined,
  interface_type: () => undefined,
};

const listed = (node: Node | null): Node[] => (node?.type === 'expression_list' ? parts(node) : node ? [node] : []);

const valuesOf = (node: Node | null, to: Lowering): Expr[] => listed(node).map((one) => to.expr(one));

/** `type Dialer = gomail.Dialer` */
function alias(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const type = typeOf(field(node, 'type'), to);
  if (name && type) to.builder.assign(ref(to.textOf(name), rangeOf(name)), type, rangeOf(node), { declares: true });
}

/** `var a, b = x, y`, `var d gomail.Dialer`, `const Host = "x"`. */
function declaration(node: Node, to: Lowering): void {
  const given = valuesOf(field(node, 'value'), to);
  const names = fields(node, 'name').filter((name) => name.type === 'identifier');
  const zero = given.length === 0 ? instanceOf(field(node, 'type'), node, to) : undefined;
  const embedded = given.length === 0 ? embeddedFile(node, to) : undefined;
  if (given.length > 0 || embedded) bindAll(names, embedded ? [embedded] : given, node, to, true);
  else if (zero) for (const name of names) bind(name, zero, node, to, true);
  else for (const name of names) declareWithin(name, field(node, 'type'), to);
}

/** `//go:embed relays.yaml` before a variable: what the file holds. https://pkg.go.dev/embed */
function embeddedFile(node: Node, to: Lowering): Expr | undefined {
  const comment = node.previousNamedSibling ?? node.parent?.previousNamedSibling ?? undefined;
  const name =
    comment?.type === 'comment' ? /^\/\/go:embed\s+"?([\w./-]+)"?\s*$/.exec(to.textOf(comment))?.[1] : undefined;
  if (!comment || name === undefined) return undefined;
  const start = comment.startIndex + to.textOf(comment).indexOf(name);
  const at = range(start, start + name.length);
  return register(to, { callee: ref('embed', at), args: [{ value: text(name, at) }], range: at });
}

/** A variable without a value; `var cli struct { … }` has fields that say by tags where theirs come from. */
function declareWithin(name: Node, type: Node | null, to: Lowering): void {
  to.builder.declare(to.textOf(name));
  if (type?.type === 'struct_type') lowerStruct(type, ref(to.textOf(name), rangeOf(name)), to);
}

/** One value for several targets is a call with several results. */
function bindAll(
  targets: readonly Node[],
  values: readonly Expr[],
  whole: Node,
  to: Lowering,
  declares: boolean,
): void {
  const [first] = values;
  const isOfSeveral = targets.length > 1 && values.length === 1 && first?.kind === 'call';
  for (const [index, target] of targets.entries()) {
    const part = isOfSeveral ? partOf(first, index, target) : undefined;
    bind(target, part ?? values[index] ?? furtherResult(values, index, target), whole, to, declares);
  }
}

/** What the results of a library's functions are of what they take apart: members of an address, items of a list. */
const RESULTS: Readonly<Record<string, readonly string[]>> = {
  // https://pkg.go.dev/net#SplitHostPort
  'net.SplitHostPort': ['Hostname', 'Port'],
  // https://pkg.go.dev/strings#Cut
  'strings.Cut': ['0', '1'],
};

/** `host, port, err := net.SplitHostPort(address)` */
function partOf(call: CallExpr, index: number, target: Node): Expr | undefined {
  const name = chainOf(call.callee)?.join('.') ?? '';
  const results = Object.hasOwn(RESULTS, name) ? RESULTS[name] : undefined;
  const at = rangeOf(target);
  const part = results?.[index];
  return part === undefined ? undefined : member(call, text(part, at), at);
}

const furtherResult = ([value]: readonly Expr[], index: number, target: Node): Expr =>
  value?.kind === 'call' ? { ...value, result: index } : unknown(rangeOf(target), 'a further result of a call');

function bind(target: Node, value: Expr, whole: Node, to: Lowering, declares: boolean): void {
  if (target.type === 'identifier' && /^(_|err|ok)$/.test(to.textOf(target))) return;
  const name = target.type === 'identifier' && declares ? ref(to.textOf(target), rangeOf(target)) : to.expr(target);
  if (name.kind === 'ref' || name.kind === 'member') to.builder.assign(name, value, rangeOf(whole), { declares });
}

function assignment(node: Node, to: Lowering): void {
  const left = listed(field(node, 'left'));
  const right = valuesOf(field(node, 'right'), to);
  const operator = field(node, 'operator')?.type ?? '=';
  const [target] = left;
  const [added] = right;
  if (operator === '=') bindAll(left, right, node, to, false);
  else if (target && added) {
    const sum = operator === '+=' ? concat([to.expr(target), added], rangeOf(node)) : unknown(rangeOf(node));
    bind(target, sum, node, to, false);
  }
}

function conditional(node: Node, to: Lowering): void {
  const arms: Arm[] = [];
  let at: Node | null = node;
  while (at) {
    const arm: Node = at;
    const isIf = arm.type === 'if_statement';
    if (isIf) to.walk(field(arm, 'initializer'));
    arms.push(
      isIf
        ? { condition: field(arm, 'condition'), walk: () => to.walk(field(arm, 'consequence')) }
        : { walk: () => to.walk(arm) },
    );
    at = isIf ? field(arm, 'alternative') : null;
  }
  walkArms(to, node.startIndex, arms);
}

function loop(node: Node, to: Lowering): void {
  const head = parts(node).filter((part) => part.type !== 'block');
  const range = head.find((part) => part.type === 'range_clause');
  const right = range ? field(range, 'right') : null;
  const value = right ? anyItem(to.expr(right)) : undefined;
  if (!range) to.walkAll(head);
  to.builder.branch(node.startIndex, 0, () => {
    const item = range && listed(field(range, 'left'))[1];
    if (item && value && right) bind(item, value, right, to, true);
    to.walk(field(node, 'body'));
  });
}

/** `switch`, `select`; also by type, where the name is the value itself. */
function cases(node: Node, to: Lowering): void {
  to.builder.block(() => {
    to.walk(field(node, 'initializer'));
    const value = to.expr(field(node, 'value'));
    const alias = listed(field(node, 'alias'))[0];
    if (alias) bind(alias, value, field(node, 'value') ?? node, to, true);
    const arms = parts(node).filter((part) => /_case$/.test(part.type));
    if (node.type === 'expression_switch_statement')
      choosing(
        node,
        field(node, 'value'),
        arms.map((arm) => fields(arm, 'value')),
        to,
      );
    for (const [index, arm] of arms.entries()) {
      to.builder.branch(node.startIndex, index, () => {
        to.walk(field(arm, 'communication'));
        to.builder.block(() => to.walk(childOf(arm, 'statement_list')));
      });
    }
    if (arms.some((arm) => arm.type === 'default_case')) to.builder.exhaustive(node.startIndex, arms.length);
  });
}
