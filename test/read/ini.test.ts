import { describe, expect, test } from 'vitest';
import { readIni } from '../../src/read/formats/ini.ts';
import { checkRanges, documentsOf, keysOf, readText, sourceAt } from './data.ts';

const ini = async (content: string): Promise<string> => (await documentsOf(readIni, 'a.ini', content)).join();

describe('INI', () => {
  test('options before any section, sections, both separators, and duplicates', async () => {
    expect(
      await ini('top = 1\n[mail]\nhost=smtp.corp.example\nport: 587\nhost = second\n[a.b]\nc =\n[mail]\nx=y\n'),
    ).toBe("{top: '1', mail: {host: 'smtp.corp.example', port: '587', host: 'second'}, a.b: {c: ''}, mail: {x: 'y'}}");
  });

  test('gitconfig: subsections', async () => {
    expect(await ini('[sendemail "corp"]\n\tsmtpServer = mx.example\n')).toBe(
      "{sendemail: {corp: {smtpServer: 'mx.example'}}}",
    );
  });

  test('php.ini, grafana.ini: comments', async () => {
    expect(
      await ini(
        '[mail function]\n; For Win32 only.\nSMTP = localhost ; here\nsmtp_port = 25 # there\n;host = old\n  # x = y\nurl = a;b#c\n',
      ),
    ).toBe("{mail function: {SMTP: 'localhost', smtp_port: '25', url: 'a;b#c'}}");
    expect(await ini('a = ; nothing\nb = # nothing')).toBe("{a: '', b: ''}");
  });

  test('quotes', async () => {
    expect(await ini('a = "x ; y" ; c\nb = \'z\'\nc = "open\nd = it\'s\n')).toBe(
      "{a: 'x ; y', b: 'z', c: '\"open', d: 'it's'}",
    );
  });

  test('keys with blanks, prefixes, and other separators', async () => {
    expect(await ini('smtp host = mx.example\nset server => x;\nrelay mx.example\nurl http://x:25/?a=b\n')).toBe(
      "{smtp host: 'mx.example', server: 'x', relay: 'mx.example', url: 'http://x:25/?a=b'}",
    );
  });

  test('placeholders, CRLF, non-ASCII, magic keys', async () => {
    expect(await ini('[ü]\r\nä = ${H:-mx.example}\r\n__proto__ = %(host)s\r\n')).toBe(
      "{ü: {ä: $H:'mx.example', __proto__: $host}}",
    );
    expect(keysOf(await readText(readIni, 'a', '\r\n[ ü ]\r\n\tx=1'))).toEqual(['ü']);
  });

  test('values that go on: further in than their key, and behind a backslash', async () => {
    const content = '[a]\nhosts =\n  one.example\n  # c\n  two.example ; c\nb = c\n\td = e\n';
    const facts = await readText(readIni, 'setup.cfg', content);
    checkRanges(facts);
    expect(facts.documents[0]).toMatchObject({
      entries: [{ value: { entries: [{ value: { value: 'one.example\ntwo.example' } }, { key: 'b' }, { key: 'd' }] } }],
    });
    expect(sourceAt(facts, 'two.example')).toBe('two.example');
    const behind = await readText(readIni, 'a.ini', 'a = smtp.\\\n  corp.example\nb = A=1 \\\n  B=2\n');
    expect(behind.documents[0]).toMatchObject({
      entries: [{ value: { value: 'smtp.corp.example' } }, { value: { value: 'A=1\nB=2' } }],
    });
    expect(await ini('[a]\n\tb =\n\tc = d\n\te = f\n')).toBe("{a: {b: '', c: 'd', e: 'f'}}");
  });

  test('large and hostile files', async () => {
    for (const part of ['[', 'a', ' ', 'a = b\n', 'a ', '"', '[a]\n', 'a="\\', ';', '= ', '\n a'])
      await readText(readIni, 'a', part.repeat(80_000 / part.length));
  });
});
