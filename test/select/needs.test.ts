import { expect, it } from 'vitest';
import type { Format } from '../../src/model/facts.ts';
import { mayMatch, wordsIn } from '../../src/select/needs.ts';
import { sourceText } from '../../src/text/source-text.ts';

const wordsOf = (format: Format, text: string) => wordsIn({ format, source: sourceText(text) });

it.each([
  ['a key', 'mail:\n  host: h\n'],
  ['a dotted key', 'mail.host: h\n'],
  ['a quoted key', '{"mail": {"host": "h"}}'],
  ['the name of a variable', '- name: mail\n  x: y\n- name: host\n'],
  ['a pair in a list', '- mail=1\n- host=2\n'],
  ['sections joined by underscores', 'Mail__Host: h\n'],
])('in YAML words count as %s', (_name, text) => {
  const words = wordsOf('yaml', text);
  expect([words.has('mail'), words.has('host')]).toEqual([true, true]);
});

it('in YAML words of a description do not count, in a program they do', () => {
  const text = 'description: the host that takes mail for others\n';
  expect(wordsOf('yaml', text).has('host')).toBe(false);
  expect(wordsOf('ruby', text).has('host')).toBe(true);
});

it('takes a long encoded text apart in one go', () => {
  const words = wordsOf('json', `{"icon": "${'Ab0'.repeat(300_000)}", "host": "h"}`);
  expect(words.has('host')).toBe(true);
});

it('asks matchers of calls about programs only', () => {
  const words = wordsOf('yaml', 'connect: x\n');
  expect(mayMatch({ needs: [['connect']], inPrograms: true }, 'yaml', words)).toBe(false);
  expect(mayMatch({ needs: [['connect']], inPrograms: true }, 'java', words)).toBe(true);
  expect(mayMatch({ needs: [['connect']] }, 'yaml', words)).toBe(true);
});
