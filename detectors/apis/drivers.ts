/**
 * Frameworks that send over a provider's API when their driver says so: a name, a scheme, a class. Names as in their own
 * sources: laravel/framework MailManager.php, symfony/symfony src/Symfony/Component/Mailer/Bridge, django-anymail
 * anymail/backends, swoosh lib/swoosh/adapters, bamboo, WP Mail SMTP src/Providers, directus api/src/mailer.ts.
 */
import { apiCalls } from '../../src/detect/apis.ts';
import { detector } from '../../src/detect/detector.ts';
import { arg, call, entriesWhere, entry, exactEntry } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';
import type { CallSite } from '../../src/model/facts.ts';
import { API_WORD, apiOf } from '../../src/relays/apis.ts';

/** A page shows it to those who are to write one: the text of an element of HTML, or after what introduces examples. */
const SHOWN = String.raw`(?<!<(?:code|kbd|samp|tt|pre|em|strong|small|span|b|i|p|li|td|dd)(?:\s[^<>]{0,200})?>\s{0,40}|\b(?:e\.g\.|for example|such as)[,:]?\s{1,4})`;

/** Symfony's schemes with these endings are HTTP, and these without one; Apprise's of the same names are too. */
const SCHEMES = new RegExp(String.raw`${SHOWN}\b(?<value>[a-z]+)\+(?:api|https):\/\/`);
const BARE_SCHEMES = new RegExp(
  String.raw`${SHOWN}(?<![\w+/-])(?<value>ses|mandrill|mailgun|scaleway|postal)(?=:\/\/)`,
);

/** Import paths of Django backends that are not Anymail's. */
const DJANGO_BACKENDS: Readonly<Record<string, string>> = {
  'django_ses.SESBackend': 'Amazon SES',
  'sgbackend.SendGridBackend': 'SendGrid',
  'sendgrid_backend.SendgridBackend': 'SendGrid',
  'django_mailgun.MailgunBackend': 'Mailgun',
  'postmarker.django.EmailBackend': 'Postmark',
  'djrill.mail.backends.djrill.DjrillBackend': 'Mailchimp',
  'sparkpost.django.email_backend.SparkPostEmailBackend': 'SparkPost',
  'gmailapi_backend.mail.GmailBackend': 'Gmail API',
  'django_mailjet.backends.MailjetBackend': 'Mailjet',
};

function djangoBackend(text: string): string | undefined {
  const name = /^anymail\.backends\.(\w+)\.EmailBackend$/.exec(text)?.[1];
  return name === undefined ? DJANGO_BACKENDS[text] : apiOf(name);
}

/** Shops have delivery methods of another kind. */
const RAILS_METHOD = [new RegExp(`delivery_?method\\W{1,8}\\w*(?:${API_WORD})`, 'i')];

/** `:postmark`, `:sendgrid_actionmailer`, `:mailjet_api`; the mailjet gem's `:mailjet` is SMTP. */
const railsMethod = (text: string): string | undefined =>
  text === 'mailjet' ? undefined : apiOf(text.replace(/_(actionmailer|api|sdk|rails|delivery)$/, ''));

/** `Swoosh.Adapters.Sendgrid`, `Bamboo.SesAdapter`. */
const elixirAdapter = (text: string): string | undefined =>
  apiOf((text.split('.').at(-1) ?? '').replace(/^ExAws|Adapter$/g, ''));

const strapiProvider = (text: string): string | undefined =>
  apiOf(text.replace(/^(@strapi\/|strapi-)provider-email-/, ''));

/** What WP Mail SMTP calls them where that differs. */
const wordpressMailer = (text: string): string | undefined => apiOf(text === 'pepipostapi' ? 'pepipost' : text);

const defines = (site: CallSite, name: string): boolean => {
  const first = site.call.args[0]?.value;
  return first?.kind === 'text' && first.value === name;
};

const LARAVEL_CONFIG = ['**/config/mail.php', 'config/mail.php', 'mail.php'];

