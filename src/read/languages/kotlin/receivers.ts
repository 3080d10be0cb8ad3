/** What `this` and bare names mean in lambdas that have a receiver: `X().apply { host = "x" }`. */
import type { Expr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { oncePer } from '../../../model/once.ts';
import { type Lowering, literally, member, ref } from '../../lower.ts';
import { calleeOf, isImported, isLocal, isMethod, nameOf } from '../../members.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const receivers = new WeakMap<Lowering, Expr | undefined>();

/** Walks with another receiver, or with none within functions and classes. */
export function withReceiver(to: Lowering, receiver: Expr | undefined, walk: () => void): void {
  const outer = receivers.get(to);
  receivers.set(to, receiver);
  try {
    walk();
  } finally {
    receivers.set(to, outer);
  }
}

/** An extension function whose body is being walked. */
interface Extension {
  readonly name: string | undefined;
  /** The object that it is called on: a parameter of its own. */
  readonly receiver: Expr;
}

const extensions = new WeakMap<Lowering, Extension | undefined>();

/** Walks the body of a function, which extends a type or none. https://kotlinlang.org/docs/extensions.html */
export function withExtension(
  to: Lowering,
  name: string | undefined,
  receiver: Parameter | undefined,
  walk: () => void,
): void {
  const outer = extensions.get(to);
  const range = receiver?.type?.range ?? { start: 0, end: 0 };
  extensions.set(to, receiver && { name, receiver: ref(receiver.name, range) });
  try {
    walk();
  } finally {
    extensions.set(to, outer);
  }
}

/** `this`, and `this@name` of the extension around a lambda with a receiver of its own. */
export function thisOf(node: Node, to: Lowering): Expr {
  const extension = extensions.get(to);
  const own = receivers.get(to);
  const label = /@(\w+)$/.exec(to.textOf(node))?.[1];
  if (extension && (label === undefined ? !own : label === extension.name)) return extension.receiver;
  return own ?? ref('this', rangeOf(node));
}

/** Variables at the top of the file. */
const topLevel = oncePer(
  ({ source }: Lowering): ReadonlySet<string> =>
    new Set([...source.matchAll(/^(?:[a-z]+[ \t]+){0,4}va[lr][ \t]+(\w+)/gm)].map(([, name = '']) => name)),
);

/** A name that is read: in an extension what is no local name, nor one of the file's, is a member of what it is called on. */
export function readName(node: Node, to: Lowering): Expr {
  const known = nameOf(node, to);
  const extension = extensions.get(to);
  if (!extension || known.kind !== 'ref' || !/^[a-z]/.test(known.name)) return known;
  if (isLocal(to, known.name) || isImported(node, to) || topLevel(to).has(known.name)) return known;
  // `environment.config` begins a chain that may be known by its names.
  if (node.parent?.type === 'navigation_expression' && parts(node.parent)[0]?.id === node.id) return known;
  return member(extension.receiver, literally(node, to), rangeOf(node));
}

/** The target of `name = value`: within such a lambda what is no local name is the receiver's. */
export function targetOf(name: Node, to: Lowering): Expr {
  const receiver = receivers.get(to) ?? extensions.get(to)?.receiver;
  return receiver && !isLocal(to, to.textOf(name))
    ? member(receiver, literally(name, to), rangeOf(name))
    : nameOf(name, to);
}

export function bareCallee(name: Node, to: Lowering): Expr {
  const receiver = receivers.get(to);
  const own = /^[a-z]/.test(to.textOf(name)) && !isLocal(to, to.textOf(name)) && !isMethod(to, to.textOf(name));
  const extension =
    receiver || isImported(name, to) || isFunction(to, to.textOf(name)) ? undefined : extensions.get(to);
  if (own && extension) return member(extension.receiver, literally(name, to), rangeOf(name));
  return receiver && own
    ? member(receiver, literally(name, to), rangeOf(name))
    : /^[A-Z]/.test(to.textOf(name))
      ? ref(to.textOf(name), rangeOf(name))
      : calleeOf(name, to);
}

/** The functions that the file declares, without those that extend a type. */
const functionsIn = oncePer(
  ({ source }: Lowering): ReadonlySet<string> =>
    new Set([...source.matchAll(/\bfun[ \t]+(?:<[^<>]*>[ \t]*)?(\w+)[ \t]*\(/g)].map(([, name = '']) => name)),
);

const isFunction = (to: Lowering, name: string): boolean => functionsIn(to).has(name);
