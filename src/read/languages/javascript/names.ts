/** Names in patterns and assignment targets. */
import type { Node } from '@babel/types';
import type { Range } from '../../../model/expr.ts';
import { atName } from './walk.ts';

/** The name that a function or class assigned to the target goes by. */
export function nameOf(target: Node): string | undefined {
  if (target.type === 'Identifier') return target.name;
  if (target.type !== 'MemberExpression' || target.computed) return undefined;
  return target.property.type === 'Identifier' ? target.property.name : undefined;
}

/** The names that a pattern declares. */
export function namesOf(pattern: Node, depth = 0): readonly { readonly name: string; readonly range: Range }[] {
  if (depth > 20) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name, range: atName(pattern, pattern.name) }];
    case 'AssignmentPattern':
      return namesOf(pattern.left, depth + 1);
    case 'RestElement':
      return namesOf(pattern.argument, depth + 1);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element, depth + 1) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesOf(property.type === 'RestElement' ? property.argument : property.value, depth + 1),
      );
    default:
      return [];
  }
}
