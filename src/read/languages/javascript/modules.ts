/** What modules take from each other: ES modules, CommonJS, and what compilers make of the one for the other. */
import type {
  CallExpression,
  ExportAllDeclaration,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  ImportDeclaration,
  Node,
  TSImportEqualsDeclaration,
  VariableDeclarator,
} from '@babel/types';
import { chainOf, type Expr, type Range } from '../../../model/expr.ts';
import { staticKey, stringText } from './literals.ts';
import { namesOf } from './names.ts';
import { entityName } from './types.ts';
import { at, atName, ref, type Walk } from './walk.ts';

interface Source {
  readonly module: string;
  readonly name: string;
}

/** Babel's, TypeScript's and esbuild's helpers around `require`: their value is the module. */
const INTEROP = /^_+(?:interopRequireDefault|interopRequireWildcard|importDefault|importStar|toESM)\d*$/;
const EXPORT_STAR = /^_+(?:exportStar|export|reExport)$/;

const calleeName = (call: CallExpression): string | undefined => {
  const { callee } = call;
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : undefined;
};

const isInterop = (node: Node): node is CallExpression =>
  node.type === 'CallExpression' && INTEROP.test(calleeName(node) ?? '');

/** The module, or the name within it, that `require('x')`, `await import('x')`, `require('x').y` stands for. */
export function moduleOf(walk: Walk, node: Node | null | undefined, depth = 0): Source | undefined {
  if (!node || depth > 4) return undefined;
  switch (node.type) {
    case 'AwaitExpression':
      return moduleOf(walk, node.argument, depth + 1);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return moduleOf(walk, node.expression, depth + 1);
    case 'MemberExpression': {
      const of = moduleOf(walk, node.object, depth + 1);
      const key = staticKey(walk, node.property, node.computed);
      return of?.name === '*' && key ? { module: of.module, name: key.value } : undefined;
    }
    case 'CallExpression':
      return isInterop(node) ? moduleOf(walk, node.arguments[0], depth + 1) : requiredBy(walk, node);
    default:
      return undefined;
  }
}

function requiredBy(walk: Walk, { callee, arguments: args }: CallExpression): Source | undefined {
  const [module] = args;
  const requires = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
  return requires && module?.type === 'StringLiteral'
    ? { module: stringText(walk, module).value, name: '*' }
    : undefined;
}

/** Notes the names that an interop helper wraps; before anything else, as functions that use them are hoisted. */
export function noteWrapped(walk: Walk, node: Node): void {
  if (node.type !== 'VariableDeclaration') return;
  for (const { id, init } of node.declarations) {
    if (id.type === 'Identifier' && init && isInterop(init)) walk.wrapped.add(id.name);
  }
}

/** Records that names stand for a module: `const nodemailer = require('nodemailer')`, also destructured. */
export function importRequired(
  walk: Walk,
  target: VariableDeclarator['id'] | Node,
  init: Node | null | undefined,
): void {
  const source = moduleOf(walk, init);
  if (!source || !init) return;
  const add = (local: Node, name: string): void => {
    const pattern = local.type === 'AssignmentPattern' ? local.left : local;
    if (pattern.type !== 'Identifier') return;
    walk.builder.import({ local: pattern.name, module: source.module, name, range: atName(pattern, pattern.name) });
  };
  if (target.type === 'Identifier') add(target, source.name);
  if (target.type !== 'ObjectPattern' || source.name !== '*') return;
  for (const property of target.properties) {
    if (property.type === 'RestElement') continue;
    const key = staticKey(walk, property.key, property.computed);
    if (key) add(property.value, key.value);
  }
}

export function importDeclaration(walk: Walk, node: ImportDeclaration): void {
  const module = stringText(walk, node.source).value;
  for (const specifier of node.specifiers) {
    const name =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : specifier.type === 'ImportNamespaceSpecifier'
          ? '*'
          : exportedName(specifier.imported);
    walk.builder.import({ local: specifier.local.name, module, name, range: at(specifier) });
  }
}

