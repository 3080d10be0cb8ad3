/** PHPMailer. Host syntax: src/PHPMailer.php, smtpConnect(): `;`-separated, each with an optional prefix and port. */
import { detector } from '../../../src/detect/detector.ts';
import type { EntryFact } from '../../../src/detect/entries.ts';
import { entriesWhere, exactEntry, property } from '../../../src/detect/matchers.ts';
import type { Facts } from '../../../src/model/facts.ts';

/**
 * `$m->Host` of a parameter: `isSMTP()` is a method of no other class, and what `phpmailer_init` hands over is a PHPMailer:
 * https://developer.wordpress.org/reference/hooks/phpmailer_init/
 */
function isHanded({ path }: EntryFact, { source: { text } }: Facts): boolean {
  if (path.length < 2 || path.at(-1) !== 'Host') return false;
  return (
    text.includes('phpmailer_init') ||
    text.toLowerCase().includes(`$${path.slice(0, -1).join('->')}->issmtp(`.toLowerCase())
  );
}

export default detector({
  id: 'phpmailer',
  title: 'PHPMailer',
  docs: 'https://github.com/PHPMailer/PHPMailer',
  layer: 'application',
  formats: ['php'],
  // A subclass that another file defines has any name.
  keywords: ['phpmailer', /\$(?!this\b)\w+->host\s*=[^=>]/],
  recognises: '`$mail->Host` of PHPMailer objects and subclasses, with `;` lists and `tls://` prefixes',
  settings: [
    property({
      of: ['PHPMailer#Host', 'PHPMailerLite#Host', 'moodle_phpmailer#Host', 'phpmailer#Host'],
      form: 'list',
      separators: /;\s*/,
      port: 'Port',
      user: 'Username',
      password: 'Password',
      tls: 'SMTPSecure',
    }),
    exactEntry(['^phpmailer.Host'], { form: 'list', separators: /;\s*/ }),
    entriesWhere(isHanded, { form: 'list', separators: /;\s*/ }, [/phpmailer_init|->isSMTP\(/i]),
  ],
});
