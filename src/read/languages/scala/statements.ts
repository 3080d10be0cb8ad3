/** Definitions: values, functions, classes, objects; imports. */
import type { Expr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { childOf, declareFunction, field, fields, type Language, type Lowering, ownMember, ref } from '../../lower.ts';
import { declareName, functionOf, importAll, insideClass, rememberImport, withType } from '../../members.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { typeOf } from './types.ts';

const textsOf = (nodes: readonly Node[], to: Lowering): string[] => nodes.map((node) => to.textOf(node));

/** `val host = …`, in a class a member. */
function defineValue(node: Node, to: Lowering): void {
  const name = field(node, 'pattern');
  const given = field(node, 'value');
  const type = typeOf(field(node, 'type'), to);
  const instance: Expr | undefined = type && { kind: 'instance', type, range: rangeOf(node) };
  const value = given ? withType(to.expr(given), instance) : instance;
  if (name?.type !== 'identifier' || !value) return;
  if (!to.builder.inClass()) declareName(to, to.textOf(name));
  const target = to.builder.inClass() ? ownMember(name, to) : ref(to.textOf(name), rangeOf(name));
  to.builder.assign(target, value, rangeOf(node), { declares: true });
}

function parameterOf(node: Node, to: Lowering): Parameter[] {
  const name = field(node, 'name');
  if (!name) return [];
  const type = typeOf(field(node, 'type'), to);
  const standard = field(node, 'default_value');
  return [
    {
      name: to.textOf(name),
      ...(type ? { type } : {}),
      ...(standard ? { fallback: to.expr(standard) } : {}),
    },
  ];
}

const parametersOf = (lists: readonly Node[], to: Lowering): Parameter[] =>
  lists.flatMap((list) => parts(list).flatMap((one) => parameterOf(one, to)));

function defineFunction(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const params = parametersOf(fields(node, 'parameters'), to);
  const body = field(node, 'body');
  const value = functionOf(to, {
    name: name ? to.textOf(name) : '',
    params,
    range: rangeOf(node),
    body: () => {
      if (body) to.builder.returns(to.expr(body), rangeOf(body));
    },
  });
  declareFunction(to, name, value);
}

/** Classes and objects; the parameters of a class are its fields and its constructor's parameters. */
function defineClass(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const lists = fields(node, 'class_parameters');
  const own = lists.flatMap((list) => parts(list)).flatMap((one) => field(one, 'name') ?? []);
  const members = body ? parts(body) : [];
  const extended = childOf(node, 'extends_clause');
  const bases = (extended ? parts(extended) : []).flatMap((one) => typeOf(one, to) ?? []);
  const frame = {
    name: name ? to.textOf(name) : undefined,
    fields: new Set(
      textsOf(
        [
          ...own,
          ...members.flatMap((one) => {
            const pattern = field(one, 'pattern');
            return pattern?.type === 'identifier' ? [pattern] : [];
          }),
        ],
        to,
      ),
    ),
    methods: new Set(
      textsOf(
        members.flatMap((one) => (one.type === 'function_definition' ? (field(one, 'name') ?? []) : [])),
        to,
      ),
    ),
    derived: bases.length > 0,
  };
  to.builder.class({
    ...(frame.name === undefined ? {} : { name: frame.name }),
    bases,
    range: rangeOf(node),
    body: () =>
      insideClass(to, frame, () => {
        if (own.length > 0)
          to.builder.function({
            name: 'constructor',
            params: parametersOf(lists, to),
            range: rangeOf(lists[0] ?? node),
            body: () => {
              for (const one of own)
                to.builder.assign(ownMember(one, to), ref(to.textOf(one), rangeOf(one)), rangeOf(one));
            },
          });
        to.walkAll(members);
      }),
  });
}

/** `import a.b.C`, `import a.b.{C, D}`; wildcards bring no name that is known. */
function importNames(node: Node, to: Lowering): void {
  const path = textsOf(fields(node, 'path'), to);
  const selectors = childOf(node, 'namespace_selectors');
  const wildcard = childOf(node, 'namespace_wildcard');
  if (wildcard) {
    importAll(path.join('.'), node, to);
    return;
  }
  const names = selectors
    ? textsOf(
        parts(selectors).filter((one) => one.type === 'identifier'),
        to,
      )
    : path.splice(-1);
  for (const name of names) {
    rememberImport(to, name);
    to.builder.import({ local: name, module: path.join('.'), name, range: rangeOf(node) });
  }
}

export const statements: Language['statements'] = {
  package_clause: (node, to) => {
    const name = field(node, 'name');
    if (name) to.builder.namespace(to.textOf(name));
    const body = field(node, 'body');
    if (body) to.walk(body);
  },
  import_declaration: importNames,
  val_definition: defineValue,
  var_definition: defineValue,
  function_definition: defineFunction,
  class_definition: defineClass,
  object_definition: defineClass,
  trait_definition: defineClass,
  type_definition: () => undefined,
};
