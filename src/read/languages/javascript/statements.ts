/** Statements: what runs, in which order, and what may not run at all. */
import type {
  ExportDefaultDeclaration,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  FunctionDeclaration,
  IfStatement,
  Node,
  Statement,
  SwitchStatement,
  TryStatement,
  TSEnumDeclaration,
  TSModuleDeclaration,
  VariableDeclaration,
} from '@babel/types';
import { chainOf, type Entry, type Expr } from '../../../model/expr.ts';
import { type ArmPatterns, isFixed, type WaysOfArms, waysOfArms } from '../../matched-arms.ts';
import { either, object, unknown } from '../../reader.ts';
import { roleOfArm, roleOfCondition } from '../../roles/conditions.ts';
import { lowerClass } from './classes.ts';
import { truthIn, truthOf } from './constants.ts';
import { lowerFunction } from './functions.ts';
import { staticKey } from './literals.ts';
import {
  exportAll,
  exportAssigned,
  exportDefault,
  exportNamed,
  importDeclaration,
  importEquals,
  importRequired,
  noteWrapped,
} from './modules.ts';
import { namesOf } from './names.ts';
import { bind } from './patterns.ts';
import { typeName } from './types.ts';
import { at, atName, ownBlock, ref, type Walk } from './walk.ts';

const MAX_NESTING = 5;
const ABRUPT = new Set(['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement']);

/** Walks a list of statements: function declarations first, as they are hoisted; nothing after a `return`. */
export function walkStatements(walk: Walk, list: readonly Statement[]): void {
  for (const statement of list) noteWrapped(walk, statement);
  for (const statement of list) {
    const declared = hoisted(statement);
    if (declared) walk.nested(declared, () => declareFunction(walk, declared), undefined);
  }
  for (const statement of list) {
    walk.nested(statement, () => walkStatement(walk, statement), undefined);
    if (leaves(walk, statement)) break;
  }
}

/** Nothing runs behind it: a `return`, or an `if` of which every arm that runs ends with one. */
function leaves(walk: Walk, node: Statement, depth = 0): boolean {
  if (ABRUPT.has(node.type)) return true;
  if (depth > MAX_NESTING) return false;
  if (node.type === 'BlockStatement') return node.body.some((one) => leaves(walk, one, depth + 1));
  if (node.type !== 'IfStatement') return false;
  const truth = truthIn(walk, node.test);
  const yes = truth === false || leaves(walk, node.consequent, depth + 1);
  const no = truth === true || (node.alternate ? leaves(walk, node.alternate, depth + 1) : false);
  return yes && no;
}

function hoisted(node: Statement): FunctionDeclaration | undefined {
  if (node.type === 'FunctionDeclaration') return node;
  if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') return undefined;
  return node.declaration?.type === 'FunctionDeclaration' && node.declaration.id ? node.declaration : undefined;
}

function declareFunction(walk: Walk, node: FunctionDeclaration): void {
  const value = lowerFunction(walk, node);
  if (!node.id) return;
  const where = atName(node.id, node.id.name);
  walk.builder.assign(ref(node.id.name, where), value, where, { declares: true });
}

function walkStatement(walk: Walk, node: Statement): void {
  switch (node.type) {
    case 'ExpressionStatement':
      walk.expression(node.expression);
      return;
    case 'VariableDeclaration':
      declareVariables(walk, node);
      return;
    case 'ClassDeclaration':
      if (!node.declare) lowerClass(walk, node);
      return;
    case 'ReturnStatement':
      if (node.argument) walk.builder.returns(walk.expression(node.argument), at(node));
      return;
    case 'ThrowStatement':
      walk.expression(node.argument);
      return;
    case 'BlockStatement':
      walkBlock(walk, node.body);
      return;
    case 'IfStatement':
      walkIf(walk, node);
      return;
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      walkFor(walk, node);
      return;
    case 'WhileStatement':
      walk.expression(node.test);
      if (truthIn(walk, node.test) !== false)
        walk.builder.branch(node.start ?? 0, 'body', () => walkOne(walk, node.body));
      return;
    case 'DoWhileStatement':
      walkOne(walk, node.body);
      walk.expression(node.test);
      return;
    case 'SwitchStatement':
      walkSwitch(walk, node);
      return;
    case 'TryStatement':
      walkTry(walk, node);
      return;
    case 'LabeledStatement':
      walkOne(walk, node.body);
      return;
    case 'WithStatement':
      walk.expression(node.object);
      walkOne(walk, node.body);
      return;
    case 'TSEnumDeclaration':
      declareEnum(walk, node);
      return;
    case 'TSModuleDeclaration':
      walkNamespace(walk, node);
      return;
    default:
      walkModuleStatement(walk, node);
  }
}

function walkModuleStatement(walk: Walk, node: Statement): void {
  switch (node.type) {
    case 'ImportDeclaration':
      importDeclaration(walk, node);
      return;
    case 'TSImportEqualsDeclaration':
      importEquals(walk, node);
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration) walkStatement(walk, node.declaration);
      exportNamed(walk, node);
      return;
    case 'ExportDefaultDeclaration':
      exportDefault(walk, node, defaultValue(walk, node));
      return;
    case 'ExportAllDeclaration':
      exportAll(walk, node);
      return;
    case 'TSExportAssignment': {
      const value = walk.expression(node.expression);
      exportAssigned(walk, moduleExports(node), value, node.expression, at(node));
    }
  }
}

