/** What the parts of the JavaScript reader share while they walk a syntax tree. They call each other through it. */
import type { Node, Statement } from '@babel/types';
import type { Expr, Range, RefExpr } from '../../../model/expr.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import { range } from '../../reader.ts';

export interface Walk {
  readonly builder: ProgramBuilder;
  /** The whole file; every range points into it. */
  readonly text: string;
  /** Lowers an expression, once: calls in it are recorded. `name` is what an anonymous function or class is assigned to. */
  expression(node: Node, name?: string): Expr;
  /** Walks the statements of one block, function declarations first. */
  statements(list: readonly Statement[]): void;
  /** Walks something nested; beyond the depth that is followed it gives `beyond` instead. */
  nested<T>(node: Node, walk: () => T, beyond: T): T;
  /** How many blocks with names of their own are around, within the function. `var` does not belong to them. */
  blocks: number;
  /** Names that a compiler's interop helper wrapped (`const x = __importDefault(require('x'))`): `x.default` is `x`. */
  readonly wrapped: Set<string>;
}

export const at = (node: Node): Range => range(node.start ?? 0, node.end ?? 0);

/** The range of a name alone: Babel's identifiers include their type annotation. */
export const atName = (node: Node, name: string): Range => range(node.start ?? 0, (node.start ?? 0) + name.length);

export const ref = (name: string, where: Range): RefExpr => ({ kind: 'ref', name, range: where });

/** Walks a block that has names of its own. */
export function ownBlock(walk: Walk, run: () => void): void {
  walk.blocks += 1;
  try {
    walk.builder.block(run);
  } finally {
    walk.blocks -= 1;
  }
}

/** Walks the body of a function or class, whose blocks are counted anew. */
export function ownFunction(walk: Walk, run: () => void): void {
  const outer = walk.blocks;
  walk.blocks = 0;
  try {
    run();
  } finally {
    walk.blocks = outer;
  }
}
