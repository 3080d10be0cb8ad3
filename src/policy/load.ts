/** Reads a policy file, and those that it extends. Nothing wrong in it is passed over. */
import path from 'node:path';
import type { Location } from '../model/setting.ts';
import { type SourceText, sourceText } from '../text/source-text.ts';
import { contradictions } from './contradictions.ts';
import { type Context, POLICY } from './decode.ts';
import { policyIn, type Said } from './fields.ts';
import { DEFAULTS, type Policy, type PolicyProblem } from './policy.ts';
import { type Node, parseTree } from './tree.ts';

export interface LoadedPolicy {
  /** Undefined when there are problems. */
  readonly policy?: Policy;
  readonly problems: readonly PolicyProblem[];
}

/** The text of a file, by its path relative to the root with `/`; undefined when there is none. Symbolic links are the caller's to refuse. */
export type ReadFile = (path: string) => string | undefined;

/** Files that extend each other, at most. */
const DEEPEST = 5;

/**
 * Reads a policy.
 *
 * @param file its path relative to the root, with `/`: it stands in the problems, and `extends` is relative to it.
 * @param readFile gives the files that it extends; without it, `extends` is a problem.
 */
export function loadPolicy(text: string, file: string, readFile?: ReadFile): LoadedPolicy {
  const problems: PolicyProblem[] = [];
  const said = readSaid(text, file, readFile, [], problems);
  const policy = joined(said);
  if (problems.length === 0) problems.push(...contradictions(policy));
  return problems.length > 0 ? { problems } : { policy, problems };
}

/** What the file and those it extends say, in the order in which later words count more. */
function readSaid(
  text: string,
  file: string,
  readFile: ReadFile | undefined,
  above: readonly string[],
  problems: PolicyProblem[],
): readonly Partial<Said>[] {
  const source = sourceText(text);
  const report = (offset: number, message: string): void => {
    const { line, column } = source.position(offset);
    problems.push({ path: file, line, column, message });
  };
  const tree = parseTree(text);
  for (const { offset, message } of tree.problems) report(offset, message);
  if (tree.problems.length > 0) return [];
  if (!tree.root || (tree.root.kind === 'scalar' && tree.root.value === null)) {
    report(0, 'this policy is empty: run `smtp-scan init` for one to start from');
    return [];
  }
  const context: Context = { name: POLICY, report: (node, message) => report(node.start, message) };
  const { root } = tree;
  const said = policyIn((node) => locationOf(node, file, source))(root, context);
  if (!said) return [];
  const at =
    root.kind === 'map'
      ? root.entries.find(({ key }) => key.kind === 'scalar' && key.value === 'extends')?.value
      : undefined;
  const bases = (said.extends ?? []).flatMap((base) => {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), base));
    const problem = extensionProblem(target, base, [...above, file], readFile);
    const content = problem === undefined ? readFile?.(target) : undefined;
    if (content !== undefined) return readSaid(content, target, readFile, [...above, file], problems);
    report(at?.start ?? 0, problem ?? `extends: there is no file ${target}`);
    return [];
  });
  return [...bases, said];
}

/** A policy from outside the root may extend what is beside or below it. */
function leadsOut(target: string, first: string): boolean {
  const outside = path.posix.isAbsolute(first) || first.startsWith('../');
  const way = path.posix.relative(outside ? path.posix.dirname(first) : '.', target);
  return way === '..' || way.startsWith('../') || path.posix.isAbsolute(way);
}

function extensionProblem(
  target: string,
  written: string,
  above: readonly string[],
  readFile: ReadFile | undefined,
): string | undefined {
  if (leadsOut(target, above[0] ?? '')) return `extends: ${written} leads out of the root`;
  if (above.includes(target)) return `extends: ${[...above, target].join(' extends ')}, in a circle`;
  if (above.length >= DEEPEST) return `extends: more than ${DEEPEST} files extend each other`;
  return readFile ? undefined : 'extends means nothing here: this policy has no files beside it';
}

function locationOf(node: Node, file: string, source: SourceText): Location {
  const start = source.position(node.start);
  const stop = source.lineBounds(start.line).end;
  const end = source.position(Math.min(node.end, stop));
  return { path: file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** Lists are joined, base first; of single words the last one counts. */
function joined(said: readonly Partial<Said>[]): Policy {
  const last = <K extends keyof Said>(key: K): Said[K] | undefined =>
    said.findLast((one) => one[key] !== undefined)?.[key];
  const approved = said.flatMap((one) => one.approved ?? []);
  const rules: Policy['rules'] = Object.assign({}, ...said.map((one) => one.rules ?? {}));
  return {
    approved: said.some((one) => one.approved) ? approved.flatMap(({ relay }) => relay ?? []) : undefined,
    apis: approved.flatMap(({ api }) => api ?? []),
    legacy: said.flatMap((one) => one.legacy ?? []),
    local: last('local') ?? DEFAULTS.local,
    placeholders: last('placeholders') ?? DEFAULTS.placeholders,
    unresolved: rules['unresolved-relay'] ?? last('unresolved') ?? DEFAULTS.unresolved,
    rules,
    roles: Object.assign({}, ...said.map((one) => one.roles ?? {})),
    ignore: said.flatMap((one) => one.ignore ?? []),
    exceptions: said.flatMap((one) => one.exceptions ?? []),
    settings: said.flatMap((one) => one.settings ?? []),
    mentions: last('mentions') ?? DEFAULTS.mentions,
    unreadable: said.flatMap((one) => one.unreadable ?? []),
    inlineIgnores: last('inline-ignores') ?? DEFAULTS.inlineIgnores,
  };
}
