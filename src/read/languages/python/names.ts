/** Names: variables, the receiver, fields as a class body sees them, types. */
import type { Expr } from '../../../model/expr.ts';
import { field, type Lowering, member, ownMember, ref } from '../../lower.ts';
import { range, text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const RECEIVERS = new Set(['self', 'cls', 'mcs']);

export const isReceiver = (name: string): boolean => RECEIVERS.has(name);

/** The fields of the class whose body is being walked: only there does a bare name mean one. */
const fieldsOf = new WeakMap<Lowering, ReadonlySet<string>>();

/** Walks a class body in which the names are its fields. */
export function withFields(to: Lowering, names: ReadonlySet<string>, walk: () => void): void {
  const outer = fieldsOf.get(to);
  fieldsOf.set(to, names);
  walk();
  if (outer) fieldsOf.set(to, outer);
  else fieldsOf.delete(to);
}

export function identifier(node: Node, to: Lowering): Expr {
  const name = to.textOf(node);
  if (isReceiver(name)) return ref('this', rangeOf(node));
  if (fieldsOf.get(to)?.has(name) && to.builder.inClass()) return ownMember(node, to);
  return ref(name, rangeOf(node));
}

/** Generic types that stand for what they hold. */
const WRAPPERS = new Set(['Optional', 'Union', 'Annotated', 'Final', 'ClassVar', 'Required', 'NotRequired']);

/** The class that an annotation names; of several the first, of built-in and generic ones none. */
export function typeOf(node: Node | null | undefined, to: Lowering): Expr | undefined {
  if (!node) return undefined;
  switch (node.type) {
    case 'identifier':
      return /^_*[A-Z]/.test(to.textOf(node)) ? ref(to.textOf(node), rangeOf(node)) : undefined;
    case 'attribute':
      return /^_*[A-Z]/.test(nameOf(field(node, 'attribute'), to)) ? to.expr(node) : undefined;
    case 'string':
      return quoted(node, to);
    case 'generic_type':
    case 'subscript':
      return wrapped(node, to);
    case 'type':
    case 'type_parameter':
    case 'binary_operator':
    case 'union_type':
      return firstType(parts(node), to);
    default:
      return undefined;
  }
}

const nameOf = (node: Node | null, to: Lowering): string => (node ? to.textOf(node) : '');

function firstType(nodes: readonly Node[], to: Lowering): Expr | undefined {
  for (const node of nodes) {
    const found = typeOf(node, to);
    if (found) return found;
  }
  return undefined;
}

/** `Optional[X]` and `typing.Optional[X]` are an X. */
function wrapped(node: Node, to: Lowering): Expr | undefined {
  const [generic, ...of] = parts(node);
  const name = nameOf(generic ?? null, to).replace(/^.*\./, '');
  return WRAPPERS.has(name) ? firstType(of, to) : undefined;
}

/** A forward reference: `'mail.Mailer'`. */
function quoted(node: Node, to: Lowering): Expr | undefined {
  const found = /^['"]((?:\w+\.)*_*[A-Z]\w*)['"]$/.exec(to.textOf(node))?.[1];
  const [head, ...rest] = found?.split('.') ?? [];
  if (head === undefined) return undefined;
  const at = range(node.startIndex + 1, node.endIndex - 1);
  return rest.reduce<Expr>((of, key) => member(of, text(key, at), at), ref(head, at));
}
