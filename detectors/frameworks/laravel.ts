/** Laravel's mail configuration. Keys: laravel/framework src/Illuminate/Mail/MailManager.php; the old form has them at the root. */
import { detector } from '../../src/detect/detector.ts';
import { entriesWhere, entry } from '../../src/detect/matchers.ts';

export default detector({
  id: 'laravel',
  title: 'Laravel',
  docs: 'https://laravel.com/docs/mail',
  layer: 'application',
  formats: ['php'],
  files: ['**/config/mail.php', 'config/mail.php', '**/config/**/mail.php', 'mail.php'],
  keywords: ['host'],
  recognises: '`config/mail.php`: `mailers.*.host`, `mailers.*.url`, the old root `host`, with `env()` defaults',
  settings: [
    entry(['^mailers.*.host', '^mailers.*.url']),
    entriesWhere(
      ({ path, siblings }) => path.join('.') === 'host' && siblings.some(({ key }) => /^(driver|port|from)$/.test(key)),
      {},
      [['host']],
    ),
  ],
});
