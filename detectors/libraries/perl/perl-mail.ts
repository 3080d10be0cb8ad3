/** Perl: Net::SMTP, Email::Sender, MIME::Lite, Mail::Sendmail. Argument forms: Net/SMTP.pm, Email::Sender::Transport::SMTP, MIME/Lite.pm, Mail/Sender.pm, Mail/Mailer.pm. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call, entriesWhere, entry, named, options } from '../../../src/detect/matchers.ts';
import type { Expr } from '../../../src/model/expr.ts';
import type { CallSite } from '../../../src/model/facts.ts';

const NET_SMTP = ['Net.SMTP', 'Net.SMTP_auth'];
const EMAIL_SENDER = ['SMTP', 'SMTPS', 'SMTP.Persistent', 'SMTP.TLS'].map((name) => `Email.Sender.Transport.${name}`);

/** What MIME::Lite hands on to Net::SMTP: MIME/Lite.pm, send_by_smtp. */
const LITE = {
  port: named('Port'),
  user: named('AuthUser'),
  password: named('AuthPass'),
  implicitTls: named('SSL'),
};

/** https://metacpan.org/pod/Email::Sender::Transport::SMTP#ATTRIBUTES */
const SENDER_OPTIONS = {
  host: ['host', 'hosts'],
  user: ['sasl_username'],
  password: ['sasl_password'],
  implicitTls: ['ssl'],
  startTls: [],
} as const;

/** `$message->send('smtp', $host)`: MIME::Lite's other ways to send take no host. */
const bySmtp = ({ call: { args } }: CallSite): boolean => {
  const way = args[0]?.value;
  return way?.kind === 'text' && way.value.toLowerCase() === 'smtp' && args.length > 1;
};

/** Whether the call itself says the name: what a hash of options may hold is no host. */
const isNamed =
  (name: string) =>
  ({ call: { args } }: CallSite): boolean =>
    args.some((one) => one.name === name);

/** A key that is only called `smtp` may as well have a protocol's or a class's name for a value. */
const isHost = (value: Expr): boolean => value.kind === 'text' && /\.|^localhost$/.test(value.value);

/** A message's own field whose value comes from elsewhere: `$message{smtp} = $self->{server}`. */
const isHandedOn = (value: Expr): boolean => /^(ref|member|env)$/.test(value.kind);

export default detector({
  id: 'perl-mail',
  title: 'Perl mail modules',
  docs: 'https://metacpan.org/pod/Net::SMTP',
  layer: 'application',
  formats: ['perl'],
  keywords: ['smtp'],
  recognises:
    '`Net::SMTP->new`, `Email::Sender::Transport::SMTP->new`, `MIME::Lite->send("smtp", …)`, `Mail::Sender`, `Mail::Mailer`, `Mail::Sendmail`’s `smtp`',
  settings: [
    call({
      of: NET_SMTP.map((name) => `${name}.new`),
      host: arg(0, 'Host'),
      port: named('Port'),
      implicitTls: named('SSL'),
    }),
    // STARTTLS unless `NoTLS` is said: Net/SMTP/TLS.pm, Net/SMTP/TLS/ButMaintained.pm
    call({
      of: ['Net.SMTP.TLS.new', 'Net.SMTP.TLS.ButMaintained.new'],
      host: arg(0, 'Host'),
      port: named('Port'),
      user: named('User'),
      password: named('Password'),
      noTls: named('NoTLS'),
      transport: 'starttls',
    }),
    // Net::SMTPS speaks TLS at once unless `doSSL` says otherwise; Net::SMTP::SSL always does.
    call({ of: ['Net.SMTP.SSL.new'], host: arg(0, 'Host'), port: named('Port'), transport: 'implicit' }),
    call({ of: ['Net.SMTPS.new'], host: arg(0, 'Host'), port: named('Port'), implicitTls: named('doSSL') }),
    options({ ...SENDER_OPTIONS, of: EMAIL_SENDER.map((name) => `${name}.new`) }),
    // https://metacpan.org/pod/Email::Sender::Util#easy_transport
    options({ ...SENDER_OPTIONS, of: ['Email.Sender.Util.easy_transport'], options: named('SMTP') }),
    options({ ...SENDER_OPTIONS, of: ['Email.Sender.Util.easy_transport'], options: arg(1), where: bySmtp }),
    // Email::Stuffer hands its options on: https://metacpan.org/pod/Email::Stuffer#transport
    options({ ...SENDER_OPTIONS, of: ['*#transport'], options: arg(1), where: bySmtp, needs: [/Email::Stuffer/] }),
    call({ of: ['*#send', 'MIME.Lite.send'], host: arg(1), when: bySmtp, ...LITE }),
    // The same with a fat comma: `MIME::Lite->send(smtp => $host)`.
    call({ of: ['*#send', 'MIME.Lite.send'], host: named('smtp'), when: isNamed('smtp'), ...LITE }),
    call({ of: ['*#send_by_smtp'], host: arg(0), ...LITE }),
    options({ of: ['Mail.Sender.new'], host: ['smtp'], user: ['authid'], password: ['authpwd'] }),
    call({ of: ['Mail.Mailer.new'], host: named('Server'), port: named('Port') }),
    // https://metacpan.org/pod/Mail::Sendmail: of the message, or of the module's own configuration
    entry(['mailcfg.smtp', 'Mail::Sendmail::mailcfg.smtp', 'mail.smtp'], { strict: true }),
    entriesWhere(({ path, value }) => /^smtp$/i.test(path.at(-1) ?? '') && path.length > 1 && isHandedOn(value), {}, [
      /Mail::Sendmail/,
    ]),
    entriesWhere(
      ({ path, value }) => /^smtp$/i.test(path.at(-1) ?? '') && isHost(value),
      {
        strict: true,
        literalOnly: true,
        certainty: 'likely',
      },
      [['smtp']],
    ),
    call({
      of: ['=unshift', '=push'],
      host: arg(1),
      needs: [/(?:unshift|push)\b.{0,80}\bsmtp\b/i],
      when: ({ call: { args } }) => {
        const list = args[0]?.value;
        return list?.kind === 'member' && list.key.kind === 'text' && list.key.value === 'smtp';
      },
    }),
  ],
});
