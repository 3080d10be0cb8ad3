/** Perl: Net::SMTP, Email::Sender, MIME::Lite, Mail::Sendmail. Argument forms: Net/SMTP.pm, Email::Sender::Transport::SMTP, MIME/Lite.pm. */
import { detector } from '../src/detect/detector.ts';
import { inText } from '../src/detect/text-matches.ts';

/** A text in quotes, or a variable on its own. */
const SCALAR = `["']?(?<value>(?<=["'])[^"'\\n]+|\\$\\w+(?=\\s*[,)\\]}]))`;

/** `my $relay = 'h';`, anywhere in the file. */
const SCALARS = /^[ \t]*(?:my|our|local)?[ \t]*\$(?<name>\w+)[ \t]*=[ \t]*["'](?<value>[^"'\n]+)["'][ \t]*;/;

export default detector({
  id: 'perl-mail',
  title: 'Perl mail modules',
  docs: 'https://metacpan.org/pod/Net::SMTP',
  layer: 'application',
  formats: ['perl'],
  keywords: ['smtp', 'mail::'],
  recognises:
    '`Net::SMTP->new`, `Email::Sender::Transport::SMTP->new`, `MIME::Lite->send("smtp", …)`, `Mail::Sender`, where the host is written in place or in a variable of the file',
  settings: [
    inText({
      key: 'Net::SMTP->new',
      host: new RegExp(`\\bNet::SMTPS?(?:::SSL|::TLS)?->new\\(\\s*(?:[^;]{0,300}?\\bHost\\s*=>\\s*)?${SCALAR}`),
      port: /\bPort\s*=>\s*["']?(?<value>\d+)/,
      macros: SCALARS,
      strict: true,
    }),
    inText({
      key: 'Email::Sender::Transport::SMTP->new',
      host: new RegExp(
        `\\bEmail::Sender::Transport::SMTPS?(?:::TLS)?->new\\([^;]{0,300}?\\bhosts?\\s*=>\\s*\\[?\\s*${SCALAR}`,
      ),
      macros: SCALARS,
      strict: true,
    }),
    inText({ key: 'MIME::Lite->send', host: /->send\(\s*["']smtp["']\s*,\s*["'](?<value>[^"'\n]+)["']/, strict: true }),
    inText({ key: 'MIME::Lite->send_by_smtp', host: /->send_by_smtp\(\s*["'](?<value>[^"'\n]+)["']/, strict: true }),
    inText({
      key: 'Mail::Sender',
      host: /\b(?:new\s+Mail::Sender|Mail::Sender->new)\b[^;]{0,200}?\bsmtp\s*=>\s*["'](?<value>[^"'\n]+)["']/,
      strict: true,
    }),
    inText({
      key: 'mailcfg.smtp',
      host: /\$(?:mailcfg|mail)\{["']?smtp["']?\}\s*=\s*["'](?<value>[^"'\n]+)["']/i,
      strict: true,
    }),
    inText({
      key: 'smtp_host',
      host: /[$'"{](?:smtp_?(?:host|server)|mail_?(?:host|server))["'}]*\s*=>?\s*["'](?<value>[^"'\n]+)["']/i,
      strict: true,
      certainty: 'likely',
    }),
  ],
});
