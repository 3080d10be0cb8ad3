/** Repositories and relays as the page's picture: the worst and the most used; what is left over is put together. */
import type { Verdict } from '../../model/setting.ts';
import type { Band, Box, Flow } from '../../report/html/picture.ts';
import { count, VERDICTS } from '../../report/report.ts';
import type { MergedMap, MergedRelay, Use } from '../map.ts';

const MOST = { repositories: 30, relays: 20 };

interface Group {
  readonly names: ReadonlySet<string>;
  readonly box: Box;
}

export function flowOf({ relays, repositories }: MergedMap): Flow {
  const left = repositoryGroups(relays, repositories.length);
  const right = relayGroups(relays);
  const bands = new Map<string, Band>();
  for (const relay of relays)
    for (const use of relay.uses) {
      const from = indexOf(left, use.repository);
      const to = indexOf(right, relay.host);
      const before = bands.get(`${from} ${to}`);
      bands.set(`${from} ${to}`, {
        from,
        to,
        weight: (before?.weight ?? 0) + use.places,
        kind: worse(before?.kind, use.verdict),
        aside: (before?.aside ?? true) && use.live === 0,
      });
    }
  return {
    left: left.map(({ box }) => box),
    right: right.map(({ box }) => box),
    bands: [...bands.values()].sort((a, b) => a.from - b.from || a.to - b.to),
    heads: ['Repository', 'Relay'],
    noun: 'place',
    label: 'Repositories on the left, the relays that they name on the right; the table below says the same in words',
  };
}

/** What has no box of its own is in the last one. */
function indexOf(groups: readonly Group[], name: string): number {
  const index = groups.findIndex(({ names }) => names.has(name));
  return index < 0 ? groups.length - 1 : index;
}

const worse = (one: string | undefined, other: Verdict): Verdict =>
  VERDICTS.find((verdict) => verdict === one || verdict === other) ?? other;

function repositoryGroups(relays: readonly MergedRelay[], total: number): readonly Group[] {
  const places = new Map<string, { legacy: number; all: number }>();
  for (const { uses } of relays)
    for (const { repository, places: number, verdict } of uses) {
      const sum = places.get(repository) ?? { legacy: 0, all: 0 };
      places.set(repository, {
        legacy: sum.legacy + (verdict === 'legacy' ? number : 0),
        all: sum.all + number,
      });
    }
  const ranked = [...places].sort(([a, x], [b, y]) => y.legacy - x.legacy || y.all - x.all || (a < b ? -1 : 1));
  const own = ranked.slice(0, ranked.length > MOST.repositories ? MOST.repositories - 1 : MOST.repositories);
  const boxes = own.map(
    ([name, { legacy, all }]): Group => ({
      names: new Set([name]),
      box: {
        title: name,
        detail: `${count(all, 'place')}${legacy > 0 ? `, ${legacy} legacy` : ''}`,
        query: name,
        kind: 'sender',
      },
    }),
  );
  const left = ranked.slice(own.length);
  return left.length === 0
    ? boxes
    : [
        ...boxes,
        others(
          left.map(([name]) => name),
          `${left.length} more of ${total} repositories`,
          'sender',
        ),
      ];
}

function relayGroups(relays: readonly MergedRelay[]): readonly Group[] {
  const own = relays.slice(0, relays.length > MOST.relays ? MOST.relays - 1 : MOST.relays);
  const boxes = own.map(
    ({ host, verdict, uses, places }): Group => ({
      names: new Set([host]),
      box: {
        title: host,
        detail: `${verdict} · ${repositoriesOf(uses)} · ${count(places, 'place')}`,
        query: host,
        kind: verdict,
      },
    }),
  );
  const left = relays.slice(own.length);
  const worst = left[0]?.verdict ?? 'approved';
  return left.length === 0
    ? boxes
    : [
        ...boxes,
        others(
          left.map(({ host }) => host),
          count(left.length, 'more relay'),
          worst,
        ),
      ];
}

const repositoriesOf = (uses: readonly Use[]): string =>
  uses.length === 1 ? '1 repository' : `${uses.length} repositories`;

const others = (names: readonly string[], title: string, kind: string): Group => ({
  names: new Set(names),
  box: { title, detail: 'put together', query: '', kind },
});
