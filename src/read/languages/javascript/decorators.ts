/** Decorators: walked as the calls that they are, and what those of containers say of a parameter or field. */
import type { ClassDeclaration } from '@babel/types';
import { chainOf, type Expr } from '../../../model/expr.ts';
import type { Walk } from './walk.ts';

/** NestJS and TypeDI call it `Inject`, InversifyJS and tsyringe `inject`. */
const INJECTING = /^[Ii]nject$/;

/** Walks the decorators; gives the call of the one by which a container is asked for the value. */
export function injectedBy(walk: Walk, decorators: ClassDeclaration['decorators']): Expr | undefined {
  const calls = (decorators ?? []).map(({ expression }) => walk.expression(expression));
  return calls.find(
    (one) =>
      one.kind === 'call' &&
      one.callee.kind === 'ref' &&
      INJECTING.test(one.callee.name) &&
      isToken(one.args[0]?.value),
  );
}

/** A class says by itself what is injected, and so does a configuration of Nest (`mail.KEY`): by the declared type. */
const isToken = (given: Expr | undefined): boolean => {
  if (given?.kind === 'text') return true;
  const name = given && chainOf(given)?.at(-1);
  return name !== undefined && name !== 'KEY' && (given?.kind === 'member' || /^[A-Z][A-Z0-9_]*$/.test(name));
};
