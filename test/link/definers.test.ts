import { expect, it } from 'vitest';
import { mayDecide, withoutTranslations } from '../../src/link/definers.ts';

it.each([
  ['a test', 'tests/conftest.py', 'app/mail.py', false],
  ['a test, for a test', 'tests/conftest.py', 'tests/test_mail.py', true],
  ['a program of another language', 'static/js/vendor.bundle.js', 'app/mail.py', false],
  ['a program of the same machine', 'app/Boot.kt', 'app/Mailer.java', true],
  ['settings of another language', 'config/settings.php', 'app/mail.py', true],
  ['data', 'config/mail.yml', 'app/mail.py', true],
  ['a script', 'bin/start.sh', 'app/mail.py', true],
  ['a file whose name says nothing', 'bin/start', 'app/mail.py', true],
  ['the file itself', 'tests/mail.js', 'tests/mail.js', true],
])('a definition in %s', (_name, file, from, expected) => {
  expect(mayDecide(file, from)).toBe(expected);
});

it('a key in many translations is a word of the interface, in few a key like others', () => {
  const few = ['config/mail.yml', 'locales/de.yml', 'locales/en.yml', 'locales/fr.yml'];
  expect(withoutTranslations(few)).toEqual(few);
  expect(withoutTranslations([...few, 'locales/it.yml'])).toEqual(['config/mail.yml']);
});
