import { compileHost } from './match.ts';
import type { Policy, PolicyProblem } from './policy.ts';

/** What cannot all be meant. */
export const contradictions = (policy: Policy): readonly PolicyProblem[] => [
  ...inBothLists(policy),
  ...legacyReplacements(policy),
];

/** Whoever follows such a policy is told to change the relay again. */
function legacyReplacements({ legacy }: Policy): readonly PolicyProblem[] {
  const tests = legacy.flatMap(({ host, also }) => [host, ...also]).map(compileHost);
  return legacy.flatMap(({ host, replacement: wanted, at }) =>
    wanted && at && tests.some((matches) => matches(wanted.host))
      ? [
          {
            path: at.path,
            line: at.line,
            column: at.column,
            message: `${wanted.host} is to replace ${host} and is legacy itself: name the relay that stays`,
          },
        ]
      : [],
  );
}

/** One host cannot be approved and legacy. Legacy would win; that it was meant so is not sure. */
function inBothLists({ approved, legacy }: Policy): readonly PolicyProblem[] {
  const hosts = new Set(approved?.map(({ host }) => host));
  return legacy.flatMap(({ host, also, at }) => {
    const both = [host, ...also].find((name) => hosts.has(name));
    if (both === undefined || !at) return [];
    return [
      {
        path: at.path,
        line: at.line,
        column: at.column,
        message: `${both} is both approved and legacy: keep it in one list`,
      },
    ];
  });
}
