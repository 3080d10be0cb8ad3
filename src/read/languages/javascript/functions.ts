/** Functions of every form: their parameters, and what they give back. */
import type {
  ArrowFunctionExpression,
  ClassMethod,
  ClassPrivateMethod,
  FunctionDeclaration,
  FunctionExpression,
  Node,
  ObjectMethod,
} from '@babel/types';
import type { CallExpr, FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { injectedBy } from './decorators.ts';
import { bind } from './patterns.ts';
import { typeName } from './types.ts';
import { at, atName, ownFunction, ref, type Walk } from './walk.ts';

type AnyFunction =
  | FunctionDeclaration
  | FunctionExpression
  | ArrowFunctionExpression
  | ObjectMethod
  | ClassMethod
  | ClassPrivateMethod;

/** Walks a function; `name` is what it is called by, when it has no name of its own. */
export function lowerFunction(walk: Walk, node: AnyFunction, name?: string): FunctionExpr {
  const params: Parameter[] = [];
  const own = 'id' in node ? node.id?.name : undefined;
  return walk.builder.function({
    name: own ?? name,
    params,
    range: at(node),
    body: () => ownFunction(walk, () => walkInside(walk, node, params)),
  });
}

function walkInside(walk: Walk, node: AnyFunction, params: Parameter[]): void {
  const unbound: (() => void)[] = [];
  for (const param of node.params) {
    const made = parameter(walk, param, params.length, unbound);
    if (made) params.push(made);
  }
  for (const give of unbound) give();
  const { body } = node;
  if (body.type === 'BlockStatement') walk.statements(body.body);
  else walk.builder.returns(walk.expression(body), at(body));
}

/** A parameter; what its pattern or property still has to bind is put off until all are known. */
function parameter(walk: Walk, node: Node, index: number, later: (() => void)[]): Parameter | undefined {
  const injected = 'decorators' in node ? injectedBy(walk, node.decorators) : undefined;
  const found = bareParameter(walk, node, index, later);
  return injected && found ? { fallback: injected, ...found } : found;
}

function bareParameter(walk: Walk, node: Node, index: number, later: (() => void)[]): Parameter | undefined {
  switch (node.type) {
    case 'Identifier': {
      const type = typeName(node.typeAnnotation);
      return node.name === 'this' ? undefined : { name: node.name, ...(type ? { type } : {}) };
    }
    case 'AssignmentPattern': {
      const inner = parameter(walk, node.left, index, later);
      return inner && { ...inner, fallback: walk.expression(node.right, inner.name) };
    }
    case 'RestElement': {
      const inner = parameter(walk, node.argument, index, later);
      return inner && { ...inner, rest: 'positional' };
    }
    case 'TSParameterProperty': {
      const inner = parameter(walk, node.parameter, index, later);
      if (inner) later.push(() => assignProperty(walk, node.parameter, inner.name));
      return inner;
    }
    case 'ObjectPattern':
    case 'ArrayPattern': {
      const name = `{}${index}`;
      const type = typeName(node.typeAnnotation);
      later.push(() => bind(walk, node, ref(name, at(node)), { declares: true }));
      return { name, ...(type ? { type } : {}) };
    }
    default:
      return undefined;
  }
}

/** TypeScript's `constructor(private host: string)` sets `this.host`. */
function assignProperty(walk: Walk, node: Node, name: string): void {
  const where = atName(node, name);
  const target = {
    kind: 'member',
    of: ref('this', where),
    key: { kind: 'text', value: name, range: where },
    range: where,
  } as const;
  walk.builder.assign(target, ref(name, where), at(node));
}

/** The value of a getter: a call of its function that nobody wrote, so it is not recorded as a call. */
export const getterValue = (getter: FunctionExpr): CallExpr => ({
  kind: 'call',
  callee: getter,
  args: [],
  construct: false,
  range: getter.range,
});
