/** The document's words for people, the same in every format. */
import type { Layer, Role, Verdict } from '../model/setting.ts';
import { thousands } from '../model/thousands.ts';
import { count } from '../report/report.ts';
import type { Credentials, Place, Route, RoutesDocument } from './document.ts';
import type { SeenSource } from './evidence.ts';
import type { Seen, Status } from './relays.ts';

export const LAYER_TITLES: Readonly<Record<Layer, string>> = {
  server: 'Mail servers',
  application: 'Applications',
  client: 'Clients and scripts',
  deployment: 'Deployment',
  monitoring: 'Monitoring',
};

const CREDENTIAL_WORDS: Readonly<Record<Credentials, string>> = {
  none: 'none',
  literal: 'written in the file',
  reference: 'from elsewhere',
};

/** `from SMTP_USER and SMTP_PASSWORD`, where their names are known. */
export function credentialWords({ credentials, login }: Route): string {
  const names = login.length > 1 ? `${login.slice(0, -1).join(', ')} and ${login.at(-1)}` : login.join('');
  if (credentials === 'none' || names === '') return CREDENTIAL_WORDS[credentials];
  return credentials === 'literal' ? `${CREDENTIAL_WORDS.literal} (${names})` : `from ${names}`;
}

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  configured: 'configured',
  'configured and seen': 'configured and seen',
  'configured, not seen': 'configured, not seen',
  'seen, not configured': 'seen, but not configured here',
};

/** The columns of seen senders. */
export const SENDER_FIELDS = [
  'host',
  'program',
  'client',
  'from',
  'relay',
] as const satisfies readonly (keyof SeenSource)[];

/** Mail of these roles leaves in earnest. */
export const isLive = (role: Role): boolean => role === 'runtime';

/** `587 STARTTLS`; empty when neither is known. */
export function connectionWords({ port, transport, route, insecure }: Route): string {
  const encryption = { none: 'no TLS', starttls: 'STARTTLS', implicit: 'TLS', unknown: '' }[transport];
  const address = [port === null ? '' : String(port), encryption].filter((part) => part !== '').join(' ');
  return [address, route === 'mx' ? 'by MX' : '', insecure ? 'certificate not checked' : '']
    .filter((part) => part !== '')
    .join(', ');
}

/** Without a policy `unapproved` would be nobody's word. */
export const verdictWord = (verdict: Verdict, { judged }: Pick<RoutesDocument, 'judged'>): string =>
  !judged && verdict === 'unapproved' ? 'not judged' : verdict;

const COUNTED: readonly Verdict[] = ['legacy', 'unapproved', 'unresolved', 'approved', 'local', 'placeholder'];

/** `3 routes through legacy relays`: how many routes have which verdict, the worst first. */
export function verdictCounts(
  document: RoutesDocument,
): readonly { readonly verdict: Verdict; readonly number: number }[] {
  return COUNTED.flatMap((verdict) => {
    const number = document.routes.filter((route) => route.verdict === verdict).length;
    return number === 0 ? [] : [{ verdict, number }];
  });
}

/** One sentence that sums the document up. */
export function summary(document: RoutesDocument): string {
  const { routes, relays } = document;
  if (routes.length === 0) return 'Nothing here decides an outbound relay.';
  const counts = verdictCounts(document).map(
    ({ verdict, number }) => `${thousands(number)} ${verdictWord(verdict, document)}`,
  );
  return `${count(routes.length, 'route')}, ${count(relays.length, 'relay')}: ${counts.join(', ')}.`;
}

/** What the reader must know before trusting the rest; none when all is well. */
export function warnings(document: RoutesDocument): readonly string[] {
  const { complete, judged, policy, relays, routes } = document;
  const old = relays.filter(({ verdict, seen }) => verdict === 'legacy' && seen && seen.deliveries > 0);
  return [
    ...(complete ? [] : ['Not everything could be read: routes may be missing.']),
    ...(document.evidenceComplete
      ? []
      : ['Not all of the evidence could be read: a relay that was not seen may have been used all the same.']),
    ...(judged || routes.length === 0
      ? []
      : [
          policy === null
            ? 'No policy says which relays are right, so none is judged.'
            : 'The policy lists no relay, so none is judged.',
        ]),
    ...old.map(
      ({ host, seen }) =>
        `Mail still leaves through ${host}: ${count(seen?.deliveries ?? 0, 'delivered recipient')} seen.`,
    ),
  ];
}

/** A time of the evidence, to the minute where it is one: `2026-11-28 22:14`. */
export const timeWords = (time: string | null): string =>
  time === null ? '' : time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(\.\d+)?)?(Z|\+00:00)$/, '$1 $2 UTC');

/** `1,204, 3 deferred` */
export function deliveredWords({ deliveries, deferred, failed }: Seen): string {
  const said = (number: number): string => thousands(number);
  const trouble = [deferred > 0 ? `${said(deferred)} deferred` : '', failed > 0 ? `${said(failed)} failed` : ''];
  return [said(deliveries), ...trouble].filter((part) => part !== '').join(', ');
}

/** The first two and how many more. */
export const systemWords = (systems: readonly string[]): string =>
  systems.length > 2 ? `${systems.slice(0, 2).join(', ')} and ${systems.length - 2} more` : systems.join(', ');

/** The places on the way through other files than the first and the last, each line once; the trail has them all. */
export function placesBetween({ from, at, trail }: Route): readonly Place[] {
  const seen = new Set<string>();
  return trail.filter(({ path, line }) => {
    const isFresh = !seen.has(`${path}:${line}`);
    seen.add(`${path}:${line}`);
    return isFresh && path !== from.path && path !== at.path;
  });
}
