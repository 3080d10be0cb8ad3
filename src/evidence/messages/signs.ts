/** What else a message's header tells of its way: signatures, the receiver's checks, providers' own fields. */
import type { Place } from '../model.ts';
import { ownerOfRelay } from '../providers.ts';
import { addressOf, kept } from '../words.ts';
import type { Header } from './headers.ts';

export interface Sign {
  /** `dkim`, `arc`, `spf`, `provider` … */
  readonly kind: string;
  /** For people. */
  readonly value: string;
  /** Whose servers alone write such a field, as `providerOf` calls them. */
  readonly provider: string | undefined;
  readonly place: Place;
}

const MOST_SIGNS = 50;

/** Fields that only one provider's servers write. */
const PROVIDERS: Readonly<Record<string, string>> = {
  'x-ses-outgoing': 'Amazon SES',
  'x-sg-eid': 'SendGrid',
  'x-sg-id': 'SendGrid',
  'x-mailgun-sid': 'Mailgun',
  'x-mailgun-sending-ip': 'Mailgun',
  'x-mc-unique': 'Mimecast',
  'x-mandrill-user': 'Mandrill',
  'x-mj-mid': 'Mailjet',
  'x-pm-message-id': 'Postmark',
  'x-sib-id': 'Brevo',
  'x-msfbl': 'SparkPost',
  'x-proofpoint-virus-version': 'Proofpoint',
  'x-relaying-domain': 'Google Workspace SMTP relay',
  'x-eoptenantattributedmessage': 'Microsoft 365',
  'x-ms-exchange-crosstenant-id': 'Microsoft 365',
  'x-originatororg': 'Microsoft 365',
};

/** A tag of a DKIM or ARC field: https://www.rfc-editor.org/rfc/rfc6376#section-3.2 */
const tagOf = (value: string, name: string): string | undefined =>
  new RegExp(`(?:^|;)\\s*${name}\\s*=\\s*([^;\\s]+)`).exec(value)?.[1];

export function signsOf(headers: readonly Header[], path: string): readonly Sign[] {
  const signs: Sign[] = [];
  for (const { name, value, line } of headers) {
    if (signs.length >= MOST_SIGNS) break;
    const provider = providerBy(name, value);
    if (provider !== undefined)
      signs.push({
        kind: 'provider',
        value: `${provider} (${name})`,
        provider: ownerOfRelay(provider),
        place: { path, line },
      });
    for (const [kind, words] of readSign(name, value))
      signs.push({ kind, value: kept(words), provider: undefined, place: { path, line } });
  }
  return signs;
}

function readSign(name: string, value: string): readonly (readonly [string, string])[] {
  if (name === 'dkim-signature' || name === 'arc-seal') {
    const domain = tagOf(value, 'd');
    const selector = tagOf(value, 's');
    if (domain === undefined) return [];
    return [
      [name === 'arc-seal' ? 'arc' : 'dkim', selector === undefined ? domain : `${domain} (selector ${selector})`],
    ];
  }
  if (name === 'authentication-results' || name === 'arc-authentication-results') return authentication(value);
  if (name === 'received-spf') {
    const ip = addressOf(/client-ip=([^;\s]+)/i.exec(value)?.[1] ?? '');
    const result = /^\s*(\w+)/.exec(value)?.[1]?.toLowerCase();
    return ip === null ? [] : [['spf', `${result} for ${ip}`]];
  }
  if (name === 'x-originating-ip') {
    const ip = addressOf(value.trim());
    return ip === null ? [] : [['originating-ip', ip]];
  }
  return [];
}

function providerBy(name: string, value: string): string | undefined {
  if (name === 'feedback-id') return /AmazonSES\s*$/.test(value) ? 'Amazon SES' : undefined;
  return Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name] : undefined;
}

/** https://www.rfc-editor.org/rfc/rfc8601: who checked, then what with which result. */
function authentication(value: string): readonly (readonly [string, string])[] {
  const server = /^\s*(?:i=\d+;\s*)?([^\s;]+)/.exec(value)?.[1] ?? 'an unnamed server';
  const found: (readonly [string, string])[] = [];
  for (const [, method = '', result = ''] of value.slice(0, 4000).matchAll(/(?:^|[;\s])(spf|dkim|dmarc|arc)=(\w+)/gi))
    if (found.length < 10) found.push([method.toLowerCase(), `${result.toLowerCase()}, says ${server}`]);
  const ip = addressOf(/designates ([^\s)]+) as permitted/.exec(value)?.[1] ?? '');
  if (ip !== null) found.push(['spf', `${ip} handed the message to ${server}`]);
  return found;
}
