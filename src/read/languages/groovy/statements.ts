/** Declarations, methods, classes, branches, imports. */
import type { Expr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import {
  childOf,
  declareFunction,
  field,
  fields,
  ifStatement,
  type Language,
  type Lowering,
  ownMember,
  ref,
  returnStatement,
} from '../../lower.ts';
import { declareName, functionOf, importAll, insideClass, rememberImport, withType } from '../../members.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { injected, sectionOf } from '../java/types.ts';
import { typeOf } from './types.ts';

/** `def host = …`, in a class a field. */
function declare(node: Node, to: Lowering): void {
  const type = typeOf(field(node, 'type'), to);
  for (const declarator of fields(node, 'declarator')) {
    const name = field(declarator, 'name');
    const given = field(declarator, 'value');
    const instance: Expr | undefined = type && { kind: 'instance', type, range: rangeOf(declarator) };
    const value = given ? withType(to.expr(given), instance) : (injected(node, to) ?? instance);
    if (!name || !value) continue;
    const inClass = to.builder.inClass();
    if (!inClass) declareName(to, to.textOf(name));
    const place = inClass ? ownMember(name, to) : ref(to.textOf(name), rangeOf(name));
    to.builder.assign(place, value, rangeOf(declarator), { declares: true });
  }
}

function parameterOf(node: Node, to: Lowering): Parameter[] {
  const name = field(node, 'name');
  if (!name || name.startIndex === name.endIndex) return [];
  const type = typeOf(field(node, 'type'), to);
  const standard = field(node, 'value') ?? field(node, 'default_value');
  return [{ name: to.textOf(name), ...(type ? { type } : {}), ...(standard ? { fallback: to.expr(standard) } : {}) }];
}

/** A method gives back what `return` names, or its last value. */
function defineMethod(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const list = field(node, 'parameters');
  const params = (list ? parts(list) : []).flatMap((one) => parameterOf(one, to));
  const body = field(node, 'body');
  const all = body ? parts(body) : [];
  const value = functionOf(to, {
    name: node.type === 'constructor_declaration' ? 'constructor' : name ? to.textOf(name) : '',
    params,
    range: rangeOf(node),
    body: () => {
      const last = all.at(-1);
      to.walkAll(last?.type === 'expression_statement' ? all.slice(0, -1) : all);
      const given = last?.type === 'expression_statement' ? parts(last)[0] : undefined;
      if (given) to.builder.returns(to.expr(given), rangeOf(given));
    },
  });
  declareFunction(to, name, value);
}

function defineClass(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const members = body ? parts(body) : [];
  const extended = childOf(node, 'superclass');
  const bases = (extended ? parts(extended) : []).flatMap((one) => typeOf(one, to) ?? []);
  const named = (nodes: readonly (Node | null)[]): Set<string> =>
    new Set(nodes.flatMap((one) => (one ? [to.textOf(one)] : [])));
  const frame = {
    name: name ? to.textOf(name) : undefined,
    fields: named(members.flatMap((one) => fields(one, 'declarator')).map((one) => field(one, 'name'))),
    methods: named(members.map((one) => (one.type === 'method_declaration' ? field(one, 'name') : null))),
    derived: bases.length > 0,
  };
  to.builder.class({
    ...(frame.name === undefined ? {} : { name: frame.name }),
    bases,
    section: sectionOf(node, to),
    range: rangeOf(node),
    body: () => insideClass(to, frame, () => to.walkAll(members)),
  });
}

function importName(node: Node, to: Lowering): void {
  const name = childOf(node, 'scoped_identifier');
  if (!name) return;
  if (childOf(node, 'asterisk')) {
    importAll(to.textOf(name), name, to);
    return;
  }
  const path = to.textOf(name).split('.');
  const local = path.pop() ?? '';
  rememberImport(to, local);
  to.builder.import({ local, module: path.join('.'), name: local, range: rangeOf(name) });
}

export const statements: Language['statements'] = {
  import_declaration: importName,
  package_declaration: () => undefined,
  local_variable_declaration: declare,
  field_declaration: declare,
  method_declaration: defineMethod,
  constructor_declaration: defineMethod,
  class_declaration: defineClass,
  if_statement: ifStatement,
  return_statement: returnStatement,
};
