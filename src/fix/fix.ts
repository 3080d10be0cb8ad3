/** The whole of a fix: what is judged legacy is planned, tried out on the changed texts, and said file by file. */
import type { Edit, Finding, JudgedSetting, ScanResult } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import { placeOf as placeIn } from '../model/pick.ts';
import { applyEdits } from './apply.ts';
import type { Choices } from './changes.ts';
import { opener } from './fixes.ts';
import { type Left, leftFor, planFixes, type Step } from './plan.ts';

/** Scans the root with these bytes instead of those on the disk, and judges. */
export type Scan = (contents: ReadonlyMap<string, Uint8Array>) => Promise<ScanResult>;

export interface FixRequest {
  /** Absolute. */
  readonly root: string;
  readonly scan: Scan;
  readonly choices: Choices;
}

export interface FileChange {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
  /** In the order of the file. */
  readonly edits: readonly Edit[];
}

export interface Fixed {
  /** Sorted by path. */
  readonly files: readonly FileChange[];
  readonly steps: readonly Step[];
  /** Sorted by place. */
  readonly left: readonly Left[];
  /** How many places name a legacy relay where nothing is sent: in documents and comments. */
  readonly named: number;
  /** Whether all files could be read. */
  readonly complete: boolean;
}

/** A step that is taken back may change how others read; more rounds than these are no accident. */
const MAX_ROUNDS = 5;

/** Plans and tries; nothing is written. Afterwards the scan finds no legacy relay but those in `left`. */
export async function fix({ root, scan, choices }: FixRequest): Promise<Fixed> {
  const before = await scan(new Map());
  const open = opener(root);
  const plan = await planFixes({ settings: before.settings, findings: legacyFindings(before), open, choices });
  let { steps } = plan;
  const left = [...plan.left];
  for (let round = 0; ; round += 1) {
    const files = changedFiles(steps, open);
    if (files.length === 0)
      return {
        files,
        steps,
        left: sorted([...left, ...mentionsLeft(before)]),
        named: namesLeft(before),
        complete: before.complete,
      };
    const after = await scan(new Map(files.map((file) => [file.path, file.after])));
    const isDone = doneBy(before, after);
    const failed = steps.filter((step) => round === MAX_ROUNDS || !isDone(step));
    if (failed.length === 0) {
      const hidden = newlySeen(after, left, steps);
      return {
        files,
        steps,
        left: sorted([...left, ...hidden, ...mentionsLeft(after)]),
        named: namesLeft(after),
        complete: before.complete && after.complete,
      };
    }
    left.push(...failed.map(({ setting, wanted }) => leftFor(setting, wanted, 'not-understood')));
    const undone = new Set(failed);
    steps = steps.filter((step) => !undone.has(step));
  }
}

/** The findings that a fix is asked for: what is let through stays. */
export const legacyFindings = ({ findings }: ScanResult): readonly Finding[] =>
  findings.filter(({ rule, suppressed }) => rule === 'legacy-relay' && !suppressed);

const mentionsIn = ({ findings }: ScanResult): readonly Finding[] =>
  findings.filter(({ mention, suppressed }) => mention !== undefined && !suppressed);

/** Places that name a legacy relay and may well send through it, although no setting was found there. */
export const mentionsLeft = (result: ScanResult): readonly Left[] =>
  mentionsIn(result)
    .filter(({ level }) => level !== 'note')
    .flatMap((finding) =>
      [finding, ...(finding.mention?.further ?? [])].map((place) => ({
        ...placeIn(place),
        host: finding.mention?.host ?? null,
        reason: 'mention' as const,
        message: finding.message,
      })),
    );

/** The other places that name one. */
export const namesLeft = (result: ScanResult): number =>
  mentionsIn(result)
    .filter(({ level }) => level === 'note')
    .reduce((sum, { mention }) => sum + 1 + (mention?.further.length ?? 0), 0);

function changedFiles(steps: readonly Step[], open: ReturnType<typeof opener>): readonly FileChange[] {
  const byPath = grouped(
    steps.flatMap(({ edits }) => edits),
    ({ path }) => path,
  );
  return [...byPath]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, edits]) => {
      const file = open(path);
      if (typeof file === 'string') return [];
      const sortedEdits = [...new Map(edits.map((edit) => [placeOf(edit), edit])).values()].sort(byPlace);
      return [{ path, before: file.bytes, after: applyEdits(file, sortedEdits), edits: sortedEdits }];
    });
}

const placeOf = ({ path, line, column, endColumn }: Edit): string => `${path}:${line}:${column}-${endColumn}`;

const byPlace = (a: Edit, b: Edit): number => a.line - b.line || a.column - b.column;

/**
 * Whether the changed texts read as they were meant: on its line stands the new host with its port, and no file reads
 * worse. What was found by the look of its old name may not be found by the new one.
 */
function doneBy(before: ScanResult, after: ScanResult): (step: Step) => boolean {
  const [was, now] = [before, after].map((result) => grouped(result.diagnostics, ({ path }) => path));
  const isWorse = (path: string): boolean => (now?.get(path)?.length ?? 0) > (was?.get(path)?.length ?? 0);
  const settings = grouped(after.settings, placeOfLine);
  return ({ setting, wanted, edits }) => {
    const there = settings.get(placeOfLine(setting)) ?? [];
    const isNew = ({ host, port }: JudgedSetting): boolean =>
      host === wanted.host.toLowerCase() && (wanted.port === null || port === wanted.port);
    const isRead = there.some(isNew) || (setting.certainty === 'likely' && there.every(({ host }) => host === null));
    return isRead && !edits.some((edit) => isWorse(edit.path));
  };
}

const placeOfLine = ({ path, line }: { readonly path: string; readonly line: number }): string => `${path}\0${line}`;

/** Legacy relays that the scan of the changed texts finds, and that nothing was said of. */
function newlySeen(after: ScanResult, left: readonly Left[], steps: readonly Step[]): readonly Left[] {
  const said = new Set([...left, ...steps.map(({ setting }) => setting)].map(lineOf));
  return legacyFindings(after).flatMap((finding) => {
    const setting = finding.setting === null ? undefined : after.settings[finding.setting];
    return setting && !said.has(lineOf(setting)) ? [leftFor(setting, finding.wanted, 'hidden')] : [];
  });
}

/** A host on its line, by which a scan of the changed files finds again what was said before. */
export const lineOf = ({ path, line, host }: Pick<Left, 'path' | 'line' | 'host'>): string =>
  `${path}\0${line}\0${host}`;

const sorted = (left: readonly Left[]): readonly Left[] =>
  [...left].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column));
