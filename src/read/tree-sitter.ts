/**
 * Tree-sitter's parser and grammars, each loaded when the first file needs it.
 *
 * The grammars are wasm files. V8's optimising compiler takes seconds for their huge parse tables and gains nothing
 * on them, so it is switched off before the first one is loaded (20 times faster, measured; model/engine.ts).
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Node, Tree, Parser as TreeSitterParser } from 'web-tree-sitter';
import { tuneEngine } from '../model/engine.ts';
import type { Range } from '../model/expr.ts';
import { loadParserRuntime, type ParserRuntime } from './parser-runtime.ts';

export type { Node } from 'web-tree-sitter';

/** Grammar → the wasm file inside its npm package. `scripts/build.mjs` copies these next to the bundle. */
export const grammars = {
  php: '@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm',
  python: '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  ruby: '@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm',
  java: '@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm',
  scala: 'tree-sitter-scala/tree-sitter-scala.wasm',
  groovy: 'tree-sitter-groovy/tree-sitter-groovy.wasm',
  kotlin: '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  csharp: 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  go: '@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm',
  rust: '@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm',
  elixir: 'tree-sitter-elixir/tree-sitter-elixir.wasm',
  bash: '@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm',
  powershell: '@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm',
  hcl: '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
} as const;

export type Grammar = keyof typeof grammars;

/** In the bundle the wasm files lie beside it; from source they are taken from their packages. */
function wasmPath(packagePath: string): string {
  const bundled = fileURLToPath(new URL(`./grammars/${packagePath.split('/').at(-1)}`, import.meta.url));
  return existsSync(bundled) ? bundled : createRequire(import.meta.url).resolve(packagePath);
}

let runtime: Promise<ParserRuntime> | undefined;

async function loadRuntime(): Promise<ParserRuntime> {
  tuneEngine('grammars');
  return loadParserRuntime(await readFile(wasmPath('web-tree-sitter/web-tree-sitter.wasm')));
}

const parsers = new Map<Grammar, TreeSitterParser>();

async function parserOf(grammar: Grammar, { treeSitter, restore, keep }: ParserRuntime): Promise<TreeSitterParser> {
  const known = parsers.get(grammar);
  if (known) return known;
  // Without the gaps that trees have left.
  restore();
  const language = await treeSitter.Language.load(wasmPath(grammars[grammar]));
  const parser = new treeSitter.Parser();
  parser.setLanguage(language);
  keep();
  parsers.set(grammar, parser);
  return parser;
}

/**
 * What one file may cost, in calls of the parser's functions, for its error recovery is quadratic on some input: 10 to 30 calls a
 * character are usual, 60 is much. 400 million are some seconds.
 */
const parseBudget = (text: string): number => Math.min(400_000_000, 20_000_000 + 100 * text.length);

/** Bytes of memory for all grammars and one file, whose tree takes 20 to 100 for a character. */
const memoryFor = (text: string): number => Math.min(420_000_000, 80_000_000 + 150 * text.length);

/** The tree of a text; undefined where it takes more work than its budget. Throws whatever ends the parser. */
function parsed(
  parser: TreeSitterParser,
  text: string,
  budget: number,
  { begin, calls }: ParserRuntime,
): Tree | undefined {
  let isParsing = true;
  const isSpent = (): boolean => isParsing && calls() > budget;
  begin(memoryFor(text));
  // Between two steps a scanner may look through the rest of the text time and again, and reads it by pieces then. A finished tree
  // asks for its text, too.
  const tree = parser.parse((index) => (isSpent() ? '' : text.slice(index)), null, { progressCallback: isSpent });
  const isWhole = tree !== null && !isSpent();
  isParsing = false;
  if (isWhole) return tree;
  // Else it would free itself, some day, in memory that is no longer its own.
  tree?.delete();
  return undefined;
}

/** The runtime does one thing after the other: nothing is parsed while a grammar is loaded. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Parses `text` and gives the root node to `use`; the tree is freed afterwards. Offsets of nodes are UTF-16.
 * Tree-sitter always gives a tree; what it could not parse are ERROR nodes in it.
 *
 * @throws Error when parsing takes more than its budget of work, memory or depth.
 */
export function withTree<T>(grammar: Grammar, text: string, use: (root: Node) => T): Promise<T> {
  const result = last.then(() => treeFor(grammar, text, use));
  last = result.catch(() => undefined);
  return result;
}

async function treeFor<T>(grammar: Grammar, text: string, use: (root: Node) => T): Promise<T> {
  runtime ??= loadRuntime();
  const loaded = await runtime;
  const parser = await parserOf(grammar, loaded);
  const budget = parseBudget(text);
  let tree: Tree | undefined;
  try {
    tree = parsed(parser, text, budget, loaded);
  } catch (error) {
    loaded.restore();
    throw new Error('parsing takes more memory or depth than there is', { cause: error });
  }
  if (!tree) {
    loaded.restore();
    throw new Error(`parsing takes more than ${budget} steps`);
  }
  try {
    return use(tree.rootNode);
  } finally {
    tree.delete();
  }
}

export const rangeOf = (node: Node): Range => ({ start: node.startIndex, end: node.endIndex });

/** The named children without comments, of which any grammar may put some anywhere. */
export function parts(node: Node): Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && !child.type.includes('comment'));
}
