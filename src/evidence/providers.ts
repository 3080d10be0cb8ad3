/**
 * Under which names the servers of providers stand in logs and headers: a program is set to `smtp.office365.com`, and the
 * recipients' server sees `mail-x.outbound.protection.outlook.com`. Names as public mailing lists' archives and the
 * providers' own pages of SPF and delivery show them.
 */
import { relayName } from '../relays/known.ts';
import { remembered } from './words.ts';

interface Provider {
  readonly name: string;
  /** What `relayName` calls its relays, where that is not the provider's name. */
  readonly relays?: readonly string[];
  /** Domains that all its servers stand under: what one of them took, another hands on. */
  readonly domains: readonly string[];
  /** Servers that hand mail of its customers to others, and take none from others. */
  readonly senders?: RegExp;
  /** What its servers call themselves where they give no domain. */
  readonly machines?: RegExp;
  /** Servers that take mail for its customers' mailboxes, whatever domain these have. */
  readonly mailboxes?: RegExp;
}

const PROVIDERS: readonly Provider[] = [
  // Mailboxes.
  {
    name: 'Google',
    relays: ['Gmail', 'Google Workspace SMTP relay'],
    domains: ['google.com', 'gmail.com', 'googlemail.com'],
    senders: /^mail-[a-z]{1,4}\d?-[a-z]\d+[a-z\d]*\.google\.com$|^mail-sor-f\d+\.google\.com$/,
    mailboxes: /^mx\.google\.com$|(^|\.)(gmail-smtp-in\.l|aspmx\.l)\.google\.com$|(^|\.)aspmx\d?\.googlemail\.com$/,
  },
  {
    name: 'Microsoft',
    relays: ['Microsoft 365', 'Outlook.com'],
    domains: [
      'outlook.com',
      'office365.com',
      'office365.us',
      'exchangelabs.com',
      'hotmail.com',
      'live.com',
      'mx.microsoft',
    ],
    senders: /\.outbound\.protection\.(outlook\.com|office365\.us)$/,
    mailboxes: /(^|\.)(mail|olc)\.protection\.outlook\.com$|(^|\.)mx\.microsoft$/,
  },
  {
    name: 'Yahoo',
    relays: ['Yahoo Mail', 'AOL'],
    domains: ['yahoo.com', 'yahoodns.net', 'aol.com'],
    senders: /^sonic[\w.-]*\.mail\.[a-z\d]+\.yahoo\.com$/,
    mailboxes: /(^|\.)am0\.yahoodns\.net$/,
  },
  { name: 'Apple iCloud', domains: ['me.com', 'icloud.com'], mailboxes: /^mx\d+\.mail\.icloud\.com$/ },
  {
    name: 'Fastmail',
    domains: ['messagingengine.com', 'fastmail.com'],
    senders: /^(?!in\d)[a-z\d-]+-smtp\.messagingengine\.com$/,
    mailboxes: /^in\d+-smtp\.messagingengine\.com$/,
  },
  {
    name: 'Zoho',
    relays: ['Zoho Mail', 'Zoho ZeptoMail'],
    domains: ['zoho.com', 'zoho.eu', 'zoho.in', 'zohomail.com', 'zeptomail.com'],
    senders: /^sender[a-z\d-]*\.zoho\.[a-z.]+$/,
    mailboxes: /^mx\d*\.zoho\.[a-z.]+$/,
  },
  { name: 'Proton Mail', domains: ['protonmail.ch', 'proton.ch'], senders: /^mail-\d+\.protonmail\.ch$/ },
  {
    name: 'Yandex',
    domains: ['yandex.net', 'yandex.ru', 'yandex.com'],
    senders: /^forward[a-z\d]*\.mail\.yandex\.net$/,
    mailboxes: /^mx\.yandex\.(net|ru)$/,
  },
  {
    name: 'Mail.ru',
    domains: ['mail.ru'],
    senders: /^(f|fallback|smtp|send)\d+\.i\.mail\.ru$/,
    mailboxes: /^mxs\.mail\.ru$/,
  },
  {
    name: 'GMX',
    domains: ['gmx.net', 'gmx.com'],
    senders: /^mout[\w-]*\.gmx\.(net|com)$/,
    mailboxes: /^mx\d+\.gmx\.net$/,
  },
  { name: 'WEB.DE', domains: ['web.de'], senders: /^mout[\w-]*\.web\.de$/ },
  { name: 'Migadu', domains: ['migadu.com'], senders: /^out-\d+\.mta\d+\.migadu\.com$/ },
  { name: 'Rackspace Email', domains: ['emailsrvr.com'], senders: /^smtp\d+\.[a-z\d]+\.emailsrvr\.com$/ },

  // Web hosts.
  {
    name: 'IONOS',
    domains: ['kundenserver.de', 'perfora.net', 'ionos.com', '1and1.com'],
    senders: /^mout[\w-]*\.(kundenserver\.de|perfora\.net)$/,
  },
  { name: 'STRATO', domains: ['rzone.de', 'strato.de', 'strato.com'], senders: /^mo\d[\w-]*\.smtp\.rzone\.de$/ },
  { name: 'OVHcloud', domains: ['ovh.net', 'ovh.ca'], senders: /\.mail-out\.ovh\.net$/ },
  { name: 'Gandi', domains: ['gandi.net'], senders: /^relay\d+-[a-z]\.mail\.gandi\.net$/ },
  {
    name: 'Infomaniak',
    domains: ['infomaniak.ch', 'infomaniak.com'],
    senders: /^smtp-[a-f\d]+\.(mail\.)?infomaniak\.(ch|com)$/,
  },
  {
    name: 'GoDaddy',
    domains: ['secureserver.net'],
    senders: /^[a-z\d]*smtp[a-z\d-]*\.prod\.[a-z\d]+\.secureserver\.net$/,
  },

  // Services that programs send through.
  { name: 'Amazon SES', domains: ['amazonses.com'], senders: /\.smtp-out\.([a-z\d-]+\.)?amazonses\.com$/ },
  {
    name: 'SendGrid',
    domains: ['sendgrid.net'],
    senders: /\.outbound-mail\.sendgrid\.net$|^o\d+\.[\w.-]+\.sendgrid\.net$/,
    machines: /^(geopod-)?ismtpd[\w-]*$/,
  },
  {
    name: 'Mailgun',
    domains: ['mailgun.org', 'mailgun.net', 'mailgun.us', 'postgun.com'],
    senders: /^(?!mx[ab]?\.)[\w.-]+\.(mailgun\.(net|us)|postgun\.com)$/,
  },
  { name: 'Postmark', domains: ['mtasv.net', 'postmarkapp.com'], senders: /\.mtasv\.net$/ },
  {
    name: 'SparkPost',
    domains: ['sparkpostmail.com', 'sparkpost.com'],
    senders: /^mta[\w.-]*\.sparkpostmail\.com$/,
  },
  { name: 'Mailjet', domains: ['mailjet.com'], senders: /^o\d+\.p\d+\.mailjet\.com$/ },
  {
    name: 'Brevo',
    domains: ['brevo.com', 'sendinblue.com', 'sender-sib.com', 'mailin.fr'],
    senders: /\.(sender-sib\.com|mailin\.fr)$/,
  },
  { name: 'Mandrill', domains: ['mandrillapp.com'], senders: /^mail[\d-]+\.[\w.-]+\.mandrillapp\.com$/ },
  { name: 'SMTP2GO', domains: ['smtp2go.com', 'smtpcorp.com'], senders: /\.smtpcorp\.com$/ },
  {
    name: 'Oracle Cloud Email Delivery',
    domains: ['oracleemaildelivery.com'],
    senders: /\.oracleemaildelivery\.com$/,
  },

  // Gateways: the same servers hand on what customers send and what they get.
  { name: 'Mimecast', domains: ['mimecast.com', 'mimecast.co.za'] },
  {
    name: 'Proofpoint',
    relays: ['Proofpoint on Demand', 'Proofpoint Essentials'],
    domains: ['pphosted.com', 'ppe-hosted.com'],
  },
  { name: 'Barracuda Email Gateway Defense', domains: ['barracudanetworks.com'] },
  { name: 'Broadcom/Symantec Email Security.cloud', domains: ['messagelabs.com'] },
];

const isUnder = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** Null for a server that is of none of them. */
const known = remembered(
  (host: string): Provider | null =>
    PROVIDERS.find(
      ({ domains, machines }) => domains.some((domain) => isUnder(host, domain)) || (machines?.test(host) ?? false),
    ) ?? null,
);

/** Whose relay it is, by what it is called: `Google` for `Gmail`. */
export const ownerOfRelay = (relay: string): string =>
  PROVIDERS.find(({ relays }) => relays?.includes(relay))?.name ?? relay;

/** Whose server it is: `Amazon SES`; undefined for a server that is not known. */
export function providerOf(host: string): string | undefined {
  const relay = relayName(host);
  return relay === undefined ? known(host)?.name : ownerOfRelay(relay);
}

/** The provider whose customers' mail the server hands to others, as `providerOf` calls it; undefined for other servers. */
export function senderOf(host: string): string | undefined {
  const provider = known(host);
  return provider?.senders?.test(host) || provider?.machines?.test(host) ? provider.name : undefined;
}

/** Whether the server takes mail for mailboxes of domains of all names. */
export const isMailboxServer = (host: string): boolean => known(host)?.mailboxes?.test(host) ?? false;
