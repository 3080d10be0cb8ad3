/** Providers that take mail over an HTTP API, by the names that people, frameworks and policies give them. */

/** Name → other names of the same service. Spelling does not matter: `amazon-ses`, `Amazon SES`. */
const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  AhaSend: [],
  'Alibaba Cloud DirectMail': ['directmail', 'aliyun'],
  'Amazon SES': ['ses', 'ses v2', 'aws ses', 'amazon ses v1', 'amazon ses v2', 'aws'],
  'Azure Communication Services Email': [
    'azure',
    'azure email',
    'azure communication email',
    'azure communication services',
    'acs',
  ],
  Brevo: ['sendinblue'],
  'Elastic Email': [],
  EmailJS: [],
  'Gmail API': ['gmail', 'google'],
  Infobip: [],
  Loops: [],
  MailChannels: [],
  'Mailchimp Transactional': ['mandrill', 'mailchimp'],
  MailerSend: [],
  Mailgun: [],
  Mailjet: [],
  Mailomat: [],
  MailPace: ['ohmysmtp'],
  Mailtrap: [],
  'Microsoft Graph': ['graph', 'msgraph', 'microsoft', 'outlook'],
  Netcore: ['pepipost'],
  Plunk: [],
  Postal: [],
  Postmark: ['postmarkapp'],
  Resend: [],
  Scaleway: ['scaleway tem'],
  SendGrid: ['twilio sendgrid'],
  SendPulse: [],
  'SMTP.com': [],
  SMTP2GO: [],
  SocketLabs: [],
  SparkPost: ['bird', 'messagebird'],
  Sweego: [],
  'Tencent Cloud SES': [],
  'Unisender Go': ['unisender'],
  'Zoho ZeptoMail': ['zeptomail', 'zepto'],
};

/** As they are called here, in alphabetical order. */
export const apiNames: readonly string[] = Object.keys(PROVIDERS);

/** An expression for a word of which one stands in every name of a provider. */
export const API_WORD: string = [
  ...new Set(
    Object.entries(PROVIDERS)
      .flat(2)
      .flatMap((name) => name.toLowerCase().split(/[^a-z0-9]+/))
      .filter((word) => word.length > 2),
  ),
].join('|');

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const byName: ReadonlyMap<string, string> = new Map(
  Object.entries(PROVIDERS).flatMap(([name, others]) =>
    [name, ...others].map((other) => [plain(other), name] as const),
  ),
);

/** The provider that a name stands for, as it is called here; undefined for an unknown one. */
export const apiOf = (name: string): string | undefined => byName.get(plain(name));

/** Whether two names stand for one provider. */
export const isSameApi = (one: string, other: string): boolean =>
  plain(apiOf(one) ?? one) === plain(apiOf(other) ?? other);
