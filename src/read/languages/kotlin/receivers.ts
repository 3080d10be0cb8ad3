/** What `this` and bare names mean in lambdas that have a receiver: `X().apply { host = "x" }`. */
import type { Expr } from '../../../model/expr.ts';
import { type Lowering, literally, member, ref } from '../../lower.ts';
import { calleeOf, isLocal, isMethod, nameOf } from '../../members.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

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

export const thisOf = (node: Node, to: Lowering): Expr => receivers.get(to) ?? ref('this', rangeOf(node));

/** The target of `name = value`: within such a lambda what is no local name is the receiver's. */
export function targetOf(name: Node, to: Lowering): Expr {
  const receiver = receivers.get(to);
  return receiver && !isLocal(to, to.textOf(name))
    ? member(receiver, literally(name, to), rangeOf(name))
    : nameOf(name, to);
}

export function bareCallee(name: Node, to: Lowering): Expr {
  const receiver = receivers.get(to);
  const own = /^[a-z]/.test(to.textOf(name)) && !isLocal(to, to.textOf(name)) && !isMethod(to, to.textOf(name));
  return receiver && own
    ? member(receiver, literally(name, to), rangeOf(name))
    : /^[A-Z]/.test(to.textOf(name))
      ? ref(to.textOf(name), rangeOf(name))
      : calleeOf(name, to);
}
