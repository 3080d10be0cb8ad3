/** The parameter that a name is, and the type that it is declared with. */
import type { Expr } from '../model/expr.ts';
import type { Facts, FunctionDef, Parameter, Program, Scope } from '../model/facts.ts';
import { scopeIndex } from './scopes.ts';
import type { Place } from './value.ts';

/** A parameter of the function whose scope a name belongs to. */
export interface FoundParameter {
  readonly param: Parameter;
  readonly index: number;
  readonly definition: FunctionDef;
  readonly scope: Scope;
  /** The function, as an index into the program's. */
  readonly fn: number;
}

/** The type that a parameter is declared with, whatever callers pass. */
export const declaredType = ({ program }: Facts, name: string, place: Place): Expr | undefined =>
  program && parameterNamed(program, name, place)?.param.type;

export function parameterNamed(program: Program, name: string, place: Place): FoundParameter | undefined {
  const scope = program.scopes[scopeIndex(program).home(place.scope, name)];
  const fn = scope?.kind === 'function' ? scope.owner : undefined;
  const definition = fn === undefined ? undefined : program.functions[fn];
  const index = definition?.params.findIndex((param) => param.name === name) ?? -1;
  const param = definition?.params[index];
  return scope && fn !== undefined && definition && param ? { param, index, definition, scope, fn } : undefined;
}
