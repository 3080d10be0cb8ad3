/** Puts the planned edits into the findings, for reports that offer them: the same edits that `fix` makes. */
import type { Edit, Fix, ScanResult } from '../model/finding.ts';
import { applyEdits } from './apply.ts';
import { type OpenFile, openBytes, openFile } from './open-file.ts';
import { type PlanInput, planFixes } from './plan.ts';

/** Opens each file of a root once. */
export function opener(root: string): PlanInput['open'] {
  const known = new Map<string, ReturnType<PlanInput['open']>>();
  return (path) => {
    const file = known.get(path) ?? openFile(root, path);
    known.set(path, file);
    return file;
  };
}

/** The result with a fix at each finding whose relay can be replaced. */
export async function withFixes(root: string, result: ScanResult): Promise<ScanResult> {
  const { settings, findings } = result;
  const wanting = findings.filter(({ wanted, suppressed }) => wanted && !suppressed);
  if (wanting.length === 0) return result;
  const open = opener(root);
  const { steps } = await planFixes({ settings, findings: wanting, open, choices: { keepCredentials: false } });
  const fixes = new Map(steps.map(({ finding, edits }) => [finding, fixOf(edits, open)]));
  return {
    ...result,
    findings: findings.map((finding) => {
      const fix = fixes.get(finding);
      return fix ? { ...finding, fix } : finding;
    }),
  };
}

/** More lines than these are no suggestion that somebody reads. */
const MOST_LINES = 10;

function fixOf(edits: readonly [Edit, ...Edit[]], open: PlanInput['open']): Fix {
  const [{ path }] = edits;
  const file = open(path);
  const first = Math.min(...edits.map(({ line }) => line));
  const last = Math.max(...edits.map(({ endLine }) => endLine));
  if (typeof file === 'string' || edits.some((edit) => edit.path !== path) || last - first >= MOST_LINES)
    return { edits };
  const texts = linesAfter(file, edits, first, last);
  return texts ? { edits, lines: { first, texts } } : { edits };
}

function linesAfter(
  file: OpenFile,
  edits: readonly Edit[],
  first: number,
  last: number,
): readonly string[] | undefined {
  const changed = openBytes(file.path, applyEdits(file, edits));
  if (typeof changed === 'string') return undefined;
  const { source } = changed;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const { start, end } = source.lineBounds(first + index);
    return source.text.slice(start, end);
  });
}
