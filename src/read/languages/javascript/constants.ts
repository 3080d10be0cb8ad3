/** Conditions that the source itself decides: `if (false)`, `!0`, `DEBUG && …` is not among them. */
import type { Node } from '@babel/types';
import { constantTruth } from '../../constant-conditions.ts';
import type { Walk } from './walk.ts';

const MAX_DEPTH = 20;

/** Whether a condition always or never holds; undefined when that depends on something. */
export function truthOf(node: Node, depth = 0): boolean | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (node.type) {
    case 'BooleanLiteral':
      return node.value;
    case 'NumericLiteral':
      return node.value !== 0;
    case 'StringLiteral':
      return node.value !== '';
    case 'NullLiteral':
      return false;
    case 'Identifier':
      return node.name === 'undefined' ? false : undefined;
    case 'UnaryExpression':
      return ofUnary(node.operator, truthOf(node.argument, depth + 1));
    case 'LogicalExpression':
      return ofLogical(node.operator, truthOf(node.left, depth + 1), truthOf(node.right, depth + 1));
    default:
      return undefined;
  }
}

/** The same, where constants of the file may decide. */
export const truthIn = (walk: Walk, node: Node): boolean | undefined =>
  truthOf(node) ?? constantTruth(walk.text, walk.text.slice(node.start ?? 0, node.end ?? 0));

function ofUnary(operator: string, truth: boolean | undefined): boolean | undefined {
  if (operator === 'void') return false;
  return operator === '!' && truth !== undefined ? !truth : undefined;
}

function ofLogical(operator: string, left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (operator === '&&') return left === false || right === false ? false : left && right;
  if (operator === '||') return left === true || right === true ? true : left === false ? right : undefined;
  return undefined;
}
