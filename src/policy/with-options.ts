import { type ApprovedRelay, DEFAULTS, type LegacyRelay, type Policy } from './policy.ts';
import { checkedHostAndPort, checkedReplacement } from './values.ts';

/** The policy with a replacement, as the command line names one, for the legacy relays that have none. */
export function withReplacement(
  policy: Policy,
  text: string,
): { readonly policy: Policy; readonly problem?: undefined } | { readonly problem: string } {
  const checked = checkedReplacement(text);
  if (!('value' in checked)) return checked;
  return { policy: { ...policy, legacy: policy.legacy.map((relay) => ({ replacement: checked.value, ...relay })) } };
}

/**
 * A policy with the relays of the command line (`--approve`, `--legacy`) added; they make one where there is none.
 * Problems are words about the option's value.
 */
export function withOptions(
  policy: Policy | undefined,
  options: { readonly approve: readonly string[]; readonly legacy: readonly string[] },
): { readonly policy: Policy | undefined; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const read = (option: string, values: readonly string[]) =>
    values.flatMap((value) => {
      const checked = checkedHostAndPort(value);
      if ('value' in checked) return [checked.value];
      problems.push(`${option}: ${checked.problem}`);
      return [];
    });
  const approved = read('--approve', options.approve).map(
    ({ host, port }): ApprovedRelay => ({ host, tls: 'optional', ...(port === null ? {} : { ports: [port] }) }),
  );
  const legacy = read('--legacy', options.legacy).map(({ host }): LegacyRelay => ({ host, also: [] }));
  if (approved.length === 0 && legacy.length === 0) return { policy, problems };
  const base = policy ?? DEFAULTS;
  const all = approved.length > 0 ? [...(base.approved ?? []), ...approved] : base.approved;
  return { policy: { ...base, approved: all, legacy: [...base.legacy, ...legacy] }, problems };
}
