/** Python's own smtplib and logging, aiosmtplib and the small libraries around them. Signatures read in CPython 3.11 and the packages. */
import type { ArgumentSpec } from '../../../src/detect/call-sites.ts';
import { detector, type Tools } from '../../../src/detect/detector.ts';
import type { EntryFact } from '../../../src/detect/entries.ts';
import {
  anyBeside,
  arg,
  argumentOf,
  call,
  entriesWhere,
  entry,
  exactEntry,
  hasOption,
  isNull,
  named,
  options,
} from '../../../src/detect/matchers.ts';
import { inText } from '../../../src/detect/text-matches.ts';
import type { Place } from '../../../src/evaluate/value.ts';
import type { Expr } from '../../../src/model/expr.ts';
import type { CallSite } from '../../../src/model/facts.ts';
import { mailers } from './mailers.ts';

const isGiven = (value: Expr | undefined): boolean => value !== undefined && !isNull(value);

/** Whether an argument is given; of a list that is spread into the call its item has to be there. */
function isPassed(site: CallSite, spec: ArgumentSpec, place: Place, tools: Tools): boolean {
  const value = argumentOf(site, spec);
  const list = value?.kind === 'member' && site.call.args.some((one) => one.spread && one.value === value.of);
  return list && value.key.kind === 'text' ? hasOption(value.of, value.key.value, place, tools) : isGiven(value);
}

const hasSecure = anyBeside(({ key, value }) => key === 'secure' && isGiven(value));

export default detector({
  id: 'smtplib',
  title: 'Python mail libraries',
  docs: 'https://docs.python.org/3/library/smtplib.html',
  layer: 'application',
  formats: ['python'],
  keywords: [
    ...['smtp', 'yagmail', 'redmail', 'mail_server', 'mail_host', 'mailhost', 'mailnotifier', 'pyramid_mailer'],
    'marrow.mailer',
  ],
  recognises:
    '`smtplib.SMTP`/`SMTP_SSL`/`connect`, `aiosmtplib.send`, `SMTPHandler`, Flask-Mail, fastapi-mail, pyramid_mailer, marrow.mailer, Twisted, yagmail, redmail, emails',
  settings: [
    call({ of: ['smtplib.SMTP'], host: arg(0, 'host'), port: arg(1, 'port') }),
    // A socket that speaks TLS at once: https://docs.python.org/3/library/smtplib.html#smtplib.SMTP_SSL
    call({ of: ['smtplib.SMTP_SSL'], host: arg(0, 'host'), port: arg(1, 'port'), transport: 'implicit' }),
    call({
      of: ['smtplib.SMTP#connect'],
      host: arg(0, 'host'),
      port: arg(1, 'port'),
      implicit: 'localhost',
    }),
    call({
      of: ['smtplib.SMTP_SSL#connect'],
      host: arg(0, 'host'),
      port: arg(1, 'port'),
      implicit: 'localhost',
      transport: 'implicit',
    }),
    call({
      of: ['aiosmtplib.send'],
      host: named('hostname'),
      port: named('port'),
      user: named('username'),
      password: named('password'),
      // https://aiosmtplib.readthedocs.io/en/stable/encryption.html
      implicitTls: named('use_tls'),
      startTls: named('start_tls'),
      implicit: 'localhost',
    }),
    call({
      of: ['aiosmtplib.SMTP'],
      host: arg(0, 'hostname'),
      port: arg(1, 'port'),
      // https://aiosmtplib.readthedocs.io/en/stable/encryption.html
      implicitTls: named('use_tls'),
      startTls: named('start_tls'),
    }),
    call({
      of: ['aiosmtplib.SMTP#connect'],
      host: named('hostname'),
      port: named('port'),
      implicitTls: named('use_tls'),
      startTls: named('start_tls'),
    }),
    call({
      of: ['logging.handlers.SMTPHandler', 'handlers.SMTPHandler', '=SMTPHandler'],
      host: arg(0, 'mailhost'),
      pair: true,
    }),
    // A tuple, empty or not, has it say STARTTLS: Lib/logging/handlers.py, SMTPHandler.emit
    call({
      of: ['logging.handlers.SMTPHandler', 'handlers.SMTPHandler', '=SMTPHandler'],
      host: arg(0, 'mailhost'),
      pair: true,
      transport: 'starttls',
      when: (site, place, tools) => isPassed(site, arg(5, 'secure'), place, tools),
    }),
    // yagmail/sender.py: TLS at once unless `smtp_ssl` is False
    call({
      of: ['yagmail.SMTP'],
      host: arg(2, 'host'),
      port: arg(3, 'port'),
      implicitTls: arg(5, 'smtp_ssl'),
      startTls: arg(4, 'smtp_starttls'),
      transport: 'implicit',
      implicit: 'smtp.gmail.com',
    }),
    call({
      of: ['redmail.EmailSender', 'redmail.EmailHandler'],
      host: arg(0, 'host'),
      port: arg(1, 'port'),
      user: named('username'),
      password: named('password'),
      startTls: named('use_starttls'),
      // redmail/email/sender.py: `use_starttls` is True unless said otherwise
      transport: 'starttls',
    }),
    call({
      of: ['fastapi_mail.ConnectionConfig'],
      host: named('MAIL_SERVER'),
      port: named('MAIL_PORT'),
      user: named('MAIL_USERNAME'),
      password: named('MAIL_PASSWORD'),
      implicitTls: named('MAIL_SSL_TLS', 'MAIL_SSL'),
      startTls: named('MAIL_STARTTLS', 'MAIL_TLS'),
    }),
    // https://docs.twisted.org/en/stable/api/twisted.mail.smtp.html#sendmail
    call({
      of: ['twisted.mail.smtp.sendmail'],
      host: arg(0, 'smtphost'),
      port: arg(5, 'port'),
      user: named('username'),
      password: named('password'),
      startTls: named('requireTransportSecurity'),
    }),
    // https://python-emails.readthedocs.io: message.send(to=…, smtp={'host': …, 'port': …})
    options({
      of: ['emails.message.Message#send', 'emails.Message#send', 'emails.html#send', 'emails.message.html#send'],
      options: named('smtp'),
      host: ['host'],
      startTls: ['tls'],
      implicitTls: ['ssl'],
    }),
    ...mailers,
    exactEntry(['MAIL_SERVER', 'SMTP_HOST', 'SMTP_SERVER', 'MAIL_HOST', 'SMTP_MAIL_SERVER'], { pair: true }),
    entry(['mailhost'], { pair: true }),
    entriesWhere(
      ({ path, siblings }) => path.at(-1) === 'mailhost' && hasSecure(siblings),
      { pair: true, transport: 'starttls' },
      [['mailhost', 'secure']],
    ),
    // buildbot/reporters/mail.py, MailNotifier.reconfigService
    call({
      of: ['buildbot.plugins.reporters.MailNotifier', 'reporters.MailNotifier', '=MailNotifier'],
      host: arg(1, 'relayhost'),
      port: arg(10, 'smtpPort'),
      user: arg(8, 'smtpUser'),
      password: arg(9, 'smtpPassword'),
      implicitTls: arg(7, 'useSmtps'),
      startTls: arg(6, 'useTls'),
      implicit: 'localhost',
    }),
  ],
});

