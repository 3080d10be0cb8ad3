/** PHPMailer. Host syntax: src/PHPMailer.php, smtpConnect(): `;`-separated, each with an optional prefix and port. */
import { detector } from '../src/detect/detector.ts';
import { exactEntry, property } from '../src/detect/matchers.ts';

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
    // What WordPress hands to `phpmailer_init`: https://developer.wordpress.org/reference/hooks/phpmailer_init/
    exactEntry(['^phpmailer.Host'], { form: 'list', separators: /;\s*/ }),
  ],
});
