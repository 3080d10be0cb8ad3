/** Expressions: one small function for each form, one switch to choose it. */
import type {
  ArrayExpression,
  BinaryExpression,
  CallExpression,
  ConditionalExpression,
  Identifier,
  JSXElement,
  JSXFragment,
  LogicalExpression,
  MemberExpression,
  NewExpression,
  Node,
  ObjectExpression,
  OptionalCallExpression,
  OptionalMemberExpression,
  RegExpLiteral,
  UnaryExpression,
} from '@babel/types';
import type { Argument, Entry, Expr } from '../../../model/expr.ts';
import { chosenBy, either, join, object, text, unknown, wholeLiteral } from '../../reader.ts';
import { roleOfCondition } from '../../roles/conditions.ts';
import { negated } from '../../truth.ts';
import { sliceOf } from '../../within/templated.ts';
import { lowerClass } from './classes.ts';
import { truthIn, truthOf } from './constants.ts';
import { getterValue, lowerFunction } from './functions.ts';
import { numberText, staticKey, stringText, template } from './literals.ts';
import { exportStarCall } from './modules.ts';
import { assignment } from './patterns.ts';
import { reflectedCall } from './reflection.ts';
import { at, atName, ref, type Walk } from './walk.ts';

/** Lowers one expression. `name` is what an anonymous function or class in it is assigned to. */
export function lowerExpression(walk: Walk, node: Node, name?: string): Expr {
  switch (node.type) {
    case 'StringLiteral':
      return stringText(walk, node);
    case 'NumericLiteral':
      return numberText(walk, node);
    case 'BooleanLiteral':
      return text(String(node.value), at(node));
    case 'NullLiteral':
      return unknown(at(node), 'null');
    case 'TemplateLiteral':
      return template(walk, node);
    case 'TaggedTemplateExpression':
      return walk.builder.call({
        kind: 'call',
        callee: walk.expression(node.tag),
        args: [{ value: walk.expression(node.quasi) }],
        construct: false,
        range: at(node),
      });
    case 'RegExpLiteral':
      return pattern(node);
    case 'Identifier':
      return identifier(node);
    case 'ThisExpression':
      return ref('this', at(node));
    case 'Super':
      return ref('super', at(node));
    case 'Import':
      return ref('import', at(node));
    case 'MetaProperty':
      return {
        kind: 'member',
        of: ref(node.meta.name, at(node.meta)),
        key: text(node.property.name, at(node.property)),
        range: at(node),
      };
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return member(walk, node);
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return call(walk, node);
    case 'ObjectExpression':
      return objectLiteral(walk, node);
    case 'ArrayExpression':
      return { kind: 'list', items: listItems(walk, node), range: at(node) };
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return lowerFunction(walk, node, name);
    case 'ClassExpression':
      return lowerClass(walk, node, name);
    case 'BinaryExpression':
      return node.operator === '+' ? sum(walk, node) : operands(walk, node, [node.left, node.right]);
    case 'LogicalExpression':
      return logical(walk, node);
    case 'ConditionalExpression':
      return conditional(walk, node, name);
    case 'AssignmentExpression':
      return assignment(walk, node);
    case 'UnaryExpression':
      return unary(walk, node);
    case 'SequenceExpression':
      return node.expressions.map((part) => walk.expression(part)).at(-1) ?? unknown(at(node));
    case 'AwaitExpression':
      return walk.expression(node.argument);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'TypeCastExpression':
    case 'ParenthesizedExpression':
      return walk.expression(node.expression, name);
    case 'UpdateExpression':
      return operands(walk, node, [node.argument]);
    case 'YieldExpression':
      return operands(walk, node, node.argument ? [node.argument] : []);
    case 'JSXElement':
    case 'JSXFragment':
      return operands(walk, node, insideJsx(node));
    case 'JSXExpressionContainer':
      return walk.expression(node.expression);
    default:
      return unknown(at(node));
  }
}

/** A form whose value is not modelled; what is in it is walked for its calls. */
function operands(walk: Walk, node: Node, inside: readonly Node[]): Expr {
  for (const part of inside) walk.expression(part);
  return unknown(at(node));
}

function insideJsx(node: JSXElement | JSXFragment): readonly Node[] {
  const attributes = node.type === 'JSXElement' ? node.openingElement.attributes : [];
  const values = attributes.map((attribute) =>
    attribute.type === 'JSXAttribute' ? attribute.value : attribute.argument,
  );
  const children = node.children.map((child) => (child.type === 'JSXSpreadChild' ? child.expression : child));
  return [...values, ...children].filter(
    (part) => part !== null && part !== undefined && part.type !== 'StringLiteral',
  );
}

/** `/x/g` as `RegExp('x', 'g')`. */
function pattern(node: RegExpLiteral): Expr {
  const range = at(node);
  const args = [node.pattern, node.flags].map((value) => ({
    value: text(value, range, [{ at: 0, source: range.start }]),
  }));
  return { kind: 'call', callee: ref('RegExp', range), args, construct: false, range };
}

function identifier(node: Identifier): Expr {
  const where = atName(node, node.name);
  return node.name === 'undefined' ? unknown(where, 'undefined') : ref(node.name, where);
}

function member(walk: Walk, node: MemberExpression | OptionalMemberExpression): Expr {
  const key = staticKey(walk, node.property, node.computed);
  const { object } = node;
  if (key?.value === 'default' && object.type === 'Identifier' && walk.wrapped.has(object.name))
    return ref(object.name, at(node));
  const of = walk.expression(object);
  const computed = key ? undefined : walk.expression(node.property);
  return {
    kind: 'member',
    of,
    key: key ?? (computed && wholeLiteral(computed)) ?? computed ?? unknown(at(node)),
    range: at(node),
  };
}

