import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mentionSearch } from '../../src/mentions/search.ts';

const HOST = 'mx1.old-dc.example';
const find = mentionSearch([
  HOST,
  '192.0.2.25',
  '*.legacy.example',
  '198.51.100.0/24',
  '2001:db8::25',
  'mailin01',
  'smtp.müller.example',
]);
const found = (bytes: Buffer | string): readonly string[] =>
  find('data.xyz', Buffer.from(bytes)).map(
    ({ line, column, endColumn, host }) => `${line}:${column}-${endColumn} ${host}`,
  );

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const utf32 = (text: string): Buffer =>
  Buffer.concat([...text].map((letter) => Buffer.from([letter.charCodeAt(0), 0, 0, 0])));
const base64 = (text: string, before: string): string => Buffer.from(`${before}${text} is it`).toString('base64');
const percent = (text: string): string => [...text].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');

test.each<readonly [string, Buffer | string, readonly string[]]>([
  ['as it is', `a\nrelay ${HOST}:25`, [`2:7-25 ${HOST}`]],
  ['capitals', 'MX1.Old-DC.Example', [`1:1-19 ${HOST}`]],
  ['twice', `${HOST} ${HOST}`, [`1:1-19 ${HOST}`, `1:20-38 ${HOST}`]],
  ['in brackets, behind a user', `[${HOST}] user@${HOST}.`, [`1:2-20 ${HOST}`, `1:27-45 ${HOST}`]],
  ['UTF-16, little endian', Buffer.from(`a ${HOST}`, 'utf16le'), [`1:3-21 ${HOST}`]],
  ['UTF-16, big endian', utf16be(`a ${HOST}`), [`1:3-21 ${HOST}`]],
  [
    'UTF-16 within other bytes',
    Buffer.concat([Buffer.from([0xff, 0xd8, 0, 1, 2, 0]), Buffer.from(HOST, 'utf16le')]),
    [`1:7-42 ${HOST}`],
  ],
  ['UTF-32', utf32(` ${HOST}`), [`1:2-20 ${HOST}`]],
  ['percent signs', `mx1%2Eold-dc%2eexample`, [`1:1-23 ${HOST}`]],
  ['all percent signs', percent(HOST), [`1:1-55 ${HOST}`]],
  ['behind a percent sign', `user%40${HOST}`, [`1:8-26 ${HOST}`]],
  ['escapes of a program', String.raw`"\x6dx1.old\u002ddc.example\n"`, [`1:2-28 ${HOST}`]],
  ['behind a line break of a program', String.raw`"\nmx1.old-dc.example\n"`, [`1:4-22 ${HOST}`]],
  ['entities', 'mx1&#46;old-dc&#x2e;example', [`1:1-28 ${HOST}`]],
  ['a file that is named after it', `${HOST}.conf`, [`1:1-19 ${HOST}`]],
  ['a longer name in front', `xmx1.old-dc.example a.${HOST} a-${HOST}`, []],
  ['a longer name behind', `${HOST}.com ${HOST}s ${HOST}-2`, []],
  ['an address', 'a 192.0.2.25 b', ['1:3-13 192.0.2.25']],
  ['a longer address', '192.0.2.251 1.192.0.2.25 192.0.2.25.1', []],
  ['decimal', 'a 3221226009', ['1:3-13 192.0.2.25']],
  ['hexadecimal', '0xC0000219 0xc0.0x0.0x2.0x19', ['1:1-11 192.0.2.25', '1:12-29 192.0.2.25']],
  ['octal', '0300.0.02.031 030000001031', ['1:1-14 192.0.2.25', '1:15-27 192.0.2.25']],
  ['IPv4 in IPv6', '::ffff:c000:219 [::ffff:192.0.2.25]', ['1:8-16 192.0.2.25', '1:25-35 192.0.2.25']],
  ['IPv6', '2001:0db8:0000:0000:0000:0000:0000:0025 2001:DB8::25', ['1:1-40 2001:db8::25', '1:41-53 2001:db8::25']],
  ['a wildcard', 'foo.legacy.example legacy.example a.b.legacy.example', ['1:1-19 foo.legacy.example']],
  ['a range', '198.51.100.7:25 198.51.101.7', ['1:1-13 198.51.100.7']],
  ['one label with a digit', 'relay mailin01;', ['1:7-15 mailin01']],
  [
    'an international name',
    'smtp.müller.example smtp.xn--mller-kva.example',
    ['1:1-20 smtp.müller.example', '1:21-47 smtp.müller.example'],
  ],
  ['nothing', 'a relay of mail at old-dc.example', []],
])('%s', (_, bytes, expected) => {
  expect(found(bytes)).toEqual(expected);
});

test.each(['', 'a', 'ab', 'abc', 'abcd'])('base64 behind %j', (before) => {
  for (const text of [base64(HOST, before), Buffer.from(`${before}${HOST}`, 'utf16le').toString('base64')])
    expect(find('secret.bin', Buffer.from(`data: ${text}\n`)).map(({ host }) => host)).toEqual([HOST]);
});

test('base64 in lines of 76 letters, wherever the line breaks', () => {
  for (let before = 0; before < 80; before += 1) {
    const text = base64(HOST, 'x'.repeat(before)).replace(/.{1,76}/g, '$&\n');
    expect(found(text).length, `${before}`).toBeGreaterThan(0);
  }
});

test('a plain word is looked for nowhere', () => {
  expect(mentionSearch(['relay'])('a.txt', Buffer.from('the relay'))).toEqual([]);
});

test.each([
  ['docs/mail.md', `by ${HOST}`, 'document'],
  ['README', HOST, 'document'],
  ['a.sh', `# was ${HOST}`, 'comment'],
  ['a.js', `send(); // ${HOST}`, 'comment'],
  ['a.c', `/*\n * of ${HOST}\n */`, 'comment'],
  ['a.xml', `<!-- until May\n ${HOST} -->`, 'comment'],
  ['a.js', `fetch("http://${HOST}")`, 'elsewhere'],
  ['a.js', `glob("src/*"); use("${HOST}")`, 'elsewhere'],
  ['transport.txt', HOST, 'elsewhere'],
  ['firewall.rules', `allow out to ${HOST} port 25`, 'elsewhere'],
])('%s: %s is a %s', (path, text, context) => {
  expect(find(path, Buffer.from(text)).map((one) => one.context)).toEqual([context]);
});

test('ends quickly on what looks like it everywhere', () => {
  expect(find('a.bin', Buffer.from(`${HOST} `.repeat(20_000))).length).toBe(500);
  expect(find('b.bin', Buffer.from('.legacy.example'.repeat(50_000))).length).toBeLessThanOrEqual(500);
});

test('never less than grep: in any bytes, in any encoding', () => {
  const encodings: readonly ((text: string) => Buffer)[] = [
    (text) => Buffer.from(text),
    (text) => Buffer.from(text.toUpperCase()),
    (text) => Buffer.from(text, 'utf16le'),
    utf16be,
    utf32,
    (text) => Buffer.from(percent(text)),
    (text) => Buffer.from(Buffer.from(text).toString('base64')),
  ];
  const noise = fc.uint8Array({ maxLength: 60 });
  fc.assert(
    fc.property(noise, noise, fc.constantFrom(...encodings), (before, after, encode) => {
      const bytes = Buffer.concat([before, encode(` ${HOST}\n`), after]);
      expect(find('data.bin', bytes).map(({ host }) => host)).toContain(HOST);
    }),
    { seed: 11, numRuns: 2000 },
  );
});
