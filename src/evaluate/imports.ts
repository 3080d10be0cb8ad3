/** Local names that stand for other modules or their parts, and what those are called. */
import { chainOf, type Expr, textOf } from '../model/expr.ts';
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

/** `require(…)`, `import(…)`, Python's `importlib.import_module(…)`. */
export const isRequire = (expr: Expr): boolean => {
  if (expr.kind !== 'call') return false;
  const { callee } = expr;
  if (callee.kind === 'ref') return /^(require|import|import_module|__import__)$/.test(callee.name);
  return chainOf(callee)?.join('.') === 'importlib.import_module';
};

/** The module that a `require` loads, as written; undefined when it is computed, or the expression is none. */
export function requiredModule(expr: Expr): string | undefined {
  const module = expr.kind === 'call' && isRequire(expr) ? expr.args[0]?.value : undefined;
  return module?.kind === 'text' ? module.value : undefined;
}

/** The path of a module that a `require` puts together, with `*` for what is open: `./env/*`; undefined when all of it is. */
export function requiredPattern(expr: Expr): string | undefined {
  const module = expr.kind === 'call' && isRequire(expr) ? expr.args[0]?.value : undefined;
  const pattern = module && module.kind !== 'text' ? pathPattern(module) : undefined;
  return pattern?.includes('*') && /^\.|[a-z]/i.test(pattern) ? pattern : undefined;
}

const OWN_FOLDER = /^__(dirname|dir__)$/i;

function pathPattern(expr: Expr): string {
  if (expr.kind === 'text') return expr.value;
  if (expr.kind === 'join') return expr.parts.map(pathPattern).join('');
  if (expr.kind === 'ref' && OWN_FOLDER.test(expr.name)) return '.';
  const joins =
    expr.kind === 'call' && expr.callee.kind === 'member' && /^(join|resolve)$/.test(textOf(expr.callee.key) ?? '');
  return joins ? expr.args.map(({ value }) => pathPattern(value)).join('/') : '*';
}
