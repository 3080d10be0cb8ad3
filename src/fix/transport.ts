/** What has to be written so that a relay's TLS fits its new port. */
import type { Wanted } from '../model/finding.ts';
import type { Setting, TlsWritten } from '../model/setting.ts';
import type { Change } from './changes.ts';

type Target = 'implicit' | 'starttls';

/**
 * Words for TLS from the first byte and their counterparts for STARTTLS, where the same systems write both. What `starttls`
 * would have to become differs from system to system (`SSL/TLS`, `force_tls`, `SMTPS`), so it is turned nowhere.
 */
const WORD_PAIRS: readonly (readonly [string, string])[] = [
  ['ssl', 'tls'],
  ['SSL', 'TLS'],
  ['smtps', 'smtp'],
  ['SslOnConnect', 'StartTls'],
];

/** Words whose systems all know `starttls` besides. */
const TO_STARTTLS: ReadonlyMap<string, string> = new Map([
  ['ssl/tls', 'starttls'],
  ['SSL/TLS', 'STARTTLS'],
  ['force_tls', 'starttls'],
]);

/** Schemes, likewise. Of `smtp` most software tries STARTTLS by itself. */
const SCHEME_PAIRS: readonly (readonly [string, string])[] = [
  ['smtps', 'smtp'],
  ['submissions', 'submission'],
  ['ssl', 'tls'],
  ['smtp+ssl', 'smtp+tls'],
  ['smtps+plain', 'smtp+plain'],
  ['smtps+login', 'smtp+login'],
  ['smtps+oauthbearer', 'smtp+oauthbearer'],
  ['smtps+xoauth2', 'smtp+xoauth2'],
];

/** Switches in pairs of off and on, as formats and languages spell them. */
const SWITCHES: readonly (readonly [string, string])[] = [
  ['false', 'true'],
  ['False', 'True'],
  ['FALSE', 'TRUE'],
  ['no', 'yes'],
  ['No', 'Yes'],
  ['NO', 'YES'],
  ['off', 'on'],
  ['Off', 'On'],
  ['OFF', 'ON'],
  ['0', '1'],
];

/** What the new port, or a policy that requires TLS, asks for; undefined when TLS stays as it is. */
export function targetOf(setting: Setting, wanted: Wanted): Target | undefined {
  const { port, transport } = setting;
  if (wanted.port === 465) return port === 465 ? undefined : 'implicit';
  if (wanted.port !== null && wanted.port !== port && transport === 'implicit') return 'starttls';
  return wanted.tls === 'required' && transport === 'none' ? 'starttls' : undefined;
}

/** On 465 `TLS` is hardly STARTTLS, whatever it means elsewhere: what it has to become on another port is not sure. */
const isContradiction = ({ port, transport, written }: Setting, wanted: Wanted): boolean =>
  port === 465 &&
  wanted.port !== null &&
  wanted.port !== 465 &&
  (transport === 'starttls' || (written?.tls ?? []).some(({ value }) => /^tls$/i.test(value)));

/** The changes of TLS that a new port asks for; undefined when nothing that is written can be switched so. */
export function transportChanges(setting: Setting, wanted: Wanted): readonly Change[] | undefined {
  if (isContradiction(setting, wanted)) return undefined;
  const target = targetOf(setting, wanted);
  if (target === undefined || !setting.written) return [];
  const { scheme, tls } = setting.written;
  const changes: Change[] = [];
  let says = false;
  if (scheme) {
    const turned = turnedScheme(scheme.value, target);
    if (turned === undefined) return undefined;
    if (turned !== scheme.value) changes.push({ part: 'transport', at: scheme, text: turned });
    says = target === 'starttls' || turned !== scheme.value || isOneOf(SCHEME_PAIRS, turned, target);
  }
  for (const one of tls) {
    const turned = turnedTls(one, target);
    if (turned === undefined) return undefined;
    if (turned !== one.value) changes.push({ part: 'transport', at: one, text: turned });
    says ||= saysSo(turned, one, target);
  }
  // What is told by the port alone goes with it; TLS from the first byte has to be asked for somewhere.
  return says || (target === 'starttls' && setting.transport === 'implicit' && changes.length === tls.length)
    ? changes
    : undefined;
}

const column = (target: Target): 0 | 1 => (target === 'implicit' ? 0 : 1);

const isOneOf = (pairs: readonly (readonly [string, string])[], word: string, target: Target): boolean =>
  pairs.some((pair) => pair[column(target)] === word);

function turnedScheme(scheme: string, target: Target): string | undefined {
  const pair = SCHEME_PAIRS.find((one) => one.includes(scheme.toLowerCase()));
  return pair?.[column(target)];
}

/** The word that stands for the target in place of this one; undefined for a word that has none. */
function turnedTls({ value, whenTrue }: TlsWritten, target: Target): string | undefined {
  const onOff = SWITCHES.find((pair) => pair.includes(value));
  if (onOff) return onOff[whenTrue === target ? 1 : 0];
  if (target === 'starttls' && (TO_STARTTLS.has(value) || /^starttls$/i.test(value)))
    return TO_STARTTLS.get(value) ?? value;
  const pair = WORD_PAIRS.find((one) => one.includes(value));
  return pair?.[column(target)];
}

const saysSo = (turned: string, { whenTrue }: TlsWritten, target: Target): boolean =>
  SWITCHES.some((pair) => pair[1] === turned)
    ? whenTrue === target
    : /^starttls$/i.test(turned) || isOneOf(WORD_PAIRS, turned, target);