/** TypeScript's `export = x` is `module.exports = x`. */
function moduleExports(node: Node): Expr {
  const range = at(node);
  return { kind: 'member', of: ref('module', range), key: { kind: 'text', value: 'exports', range }, range };
}

function defaultValue(walk: Walk, { declaration }: ExportDefaultDeclaration): Expr {
  switch (declaration.type) {
    case 'FunctionDeclaration':
      return declaration.id
        ? ref(declaration.id.name, at(declaration.id))
        : lowerFunction(walk, declaration, 'default');
    case 'ClassDeclaration':
      return lowerClass(walk, declaration, 'default');
    case 'TSDeclareFunction':
      return unknown(at(declaration));
    default:
      return walk.expression(declaration, 'default');
  }
}

/** One statement, or a block, as the body of another. */
const walkOne = (walk: Walk, node: Statement): void =>
  node.type === 'BlockStatement' ? walkBlock(walk, node.body) : walk.statements([node]);

function walkBlock(walk: Walk, list: readonly Statement[]): void {
  if (list.some(declaresInBlock)) ownBlock(walk, () => walk.statements(list));
  else walk.statements(list);
}

const declaresInBlock = (node: Node): boolean =>
  node.type === 'ClassDeclaration' || (node.type === 'VariableDeclaration' && node.kind !== 'var');

function declareVariables(walk: Walk, node: VariableDeclaration): void {
  if (node.declare) return;
  const declares = node.kind !== 'var' || walk.blocks === 0;
  for (const { id, init } of node.declarations) {
    if (init) {
      const value = walk.expression(init, id.type === 'Identifier' ? id.name : undefined);
      importRequired(walk, id, init);
      // A class is known by its name already; `const A = A` would lead nowhere.
      const itself =
        id.type === 'Identifier' && init.type === 'ClassExpression' && value.kind === 'ref' && value.name === id.name;
      if (!itself) bind(walk, id, value, { declares, range: { start: id.start ?? 0, end: init.end ?? 0 } });
    } else if (id.type === 'Identifier') {
      const type = typeName(id.typeAnnotation);
      if (type) bind(walk, id, { kind: 'instance', type, range: at(id) }, { declares, range: at(id) });
      else if (declares) walk.builder.declare(id.name);
    }
  }
}

const textAt = (walk: Walk, { start, end }: Node): string => walk.text.slice(start ?? 0, end ?? 0);

function walkIf(walk: Walk, node: IfStatement): void {
  const value = walk.expression(node.test);
  const truth = truthIn(walk, node.test);
  const { consequent, alternate } = node;
  const offset = node.start ?? 0;
  const role = roleOfCondition(textAt(walk, node.test), walk.text);
  if (role) walk.builder.runsAs(at(consequent), role);
  walk.builder.decides(offset, { by: at(node.test), holds: true, value });
  if (truth === true) walkOne(walk, consequent);
  else if (truth === undefined) walk.builder.branch(offset, 'then', () => walkOne(walk, consequent));
  if (!alternate || truth === true) return;
  if (truth === false) walkOne(walk, alternate);
  else {
    walk.builder.branch(offset, 'else', () => walkOne(walk, alternate));
    walk.builder.exhaustive(offset, 2);
  }
}

function walkFor(walk: Walk, node: ForStatement | ForInStatement | ForOfStatement): void {
  const head = node.type === 'ForStatement' ? node.init : node.left;
  if (head && declaresInBlock(head)) ownBlock(walk, () => walkLoop(walk, node));
  else walkLoop(walk, node);
}

function walkLoop(walk: Walk, node: ForStatement | ForInStatement | ForOfStatement): void {
  const offset = node.start ?? 0;
  if (node.type === 'ForStatement') {
    if (node.init?.type === 'VariableDeclaration') declareVariables(walk, node.init);
    else if (node.init) walk.expression(node.init);
    if (node.test) walk.expression(node.test);
    if (node.test && truthOf(node.test) === false) return;
    walk.builder.branch(offset, 'body', () => {
      walkOne(walk, node.body);
      if (node.update) walk.expression(node.update);
    });
    return;
  }
  const over = walk.expression(node.right);
  walk.builder.branch(offset, 'body', () => {
    if (node.type === 'ForOfStatement') bindItem(walk, node.left, over);
    const loop = entryLoop(node, over);
    if (loop) walk.builder.eachEntry(loop, () => walkOne(walk, node.body));
    else walkOne(walk, node.body);
  });
}

