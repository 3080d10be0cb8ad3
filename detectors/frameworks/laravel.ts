/** Laravel's mail configuration. Keys: laravel/framework src/Illuminate/Mail/MailManager.php; the old form has them at the root. */
import { detector } from '../../src/detect/detector.ts';
import { anyBeside, entriesWhere, entry } from '../../src/detect/matchers.ts';

const isMail = anyBeside(({ key }) => /^(driver|port|from)$/.test(key));

export default detector({
  id: 'laravel',
  title: 'Laravel',
  docs: 'https://laravel.com/docs/mail',
  // Once cached, config/ and .env are not read any more. https://laravel.com/docs/configuration#configuration-caching
  remake: 'php artisan config:cache, then php artisan queue:restart',
  layer: 'application',
  formats: ['php'],
  files: ['**/config/mail.php', 'config/mail.php', '**/config/**/mail.php', 'mail.php'],
  keywords: ['host'],
  recognises: '`config/mail.php`: `mailers.*.host`, `mailers.*.url`, the old root `host`, with `env()` defaults',
  settings: [
    entry(['^mailers.*.host', '^mailers.*.url']),
    entriesWhere(({ path, siblings }) => path.join('.') === 'host' && isMail(siblings), {}, [['host']]),
  ],
});
