/**
 * URLs whose scheme names a provider in place of a host: Symfony's `gmail+smtp://user:password@default`.
 * https://symfony.com/doc/current/mailer.html#using-a-3rd-party-transport; hosts and ports as in symfony/symfony
 * src/Symfony/Component/Mailer/Bridge/…/Transport/*SmtpTransport.php.
 */
import { LONGEST, type ParsedRelay, parseRelay } from './host.ts';

interface Provider {
  readonly host: string;
  /** With `?region=eu`; `{region}` is its name. */
  readonly regional?: string;
  /** The region that is none. */
  readonly home?: string;
  readonly port: number;
  /** Its name alone as the scheme means HTTP; an API's detector finds it. */
  readonly isApi?: true;
  /** Another host than `default` is one: its scheme is among those of relays. */
  readonly takesHost?: true;
}

const PROVIDERS: Readonly<Record<string, Provider>> = {
  ahasend: { host: 'send.ahasend.com', port: 587 },
  brevo: { host: 'smtp-relay.brevo.com', port: 465 },
  gmail: { host: 'smtp.gmail.com', port: 465 },
  infobip: { host: 'smtp-api.infobip.com', port: 587 },
  mailersend: { host: 'smtp.mailersend.net', port: 587 },
  mailgun: { host: 'smtp.mailgun.org', regional: 'smtp.{region}.mailgun.org', home: 'us', port: 587, isApi: true },
  mailjet: { host: 'in-v3.mailjet.com', port: 587 },
  mailpace: { host: 'smtp.mailpace.com', port: 587 },
  mailtrap: { host: 'live.smtp.mailtrap.io', port: 587 },
  mandrill: { host: 'smtp.mandrillapp.com', port: 587, isApi: true },
  ohmysmtp: { host: 'smtp.ohmysmtp.com', port: 587 },
  postmark: { host: 'smtp.postmarkapp.com', port: 587 },
  resend: { host: 'smtp.resend.com', port: 465 },
  scaleway: { host: 'smtp.tem.scw.cloud', port: 465, isApi: true },
  sendgrid: { host: 'smtp.sendgrid.net', regional: 'smtp.{region}.sendgrid.net', home: 'global', port: 465 },
  sendinblue: { host: 'smtp-relay.sendinblue.com', port: 465 },
  ses: {
    host: 'email-smtp.eu-west-1.amazonaws.com',
    regional: 'email-smtp.{region}.amazonaws.com',
    port: 465,
    isApi: true,
    takesHost: true,
  },
};

/** One, or several as `failover(… …)` and `roundrobin(… …)` hold them. */
const URLS = /(?<![\w+])(?<scheme>(?<name>[a-z]+)(?<smtp>\+smtps?)?):\/\/[^\s()]+/gi;
const REGION = /[?&]region=(?<region>[a-z\d-]+)/i;

export interface ProviderRelay extends ParsedRelay {
  /** The scheme as it is written. */
  readonly provider: string;
}

/** What the schemes of a text's URLs stand for, pointed to at the scheme; URLs with a host of their own are none. */
export function providerRelays(text: string): readonly ProviderRelay[] {
  if (text.length > LONGEST || !text.includes('://')) return [];
  return [...text.matchAll(URLS)].flatMap(({ 0: url, index, groups }) => {
    const provider = PROVIDERS[groups?.name?.toLowerCase() ?? ''];
    if (!groups?.scheme || !provider || (provider.isApi && !groups.smtp)) return [];
    const relay = ofProvider(provider, groups.scheme, url);
    return relay ? [{ ...relay, provider: groups.scheme, start: relay.start + index, end: relay.end + index }] : [];
  });
}

function ofProvider(provider: Provider, scheme: string, url: string): ParsedRelay | undefined {
  const [written] = parseRelay(`smtp${url.slice(scheme.length)}`);
  if (!written) return undefined;
  if (provider.takesHost && written.host !== 'default') return undefined;
  const region = REGION.exec(url)?.groups?.region;
  const regional = region && region !== provider.home ? provider.regional?.replace('{region}', region) : undefined;
  return {
    host: regional ?? provider.host,
    start: 0,
    end: scheme.length,
    port: provider.port,
    transport: provider.port === 465 ? 'implicit' : 'unknown',
    user: written.user,
    password: written.password,
    bracketed: false,
  };
}
