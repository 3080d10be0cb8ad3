/**
 * What a bare name means in the languages where the members of a class are in scope within it (Java, Kotlin, C#): a
 * local name, a member of the class around it, or a member of a class further out.
 */
import { type Expr, type FunctionExpr, type MemberExpr, type RefExpr, textOf } from '../model/expr.ts';
import { characterOf, field, type Lowering, literally, member, ownMember, ref } from './lower.ts';
import type { FunctionShape } from './program-builder.ts';
import { unknown } from './reader.ts';
import { type Node, parts, rangeOf } from './tree-sitter.ts';

export interface ClassFrame {
  readonly name: string | undefined;
  readonly fields: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  /** It may inherit members that are not known. */
  readonly derived: boolean;
}

type Frame = ClassFrame | Set<string>;

const frames = new WeakMap<Lowering, readonly Frame[]>();
const framesOf = (to: Lowering): readonly Frame[] => frames.get(to) ?? [];

function inside(to: Lowering, frame: Frame, walk: () => void): void {
  const outer = framesOf(to);
  frames.set(to, [...outer, frame]);
  try {
    walk();
  } finally {
    frames.set(to, outer);
  }
}

/** Walks the body of a class, in which its members are in scope. */
export const insideClass = (to: Lowering, frame: ClassFrame, walk: () => void): void => inside(to, frame, walk);

/** Walks a function or block that has names of its own. */
export const insideNames = (to: Lowering, names: Iterable<string>, walk: () => void): void =>
  inside(to, new Set(names), walk);

/** A function whose parameters are names of its own. */
export const functionOf = (to: Lowering, shape: FunctionShape): FunctionExpr =>
  to.builder.function({
    ...shape,
    body: () =>
      insideNames(
        to,
        shape.params.map((one) => one.name),
        shape.body,
      ),
  });

/** A local name is declared: from here on it hides a member of the same name. */
export function declareName(to: Lowering, name: string): void {
  const frame = framesOf(to).at(-1);
  if (frame instanceof Set) frame.add(name);
}

type Kind = 'fields' | 'methods';

/** `<this or the outer class>.<name>` where the name is a member, the name itself where it is not. */
function resolved(node: Node, kind: Kind, to: Lowering): RefExpr | MemberExpr | undefined {
  const name = to.textOf(node);
  const at = rangeOf(node);
  let nearest = true;
  for (const frame of [...framesOf(to)].reverse()) {
    if (frame instanceof Set) {
      if (frame.has(name)) return ref(name, at);
      continue;
    }
    if (frame[kind].has(name)) {
      if (nearest) return ownMember(node, to);
      return frame.name === undefined ? ref(name, at) : member(ref(frame.name, at), literally(node, to), at);
    }
    nearest = false;
  }
  return undefined;
}

export const nameOf = (node: Node, to: Lowering): Expr =>
  resolved(node, 'fields', to) ?? ref(to.textOf(node), rangeOf(node));

/** What a bare call calls; in a class that extends another, what is not known is inherited. */
export function calleeOf(node: Node, to: Lowering): Expr {
  const known = resolved(node, 'methods', to);
  if (known) return known;
  const around = framesOf(to).findLast((frame) => !(frame instanceof Set));
  const inherits = around && !(around instanceof Set) && around.derived && !isImported(node, to);
  return inherits ? ownMember(node, to) : ref(to.textOf(node), rangeOf(node));
}

const imported = new WeakMap<Lowering, Set<string>>();

/** Remembers a name that an import brings, which therefore is not inherited. */
export function rememberImport(to: Lowering, name: string): void {
  const names = imported.get(to) ?? new Set();
  imported.set(to, names.add(name));
}

/** Every name of a package or class becomes visible. */
export const importAll = (module: string, node: Node, to: Lowering): void =>
  to.builder.import({ local: '*', module, name: '*', range: rangeOf(node), all: true });

/** Whether an import brings the name. */
export const isImported = (node: Node, to: Lowering): boolean => imported.get(to)?.has(to.textOf(node)) === true;

/**
 * Where a value is what some method gives, the declared type is a second way to know what it is; another name's own type
 * may say less.
 */
export function withType(given: Expr, instance: Expr | undefined): Expr {
  if (instance?.kind !== 'instance') return given;
  if (given.kind === 'unknown') return instance;
  if (given.kind === 'ref' || given.kind === 'member') return { ...given, as: instance.type };
  return given.kind === 'call' && !given.construct
    ? { kind: 'either', options: [given, instance], range: given.range }
    : given;
}

/** `(String) x` is the value, `(Sender) x` an instance of that class; `(char) 111` is the character. */
export const castTo =
  (typeOf: (type: Node | null | undefined, to: Lowering) => Expr | undefined): ((node: Node, to: Lowering) => Expr) =>
  (node, to) => {
    const value = to.expr(field(node, 'value') ?? field(node, 'left') ?? parts(node)[0]);
    const target = field(node, 'type') ?? parts(node).at(-1);
    const isCharacter = target !== undefined && to.textOf(target) === 'char' && /^\w+$/.test(textOf(value) ?? '');
    if (isCharacter && value.kind === 'text') return characterOf(value, rangeOf(node));
    const type = typeOf(target, to);
    return withType(value, type && { kind: 'instance', type, range: rangeOf(node) });
  };

/** `x instanceof Sender name`, `x is Sender name`: the name is `x`, as an instance of the class. */
export function namedByType(value: Expr, type: Expr | undefined, name: Node | null, node: Node, to: Lowering): Expr {
  const at = rangeOf(node);
  if (!name) return unknown(at);
  declareName(to, to.textOf(name));
  const named = withType(value, type && { kind: 'instance', type, range: at });
  to.builder.assign(ref(to.textOf(name), rangeOf(name)), named, at, { declares: true });
  return unknown(at);
}

/** Whether a name is a local one here. */
export function isLocal(to: Lowering, name: string): boolean {
  return framesOf(to).some((frame) => frame instanceof Set && frame.has(name));
}

/** Whether a class around has a method of that name. */
export function isMethod(to: Lowering, name: string): boolean {
  return framesOf(to).some((frame) => !(frame instanceof Set) && frame.methods.has(name));
}
