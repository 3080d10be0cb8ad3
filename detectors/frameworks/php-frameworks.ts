/** PHP frameworks and applications: CodeIgniter, CakePHP, Yii, Laminas/Zend, PEAR, TYPO3, Joomla, Drupal, WordPress plugins, Moodle, Nextcloud and more. Keys as their own sources read them. */
import { detector } from '../../src/detect/detector.ts';
import type { EntryFact } from '../../src/detect/entries.ts';
import { anyBeside, arg, call, entriesWhere, entry, exactEntry, options, property } from '../../src/detect/matchers.ts';
import type { Expr } from '../../src/model/expr.ts';
import type { CallSite } from '../../src/model/facts.ts';
import { isRuleFor } from '../by-name/names.ts';

const DEFINED =
  /^(WPMS_SMTP_HOST|EasyWPSMTP_SMTP_HOST|[A-Z0-9_]*SMTP_?(HOST|SERVER)|POSTMAN_SMTP_HOST|FLUENTMAIL_SMTP_HOST|WPOSES_HOST|[A-Z_]*MAIL(?:ER)?_?(HOST|SERVER|SMTP_HOST|SMTP_SERVER))$/;

/** Options whose name alone says it all; a value that is such a name again is a map from old to new names. */
const SETTINGS = new Set([
  'SMTPHost',
  'smtp_host',
  'smtphost',
  'smtphosts',
  'mail_smtphost',
  'transport_smtp_server',
  'smtp_hostbackup',
  'smtp_server',
  'mail_smtpserver',
  'PS_MAIL_SERVER',
  'config_mail_smtp_hostname',
]);

/** `'smtp_host' => $company->smtp_host`, `$smtp_host = idn($smtp_host)`: it carries a setting on and decides none. */
function isCopy(key: string, value: Expr): boolean {
  if (value.kind === 'ref') return value.name === key;
  if (value.kind === 'member') return value.key.kind === 'text' && value.key.value === key;
  if (value.kind === 'call') return value.args.some((argument) => isCopy(key, argument.value));
  if (value.kind !== 'either') return false;
  const [first, ...rest] = value.options;
  return first !== undefined && isCopy(key, first) && rest.every((one) => one.kind === 'text' && one.value === '');
}

/** `$data['smtp_host'] = $this->config->get('smtp_host')`: a field of a form that shows what is set. */
const isShown = (path: readonly string[], value: Expr): boolean =>
  /^(?:data|view|vars|form|fields)$/i.test(path.at(-2) ?? '') &&
  value.kind === 'call' &&
  textOf(value.args[0]?.value) === path.at(-1);

const textOf = (value: Expr | undefined): string => (value?.kind === 'text' ? value.value : '');

const firstText = (site: CallSite): string => textOf(site.call.args[0]?.value);

/** `'Swift_SmtpTransport'`, `\Swift_SmtpTransport::class`. */
const isTransportClass = (value: Expr): boolean =>
  /(?:^|\\)(?:Swift_SmtpTransport|EsmtpTransport)$/.test(value.kind === 'ref' ? value.name : textOf(value));

/** A transport's own array in a file of its own, as Yii's local configurations are: its class or scheme says what it is. */
const isTransport = ({ path, siblings }: EntryFact): boolean => path.at(-1) === 'host' && hasTransport(siblings);

const hasTransport = anyBeside(
  ({ key, value }) =>
    (key === 'class' && isTransportClass(value)) || (key === 'scheme' && /^smtps?$/.test(textOf(value))),
);

/** `$mailer['transport']['dsn'] = …`; deeper stand other transports: Enqueue's of queues, arguments of calls. */
const isTransportDsn = ({ path }: EntryFact): boolean =>
  path.length === 3 && path.slice(1).join('.') === 'transport.dsn';

const HORDE = ['Horde_Smtp', 'Horde_Mail_Transport_Smtphorde', 'Horde_Mail_Transport_Smtp'];

