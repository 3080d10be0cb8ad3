/** What containers give to constructors, setters and tokens, as the applications of fixtures/containers have it. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { collect } from '../../src/scan/collect.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/containers/', import.meta.url));

/** Each relay as `host:port place < use`. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  symfony: [
    'attr-sym.containers.example:2526 .env:1 < src/Mail/Attr.php:19',
    'backup-sym.containers.example:465 config/services.yaml:9 < src/Mail/Bound.php:14',
    'posit-sym.containers.example:587 config/services.yaml:15 < src/Mail/Positional.php:15',
    'relay-sym.containers.example:2525 config/services.yaml:2 < src/Mail/Attr.php:23',
  ],
  laravel: [
    'relay-lv.containers.example:2525 app/Providers/AppServiceProvider.php:14 < app/Mail/Gateway.php:14',
    'second-lv.containers.example:25 config/mail.php:3 < app/Mail/Second.php:14',
  ],
  'php-di': [
    'other-pd.containers.example:2525 config/container.php:8 < src/Other.php:10',
    'relay-pd.containers.example:587 config/container.php:6 < src/Mailer.php:10',
  ],
  'spring-xml': [
    'alarm-sx.containers.example:587 src/main/resources/beans.xml:8 < src/main/java/com/acme/Alarm.java:17',
    'relay-sx.containers.example:2525 src/main/resources/beans.xml:4 < src/main/java/com/acme/Notifier.java:17',
    'setter-sx.containers.example:2526 src/main/resources/beans.xml:12 < src/main/java/com/acme/SetterSender.java:15',
  ],
  nest: ['relay-nest.containers.example:2525 src/app.module.ts:7 < src/mail.service.ts:13'],
  inversify: ['outlet.inversify.example:2525 src/container.ts:6 < src/postman.ts:15'],
};

describe('containers', () => {
  test.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
    const { settings, diagnostics } = await collect({ root: path.join(FIXTURES, name), jobs: 1 });
    expect(diagnostics).toEqual([]);
    const found = settings.flatMap(({ host, port, path: file, line, trail: [use] }) =>
      host === null ? [] : [`${host}:${port} ${file}:${line} < ${use?.path}:${use?.line}`],
    );
    expect(found.sort()).toEqual(expected);
  });
});