/** A handler's relay is a host, or a host and a port. */
const isOfHandler = ({ path, siblings }: EntryFact): boolean =>
  path.at(-1) === 'mailhost' && siblings.some(({ key }) => key === 'class' || key === '()');

const HANDLER_WORDS = [
  ['mailhost', 'class'],
  ['mailhost', '()'],
];

/** Handlers that a file sets up for logging.config.fileConfig(). */
export const pythonLogging = detector({
  id: 'python-logging',
  title: "Python's logging configuration",
  docs: 'https://docs.python.org/3/library/logging.config.html#configuration-file-format',
  layer: 'application',
  formats: ['ini', 'yaml', 'json', 'toml'],
  keywords: ['smtphandler', 'mailhost'],
  recognises:
    '`args` and `kwargs` of a section whose `class` is `handlers.SMTPHandler`; `mailhost` beside a `class` or `()`',
  settings: [
    // https://docs.python.org/3/library/logging.config.html#user-defined-objects
    entriesWhere(isOfHandler, { pair: true }, HANDLER_WORDS),
    entriesWhere((found) => isOfHandler(found) && hasSecure(found.siblings), { pair: true, transport: 'starttls' }, [
      ['mailhost', 'secure'],
    ]),
    inText({
      key: 'handler.kwargs',
      block: /^\[[^\]]+\]/,
      host: /^class\s*=\s*(?:logging\.)?handlers\.SMTPHandler\b[^[]*?^kwargs\s*=[^[]*?["']mailhost["']\s*:\s*\(?\s*["'](?<value>[\w.-]+)["']/,
      port: /["']mailhost["']\s*:\s*\(\s*["'][\w.-]+["']\s*,\s*(?<value>\d+)/,
    }),
    inText({
      key: 'handler.args',
      block: /^\[[^\]]+\]/,
      host: /^class\s*=\s*(?:logging\.)?handlers\.SMTPHandler\b[^[]*?^args\s*=\s*\(\s*\(?\s*["'](?<value>[\w.-]+)["']/,
      port: /^args\s*=\s*\(\s*\(\s*["'][\w.-]+["']\s*,\s*(?<value>\d+)/,
    }),
  ],
});
