/** Type annotations, as far as they say which class a value is an instance of. */
import type { Node } from '@babel/types';
import type { Expr } from '../../../model/expr.ts';
import { text } from '../../reader.ts';
import { at, ref } from './walk.ts';

/** Types whose first argument is what matters. */
const WRAPPERS = new Set([
  'Promise',
  'Awaited',
  'Partial',
  'Required',
  'Readonly',
  'NonNullable',
  'Ref',
  'Optional',
  '$ReadOnly',
]);
/** Types of the language itself: they tell nothing. */
const PLAIN = new Set([
  'String',
  'Number',
  'Boolean',
  'Object',
  'Function',
  'Array',
  'ReadonlyArray',
  'Record',
  'Map',
  'Set',
  'Date',
  'Error',
  'Symbol',
]);
/** What a function gives back. https://docs.nestjs.com/techniques/configuration#configuration-namespaces */
const RESULTS = new Set(['ReturnType', 'ConfigType']);
const MAX_DEPTH = 12;

/** The class or interface that a type names, as a ref or member chain; undefined for primitives and structures. */
export function typeName(node: Node | null | undefined, depth = 0): Expr | undefined {
  if (!node || depth > MAX_DEPTH) return undefined;
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TypeAnnotation':
    case 'NullableTypeAnnotation':
    case 'TSParenthesizedType':
    case 'TSOptionalType':
      return typeName(node.typeAnnotation, depth + 1);
    case 'TSUnionType':
    case 'TSIntersectionType':
    case 'UnionTypeAnnotation':
      return firstName(node.types, depth + 1);
    case 'TSTypeReference':
      return named(entityName(node.typeName), node.typeParameters?.params, depth);
    case 'GenericTypeAnnotation':
      return named(entityName(node.id), node.typeParameters?.params, depth);
    case 'TSExpressionWithTypeArguments':
      return entityName(node.expression);
    default:
      return undefined;
  }
}

function firstName(types: readonly Node[], depth: number): Expr | undefined {
  for (const type of types) {
    const found = typeName(type, depth);
    if (found) return found;
  }
  return undefined;
}

function named(name: Expr | undefined, args: readonly Node[] | undefined, depth: number): Expr | undefined {
  if (name?.kind !== 'ref') return name;
  if (WRAPPERS.has(name.name)) return typeName(args?.[0], depth + 1);
  if (RESULTS.has(name.name)) return resultOf(args?.[0]);
  return PLAIN.has(name.name) ? undefined : name;
}

/** `typeof make` as the call of it. */
function resultOf(node: Node | undefined): Expr | undefined {
  if (node?.type !== 'TSTypeQuery') return undefined;
  const callee = entityName(node.exprName);
  return callee && { kind: 'call', callee, args: [], construct: false, range: at(node) };
}

/** `A.B.C` of a type or a namespace. */
export function entityName(node: Node, depth = 0): Expr | undefined {
  if (node.type === 'Identifier') return ref(node.name, at(node));
  if (depth > MAX_DEPTH) return undefined;
  if (node.type === 'TSQualifiedName') return member(node, node.left, node.right.name, depth);
  if (node.type === 'QualifiedTypeIdentifier') return member(node, node.qualification, node.id.name, depth);
  return undefined;
}

function member(node: Node, left: Node, key: string, depth: number): Expr | undefined {
  const of = entityName(left, depth + 1);
  const where = at(node);
  return of && { kind: 'member', of, key: text(key, { start: where.end - key.length, end: where.end }), range: where };
}
