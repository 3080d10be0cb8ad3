/** What findings say, for people. Only names, hosts and ports: nothing else of a scanned file gets into a message. */
import type { Setting } from '../model/setting.ts';
import { apiOf } from '../relays/apis.ts';
import { relayName } from '../relays/known.ts';
import type { ApprovedRelay, LegacyRelay, Policy, Replacement } from './policy.ts';
import { apiName, type Judgement } from './verdict.ts';

/** `Gmail (smtp.gmail.com)`, or the host alone. */
export function hostWords(host: string): string {
  const name = relayName(host);
  return name === undefined ? host : `${name} (${host})`;
}

export const replacementWords = ({ host, port }: Replacement): string => {
  const place = host.includes(':') && port !== null ? `[${host}]` : host;
  return port === null ? place : `${place}:${port}`;
};

const listWords = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ');

/** A variable's or key's name may be shown; a piece of code may hold anything. */
const nameOf = (ref: string | null): string | undefined =>
  ref !== null && /^[A-Za-z_$%{.][\w.$:{}%/[\]-]{0,79}$/.test(ref) && !ref.includes('://') ? ref : undefined;

function defaultWords({ source, ref, implicit }: Setting): string | undefined {
  if (implicit) return 'No host is given here, so the default of the library decides.';
  const name = source === 'default' ? nameOf(ref) : undefined;
  return name === undefined ? undefined : `It counts wherever ${name} is not set.`;
}

/** What may be used instead. */
function approvedWords(policy: Policy): string {
  const hosts = (policy.approved ?? []).map(({ host }) => host);
  if (hosts.length === 0) return 'The policy approves no relay yet.';
  const more = hosts.length > 3 ? [...hosts.slice(0, 3), `${hosts.length - 3} more`] : hosts;
  return `Use an approved relay (${listWords(more, hosts.length > 3 ? 'and' : 'or')}), or approve this one in the policy.`;
}

export function legacyMessage(
  setting: Setting,
  host: string,
  { reason, replacement }: LegacyRelay,
  policy: Policy,
): string {
  const change =
    replacement === undefined
      ? approvedWords(policy).replace(', or approve this one in the policy', '')
      : `The policy names ${replacementWords(replacement)} as its replacement.`;
  const port =
    replacement?.port != null && setting.port !== null && setting.port !== replacement.port
      ? `Port ${setting.port} has to become ${replacement.port}.`
      : undefined;
  return sentences(
    `${hostWords(host)} is a legacy relay${reason === undefined ? '' : ` (${reason})`}.`,
    defaultWords(setting),
    change,
    port,
  );
}

export function unapprovedMessage(setting: Setting, { verdict, host }: Judgement, policy: Policy): string {
  if (setting.route === 'api') {
    const name = apiOf(apiName(setting)) ?? nameOf(apiName(setting)) ?? setting.detector;
    return `Mail leaves through the HTTP API of ${name}, which the policy does not approve. Use an approved relay, or approve it with { api: ${name} }.`;
  }
  if (host === null)
    return `Mail is delivered straight to the recipients' servers, past every relay. ${approvedWords(policy).replace(', or approve this one in the policy', '')}`;
  if (verdict === 'local') return `${host} is local, and the policy asks for local relays to be reported.`;
  if (verdict === 'placeholder')
    return `${host} is a placeholder, and the policy asks for placeholders to be reported.`;
  return sentences(`${hostWords(host)} is not approved.`, defaultWords(setting), approvedWords(policy));
}

const portWords = (ports: readonly number[]): string => `port ${listWords(ports.map(String), 'or')}`;

/** What is wrong with the way to an approved relay; undefined when nothing is. */
export function insecureMessage(
  setting: Setting,
  host: string,
  approvals: readonly ApprovedRelay[],
): string | undefined {
  const faults = approvals.map((approval) => wayFaults(setting, approval));
  const [first] = faults;
  const way = first !== undefined && faults.every((some) => some.length > 0) ? first : [];
  const checks = setting.insecure
    ? ['Certificate checks are switched off, so anybody on the way can read and change the mail: leave them on.']
    : [];
  return way.length + checks.length === 0
    ? undefined
    : sentences(`${hostWords(host)} is approved, but not like this.`, ...way, ...checks);
}

function wayFaults({ port, transport }: Setting, { ports, tls }: ApprovedRelay): readonly string[] {
  const faults: string[] = [];
  if (ports && port !== null && !ports.includes(port))
    faults.push(`Port ${port} is not allowed: use ${portWords(ports)}.`);
  if (tls === 'required' && transport === 'none') faults.push('The policy requires TLS, and it is switched off here.');
  if (tls === 'required' && transport === 'unknown' && port === 25)
    faults.push('The policy requires TLS, and nothing here asks for it on port 25.');
  return faults;
}

export const credentialsMessage = (host: string | null): string =>
  `A password for ${host === null ? 'the relay' : hostWords(host)} is written here. Let the environment or a secret store give it, and change it: the history keeps this one.`;

export function implicitMessage({ ref }: Setting): string {
  const name = nameOf(ref);
  return `No relay is named here${name === undefined ? ", so the library's default decides" : `, so the library's default decides: ${name}`}. Name the host that is meant.`;
}

export function hiddenMessage({ ref }: Setting): string {
  const name = nameOf(ref);
  return `Mail is sent here through a relay that the program makes of its own texts${name === undefined ? '' : ` (${name})`}, so that nobody can read which it is. Write the host as it is, or read it from the environment.`;
}

/** `partial`: only a part of the repository was looked at, so the rest of it may well decide. */
export function unresolvedMessage({ ref, source, isCut }: Setting, partial: boolean): string {
  const name = nameOf(ref);
  if (isCut)
    return `Mail is sent here, and more values lead ${name === undefined ? 'here' : `to ${name}`} than are followed: the others may name other relays.`;
  const nothing = partial ? 'nothing in the part that was scanned' : 'nothing in the repository';
  if (name === undefined)
    return `Mail is sent here, and ${nothing} decides through which relay. Look where this program is configured.`;
  const where =
    source === 'environment'
      ? 'where it runs (deployment, secret store, settings page)'
      : 'where it is given its value';
  return `Mail is sent here through the relay that ${name} names, and ${nothing} gives it a value. Look for ${name} ${where}.`;
}

export function mixedMessage(
  role: string,
  relays: readonly { readonly name: string; readonly places: number }[],
  wanted: string,
): string {
  const shown = relays
    .slice(0, 5)
    .map(({ name, places }) => `${hostWords(name)} in ${places} ${places === 1 ? 'place' : 'places'}`);
  const more = relays.length > 5 ? [`${relays.length - 5} more`] : [];
  return `Mail (${role}) leaves through ${relays.length} relays: ${listWords([...shown, ...more], 'and')}. The policy names one: ${wanted}.`;
}
