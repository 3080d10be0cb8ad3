/** Names: what a bare name means depends on the class and method that it stands in. */
import type { Expr } from '../../../model/expr.ts';
import { call, type Lowering, literally, member, ownMember, ref } from '../../lower.ts';
import { text } from '../../reader.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

/** A class or module that is being walked. */
export interface OpenClass {
  readonly name: string;
  readonly constants: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
}

interface Around {
  /** Outermost first. */
  readonly classes: readonly OpenClass[];
  readonly method?: string;
  /** Names assigned so far: Ruby takes every other bare name for a call. */
  readonly locals: Set<string>;
}

const surroundings = new WeakMap<Lowering, Around>();

export const around = (to: Lowering): Around => {
  let found = surroundings.get(to);
  if (!found) {
    found = { classes: [], locals: new Set() };
    surroundings.set(to, found);
  }
  return found;
};

function inside(to: Lowering, next: Around, walk: () => void): void {
  const outer = around(to);
  surroundings.set(to, next);
  try {
    walk();
  } finally {
    surroundings.set(to, outer);
  }
}

export function insideClass(to: Lowering, open: OpenClass, walk: () => void): void {
  inside(to, { classes: [...around(to).classes, open], locals: new Set() }, walk);
}

export function insideMethod(to: Lowering, method: string, params: readonly string[], walk: () => void): void {
  inside(to, { classes: around(to).classes, method, locals: new Set(params) }, walk);
}

/** Whether a bare name is a method of the class around it. */
export const isOwnMethod = (name: string, to: Lowering): boolean =>
  around(to).classes.at(-1)?.methods.has(name) === true && !around(to).locals.has(name);

export function identifier(node: Node, to: Lowering): Expr {
  const at = rangeOf(node);
  return isOwnMethod(to.textOf(node), to)
    ? call(to, { callee: ownMember(node, to), args: [], range: at })
    : ref(to.textOf(node), at);
}

/** A constant is looked up in the classes around it, from within. */
export function constant(node: Node, to: Lowering): Expr {
  const name = to.textOf(node);
  const { classes } = around(to);
  const index = classes.findLastIndex((one) => one.constants.has(name));
  const owner = classes[index];
  if (!owner) return ref(name, rangeOf(node));
  if (index === classes.length - 1) return ownMember(node, to);
  return member(ref(owner.name, rangeOf(node)), literally(node, to), rangeOf(node));
}

/** `@host` and `@@host` are members of the receiver. */
export function instanceVariable(node: Node, to: Lowering): Expr {
  const at = rangeOf(node);
  const name = to.textOf(node).replace(/^@+/, '');
  return member(ref('this', at), text(name, { start: at.end - name.length, end: at.end }), at);
}
