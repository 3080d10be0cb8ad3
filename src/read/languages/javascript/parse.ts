/**
 * From text to syntax trees. Babel's parser is asked in several dialects, the likeliest first, because an extension
 * does not tell them apart (`.js` may hold JSX or Flow, decorators come in two grammars).
 */
import type { ParseError, ParserOptions, ParserPlugin } from '@babel/parser';
import type { Program } from '@babel/types';
import type { Range } from '../../../model/expr.ts';
import { range } from '../../reader.ts';
import { nestsTypeArguments } from './generic-calls.ts';
import type { Dialect, Script } from './scripts.ts';

export interface Problem {
  readonly message: string;
  readonly offset: number;
}

export interface Parsed {
  /** One tree, or one for each readable part of a text that is broken somewhere. */
  readonly programs: readonly Program[];
  readonly problems: readonly Problem[];
}

type Parser = typeof import('./babel.ts');

let parser: Promise<Parser> | undefined;

/** Babel's parser, loaded when the first file needs it. */
export function loadParser(): Promise<Parser> {
  parser ??= import('./babel.ts');
  return parser;
}

const COMMON: readonly ParserPlugin[] = [
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  'exportDefaultFrom',
  'deferredImportEvaluation',
];
const LEGACY: ParserPlugin = 'decorators-legacy';
const STANDARD: ParserPlugin = ['decorators', { allowCallParenthesized: true }];

const ATTEMPTS: Readonly<Record<Dialect, readonly (readonly ParserPlugin[])[]>> = {
  javascript: [
    ['jsx', LEGACY],
    ['flow', 'jsx', LEGACY],
    ['typescript', 'jsx', STANDARD],
  ],
  typescript: [
    ['typescript', LEGACY],
    ['typescript', STANDARD],
    ['typescript', 'jsx', LEGACY],
  ],
  tsx: [
    ['typescript', 'jsx', LEGACY],
    ['typescript', 'jsx', STANDARD],
  ],
};

/** What is wrong in a file is for others to say: whatever can be read is read. */
const OPTIONS: ParserOptions = {
  sourceType: 'unambiguous',
  errorRecovery: true,
  attachComment: false,
  allowImportExportEverywhere: true,
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: true,
  allowNewTargetOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
};

const MAX_CHUNKS = 2000;
const MAX_PROBLEMS = 3;

interface Attempt {
  readonly program?: Program;
  readonly errors: readonly Problem[];
}

/** Parses one script; trees have offsets into the whole file. Never throws. */
export function parseScript(babel: Parser, source: string, script: Script): Parsed {
  const attempts = ATTEMPTS[script.dialect];
  const best = bestAttempt(babel, source, script.range, attempts);
  if (best.program) return { programs: [best.program], problems: best.errors.slice(0, 1) };
  return inChunks(babel, source, script.range, attempts[0] ?? [], best.errors);
}

/** The first attempt without an error, or else the one that goes on with the fewest. */
function bestAttempt(
  babel: Parser,
  source: string,
  where: Range,
  attempts: readonly (readonly ParserPlugin[])[],
): Attempt {
  let best: Attempt | undefined;
  for (const plugins of attempts) {
    const attempt = parseOnce(babel, source, where, plugins);
    if (attempt.program && attempt.errors.length === 0) return attempt;
    if (!best || (attempt.program && (!best.program || attempt.errors.length < best.errors.length))) best = attempt;
  }
  return best ?? { errors: [] };
}

function parseOnce(babel: Parser, source: string, where: Range, plugins: readonly ParserPlugin[]): Attempt {
  const options = {
    ...OPTIONS,
    plugins: [...COMMON, ...plugins],
    ...(where.start > 0 ? { startIndex: where.start } : {}),
  };
  const code = source.slice(where.start, where.end);
  if ((plugins.includes('typescript') && nestsTypeArguments(code)) || MISTAKES.test(code))
    return { errors: [problem(new RangeError(), where.start)] };
  // The parser makes an error of each mistake that it goes on after; nobody reads where it was made.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const file = babel.parse(code, options);
    return {
      program: file.program,
      errors: (file.errors ?? []).filter(breaks).map((error) => problem(error, error.pos)),
    };
  } catch (error) {
    const pos = error instanceof Error && 'pos' in error && typeof error.pos === 'number' ? error.pos : where.start;
    return { errors: [problem(error, pos)] };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Each backslash of such a row is a mistake of its own, all of which the parser would keep. */
const MISTAKES = /\\{1000}/;

/** Errors that mean that the tree is not what was written; the others (a name declared twice) leave it whole. */
const BREAKING = new Set(['MissingSemicolon', 'UnexpectedToken', 'MissingPlugin', 'MissingOneOfPlugins']);
const breaks = (error: ParseError): boolean => BREAKING.has(error.reasonCode);

function problem(error: unknown, offset: number): Problem {
  const tooDeep = error instanceof RangeError;
  const said = error instanceof Error ? error.message.replace(/\s*\(\d+:\d+\)$/, '') : String(error);
  return { message: `not readable as JavaScript: ${tooDeep ? 'nested too deeply' : said.split('\n')[0]}`, offset };
}

/** A text that is broken somewhere (a merge conflict, a template's tags), read piece by piece. */
function inChunks(
  babel: Parser,
  source: string,
  where: Range,
  plugins: readonly ParserPlugin[],
  failure: readonly Problem[],
): Parsed {
  const chunks = topLevelChunks(source, where);
  if (chunks.length < 2) return { programs: [], problems: failure };
  const attempts = chunks.map((chunk) => parseOnce(babel, source, chunk, plugins));
  const broken = attempts.filter((attempt) => !attempt.program).flatMap((attempt) => attempt.errors);
  return {
    programs: attempts.flatMap((attempt) => (attempt.program ? [attempt.program] : [])),
    problems: (broken.length > 0 ? broken : failure).slice(0, MAX_PROBLEMS),
  };
}

/** A line that starts with a word, a merge conflict's marker or a template's tag. */
const CUT = /^([ \t]*)(?:[\w$@]|[<=>]{4}|<[?%]|\{[{%])/gm;

/** Cuts before such lines that stand as far left as the first one. */
function topLevelChunks(source: string, where: Range): readonly Range[] {
  const content = source.slice(where.start, where.end);
  const indent = /^[ \t]*(?=\S)/m.exec(content)?.[0].length ?? 0;
  const starts: number[] = [];
  for (const line of content.matchAll(CUT)) {
    if (line.index > 0 && (line[1]?.length ?? 0) <= indent) starts.push(where.start + line.index);
    if (starts.length >= MAX_CHUNKS) break;
  }
  return [where.start, ...starts].map((start, index) => range(start, starts[index] ?? where.end));
}
