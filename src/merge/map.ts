/** Many repositories' results as one map: which relay is used where, what is still to change, and who is to change it. */

import type { Level } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import type { Role, Verdict } from '../model/setting.ts';
import { relayName } from '../relays/known.ts';
import { VERDICTS } from '../report/report.ts';
import { type Change, changeSince, type Previous } from './change.ts';
import type { MergedSetting, RepositoryResult } from './result.ts';

export interface RepositoryRow {
  readonly name: string;
  readonly complete: boolean;
  readonly judged: boolean;
  readonly settings: number;
  /** How many settings have which verdict; none of those that no setting has. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly findings: Readonly<Record<Level, number>>;
  /** Of its places to change. */
  readonly owners: readonly string[];
}

export interface Use {
  readonly repository: string;
  readonly places: number;
  /** How many of them are of production. */
  readonly live: number;
  readonly verdict: Verdict;
}

export interface MergedRelay {
  readonly host: string;
  readonly knownAs: string | null;
  /** The worst that any repository's policy says of it. */
  readonly verdict: Verdict;
  readonly places: number;
  readonly uses: readonly Use[];
}

/** A place that names a legacy relay, or one that its policy does not approve. */
export interface OpenPlace {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  readonly host: string;
  readonly port: number | null;
  readonly key: string;
  readonly role: Role;
  readonly verdict: Verdict;
  /** The repository's policy, or a comment, lets it through. */
  readonly excused: boolean;
  readonly owners: readonly string[];
}

/** One merge in the course of the migration. */
export interface Point {
  /** What the caller named it, such as a date. */
  readonly label: string | null;
  readonly repositories: number;
  /** Repositories that still name a legacy relay. */
  readonly withLegacy: number;
  /** Places that name one. */
  readonly legacy: number;
  readonly unapproved: number;
  /** Places of before that nobody could look at: they may be as they were. */
  readonly unsure: number;
  readonly complete: boolean;
}

/** A file that was to be merged and could not be. */
export interface Unread {
  readonly file: string;
  readonly message: string;
}

export interface MergedMap {
  /** False when a result was missing, unreadable or incomplete: the map may lack something. */
  readonly complete: boolean;
  readonly repositories: readonly RepositoryRow[];
  readonly relays: readonly MergedRelay[];
  readonly places: readonly OpenPlace[];
  readonly unread: readonly Unread[];
  /** Since the merge before, if that was given. */
  readonly change: Change | null;
  /** Oldest first; the last one is this merge. */
  readonly history: readonly Point[];
}

export interface MergeInput {
  readonly results: readonly RepositoryResult[];
  readonly unread: readonly Unread[];
  readonly previous: Previous | undefined;
  readonly label: string | null;
}

export function mergedMap({ results, unread, previous, label }: MergeInput): MergedMap {
  const sorted = [...results].sort((a, b) => compare(a.name, b.name));
  const places = sorted.flatMap(placesOf);
  const owners = grouped(places, ({ repository }) => repository);
  const repositories = sorted.map((result) => rowOf(result, owners.get(result.name) ?? []));
  const change = previous ? changeSince(previous, repositories, places) : null;
  const complete = unread.length === 0 && sorted.every((one) => one.complete) && (change?.missing.length ?? 0) === 0;
  return {
    complete,
    repositories,
    relays: relaysOf(sorted),
    places,
    unread,
    change,
    history: [...(previous?.history ?? []), pointOf(label, repositories, places, change?.unsure.length ?? 0, complete)],
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)].sort();

function placesOf({ name, settings, ownersOf }: RepositoryResult): readonly OpenPlace[] {
  return settings.flatMap((setting) => {
    const { path, line, host, port, key, role, verdict, found } = setting;
    const isOpen = verdict === 'legacy' || (verdict === 'unapproved' && found);
    if (!isOpen || host === null) return [];
    return [{ repository: name, path, line, host, port, key, role, verdict, excused: !found, owners: ownersOf(path) }];
  });
}

function rowOf(result: RepositoryResult, places: readonly OpenPlace[]): RepositoryRow {
  const { name, complete, judged, settings, findings } = result;
  const byVerdict = grouped(settings, ({ verdict }) => verdict);
  return {
    name,
    complete,
    judged,
    settings: settings.length,
    verdicts: Object.fromEntries(VERDICTS.flatMap((verdict) => entryOf(verdict, byVerdict.get(verdict)?.length))),
    findings,
    owners: unique(places.flatMap(({ owners }) => owners)),
  };
}

const entryOf = (verdict: Verdict, number: number | undefined): readonly (readonly [Verdict, number])[] =>
  number === undefined ? [] : [[verdict, number]];

const worst = (settings: readonly MergedSetting[]): Verdict =>
  VERDICTS.find((verdict) => settings.some((setting) => setting.verdict === verdict)) ?? 'unresolved';

/** The worst first, then the most used, then by name. */
function relaysOf(results: readonly RepositoryResult[]): readonly MergedRelay[] {
  const all = results.flatMap(({ name, settings }) =>
    settings.flatMap((setting) => (setting.host === null ? [] : [{ host: setting.host, name, setting }])),
  );
  const relays = [...grouped(all, ({ host }) => host)].map(([host, together]): MergedRelay => {
    const settings = together.map(({ setting }) => setting);
    return {
      host,
      knownAs: relayName(host) ?? null,
      verdict: worst(settings),
      places: together.length,
      uses: [...grouped(together, ({ name }) => name)].map(([repository, own]) =>
        useOf(
          repository,
          own.map(({ setting }) => setting),
        ),
      ),
    };
  });
  return relays.sort(
    (a, b) =>
      VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
      b.uses.length - a.uses.length ||
      b.places - a.places ||
      compare(a.host, b.host),
  );
}

const useOf = (repository: string, settings: readonly MergedSetting[]): Use => ({
  repository,
  places: settings.length,
  live: settings.filter(({ role }) => role === 'runtime').length,
  verdict: worst(settings),
});

const pointOf = (
  label: string | null,
  repositories: readonly RepositoryRow[],
  places: readonly OpenPlace[],
  unsure: number,
  complete: boolean,
): Point => ({
  label,
  repositories: repositories.length,
  withLegacy: repositories.filter(({ verdicts }) => (verdicts.legacy ?? 0) > 0).length,
  legacy: places.filter(({ verdict }) => verdict === 'legacy').length,
  unapproved: places.filter(({ verdict }) => verdict === 'unapproved').length,
  unsure,
  complete,
});
