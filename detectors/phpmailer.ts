/** PHPMailer. Host syntax: src/PHPMailer.php, smtpConnect(): `;`-separated, each with an optional prefix and port. */
import { detector } from '../src/detect/detector.ts';
import { property } from '../src/detect/matchers.ts';

export default detector({
  id: 'phpmailer',
  title: 'PHPMailer',
  docs: 'https://github.com/PHPMailer/PHPMailer',
  layer: 'application',
  formats: ['php'],
  keywords: ['phpmailer'],
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
  ],
});
