/** Types and qualified names. */
import type { Expr } from '../../../model/expr.ts';
import { childOf, field, type Lowering, literally, member, ref } from '../../lower.ts';
import { withType } from '../../members.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** Types that say nothing of what a value is. */
const PLAIN = new Set(['String', 'Object', 'Int32', 'Boolean', 'dynamic']);

/** Types that hold one value of their type argument. https://learn.microsoft.com/dotnet/core/extensions/options */
const HOLDERS = new Set(['IOptions', 'IOptionsSnapshot', 'IOptionsMonitor', 'Lazy', 'Task', 'ValueTask']);

/** The class that a type names, without its type arguments; built-in ones and arrays are none. */
export function typeOf(node: Node | null | undefined, to: Lowering): Expr | undefined {
  switch (node?.type) {
    case 'identifier':
      return PLAIN.has(to.textOf(node)) ? undefined : ref(to.textOf(node), rangeOf(node));
    case 'generic_name': {
      const [name] = parts(node);
      if (name && to.textOf(name) === 'Action') return settingOf(typeArgument(node, to), node);
      return name && HOLDERS.has(to.textOf(name)) ? typeArgument(node, to) : typeOf(name, to);
    }
    case 'nullable_type':
      return typeOf(parts(node)[0], to);
    case 'qualified_name':
    case 'alias_qualified_name': {
      const name = plainName(field(node, 'name'));
      const of = typeOf(field(node, 'qualifier'), to);
      return name && of ? member(of, literally(name, to), rangeOf(node)) : typeOf(name, to);
    }
    default:
      return undefined;
  }
}

/** `Action<MailOptions>`: a function that is handed such an object, as a member that no class has. */
const settingOf = (type: Expr | undefined, node: Node): Expr | undefined =>
  type && member(type, text('<Action>', rangeOf(node)), rangeOf(node));

/** A name without its type arguments. */
export const plainName = (node: Node | null | undefined): Node | undefined =>
  node?.type === 'generic_name' ? parts(node)[0] : (node ?? undefined);

/** The first type argument of a generic call: `Configure<SmtpOptions>`. */
export function typeArgument(name: Node | null | undefined, to: Lowering): Expr | undefined {
  const list = name?.type === 'generic_name' ? childOf(name, 'type_argument_list') : undefined;
  return list && typeOf(parts(list)[0], to);
}

export function instanceOf(typeNode: Node | null | undefined, whole: Node, to: Lowering): Expr | undefined {
  const type = typeOf(typeNode, to);
  return type && { kind: 'instance', type, range: rangeOf(whole) };
}

/** The value of a declaration, by its initialiser and its declared type. */
export function declaredValue(
  value: Expr | undefined,
  typeNode: Node | null,
  whole: Node,
  to: Lowering,
): Expr | undefined {
  const instance = instanceOf(typeNode, whole, to);
  return value ? withType(value, instance) : instance;
}

/** Declared types by name, for `name = new(…)` further down. */
const remembered = new WeakMap<Lowering, Map<string, Expr>>();

export function rememberType(to: Lowering, name: string, typeNode: Node | null): void {
  const type = typeOf(typeNode, to);
  if (!type) return;
  const types = remembered.get(to) ?? new Map<string, Expr>();
  remembered.set(to, types.set(name, type));
}

export const typeOfName = (to: Lowering, name: string): Expr | undefined => remembered.get(to)?.get(name);
