/** What gives values to names and members: declarations, assignments, destructuring, parameters. */
import type { AssignmentExpression, Node } from '@babel/types';
import type { Expr, Range } from '../../../model/expr.ts';
import { either, join, text, unknown } from '../../reader.ts';
import { staticKey } from './literals.ts';
import { exportAssigned, importRequired, isModuleExports } from './modules.ts';
import { nameOf } from './names.ts';
import { at, atName, ref, type Walk } from './walk.ts';

interface Binding {
  readonly declares: boolean;
  /** The statement, for a plain name; the parts of a pattern stand for themselves. */
  readonly range?: Range;
}

/** Gives `value` to a name, a member or the names of a pattern. */
export function bind(walk: Walk, target: Node, value: Expr, binding: Binding): void {
  walk.nested(target, () => bindOne(walk, target, value, binding), undefined);
}

function bindOne(walk: Walk, target: Node, value: Expr, binding: Binding): void {
  const inner = { declares: binding.declares };
  switch (target.type) {
    case 'Identifier': {
      const where = atName(target, target.name);
      walk.builder.assign(ref(target.name, where), value, binding.range ?? where, { declares: binding.declares });
      return;
    }
    case 'AssignmentPattern': {
      const fallback = walk.expression(target.right, nameOf(target.left));
      bind(walk, target.left, either([value, fallback], at(target)), { ...inner, range: at(target) });
      return;
    }
    case 'ObjectPattern':
      for (const property of target.properties) {
        if (property.type === 'RestElement') bind(walk, property.argument, value, inner);
        else bind(walk, property.value, memberFor(walk, value, property.key, property.computed), inner);
      }
      return;
    case 'ArrayPattern':
      target.elements.forEach((element, index) => {
        if (element?.type === 'RestElement') bind(walk, element.argument, value, inner);
        else if (element) bind(walk, element, item(value, index, at(element)), inner);
      });
      return;
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      bind(walk, target.expression, value, binding);
      return;
    default:
      walk.builder.assign(walk.expression(target), value, binding.range ?? at(target));
  }
}

function memberFor(walk: Walk, of: Expr, key: Node, computed: boolean): Expr {
  return { kind: 'member', of, key: staticKey(walk, key, computed) ?? walk.expression(key), range: at(key) };
}

const item = (of: Expr, index: number, where: Range): Expr => ({
  kind: 'member',
  of,
  key: text(String(index), where),
  range: where,
});

/** `a = v`, `a ||= v`, `a += v` and the like; the value of the assignment. */
export function assignment(walk: Walk, node: AssignmentExpression): Expr {
  const { left, right, operator } = node;
  const where = at(node);
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') {
    const value = walk.expression(right);
    importRequired(walk, left, right);
    bind(walk, left, value, { declares: false });
    return value;
  }
  const target = walk.expression(left);
  const given = walk.expression(right, nameOf(left));
  const value = combined(operator, target, given, where);
  importRequired(walk, left, right);
  if (!isModuleExports(target)) walk.builder.assign(target, value, where);
  exportAssigned(walk, target, value, right, where);
  return value;
}

function combined(operator: string, old: Expr, given: Expr, where: Range): Expr {
  if (operator === '=' || operator === '&&=') return given;
  if (operator === '||=' || operator === '??=') return either([old, given], where);
  return operator === '+=' ? join([old, given], where) : unknown(where);
}
