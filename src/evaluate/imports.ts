/** Local names that stand for other modules or their parts, and what those are called. */
import type { Expr } from '../model/expr.ts';
import type { Facts, Import } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';

const byLocalName = oncePer(({ program }: Facts) => grouped(program?.imports ?? [], ({ local }) => local));

export const importsOf = (facts: Facts, local: string): readonly Import[] => byLocalName(facts).get(local) ?? [];

/** The modules whose names all become visible: required and included files, `from x import *`; each once. */
export const wholeImports = oncePer(({ program }: Facts): readonly string[] => [
  ...new Set((program?.imports ?? []).filter((one) => one.all).map((one) => one.module)),
]);

/** PHP imports name the class, which has a file of its own. */
export const moduleOf = (facts: Facts, one: Import): string =>
  facts.format === 'php' && one.module !== '' ? `${one.module}\\${one.name}` : one.module;

/** `from package import module` in Python. */
export const submodule = (one: Import): string =>
  one.module.endsWith('.') ? `${one.module}${one.name}` : `${one.module}.${one.name}`;

export const dotted = (name: string): string => name.replaceAll('\\', '.').replaceAll('::', '.');

/** The canonical name of what an import brings. */
export const canonicalImport = ({ module, name }: Import): string =>
  name === '*' || name === 'default' ? dotted(module) : `${dotted(module)}.${name}`;

/** `Mail\Transport` where `use Acme\Mail` stands above. */
export function qualifiedImport(facts: Facts, name: string): readonly string[] {
  const [head = '', ...rest] = name.split('\\');
  return importsOf(facts, head).map((found) => [canonicalImport(found), ...rest].join('.'));
}

export const isRequire = (expr: Expr): boolean =>
  expr.kind === 'call' &&
  expr.callee.kind === 'ref' &&
  (expr.callee.name === 'require' || expr.callee.name === 'import');

/** The module that a `require` loads, as written; undefined when it is computed, or the expression is none. */
export function requiredModule(expr: Expr): string | undefined {
  const module = expr.kind === 'call' && isRequire(expr) ? expr.args[0]?.value : undefined;
  return module?.kind === 'text' ? module.value : undefined;
}