/** `for (const [key, item] of Object.entries(of))`, `for (const key in of)`. */
function entryLoop(
  { type, left }: ForInStatement | ForOfStatement,
  over: Expr,
): { readonly of: Expr; readonly key: string; readonly item?: string } | undefined {
  const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
  if (type === 'ForInStatement') return target?.type === 'Identifier' ? { of: over, key: target.name } : undefined;
  const [of] = over.kind === 'call' && chainOf(over.callee)?.join('.') === 'Object.entries' ? over.args : [];
  const [key, item] = target?.type === 'ArrayPattern' ? target.elements : [];
  return of && key?.type === 'Identifier' && item?.type === 'Identifier'
    ? { of: of.value, key: key.name, item: item.name }
    : undefined;
}

/** The loop variable is any item of the list. */
function bindItem(walk: Walk, left: ForOfStatement['left'], over: Expr): void {
  const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
  if (!target) return;
  const where = at(target);
  const value: Expr =
    over.kind === 'list'
      ? either(over.items, over.range)
      : { kind: 'member', of: over, key: unknown(where), range: over.range };
  bind(walk, target, value, {
    declares: left.type === 'VariableDeclaration' && (left.kind !== 'var' || walk.blocks === 0),
  });
}

/** Each case is an arm; one that falls through shares its arm with the next. */
function walkSwitch(walk: Walk, node: SwitchStatement): void {
  walk.expression(node.discriminant);
  const walkCases = (): void => {
    let arm = 0;
    walk.builder.arms(node.start ?? 0, waysOfSwitch(walk, node));
    for (const [index, { test, consequent }] of node.cases.entries()) {
      if (test) walk.expression(test);
      const isEntered = index === 0 || endsAbruptly(node.cases[index - 1]?.consequent ?? []);
      const role = test && isEntered ? roleOfArm(textAt(walk, node.discriminant), textAt(walk, test)) : undefined;
      for (const one of role ? consequent : []) walk.builder.runsAs(at(one), role ?? 'dev');
      walk.builder.branch(node.start ?? 0, arm, () => walk.statements(consequent));
      if (endsAbruptly(consequent)) arm += 1;
    }
    const arms = node.cases.length > 0 && endsAbruptly(node.cases.at(-1)?.consequent ?? []) ? arm : arm + 1;
    if (node.cases.some(({ test }) => !test)) walk.builder.exhaustive(node.start ?? 0, arms);
  };
  if (node.cases.some(({ consequent }) => consequent.some(declaresInBlock))) ownBlock(walk, walkCases);
  else walkCases();
}

/** What each arm asks of the subject: all cases that lead into it, which may be none of its own. */
function waysOfSwitch(walk: Walk, { cases, discriminant }: SwitchStatement): WaysOfArms {
  const asked: ArmPatterns[] = [[]];
  for (const { test, consequent } of cases) {
    const before = asked.at(-1) ?? [];
    const isOpen = typeof before !== 'string' && test && isFixed(textAt(walk, test));
    asked[asked.length - 1] = !test || before === 'rest' ? 'rest' : isOpen ? [...before, at(test)] : 'unsure';
    if (endsAbruptly(consequent)) asked.push([]);
  }
  return waysOfArms(at(discriminant), asked);
}

function endsAbruptly(list: readonly Statement[]): boolean {
  const last = list.at(-1);
  if (last?.type === 'BlockStatement') return last.body.some((inner) => ABRUPT.has(inner.type));
  return list.some((statement) => ABRUPT.has(statement.type));
}

function walkTry(walk: Walk, { block, handler, finalizer, start }: TryStatement): void {
  walkBlock(walk, block.body);
  if (handler) {
    walk.builder.branch(start ?? 0, 'catch', () =>
      ownBlock(walk, () => {
        if (handler.param) bind(walk, handler.param, unknown(at(handler.param), 'an error'), { declares: true });
        walk.statements(handler.body.body);
      }),
    );
  }
  if (finalizer) walkBlock(walk, finalizer.body);
}

/** An enum is an object of its members; those without a value are numbers that nobody wrote. */
function declareEnum(walk: Walk, node: TSEnumDeclaration): void {
  if (node.declare) return;
  const members = node.members ?? node.body?.members ?? [];
  const entries = members.flatMap(({ id, initializer }): Entry[] => {
    const key = staticKey(walk, id, false);
    return key && initializer ? [{ key: key.value, keyRange: key.range, value: walk.expression(initializer) }] : [];
  });
  const where = atName(node.id, node.id.name);
  walk.builder.assign(ref(node.id.name, where), object(entries, at(node)), at(node), { declares: true });
}

/** The names of a namespace are taken as the module's own, and its exported ones as its members. */
function walkNamespace(walk: Walk, node: TSModuleDeclaration): void {
  if (node.declare || node.id.type !== 'Identifier') return;
  const name = ref(node.id.name, at(node.id));
  const { body } = node;
  if (body.type !== 'TSModuleBlock') {
    walk.nested(body, () => walkNamespace(walk, body), undefined);
    return;
  }
  walk.statements(
    body.body.map((statement) =>
      statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement,
    ),
  );
  for (const statement of body.body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') continue;
    for (const found of statement.declaration.declarations.flatMap(({ id }) => namesOf(id))) {
      const key = { kind: 'text', value: found.name, range: found.range } as const;
      walk.builder.assign(
        { kind: 'member', of: name, key, range: found.range },
        ref(found.name, found.range),
        found.range,
      );
    }
  }
}
