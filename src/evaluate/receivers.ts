/** What a method is called on, in languages that say the class of each thing: one of another class has another method by the name. */
import type { Expr } from '../model/expr.ts';
import { type Facts, type FunctionDef, TYPED_JVM } from '../model/facts.ts';
import { chainedCalls } from './call-index.ts';
import { basesAround, classesNamed } from './classes.ts';
import type { Context } from './context.ts';
import type { FoundCall } from './functions.ts';
import { importsOf } from './imports.ts';
import { atCall, classEnd } from './places.ts';

/**
 * Whether a call is of a library's method that is only called alike: `new UriBuilder().scheme("https").setHost(h)` sets no host of
 * the project's mail service. What a library's own methods give back is the library's, too.
 */
export function isOfLibrary(
  context: Context,
  facts: Facts,
  { inClass }: FunctionDef,
  { site, facts: file }: FoundCall,
): boolean {
  const own = inClass === undefined ? undefined : facts.program?.classes[inClass];
  const first = chainedCalls(site.call).at(-1);
  if (!own || !first || file === facts || !TYPED_JVM.has(file.format)) return false;
  const receiver = first.construct ? first : first.callee.kind === 'member' ? first.callee.of : undefined;
  if (!receiver) return false;
  const types = context.types(receiver, atCall(file, site)).map(lastName);
  if (types.length === 0) return false;
  const around = classEnd({ facts, definition: own });
  const related = new Set([
    own.name,
    ...own.bases.map(nameOf),
    ...basesAround(context.project, around).flatMap(({ definition }) => [
      definition.name,
      ...definition.bases.map(nameOf),
    ]),
  ]);
  return types.every((type) => !related.has(type) && isImportedFromElsewhere(context, file, type));
}

const isImportedFromElsewhere = ({ project }: Context, file: Facts, name: string): boolean =>
  importsOf(file, name).length > 0 &&
  classesNamed(project, { kind: 'ref', name, range: { start: 0, end: 0 } }, file).length === 0;

const lastName = (type: string): string => type.split(/[.#]/).at(-1) ?? '';

const nameOf = (base: Expr): string | undefined => {
  if (base.kind === 'ref') return lastName(base.name);
  return base.kind === 'member' && base.key.kind === 'text' ? base.key.value : undefined;
};