export default detector({
  id: 'mail-api-driver',
  title: 'Framework drivers for HTTP APIs',
  docs: 'https://laravel.com/docs/mail#api-http-drivers',
  layer: 'application',
  formats: [
    'dotenv',
    'yaml',
    'json',
    'ini',
    'toml',
    'xml',
    'dockerfile',
    'bash',
    'php',
    'python',
    'ruby',
    'elixir',
    'javascript',
  ],
  keywords: [
    /mail_(?:mailer|driver)\b|email_transport\b|wpms_mailer|mail::mailer/,
    /["']default["']\s*=>\s*(?:env\(|["'](?:ses|mailgun|postmark|resend))/,
    /\b(?:ahasend|azure|brevo|infobip|mailersend|mailgun|mailjet|mailomat|mailpace|mailtrap|mandrill|microsoftgraph|postal|postmark|resend|scaleway|sendgrid|ses|sweego)\+(?:api|https):\/\//,
    /\b(?:ses|mandrill|mailgun|scaleway|postal):\/\//,
    /anymail|django_ses|sgbackend|sendgrid_backend|django_mailgun|postmarker\.django|djrill|sparkpost\.django|gmailapi_backend|django_mailjet/,
    'delivery_method',
    /swoosh\.adapters|bamboo\.\w+adapter/,
    '@adonisjs/mail',
    /provider-email-|email_provider|["']?provider["']?:\s*(?:env\(|["'](?:@strapi|sendgrid|mailgun|amazon-ses|mandrill|postmark))/,
    /(?:next-auth|@auth\/core)\/providers\/(?:sendgrid|postmark|mailgun|loops)/,
  ],
  recognises:
    'Laravel’s `MAIL_MAILER=ses`, Symfony’s `sendgrid+api://`, Anymail and other Django backends, Rails’ `delivery_method = :postmark`, Swoosh and Bamboo adapters, AdonisJS transports, Strapi providers, `WPMS_MAILER`, Directus; a route of kind `api`',
  settings: [
    exactEntry(['MAIL_MAILER', 'MAIL_DRIVER', 'EMAIL_TRANSPORT'], { api: apiOf }),
    entriesWhere(
      ({ path }, { format }, tools) =>
        format === 'php' && /^(default|driver)$/.test(path.join('.')) && tools.isFile(LARAVEL_CONFIG),
      { api: apiOf },
      [/['"](?:mailers|driver)['"]\s*=>/],
    ),
    call({ of: ['=Mail.mailer', 'Facades.Mail.mailer'], host: arg(0), api: apiOf }),
    inText({ key: 'dsn', host: SCHEMES, api: apiOf }),
    inText({ key: 'dsn', host: BARE_SCHEMES, api: apiOf }),
    entriesWhere(({ path }) => /(^|_)EMAIL_BACKEND$|^BACKEND$/i.test(path.at(-1) ?? ''), { api: djangoBackend }, [
      /backend/i,
    ]),
    call({
      of: ['django.core.mail.get_connection', 'mail.get_connection', '=get_connection'],
      host: arg(0, 'backend'),
      api: djangoBackend,
    }),
    entriesWhere(({ path }) => /^delivery_?method$/i.test(path.at(-1) ?? ''), { api: railsMethod }, RAILS_METHOD),
    call({ of: ['*#delivery_method', '=delivery_method'], host: arg(0), api: railsMethod, needs: RAILS_METHOD }),
    inText({
      key: 'adapter',
      host: /\badapter:\s*(?<value>(?:Swoosh\.Adapters\.|Bamboo\.)[A-Z]\w+)/,
      api: elixirAdapter,
    }),
    apiCalls({
      of: Object.fromEntries(
        ['ses', 'mailgun', 'sparkpost', 'resend', 'brevo'].map((name) => [name, [`@adonisjs/mail.transports.${name}`]]),
      ),
    }),
    apiCalls({
      of: Object.fromEntries(
        ['sendgrid', 'postmark', 'mailgun', 'loops'].map((name) => [
          name,
          [`next-auth/providers/${name}`, `@auth/core/providers/${name}`],
        ]),
      ),
    }),
    entry(['email.config.provider', 'email.provider'], { api: strapiProvider }),
    call({
      of: ['=define', 'Config.define'],
      host: arg(1),
      when: (site) => defines(site, 'WPMS_MAILER'),
      api: wordpressMailer,
    }),
  ],
});
