/** Which edits put the policy's replacements in place, and which legacy relays are left for a person. */
import type { Range } from '../model/expr.ts';
import type { Edit, Finding, JudgedSetting, Wanted } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import { placeOf } from '../model/pick.ts';
import type { Location, Written } from '../model/setting.ts';
import { type Change, type Choices, changesOf } from './changes.ts';
import { copyOf } from './copies.ts';
import { editAt } from './edit.ts';
import { encodedAnew } from './encoded.ts';
import { adviceOf, type Obstacle } from './obstacles.ts';
import { type OpenFile, rangeOf } from './open-file.ts';
import { serviceEdit } from './service.ts';

/** What is done about one finding: all edits, or none. */
export interface Step {
  readonly finding: Finding;
  readonly setting: JudgedSetting;
  readonly wanted: Wanted;
  readonly edits: readonly [Edit, ...Edit[]];
}

/** A legacy relay that stays until a person changes it. */
export interface Left extends Location {
  readonly host: string | null;
  /** `mention` is a place that no setting explains. */
  readonly reason: Obstacle | 'mention';
  /** What to do. */
  readonly message: string;
}

export interface Plan {
  readonly steps: readonly Step[];
  readonly left: readonly Left[];
}

export interface PlanInput {
  readonly settings: readonly JudgedSetting[];
  /** Those whose relay is to be replaced. */
  readonly findings: readonly Finding[];
  /** The same file every time that it is asked for. */
  readonly open: (path: string) => OpenFile | 'link' | 'unreadable';
  readonly choices: Choices;
}

/** Plans the edits of findings whose `wanted` the policy gives. */
export async function planFixes(input: PlanInput): Promise<Plan> {
  const { settings, findings } = input;
  const tries = findings.flatMap((finding) => {
    const setting = finding.setting === null ? undefined : settings[finding.setting];
    return setting ? [{ finding, setting, tried: tryOne(finding, setting, input) }] : [];
  });
  const contested = contestedPlaces(settings, new Map(tries.map(({ setting, tried }) => [setting, tried])));
  const steps: Step[] = [];
  const left: Left[] = [];
  for (const { finding, setting, tried } of tries) {
    const { wanted } = finding;
    const outcome = await outcomeOf(setting, wanted, tried, contested, input);
    if (wanted && typeof outcome !== 'string') steps.push({ finding, setting, wanted, edits: outcome });
    else if (typeof outcome === 'string') left.push(leftFor(setting, wanted, outcome));
  }
  return { steps, left };
}

export const leftFor = (setting: JudgedSetting, wanted: Wanted | undefined, reason: Obstacle): Left => ({
  ...placeOf(setting),
  host: setting.host,
  reason,
  message: adviceOf(reason, setting, wanted),
});

function tryOne({ wanted }: Finding, setting: JudgedSetting, { choices }: PlanInput): readonly Change[] | Obstacle {
  return wanted ? changesOf(setting, wanted, choices) : 'no-replacement';
}

async function outcomeOf(
  setting: JudgedSetting,
  wanted: Wanted | undefined,
  tried: readonly Change[] | Obstacle,
  contested: ReadonlySet<string>,
  { open }: PlanInput,
): Promise<readonly [Edit, ...Edit[]] | Obstacle> {
  const file = open(setting.path);
  if (typeof file === 'string') return file;
  const copy = copyOf(file);
  if (copy) return copy;
  if (tried === 'service' && wanted) {
    const edit = await serviceEdit(file, setting, wanted);
    return edit ? [edit] : 'service';
  }
  if (typeof tried === 'string') return tried;
  if (tried.some(({ at }) => contested.has(placeKey(at)))) return 'conflict';
  return editsOf(tried, open);
}

const placeKey = ({ path, line, column, endLine, endColumn, decoded }: Written): string =>
  [path, line, column, endLine, endColumn, decoded?.start ?? ''].join('\0');

/** The places that two settings want different texts at: what one of them leaves as it is counts, too. */
function contestedPlaces(
  settings: readonly JudgedSetting[],
  tries: ReadonlyMap<JudgedSetting, readonly Change[] | Obstacle>,
): ReadonlySet<string> {
  const wishes = new Map<string, string>();
  const contested = new Set<string>();
  for (const setting of settings) {
    const tried = tries.get(setting);
    const changes = new Map(
      tried === undefined || typeof tried === 'string' ? [] : tried.map(({ at, text }) => [placeKey(at), text]),
    );
    for (const at of partsOf(setting)) {
      const key = placeKey(at);
      const wish = changes.get(key) ?? at.value;
      if ((wishes.get(key) ?? wish) !== wish) contested.add(key);
      wishes.set(key, wish);
    }
  }
  return contested;
}

function partsOf({ written }: JudgedSetting): readonly Written[] {
  if (!written) return [];
  const { host, bracketed, scheme, portSlot, ports, tls } = written;
  return [host, bracketed, scheme, portSlot, ...ports, ...tls].flatMap((part) => part ?? []);
}

/** The edits of the files; changes within one encoded value are one edit. */
function editsOf(changes: readonly Change[], open: PlanInput['open']): readonly [Edit, ...Edit[]] | Obstacle {
  const edits: Edit[] = [];
  for (const together of grouped(changes, ({ at }) =>
    at.decoded ? placeKey({ ...at, decoded: undefined }) : placeKey(at),
  ).values()) {
    const [first] = together;
    if (!first) continue;
    const file = open(first.at.path);
    if (typeof file === 'string') return file;
    const edit = editOf(file, first, together);
    if (typeof edit === 'string') return edit;
    edits.push(edit);
  }
  const [host, ...others] = edits;
  return host ? [host, ...others] : 'joined';
}

/** How formats and languages write a character otherwise than by itself. */
const ESCAPE = /[\\&%^`'"]/;

/** `ssl` in `ssl-on-alternate-port` or `--ssl` is a word of that system alone. */
const isPartOfWord = ({ source: { text } }: OpenFile, { start, end }: Range): boolean =>
  /[\w-]/.test(text[start - 1] ?? ' ') || /[\w-]/.test(text[end] ?? ' ');

function editOf(file: OpenFile, { part, at, text }: Change, together: readonly Change[]): Edit | Obstacle {
  const range = rangeOf(file, at);
  if (!range) return 'changed';
  if (at.line !== at.endLine) return 'several-lines';
  const there = file.source.text.slice(range.start, range.end);
  if (at.decoded) {
    const encoded = encodedAnew(there, together);
    return encoded === undefined ? 'several-lines' : editAt(file, at, encoded);
  }
  if (there === '' && at.value !== '') return 'several-lines';
  // A port or switch that does not read as it is written stands for something else: a macro, a word that is only there.
  if (there !== at.value && part !== 'host') return part;
  if (part === 'transport' && isPartOfWord(file, range)) return part;
  if (there !== at.value && !ESCAPE.test(there)) return 'changed';
  return editAt(file, at, text);
}
