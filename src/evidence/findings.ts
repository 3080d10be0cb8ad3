/** What the policy, and the repository, say of the relays that were seen. */
import type { Finding } from '../model/finding.ts';
import { thousands } from '../model/thousands.ts';
import { exceptionsOf } from '../policy/exceptions.ts';
import { fingerprintOf } from '../policy/fingerprint.ts';
import { sorted } from '../policy/judge.ts';
import { hostWords, replacementWords } from '../policy/messages.ts';
import type { Policy } from '../policy/policy.ts';
import { type RuleId, ruleOf } from '../rules/index.ts';
import type { OutboundRelay } from './messages/chain.ts';
import type { Claim } from './messages/claims.ts';
import type { Place } from './model.ts';
import { providerOf } from './providers.ts';
import type { Counts, SeenRelay, SeenSource } from './relays.ts';
import type { Coverage } from './repository.ts';
import type { Trace } from './trace.ts';

/** Sources of one relay beyond these are told together. */
const MOST_SOURCES = 50;

export function findingsOf(
  trace: Trace,
  policy: Policy | undefined,
  coverage: Coverage | undefined,
  today: string,
): readonly Finding[] {
  if (!policy && !coverage) return [];
  const exceptions = policy ? exceptionsOf(policy, { today, partial: true }) : undefined;
  const all = [
    ...trace.relays.flatMap((relay) => {
      const sources = trace.sources.filter((source) => source.relay === relay.host);
      const found =
        relay.verdict === 'legacy' ? legacyHops(relay, sources, coverage) : unexplained(relay, policy, coverage);
      return exceptions ? found.map((finding) => exceptions.applied(finding, relay.host)) : found;
    }),
    ...claimed(trace).map(({ relay, finding }) => exceptions?.applied(finding, relay) ?? finding),
    ...(trace.direct && policy?.approved !== undefined ? [straight(trace.direct)] : []),
  ];
  return sorted(all);
}

function legacyHops(
  relay: SeenRelay,
  sources: readonly SeenSource[],
  coverage: Coverage | undefined,
): readonly Finding[] {
  const shown = sources.slice(0, MOST_SOURCES);
  const more = sources.length - shown.length;
  const pinned = coverage?.pinning(relay) ?? [];
  return shown.map((source, index) => {
    const rest = index === MOST_SOURCES - 1 && more > 0 ? ` ${more} further sources use it, too.` : '';
    const message = [
      `${countWords(source)} ${sourceWords(source)} through ${relayWords(relay)}, which is a legacy relay${relay.legacy?.reason === undefined ? '' : ` (${relay.legacy.reason})`}.`,
      pinned.length > 0 ? `The setting that points to it: ${pinned.slice(0, 3).join(', ')}.` : '',
      coverage && pinned.length === 0 ? 'No setting in the repository names it.' : '',
      relay.legacy?.replacement === undefined
        ? ''
        : `The policy names ${replacementWords(relay.legacy.replacement)} as its replacement.`,
    ];
    return findingOf(
      'legacy-hop',
      source.evidence,
      relay.host,
      `${message.filter((one) => one !== '').join(' ')}${rest}`,
      keyOf(source),
    );
  });
}

/** What headers only claim is a warning, one for each relay, and none where the message's own relay is that one. */
function claimed({ messages, relays }: Trace): readonly { readonly relay: string; readonly finding: Finding }[] {
  const found = new Map<string, { readonly claim: Claim; messages: number }>();
  for (const { claims, relay } of messages)
    for (const claim of claims) {
      const known = found.get(claim.relay);
      if (known) known.messages += 1;
      else if (!isOf(relay, claim.relay, relays)) found.set(claim.relay, { claim, messages: 1 });
    }
  return [...found.values()].map(({ claim: { relay, by, place }, messages: count }) => ({
    relay,
    finding: {
      ...findingOf(
        'legacy-hop',
        place,
        relay,
        `The header names ${hostWords(relay)}, which is a legacy relay, in ${by}. It may have handled ${count === 1 ? 'the message' : `this and ${thousands(count - 1)} further messages`}: look at the log of the server that took it.`,
        `claimed ${relay}`,
      ),
      level: 'warning' as const,
    },
  }));
}

