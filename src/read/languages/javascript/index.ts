/** JavaScript and TypeScript, also the scripts of Vue, Svelte and Astro components and of HTML pages. */

import { createProgram, type ProgramBuilder } from '../../program-builder.ts';
import { type Reader, unknown } from '../../reader.ts';
import { lowerExpression } from './expressions.ts';
import { loadParser, type Problem, parseScript } from './parse.ts';
import { scriptsOf } from './scripts.ts';
import { walkStatements } from './statements.ts';
import { at, type Walk } from './walk.ts';

/** How deeply nested code is followed. People write 20 levels, generators 100. */
const MAX_DEPTH = 250;

/** A page of a hundred broken scripts needs no hundred messages. */
const MAX_PROBLEMS = 20;

/** Declarations alone hold no values. */
const DECLARATIONS = /\.d\.[mc]?ts$/i;

/**
 * Mozilla's preference files are read by a parser of their own, which takes `#` to the end of the line for a comment, too
 * (modules/libpref/parser). Blanks in its place leave every offset as it is.
 */
const withoutShellComments = (text: string): string =>
  /^[ \t]*(?:user_pref|sticky_pref)\(/m.test(text)
    ? text.replace(/^[ \t]*#[^\r\n]*/gm, (comment) => ' '.repeat(comment.length))
    : text;

/** Reads a program; all scripts of one page or component share the module scope. */
export const readJavaScript: Reader = async ({ path, source }) => {
  const builder = createProgram();
  const problems: Problem[] = [];
  const text = withoutShellComments(source.text);
  const walk = createWalk(builder, text, problems);
  const babel = await loadParser();
  for (const script of DECLARATIONS.test(path) ? [] : scriptsOf(path, text)) {
    const parsed = parseScript(babel, text, script);
    problems.push(...parsed.problems.slice(0, Math.max(0, MAX_PROBLEMS - problems.length)));
    for (const program of parsed.programs) walk.statements(program.body);
  }
  return {
    path,
    format: 'javascript',
    source,
    documents: [],
    program: builder.finish(),
    ...(problems.length > 0 ? { problems } : {}),
  };
};

function createWalk(builder: ProgramBuilder, text: string, problems: Problem[]): Walk {
  let depth = 0;
  let told = false;
  const walk: Walk = {
    builder,
    text,
    blocks: 0,
    wrapped: new Set(),
    expression: (node, name) => walk.nested(node, () => lowerExpression(walk, node, name), unknown(at(node))),
    statements: (list) => walkStatements(walk, list),
    nested(node, run, beyond) {
      if (depth >= MAX_DEPTH) {
        if (!told) problems.push({ message: 'nested too deeply to be followed', offset: node.start ?? 0 });
        told = true;
        return beyond;
      }
      depth += 1;
      try {
        return run();
      } finally {
        depth -= 1;
      }
    },
  };
  return walk;
}