function call(walk: Walk, node: CallExpression | OptionalCallExpression | NewExpression): Expr {
  if (node.type === 'CallExpression') exportStarCall(walk, node);
  const reflected = node.type === 'CallExpression' ? reflectedCall(walk, node) : undefined;
  if (reflected) return reflected;
  return walk.builder.call({
    kind: 'call',
    callee: walk.expression(node.callee),
    args: node.arguments.map((argument) => callArgument(walk, argument)),
    construct: node.type === 'NewExpression',
    range: at(node),
  });
}

const callArgument = (walk: Walk, node: Node): Argument =>
  node.type === 'SpreadElement'
    ? { value: walk.expression(node.argument), spread: true }
    : { value: walk.expression(node) };

function objectLiteral(walk: Walk, node: ObjectExpression): Expr {
  return object(
    node.properties.flatMap((property) => entryOf(walk, property)),
    at(node),
  );
}

/** One property; none when its key is computed at run time, or it is a setter. */
function entryOf(walk: Walk, node: ObjectExpression['properties'][number]): readonly Entry[] {
  if (node.type === 'SpreadElement') {
    return [{ key: '', keyRange: at(node), value: walk.expression(node.argument), spread: true }];
  }
  const key = staticKey(walk, node.key, node.computed);
  const given = key ? undefined : walk.expression(node.key);
  const literal = key ?? (given && wholeLiteral(given));
  const computed = literal ? undefined : given;
  const value =
    node.type === 'ObjectMethod'
      ? lowerFunction(walk, node, literal?.value)
      : walk.expression(node.value, literal?.value);
  if (computed) return [{ key: '', keyRange: at(node.key), value, computed }];
  if (!literal || (node.type === 'ObjectMethod' && node.kind === 'set')) return [];
  const gotten =
    node.type === 'ObjectMethod' && node.kind === 'get' && value.kind === 'function' ? getterValue(value) : value;
  return [{ key: literal.value, keyRange: literal.range, value: gotten }];
}

/** No host has more letters. */
const MAX_LETTERS = 400;

/** Items of an array; the literal items of a spread array are its own. */
function listItems(walk: Walk, node: ArrayExpression): readonly Expr[] {
  return node.elements.flatMap((element): readonly Expr[] => {
    if (element === null) return [unknown({ start: node.start ?? 0, end: node.start ?? 0 }, 'undefined')];
    if (element.type !== 'SpreadElement') return [walk.expression(element)];
    const spread = walk.expression(element.argument);
    if (spread.kind === 'text')
      return [...spread.value].slice(0, MAX_LETTERS).map((_, index) => sliceOf(spread, index, index + 1));
    return spread.kind === 'list' ? spread.items : [spread];
  });
}

/** `a + b + c`: text, unless all of them are numbers. Not recursive: generated code adds up thousands of parts. */
function sum(walk: Walk, node: BinaryExpression): Expr {
  const parts: Node[] = [];
  let left: Node = node;
  while (left.type === 'BinaryExpression' && left.operator === '+') {
    parts.push(left.right);
    left = left.left;
  }
  parts.push(left);
  parts.reverse();
  const lowered = parts.map((part) => walk.expression(part));
  return parts.every((part) => part.type === 'NumericLiteral') ? unknown(at(node)) : join(lowered, at(node));
}

/** `a ?? b` and `a || b` are either; `a && b` is taken as `b`, which alone can name something. */
function logical(walk: Walk, node: LogicalExpression): Expr {
  const left = walk.expression(node.left);
  const truth = node.operator === '??' ? undefined : truthOf(node.left);
  const and = node.operator === '&&';
  if (truth !== undefined && truth !== and) return left;
  // The construct goes by the offset of its right side: nested ones may start at the same place.
  const right =
    truth === undefined ? arm(walk, node.right.start ?? 0, 'right', node.right) : walk.expression(node.right);
  return and || truth === false ? right : either([left, right], at(node));
}

function conditional(walk: Walk, node: ConditionalExpression, name?: string): Expr {
  const { consequent, alternate } = node;
  walk.expression(node.test);
  const truth = truthIn(walk, node.test);
  if (truth !== undefined) return walk.expression(truth ? consequent : alternate, name);
  const role = roleOfCondition(walk.text.slice(node.test.start ?? 0, node.test.end ?? 0), walk.text);
  if (role) walk.builder.runsAs(at(consequent), role);
  const offset = consequent.start ?? 0;
  const yes = arm(walk, offset, 'then', consequent, name);
  walk.builder.decides(offset, { by: at(node.test), holds: true });
  return chosenBy(at(node.test), yes, arm(walk, offset, 'else', alternate, name), at(node));
}

/** An operand that may not be evaluated, of the construct that goes by `offset`. */
function arm(walk: Walk, offset: number, label: string, node: Node, name?: string): Expr {
  let lowered: Expr = unknown(at(node));
  walk.builder.branch(offset, label, () => {
    lowered = walk.expression(node, name);
  });
  return lowered;
}

function unary(walk: Walk, node: UnaryExpression): Expr {
  const { operator, argument } = node;
  const value = walk.expression(argument);
  const truth = operator === '!' ? truthOf(node) : undefined;
  if (truth !== undefined) return text(String(truth), at(node), [{ at: 0, source: node.start ?? 0 }]);
  if (operator === '!') return negated(value, at(node));
  if (operator === 'void') return unknown(at(node), 'undefined');
  if (operator === '-' && argument.type === 'NumericLiteral')
    return text(`-${argument.value}`, at(node), [{ at: 0, source: node.start ?? 0 }]);
  return operator === '+' ? value : unknown(at(node));
}
