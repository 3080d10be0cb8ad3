/** Classes whose constructor takes their fields in order: dataclasses, attrs, named tuples. */
import { field, type Lowering, member, ownMember, ref } from '../../lower.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** https://docs.python.org/3/library/dataclasses.html, https://www.attrs.org */
const DECORATOR = /^@\s*(?:[\w.]*\.)?(?:dataclass|define|frozen|attrs|s)\b/;

export function isRecord(node: Node, to: Lowering): boolean {
  const bases = field(node, 'superclasses');
  if (bases && /\b(NamedTuple|Struct)\b/.test(to.textOf(bases))) return true;
  const decorated = node.parent?.type === 'decorated_definition' ? parts(node.parent) : [];
  return decorated.some((one) => one.type === 'decorator' && DECORATOR.test(to.textOf(one)));
}

/** The constructor that the class is given, unless it has one. */
export function recordConstructor(body: Node, to: Lowering): void {
  const declared = parts(body).flatMap((statement) => {
    const [assignment] = statement.type === 'expression_statement' ? parts(statement) : [];
    const name = assignment?.type === 'assignment' && field(assignment, 'type') ? field(assignment, 'left') : null;
    return assignment && name?.type === 'identifier' ? [{ name, value: field(assignment, 'right') }] : [];
  });
  const hasOwn = parts(body).some((one) => field(one, 'name')?.text === '__init__');
  if (declared.length === 0 || hasOwn) return;
  to.builder.function({
    name: 'constructor',
    params: declared.map(({ name, value }) => ({
      name: to.textOf(name),
      ...(value ? { fallback: to.expr(value) } : {}),
    })),
    range: { start: body.startIndex, end: body.startIndex },
    body: () => {
      for (const { name } of declared)
        to.builder.assign(ownMember(name, to), ref(to.textOf(name), rangeOf(name)), rangeOf(name));
    },
  });
}

/** `Hop = namedtuple('Hop', 'host port')`, its fields in one text or a list. False when it is none. */
export function namedTuple(target: Node | null, value: Node | null, to: Lowering): boolean {
  const callee = value?.type === 'call' ? field(value, 'function') : null;
  if (target?.type !== 'identifier' || !value || !callee || !/^([\w.]*\.)?namedtuple$/.test(to.textOf(callee)))
    return false;
  const given = to.expr(parts(field(value, 'arguments') ?? value)[1]);
  const names = (given.kind === 'list' ? given.items : [given]).flatMap((one) =>
    one.kind === 'text' ? one.value.split(/[\s,]+/).filter((name) => name !== '') : [],
  );
  if (names.length === 0) return false;
  const at = rangeOf(value);
  to.builder.class({
    name: to.textOf(target),
    bases: [],
    range: at,
    body: () =>
      to.builder.function({
        name: 'constructor',
        params: names.map((name) => ({ name })),
        range: at,
        body: () => {
          for (const name of names) to.builder.assign(member(ref('this', at), text(name, at), at), ref(name, at), at);
        },
      }),
  });
  return true;
}
