/**
 * Tree-sitter's parser and grammars, each loaded when the first file needs it.
 *
 * The grammars are wasm files. V8's optimising compiler takes seconds for their huge parse tables and gains nothing
 * on them, so it is switched off before the first one is loaded (20 times faster, measured; model/engine.ts).
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Node, Tree, Parser as TreeSitterParser } from 'web-tree-sitter';
import { tuneEngine } from '../model/engine.ts';
import type { Range } from '../model/expr.ts';
import { hasTooManyComparisons } from './comparisons.ts';

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

const parsers = new Map<Grammar, Promise<TreeSitterParser>>();
let runtime: Promise<typeof import('web-tree-sitter')> | undefined;

async function loadRuntime(): Promise<typeof import('web-tree-sitter')> {
  tuneEngine('grammars');
  const module = await import('web-tree-sitter');
  await module.Parser.init({ locateFile: () => wasmPath('web-tree-sitter/web-tree-sitter.wasm') });
  return module;
}

async function loadParser(grammar: Grammar): Promise<TreeSitterParser> {
  runtime ??= loadRuntime();
  const { Parser, Language } = await runtime;
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasmPath(grammars[grammar])));
  return parser;
}

/**
 * What one file may cost, for tree-sitter's error recovery can be quadratic on hostile input. It calls back once in 100 steps:
 * generated code takes one or four such hundreds for 100 characters, broken code seldom more than five.
 */
const parseBudget = (text: string): number => Math.min(200_000, 5_000 + text.length / 10);

/** Languages in which `<` compares or opens type arguments. */
const GENERIC: ReadonlySet<Grammar> = new Set(['csharp', 'java', 'kotlin', 'scala', 'groovy', 'rust', 'go']);

/** The runtime has no more memory, and no other one can be loaded beside it: what is still to be parsed cannot be. */
let isBroken = false;

function parsed(parser: TreeSitterParser, text: string): Tree {
  if (isBroken) throw new Error('the parser broke down on a file before this one');
  const budget = parseBudget(text);
  let spent = 0;
  let tree: Tree | null;
  try {
    tree = parser.parse(text, null, {
      progressCallback: () => {
        spent += 1;
        return spent > budget;
      },
    });
  } catch (error) {
    isBroken = true;
    throw new Error('the parser broke down on it', { cause: error });
  }
  if (tree) return tree;
  parser.reset();
  throw new Error(`parsing takes more than ${Math.floor(budget)}00 steps`);
}

/**
 * Parses `text` and gives the root node to `use`; the tree is freed afterwards. Offsets of nodes are UTF-16.
 * Tree-sitter always gives a tree; what it could not parse are ERROR nodes in it.
 *
 * @throws Error when parsing takes more than its budget.
 */
export async function withTree<T>(grammar: Grammar, text: string, use: (root: Node) => T): Promise<T> {
  let loading = parsers.get(grammar);
  if (!loading) {
    loading = loadParser(grammar);
    parsers.set(grammar, loading);
  }
  const parser = await loading;
  if (GENERIC.has(grammar) && hasTooManyComparisons(text))
    throw new Error('one statement holds more comparisons or type arguments than can be told apart');
  const tree = parsed(parser, text);
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