/** A key of Laravel's `config/mail.php` as a text. */
const LARAVEL_KEY = /['"]mail\.(?:mailers|host|url)/;

export default detector({
  id: 'php-apps',
  title: 'PHP frameworks and applications',
  docs: 'https://www.php.net/manual/en/mail.configuration.php',
  layer: 'application',
  formats: ['php'],
  keywords: [
    'smtp',
    'emailtransport',
    'mailer',
    'mail::factory',
    'mail_server',
    'mailserver',
    /['"]mail\.(?:mailers|host)/,
  ],
  recognises:
    'CodeIgniter `smtp_host`/`SMTPHost`, CakePHP `EmailTransport`, Yii mailers, Laminas `SmtpOptions`, PEAR Mail, Horde, TYPO3, Joomla, Drupal, WordPress constants, Moodle, Nextcloud, Roundcube, Laravel’s `Config::set`, Utopia Messaging’s `SMTP`',
  settings: [
    entriesWhere(
      (found) =>
        SETTINGS.has(found.path.at(-1) ?? '') &&
        !isRuleFor(found) &&
        !isCopy(found.path.at(-1) ?? '', found.value) &&
        !isShown(found.path, found.value) &&
        !(found.value.kind === 'text' && (SETTINGS.has(found.value.value) || /^smtp_\w+$/.test(found.value.value))),
      // Moodle's `smtphosts` and PHPMailer's hosts are lists.
      { strict: true, form: 'list', separators: /[;,]\s*/ },
      [new RegExp([...SETTINGS].join('|'))],
    ),
    exactEntry(['wgSMTP.host'], { strict: true }),
    entriesWhere(isTransport, {}, [
      /Swift_SmtpTransport|EsmtpTransport|['"]scheme['"]\s*(?:=>|\]\s*=)\s*['"]smtps?['"]/,
    ]),
    entry([
      'EmailTransport.*.host',
      'EmailTransport.*.url',
      'components.mailer.transport.host',
      'components.mailer.transport.dsn',
      'mailer.transport.host',
      // Horde's config/conf.php
      'mailer.params.host',
      'mailer.transport.dsn',
      'resources.mail.transport.host',
      'smtp.settings.smtp_host',
      'configuration.host_smtp',
      'system.smtp.host',
      'mailer_dsn.host',
      'email.transport.host',
      'mail.transport.options.host',
      'smtp_options.host',
      'transport.options.host',
      // config(['mail.mailers.smtp' => [...]]) of Laravel, at run time
      'mail.mailers.*.host',
      'mail.mailers.*.url',
      '^config.mail.host',
    ]),
    // Config::set('mail.host', …), config()->set('mail.mailers.smtp', [...]): https://laravel.com/docs/configuration
    call({
      of: ['*#set'],
      host: arg(1),
      needs: [LARAVEL_KEY],
      when: (site) => /^mail\.(?:mailers\.\w+\.)?(?:host|url)$/.test(firstText(site)),
    }),
    options({
      of: ['*#set'],
      options: arg(1),
      needs: [LARAVEL_KEY],
      host: ['host', 'url'],
      where: (site) => /^mail\.mailers\.\w+$/.test(firstText(site)),
    }),
    // Mail::build([...]), a mailer at run time: https://laravel.com/docs/mail
    options({
      of: ['Mail.build', 'MailManager#build'],
      options: arg(0),
      host: ['url', 'host'],
      startTls: ['encryption', 'scheme'],
      needs: [/\bMail::build\b|->build\(/],
    }),
    // Yii's component, set at run time: https://www.yiiframework.com/extension/yiisoft/yii2-symfonymailer
    options({
      of: ['*#set'],
      options: arg(1),
      needs: [/->set\(\s*['"]mailer['"]/],
      host: ['transport.dsn', 'transport.host'],
      user: ['transport.username'],
      password: ['transport.password'],
      startTls: ['transport.encryption', 'transport.scheme'],
      where: (site) => firstText(site) === 'mailer',
    }),
    entriesWhere(isTransportDsn, {}, [['mailer', 'transport', 'dsn']]),
    // Kohana's config/email.php: https://github.com/shadowhand/email
    entriesWhere(
      ({ path }, { path: file }) => path.join('.') === 'options.hostname' && /(?:^|\/)email\.php$/.test(file),
      {},
      [['driver', 'smtp', 'hostname']],
    ),
    options({
      of: ['SmtpOptions', 'Transport.SmtpOptions'],
      options: arg(0),
      host: ['host'],
      user: ['connection_config.username'],
      password: ['connection_config.password'],
      implicitTls: ['connection_config.ssl'],
      implicit: '127.0.0.1',
    }),
    call({
      of: ['SmtpOptions#setHost', 'Protocol.Smtp', 'Zend_Mail_Transport_Smtp', 'Zend_Mail_Protocol_Smtp'],
      host: arg(0),
      beside: arg(1),
      needs: [['sethost'], ['protocol', 'smtp'], ['zendmailtransportsmtp'], ['zendmailprotocolsmtp']],
    }),
    options({
      of: ['Mail.factory'],
      options: arg(1),
      host: ['host'],
      implicit: 'localhost',
      when: () => true,
      needs: [/\bMail::factory\b/i],
    }),
    // Horde's Smtp.php: `ssl` is TLS at once, `tls` and true STARTTLS; 587 is its own port
    options({
      of: HORDE,
      options: arg(0),
      host: ['host'],
      implicitTls: [],
      startTls: ['secure'],
      implicit: 'localhost',
    }),
    call({ of: ['Net_SMTP'], host: arg(0), port: arg(1) }),
    // https://github.com/utopia-php/messaging: src/Utopia/Messaging/Adapter/Email/SMTP.php
    call({
      of: ['Utopia.Messaging.Adapter.Email.SMTP'],
      host: arg(0, 'host'),
      port: arg(1, 'port'),
      user: arg(2, 'username'),
      password: arg(3, 'password'),
      startTls: arg(4, 'smtpSecure'),
      needs: [/\bUtopia\b/],
    }),
    // nette/mail src/Mail/SmtpMailer.php: version 4 takes arguments, version 3 an array of options
    options({
      of: ['Nette.Mail.SmtpMailer'],
      host: ['host', '0.host'],
      implicitTls: [],
      startTls: ['encryption', 'secure'],
    }),
    call({
      of: ['=ini_set'],
      host: arg(1),
      when: (site) => firstText(site).toUpperCase() === 'SMTP',
      needs: [/ini_set\s*\(\s*['"]smtp['"]/i],
    }),
    call({
      of: ['=define', 'Config.define'],
      host: arg(1),
      when: (site) => DEFINED.test(firstText(site)),
      needs: [/define\s*\(\s*['"][A-Za-z_\d]*(?:SMTP|MAIL|WPOSES)_?[A-Z_]*(?:HOST|SERVER)/],
    }),
    call({
      of: ['=update_option', 'Configuration.updateValue', '=set_config', '=variable_set'],
      host: arg(1),
      when: (site) => /smtp_?(host|server)|PS_MAIL_SERVER/i.test(firstText(site)),
      needs: [/smtp_?(?:host|server)|PS_MAIL_SERVER/i],
    }),
    property({ of: ['Email#SMTPHost', 'Services.email#SMTPHost'], port: 'SMTPPort' }),
    call({ of: ['SMTP#connect', 'PHPMailer.SMTP#connect'], host: arg(0), port: arg(1), needs: [['smtp', 'connect']] }),
  ],
});
