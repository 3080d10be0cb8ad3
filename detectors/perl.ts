/** Perl: Net::SMTP, Email::Sender, MIME::Lite, Mail::Sendmail. */
import { detector } from '../src/detect/detector.ts';
import { arg, call, named } from '../src/detect/matchers.ts';

export default detector({
  id: 'perl-mail',
  title: 'Perl mail modules',
  docs: 'https://metacpan.org/pod/Net::SMTP',
  layer: 'application',
  formats: ['perl'],
  keywords: ['smtp', 'mail::'],
  recognises: '`Net::SMTP->new`, `Email::Sender::Transport::SMTP->new`, `MIME::Lite->send("smtp", …)`',
  settings: [
    call({ of: ['Net.SMTP.new', 'Net.SMTP.SSL.new', 'Net.SMTP.TLS.new', 'Net.SMTPS.new'], host: arg(0, 'Host') }),
    call({
      of: [
        'Email.Sender.Transport.SMTP.new',
        'Email.Sender.Transport.SMTPS.new',
        'Email.Sender.Transport.SMTP.TLS.new',
      ],
      host: named('host', 'hosts'),
      port: named('port'),
      user: named('sasl_username'),
    }),
    call({
      of: ['*#send', 'MIME.Lite.send'],
      host: arg(1),
      when: (site) => site.call.args[0]?.value.kind === 'text' && site.call.args[0].value.value === 'smtp',
    }),
    call({ of: ['*#send_by_smtp'], host: arg(0) }),
    call({ of: ['Mail.Sender.new'], host: named('smtp') }),
    call({ of: ['Mail.Mailer.new'], host: named('Server') }),
  ],
});
