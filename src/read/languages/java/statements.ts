/** Control flow, local variables, imports. */
import type { Expr } from '../../../model/expr.ts';
import {
  anyItem,
  childOf,
  field,
  fields,
  ifStatement,
  type Language,
  ref,
  call as register,
  returnStatement,
  whileStatement,
} from '../../lower.ts';
import { importAll, insideNames, rememberImport } from '../../members.ts';
import { parts, rangeOf } from '../../tree-sitter.ts';
import { declareLocal, superConstructor } from './classes.ts';
import { argumentsOf } from './expressions.ts';
import { declaredValue, dotted } from './types.ts';

export const statements: Language['statements'] = {
  package_declaration(node, to) {
    const name = childOf(node, 'scoped_identifier', 'identifier');
    if (name) to.builder.namespace(dotted(name, to));
  },
  import_declaration(node, to) {
    const name = childOf(node, 'scoped_identifier', 'identifier');
    if (!name) return;
    if (childOf(node, 'asterisk')) {
      importAll(dotted(name, to), name, to);
      return;
    }
    const path = dotted(name, to).split('.');
    const local = path.pop() ?? '';
    rememberImport(to, local);
    to.builder.import({ local, module: path.join('.'), name: local, range: rangeOf(name) });
  },
  block: (node, to) => to.builder.block(() => insideNames(to, [], () => to.walkAll(parts(node)))),
  constructor_body: (node, to) => to.walkAll(parts(node)),
  local_variable_declaration(node, to) {
    for (const declarator of fields(node, 'declarator')) {
      const value = declaredValue(field(declarator, 'value'), field(node, 'type'), declarator, to);
      declareLocal(field(declarator, 'name'), value, declarator, to);
    }
  },
  resource: (node, to) => {
    if (field(node, 'name'))
      declareLocal(field(node, 'name'), declaredValue(field(node, 'value'), field(node, 'type'), node, to), node, to);
    else to.walkAll(parts(node));
  },
  explicit_constructor_invocation(node, to) {
    const target = field(node, 'constructor');
    const of: Expr = target?.type === 'super' ? superConstructor(target) : ref('this', rangeOf(node));
    register(to, { callee: of, args: argumentsOf(field(node, 'arguments'), to), range: rangeOf(node) });
  },
  return_statement: returnStatement,
  if_statement: ifStatement,
  while_statement: whileStatement,
  for_statement(node, to) {
    to.builder.block(() =>
      insideNames(to, [], () => {
        to.walkAll(fields(node, 'init'));
        to.walk(field(node, 'condition'));
        to.builder.branch(node.startIndex, 0, () => to.walk(field(node, 'body')));
      }),
    );
  },
  enhanced_for_statement(node, to) {
    const value = field(node, 'value');
    const items = to.expr(value);
    to.builder.branch(node.startIndex, 0, () =>
      to.builder.block(() =>
        insideNames(to, [], () => {
          declareLocal(field(node, 'name'), anyItem(items), value ?? node, to);
          to.walk(field(node, 'body'));
        }),
      ),
    );
  },
  catch_clause: (node, to) => to.builder.branch(node.startIndex, 0, () => to.walk(field(node, 'body'))),
};
