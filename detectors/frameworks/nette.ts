/** Nette's configuration. Keys: nette/mail src/Bridges/MailDI/MailExtension.php; arguments: src/Mail/SmtpMailer.php. */
import { detector } from '../../src/detect/detector.ts';
import { entriesWhere } from '../../src/detect/matchers.ts';

export default detector({
  id: 'nette',
  title: 'Nette',
  docs: 'https://doc.nette.org/en/mail#toc-configuring',
  layer: 'application',
  formats: ['yaml'],
  files: ['*.neon'],
  keywords: ['host'],
  recognises: '`mail.host` and services of `SmtpMailer` in `.neon` files',
  settings: [
    entriesWhere(
      ({ path }, { path: file }) =>
        file.endsWith('.neon') &&
        path.at(-1) === 'host' &&
        ((path.at(-2) === 'mail' && path.length === 2) || path.at(-2) === 'SmtpMailer'),
      {},
      [['host']],
    ),
  ],
});
