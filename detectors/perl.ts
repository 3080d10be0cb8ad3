/** Perl: Net::SMTP, Email::Sender, MIME::Lite, Mail::Sendmail, Mail::Sender, MailTools. Argument forms: Net/SMTP.pm, Email/Sender/Transport/SMTP.pm, MIME/Lite.pm, Mail/Sendmail.pm, Mail/Sender.pm, Mail/Mailer.pm. */
import { chainOf } from '../src/detect/building.ts';
import { detector } from '../src/detect/detector.ts';
import { arg, call, entriesWhere, options } from '../src/detect/matchers.ts';
import type { CallSite } from '../src/model/facts.ts';

const CLIENTS = ['Net.SMTP.new', 'Net.SMTPS.new', 'Net.SMTP.SSL.new', 'Net.SMTP.TLS.new', 'Net.SMTP_auth.new'];

const firstIs = (site: CallSite, name: string): boolean => {
  const first = site.call.args[0]?.value;
  return first?.kind === 'text' && first.value === name;
};

/** Mail::Sendmail's own table, and that of a mail; its keys may be in any case. */
const isSendmailKey = (path: readonly string[]): boolean =>
  /^smtp$/i.test(path.at(-1) ?? '') && /(^|::)(mailcfg|mail)$/i.test(path.at(-2) ?? '');

export default detector({
  id: 'perl-mail',
  title: 'Perl mail modules',
  docs: 'https://metacpan.org/pod/Net::SMTP',
  layer: 'application',
  formats: ['perl'],
  keywords: ['smtp', 'mail::'],
  recognises:
    '`Net::SMTP->new`, `Email::Sender::Transport::SMTP->new`, `MIME::Lite->send("smtp", …)`, `Mail::Sender`, `Mail::Mailer`, Mail::Sendmail’s `smtp`',
  settings: [
    call({ of: CLIENTS, host: arg(0, 'Host'), port: { named: 'Port' } }),
    options({ of: CLIENTS, host: ['Host'], port: ['Port'] }),
    options({
      of: [
        'Email.Sender.Transport.SMTP.new',
        'Email.Sender.Transport.SMTPS.new',
        'Email.Sender.Transport.SMTP.TLS.new',
      ],
      options: arg(0),
      host: ['host', 'hosts'],
      user: ['sasl_username'],
      password: ['sasl_password'],
      implicitTls: ['ssl'],
    }),
    options({
      of: [
        'Email.Sender.Transport.SMTP.new',
        'Email.Sender.Transport.SMTPS.new',
        'Email.Sender.Transport.SMTP.TLS.new',
      ],
      host: ['host', 'hosts'],
      user: ['sasl_username'],
      password: ['sasl_password'],
      implicitTls: ['ssl'],
    }),
    call({ of: ['MIME.Lite.send', '*#send'], host: arg(1), when: (site) => firstIs(site, 'smtp') }),
    call({ of: ['*#send_by_smtp'], host: arg(0) }),
    options({ of: ['Mail.Sender.new'], options: arg(0), host: ['smtp'], user: ['authid'], password: ['authpwd'] }),
    options({ of: ['Mail.Sender.new'], host: ['smtp'], user: ['authid'], password: ['authpwd'] }),
    options({ of: ['Mail.Mailer.new'], host: ['Server'], user: ['Auth'] }),
    options({ of: ['*#mailer_args'], options: arg(0), host: ['Host'] }),
    entriesWhere(({ path }) => isSendmailKey(path)),
    call({
      of: ['=unshift', '=push'],
      host: arg(1),
      when: (site) => {
        const list = site.call.args[0]?.value;
        return list !== undefined && isSendmailKey(chainOf(list) ?? []);
      },
    }),
  ],
});
