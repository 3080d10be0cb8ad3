/** What is searched for words where they do not stand as they are: a word that is missed here is never found. */
import { describe, expect, it } from 'vitest';
import { searchedBytes, searchedText } from '../../src/text/searched.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const codes = (text: string): readonly number[] => [...text].map((sign) => sign.charCodeAt(0));
const hex = (text: string): string => Buffer.from(text).toString('hex');

/** More than the stretch around an escape that is searched once more. */
const far = `${'x = 1;\n'.repeat(2000)}`;

describe('bytes', () => {
  const searched = (text: string): string => searchedBytes(Buffer.from(text)).toString('latin1');

  it.each([
    ['an escape far from the start', `${far}n['create\\u0054ransport'](1)\n${far}`, 'createTransport'],
    ['two escapes far from each other', `n['\\x73mtp']\n${far}n['m\\x61iler']`, 'mailer'],
    ['an escape in the last bytes', `${far}\\x73mtp`, 'smtp'],
    ['pieces with an escape', `${far}'create' + '\\x54ransport'\n${far}`, 'createTransport'],
    ['pieces that a list far away puts together', `['create', 'Transport']\n${far}.join('')`, 'createTransport'],
    ['pieces that an escaped call puts together', `['create', 'Transport']\n${far}.j\\x6fin('')`, 'createTransport'],
    ['base64, read far away', `const a = '${base64('nodemailer')}';\n${far}atob(a)`, 'nodemailer'],
    [
      'base64 in pieces',
      `atob('${base64('nodemailer').slice(0, 5)}' + '${base64('nodemailer').slice(5)}')`,
      'nodemailer',
    ],
    ['base64 in base64', `atob(atob('${base64(base64('createTransport'))}'))`, 'createTransport'],
    ['a long word of YAML', `${far}a: !!binary ${base64(`${'x '.repeat(1400)}smtp`)}`, 'smtp'],
  ])('%s', (_name, text, word) => {
    expect(searched(text)).toContain(word);
  });

  it('a word that the edge of a stretch cuts is not searched as another', () => {
    const text = `${'a'.repeat(30)}mail ${'b '.repeat(190)}\\x2e ${far}`;
    expect(searched(text).slice(text.length)).not.toMatch(/(?<!a)mail/);
  });
});

describe('texts', () => {
  it.each([
    ['codes', `String.fromCharCode(${codes('createTransport')})`],
    ['codes in a list', `[${codes('createTransport').join(', ')}].map((c) => String.fromCodePoint(c))`],
    [
      'codes in base sixteen',
      `String.fromCharCode(${codes('createTransport').map((code) => `0x${code.toString(16)}`)})`,
    ],
    ['digits of base sixteen', `Buffer.from('${hex('createTransport')}', 'hex')`],
  ])('%s', (_name, text) => {
    expect(searchedText(text)).toContain('createTransport');
  });

  it('numbers that no program turns into characters stay numbers', () => {
    const text = `const primes = [${codes('createTransport')}]`;
    expect(searchedText(text)).toBe(text);
  });
});
