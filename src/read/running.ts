/** Which statements of a list run at all: none behind one that leaves it. */
import type { Node } from './tree-sitter.ts';

/** Node types of the grammars, of statements and of expressions that stand alone. */
const LEAVES: ReadonlySet<string> = new Set([
  'return',
  'return_statement',
  'return_expression',
  'throw_statement',
  'throw_expression',
  'raise_statement',
  'break',
  'break_statement',
  'break_expression',
  'continue_statement',
  'continue_expression',
  'exit_statement',
]);

/** Declarations hold wherever they stand; a label may be jumped to. */
const HOLDS =
  /^((local_)?(function|class|method|constructor|interface|trait|enum|record|object|struct|namespace|module|impl|const|static|type)(_\w+)?_(definition|declaration|item|statement)|method|singleton_method|class|module|labeled_statement|named_label_statement)$/;

export function running(nodes: readonly Node[]): readonly Node[] {
  const end = nodes.findIndex(leaves);
  // In code that the parser could not read whole, what follows is not what runs next.
  if (end < 0 || end === nodes.length - 1 || nodes[end]?.parent?.isError) return nodes;
  return [...nodes.slice(0, end + 1), ...nodes.slice(end + 1).filter(({ type }) => HOLDS.test(type))];
}

function leaves(node: Node): boolean {
  if (LEAVES.has(node.type)) return true;
  if (node.type === 'command') return /^exit\b/.test(node.text);
  const [only] = node.type === 'expression_statement' ? node.namedChildren : [];
  return only !== undefined && only !== null && node.namedChildCount === 1 && LEAVES.has(only.type);
}
