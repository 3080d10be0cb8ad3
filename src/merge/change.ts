/** What changed since the merge before: what is done, what came, and what nobody can tell. */
import { VERDICTS } from '../report/report.ts';
import { countOf, type Fields, fieldsOf, listOf, parsedJson, recordsIn, textOf } from '../text/json-fields.ts';
import type { OpenPlace, Point, RepositoryRow } from './map.ts';

/** A place as it is known again: lines move. */
export type KnownPlace = Pick<OpenPlace, 'repository' | 'path' | 'key' | 'host' | 'verdict'>;

export interface Previous {
  readonly repositories: readonly string[];
  readonly places: readonly KnownPlace[];
  readonly history: readonly Point[];
}

export interface Change {
  /** They were there before and are gone. */
  readonly gone: readonly KnownPlace[];
  readonly come: readonly KnownPlace[];
  /** They are not seen any more, but their repository is missing or was not read in full: nothing says that they are gone. */
  readonly unsure: readonly KnownPlace[];
  /** Repositories that were there before and are not now. */
  readonly missing: readonly string[];
  readonly added: readonly string[];
}

/**
 * Reads the text of a merge before. What could not be told then is still to be told: a repository that was missing stays
 * missing until it is there again, or is `retired`.
 *
 * @throws Error when it is none; the message says what is wrong with it.
 */
export function readPrevious(text: string, retired: ReadonlySet<string> = new Set()): Previous {
  const all = fieldsOf(parsedJson(text));
  const [repositories, places, history] = [all?.repositories, all?.places, all?.history].map(listOf);
  if (!repositories || !places || !history)
    throw new Error('it is no merge; write one with: smtp-scan merge --format json=FILE RESULT.json…');
  const change = fieldsOf(all?.change) ?? {};
  const missing = (listOf(change.missing) ?? []).flatMap((name) => textOf(name) ?? []);
  const names = [...recordsIn(repositories).flatMap(({ name }) => textOf(name) ?? []), ...missing];
  const known = recordsIn([...places, ...(listOf(change.unsure) ?? [])]).flatMap(placeOf);
  return {
    repositories: names.filter((name) => !retired.has(name)),
    places: known.filter(({ repository }) => !retired.has(repository)),
    history: recordsIn(history).map(pointOf),
  };
}

function placeOf(fields: Fields): readonly KnownPlace[] {
  const [repository, path, key, host] = [fields.repository, fields.path, fields.key, fields.host].map(textOf);
  const verdict = VERDICTS.find((one) => one === fields.verdict);
  if (!repository || !path || !host || !verdict) return [];
  return [{ repository, path, key: key ?? '', host, verdict }];
}

const pointOf = (fields: Fields): Point => ({
  label: textOf(fields.label),
  repositories: countOf(fields.repositories),
  withLegacy: countOf(fields.withLegacy),
  legacy: countOf(fields.legacy),
  unapproved: countOf(fields.unapproved),
  unsure: countOf(fields.unsure),
  complete: fields.complete === true,
});

export function changeSince(
  previous: Previous,
  repositories: readonly RepositoryRow[],
  places: readonly OpenPlace[],
): Change {
  const now = new Map(repositories.map((one) => [one.name, one]));
  const before = new Set(previous.repositories);
  const vanished = without(previous.places, places);
  const isSure = ({ repository }: KnownPlace): boolean => now.get(repository)?.complete ?? false;
  return {
    gone: vanished.filter(isSure),
    come: without(places, previous.places).map(bare),
    unsure: vanished.filter((place) => !isSure(place)),
    missing: previous.repositories.filter((name) => !now.has(name)),
    added: repositories.flatMap(({ name }) => (before.has(name) ? [] : [name])),
  };
}

const identity = ({ repository, path, key, host }: KnownPlace): string => [repository, path, key, host].join('\0');

const bare = ({ repository, path, key, host, verdict }: KnownPlace): KnownPlace => ({
  ...{ repository, path, key, host, verdict },
});

/** Those of `all` that `others` does not have, one for one: a file may name a relay twice under one key. */
function without(all: readonly KnownPlace[], others: readonly KnownPlace[]): readonly KnownPlace[] {
  const left = new Map<string, number>();
  for (const place of others) left.set(identity(place), (left.get(identity(place)) ?? 0) + 1);
  return all.filter((place) => {
    const number = left.get(identity(place)) ?? 0;
    left.set(identity(place), number - 1);
    return number <= 0;
  });
}
