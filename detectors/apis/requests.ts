/**
 * Requests to the providers' HTTP endpoints, and to the APIs of mailboxes, as their references document them. A host serves
 * more than sending: only its base and the paths that take mail count.
 */
import { detector, LANGUAGES, type Matcher, needing, SCRIPTS } from '../../src/detect/detector.ts';
import { inText } from '../../src/detect/text-matches.ts';
import { apiOf } from '../../src/relays/apis.ts';

interface Endpoint {
  readonly provider: string;
  /** Expressions, without groups that capture. */
  readonly host: string;
  /** What follows the host where mail is sent. */
  readonly paths: string;
}

/** The address alone, which a program puts a path behind. */
const BASE = '(?:/v?\\d+(?:\\.\\d+)?)?/?(?=["\'`\\s,;)]|$)';

const ENDPOINTS: readonly Endpoint[] = [
  {
    provider: 'SendGrid',
    host: 'api(?:\\.eu)?\\.sendgrid\\.com',
    paths: `/v3/mail/send|/api/mail\\.send|${BASE}`,
  },
  {
    provider: 'Mailgun',
    host: 'api(?:\\.eu)?\\.mailgun\\.net',
    paths: `/v\\d/[^"'\`\\s]*messages|/v\\d/[$%{<]|${BASE}`,
  },
  { provider: 'Postmark', host: 'api\\.postmarkapp\\.com', paths: `/email|${BASE}` },
  { provider: 'Resend', host: 'api\\.resend\\.com', paths: `/emails|${BASE}` },
  { provider: 'Brevo', host: 'api\\.(?:brevo|sendinblue)\\.com', paths: `/v[23](?:\\.0)?/(?:smtp/)?email\\b|${BASE}` },
  {
    provider: 'SparkPost',
    host: 'api(?:\\.eu)?\\.sparkpost\\.com',
    paths: `/api/v1/transmissions|/api/v1/?(?=["'\`\\s])|${BASE}`,
  },
  { provider: 'Mailjet', host: 'api(?:\\.us)?\\.mailjet\\.com', paths: `/v3(?:\\.1)?/send|${BASE}` },
  { provider: 'Mailchimp', host: 'mandrillapp\\.com', paths: `/api/1\\.0/messages|/api(?:/1\\.0)?/?(?=["'\`\\s])` },
  { provider: 'MailerSend', host: 'api\\.mailersend\\.com', paths: `/v1/(?:bulk-)?email|${BASE}` },
  { provider: 'Amazon SES', host: 'email\\.[\\w-]+\\.amazonaws\\.com', paths: `/v2/email/outbound-emails|${BASE}` },
  {
    provider: 'Azure Communication Services Email',
    host: '[\\w-]+(?:\\.[\\w-]+)?\\.communication\\.azure\\.com',
    paths: '/emails:send',
  },
  {
    provider: 'Microsoft Graph',
    host: 'graph\\.microsoft\\.(?:com|us)',
    paths: '/(?:v1\\.0|beta)/[^"\'`\\s]*sendMail',
  },
  {
    provider: 'Gmail API',
    host: '(?:www|gmail)\\.googleapis\\.com',
    paths: '/(?:upload/)?gmail/v1/users/[^"\'`\\s]*messages/send',
  },
  { provider: 'Mailtrap', host: '(?:send|bulk|sandbox)\\.api\\.mailtrap\\.io', paths: `/api/send|${BASE}` },
  { provider: 'MailChannels', host: 'api\\.mailchannels\\.net', paths: '/tx/v1/send' },
  { provider: 'Elastic Email', host: 'api\\.elasticemail\\.com', paths: '/v\\d/email' },
  { provider: 'SMTP2GO', host: '(?:[a-z]{2}-)?api\\.smtp2go\\.com', paths: `/v3/email|${BASE}` },
  { provider: 'SMTP.com', host: 'api\\.smtp\\.com', paths: '/v4/messages' },
  { provider: 'Loops', host: 'app\\.loops\\.so', paths: '/api/v1/transactional' },
  { provider: 'Plunk', host: 'api\\.useplunk\\.com', paths: '/v1/send' },
  { provider: 'MailPace', host: 'app\\.mailpace\\.com', paths: '/api/v1/send' },
  { provider: 'Zoho ZeptoMail', host: 'api\\.zeptomail\\.(?:com|eu|in)', paths: `/v1\\.1/email|${BASE}` },
  { provider: 'EmailJS', host: 'api\\.emailjs\\.com', paths: '/api/v1\\.0/email/send' },
  { provider: 'SendPulse', host: 'api\\.sendpulse\\.com', paths: '/smtp/emails' },
  { provider: 'SocketLabs', host: 'inject(?:-cx)?\\.socketlabs\\.com', paths: '/api/v1/email' },
  { provider: 'Scaleway', host: 'api\\.scaleway\\.com', paths: '/transactional-email/v1' },
  { provider: 'Sweego', host: 'api\\.sweego\\.io', paths: '/send' },
  { provider: 'AhaSend', host: 'api\\.ahasend\\.com', paths: `/v[12]/|${BASE}` },
  { provider: 'Unisender Go', host: 'goapi\\.unisender\\.ru', paths: '/[^"\'`\\s]*email/send' },
];

const hosts = ENDPOINTS.map(({ provider, host }) => ({ provider, pattern: new RegExp(`^${host}$`, 'i') }));

const providerOfHost = (host: string): string | undefined => {
  const found = hosts.find(({ pattern }) => pattern.test(host));
  return found && apiOf(found.provider);
};

const URLS = ENDPOINTS.map(({ host, paths }) => `${host}(?=${paths})`).join('|');

/** In a program an address that is used stands in a string of its own; in comments people point to documentation. */
const inPrograms = inText({
  key: 'url',
  host: new RegExp(`["'\`]https?://(?<value>${URLS})`, 'i'),
  api: providerOfHost,
});

/** In data and scripts it is a value: of a key, or a word of a command. */
const inData = inText({
  key: 'url',
  host: new RegExp(
    `(?:[=:][ \\t]*["']?|["'\`]|\\b(?:curl|POST|-Uri|--url)\\b[^\\n|;]{0,200}?[ \\t]["']?)https?://(?<value>${URLS})`,
    'i',
  ),
  api: providerOfHost,
});

const only = (isWanted: (format: string) => boolean, matcher: Matcher): Matcher =>
  needing(matcher.needs, (facts, tools) => (isWanted(facts.format) ? matcher(facts, tools) : []));

const isProgram = (format: string): boolean => LANGUAGES.some((language) => language === format);

export default detector({
  id: 'mail-api-request',
  title: 'HTTP APIs of mail providers',
  docs: 'https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send',
  layer: 'application',
  formats: [...LANGUAGES, ...SCRIPTS, 'dotenv', 'yaml', 'json', 'toml', 'ini', 'properties', 'dockerfile', 'hcl'],
  keywords: [new RegExp(`://(?:${ENDPOINTS.map(({ host }) => host).join('|')})`)],
  recognises:
    'Addresses of the endpoints that take mail: `https://api.sendgrid.com/v3/mail/send`, `https://api.mailgun.net/v3/…`, `https://graph.microsoft.com/…/sendMail`; a route of kind `api`',
  settings: [only(isProgram, inPrograms), only((format) => !isProgram(format), inData)],
});
