/** Classes: bases, fields, methods. */
import type {
  ClassAccessorProperty,
  ClassDeclaration,
  ClassExpression,
  ClassMethod,
  ClassPrivateMethod,
  ClassPrivateProperty,
  ClassProperty,
  Node,
} from '@babel/types';
import type { Expr, TextExpr } from '../../../model/expr.ts';
import { unknown } from '../../reader.ts';
import { injectedBy } from './decorators.ts';
import { getterValue, lowerFunction } from './functions.ts';
import { staticKey } from './literals.ts';
import { typeName } from './types.ts';
import { at, atName, ownBlock, ownFunction, ref, type Walk } from './walk.ts';

type AnyClass = ClassDeclaration | ClassExpression;
type Field = ClassProperty | ClassPrivateProperty | ClassAccessorProperty;

/** A static field as the code outside of the class sees it. */
interface StaticField {
  readonly key: TextExpr;
  readonly value: Expr;
  readonly node: Field;
}

/** Walks a class; the value is a ref to its name. `name` is what an anonymous one is called by. */
export function lowerClass(walk: Walk, node: AnyClass, name?: string): Expr {
  injectedBy(walk, node.decorators);
  const called = node.id?.name ?? name;
  const named = node.id ? atName(node.id, node.id.name) : at(node);
  const statics: StaticField[] = [];
  walk.builder.class({
    name: called,
    bases: basesOf(walk, node),
    range: at(node),
    body: () => ownFunction(walk, () => walkMembers(walk, node, statics)),
  });
  if (called === undefined) return unknown(at(node), 'a class');
  for (const field of statics) {
    const where = at(field.node.key);
    walk.builder.assign(
      { kind: 'member', of: ref(called, named), key: field.key, range: where },
      field.value,
      at(field.node),
    );
  }
  return ref(called, named);
}

function basesOf(walk: Walk, node: AnyClass): readonly Expr[] {
  const interfaces = (node.implements ?? []).map((found) => typeName(found));
  const bases = [node.superClass ? walk.expression(node.superClass) : undefined, ...interfaces];
  return bases.filter((base) => base !== undefined);
}

function walkMembers(walk: Walk, node: AnyClass, statics: StaticField[]): void {
  for (const member of node.body.body) walk.nested(member, () => walkMember(walk, member, statics), undefined);
}

function walkMember(walk: Walk, member: Node, statics: StaticField[]): void {
  switch (member.type) {
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      walkMethod(walk, member);
      return;
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty':
      walkField(walk, member, statics);
      return;
    case 'StaticBlock':
      ownBlock(walk, () => walk.statements(member.body));
  }
}

function walkMethod(walk: Walk, node: ClassMethod | ClassPrivateMethod): void {
  injectedBy(walk, node.decorators);
  const key = staticKey(walk, node.key, node.type === 'ClassMethod' && node.computed);
  // A setter would take the getter's place among the methods.
  if (node.kind === 'set') ownBlock(walk, () => lowerFunction(walk, node));
  else {
    const method = lowerFunction(walk, node, key?.value);
    if (node.kind === 'get' && key) assignThis(walk, key, getterValue(method), node);
  }
}

function walkField(walk: Walk, node: Field, statics: StaticField[]): void {
  const injected = injectedBy(walk, node.decorators);
  const key = staticKey(walk, node.key, node.type !== 'ClassPrivateProperty' && (node.computed ?? false));
  const value = node.value ? fieldValue(walk, node, key?.value) : (injected ?? fieldValue(walk, node, key?.value));
  if (!key || !value) return;
  assignThis(walk, key, value, node);
  if (node.static) statics.push({ key, value, node });
}

function fieldValue(walk: Walk, node: Field, name: string | undefined): Expr | undefined {
  const { value } = node;
  if (value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression')
    return walk.expression(value, name);
  if (value) {
    let lowered: Expr | undefined;
    // In a block, so that functions within the value do not become methods of the class.
    ownBlock(walk, () => {
      lowered = walk.expression(value, name);
    });
    return lowered;
  }
  const type = typeName(node.typeAnnotation);
  return type && { kind: 'instance', type, range: at(node) };
}

function assignThis(walk: Walk, key: TextExpr, value: Expr, node: Node): void {
  walk.builder.assign({ kind: 'member', of: ref('this', key.range), key, range: key.range }, value, at(node), {
    declares: true,
  });
}
