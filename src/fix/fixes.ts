/** Puts the planned edits into the findings, for reports that offer them: the same edits that `fix` makes. */
import type { Edit, Fix, ScanResult } from '../model/finding.ts';
import type { SourceText } from '../text/source-text.ts';
import { openFile } from './open-file.ts';
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

/** More than this is no suggestion that somebody reads. */
const MOST_LINES = 10;
const MOST_TEXT = 5000;

function fixOf(edits: readonly [Edit, ...Edit[]], open: PlanInput['open']): Fix {
  const [{ path }] = edits;
  const file = open(path);
  const first = Math.min(...edits.map(({ line }) => line));
  const last = Math.max(...edits.map(({ line }) => line));
  if (typeof file === 'string' || edits.some((edit) => edit.path !== path) || last - first >= MOST_LINES)
    return { edits };
  const texts = linesAfter(file.source, edits, first, last);
  return texts.join('').length > MOST_TEXT ? { edits } : { edits, lines: { first, texts } };
}

/** The lines with the edits made; each edit stands on one line. */
function linesAfter(source: SourceText, edits: readonly Edit[], first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const { start, end } = source.lineBounds(first + index);
    const text = source.text.slice(start, Math.min(end, start + MOST_TEXT + 1));
    return edits
      .filter(({ line }) => line === first + index)
      .sort((a, b) => b.column - a.column)
      .reduce((now, { column, endColumn, replacement }) => {
        return now.slice(0, column - 1) + replacement + now.slice(endColumn - 1);
      }, text);
  });
}