/** The message's own relay is legacy already, and of that provider. */
const isOf = (relay: OutboundRelay | null, provider: string, relays: readonly SeenRelay[]): boolean =>
  relay?.endpoint.host != null &&
  providerOf(relay.endpoint.host) === provider &&
  relays.some(({ names, verdict }) => verdict === 'legacy' && names.includes(relay.endpoint.host ?? ''));

const keyOf = ({ host, program, client, user, from }: SeenSource): string =>
  [host, program, client, user, from].map((part) => part ?? '').join(' ');

function unexplained(relay: SeenRelay, policy: Policy | undefined, coverage: Coverage | undefined): readonly Finding[] {
  if (relay.verdict === 'local') return [];
  const open = coverage !== undefined && coverage.pinning(relay).length === 0;
  const unlisted = relay.verdict !== 'approved' && policy?.approved !== undefined;
  if (!open && !unlisted) return [];
  const why = [unlisted ? 'the policy does not list it' : '', open ? 'no setting in the repository points to it' : ''];
  return [
    findingOf(
      'unexplained-hop',
      relay.evidence,
      relay.host,
      `${countWords(relay)} went through ${relayWords(relay)}, and ${why.filter((one) => one !== '').join(' and ')}.`,
      relay.host,
    ),
  ];
}

const straight = (direct: NonNullable<Trace['direct']>): Finding =>
  findingOf(
    'unexplained-hop',
    direct.evidence,
    null,
    `${countWords(direct)} went straight to the recipients' own servers (${direct.servers}), past every relay.`,
    'direct',
  );

function findingOf(rule: RuleId, { path, line }: Place, host: string | null, message: string, key: string): Finding {
  return {
    path,
    line: Math.max(line, 1),
    column: 1,
    endLine: Math.max(line, 1),
    endColumn: 1,
    rule,
    level: ruleOf(rule).level,
    setting: null,
    message,
    fingerprint: fingerprintOf({ rule, path, key, host }),
  };
}

/** `Mail for 12 recipients`; what only waited or failed was to go that way. */
export function countWords({ deliveries, deferred, failed }: Counts): string {
  const of = (number: number): string => `${thousands(number)} ${number === 1 ? 'recipient' : 'recipients'}`;
  const others = [
    deferred > 0 ? `${thousands(deferred)} deferred` : '',
    failed > 0 ? `${thousands(failed)} failed` : '',
  ]
    .filter((one) => one !== '')
    .join(', ');
  if (deliveries > 0) return `Mail for ${of(deliveries)}${others === '' ? '' : ` (and ${others})`}`;
  return `Mail for ${of(deferred + failed)} (none delivered: ${others})`;
}

/** `from web01 as billing (postfix on app01, example.org)` */
export function sourceWords({ host, program, client, user, from }: SeenSource): string {
  const who = [client === null ? '' : `from ${client}`, user === null ? '' : `as ${user}`];
  const where = [
    program === null ? '' : program,
    host === null ? '' : `on ${host}`,
    from === null ? '' : from === '<>' ? 'bounces' : `sender ${from}`,
  ].filter((one) => one !== '');
  const words = [...who.filter((one) => one !== ''), where.length > 0 ? `(${where.join(' ')})` : ''];
  return [...words.filter((one) => one !== ''), 'left'].join(' ');
}

export function relayWords({ host, ip, port, through }: SeenRelay): string {
  const address = ip !== null && ip !== host ? ` at ${ip}` : '';
  return `${hostWords(host)}${address}${port === null ? '' : `, port ${port}`}${through === undefined ? '' : `, known by ${through}`}`;
}