/** TypeScript's `import x = require('x')` and `import x = Some.Name`. */
export function importEquals(walk: Walk, node: TSImportEqualsDeclaration): void {
  const { id, moduleReference } = node;
  const where = atName(id, id.name);
  if (moduleReference.type === 'TSExternalModuleReference') {
    walk.builder.import({
      local: id.name,
      module: stringText(walk, moduleReference.expression).value,
      name: '*',
      range: where,
    });
  } else {
    const value = entityName(moduleReference);
    if (value) walk.builder.assign(ref(id.name, where), value, at(node), { declares: true });
  }
  if (node.isExport) exportName(walk, id.name, ref(id.name, where), where);
}

const exportedName = (node: Node): string =>
  node.type === 'Identifier' ? node.name : node.type === 'StringLiteral' ? node.value : 'default';

const exportName = (walk: Walk, name: string, value: Expr, range: Range, from?: string): void =>
  walk.builder.export({ name, value, range, ...(from === undefined ? {} : { from }) });

/** `export { a as b }`, `export … from 'm'`; the names of an exported declaration, which has been walked. */
export function exportNamed(walk: Walk, node: ExportNamedDeclaration): void {
  const from = node.source ? stringText(walk, node.source).value : undefined;
  for (const specifier of node.specifiers) {
    const where = at(specifier);
    if (specifier.type === 'ExportSpecifier') {
      const { local } = specifier;
      exportName(walk, exportedName(specifier.exported), ref(exportedName(local), at(local)), where, from);
    } else {
      const taken = specifier.type === 'ExportNamespaceSpecifier' ? '*' : 'default';
      exportName(walk, specifier.exported.name, ref(taken, where), where, from);
    }
  }
  if (node.declaration)
    for (const { name, range } of declaredNames(node.declaration)) exportName(walk, name, ref(name, range), range);
}

export const exportAll = (walk: Walk, node: ExportAllDeclaration): void =>
  exportName(walk, '*', ref('*', at(node)), at(node), stringText(walk, node.source).value);

/** What a declaration declares that has a value. */
function declaredNames(node: Node): readonly { readonly name: string; readonly range: Range }[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declare ? [] : node.declarations.flatMap((declarator) => namesOf(declarator.id));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return node.id ? [{ name: node.id.name, range: at(node.id) }] : [];
    default:
      return [];
  }
}

/** `export default …`, where functions and classes with a name have been walked. */
export function exportDefault(walk: Walk, node: ExportDefaultDeclaration, value: Expr): void {
  exportName(walk, 'default', value, at(node));
}

/**
 * An assignment that CommonJS exports with: `module.exports = …` gives the default export and, for an object written
 * in place, its entries as names; `exports.x = …` gives one name.
 */
export function exportAssigned(walk: Walk, target: Expr, value: Expr, right: Node, where: Range): void {
  if (value.kind === 'unknown' && value.note === 'undefined') return;
  const [first, second, third, ...further] = chainOf(target) ?? [];
  if (first === 'exports' && second !== undefined && third === undefined) exportName(walk, second, value, where);
  if (first !== 'module' || second !== 'exports' || further.length > 0) return;
  if (third === undefined) exportWhole(walk, value, right, where);
  else exportName(walk, third, value, where);
}

/** Whether an assignment target is the whole of a module's exports. */
export const isModuleExports = (target: Expr): boolean => {
  const chain = chainOf(target);
  return chain?.length === 2 && chain[0] === 'module' && chain[1] === 'exports';
};

function exportWhole(walk: Walk, value: Expr, right: Node, where: Range): void {
  exportName(walk, 'default', value, where);
  const passed = moduleOf(walk, right);
  if (passed?.name === '*') exportName(walk, '*', ref('*', where), where, passed.module);
  if (value.kind !== 'object' || right.type !== 'ObjectExpression') return;
  for (const entry of value.entries) if (!entry.spread) exportName(walk, entry.key, entry.value, entry.keyRange);
  for (const property of right.properties) {
    const spread = property.type === 'SpreadElement' ? moduleOf(walk, property.argument) : undefined;
    if (spread?.name === '*') exportName(walk, '*', ref('*', at(property)), at(property), spread.module);
  }
}

/** TypeScript's compiled `export * from`: `__exportStar(require('./m'), exports)`. */
export function exportStarCall(walk: Walk, node: CallExpression): void {
  if (!EXPORT_STAR.test(calleeName(node) ?? '')) return;
  const passed = node.arguments.map((argument) => moduleOf(walk, argument)).find((found) => found?.name === '*');
  if (passed) exportName(walk, '*', ref('*', at(node)), at(node), passed.module);
}
