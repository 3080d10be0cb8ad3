import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { searchedBytes, searchedText } from '../../src/text/searched.ts';
import { mayBeEscaped, unescaped } from '../../src/text/unescaped.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a text without its escapes', () => {
  it.each([
    ['percent signs', 'old%2Drelay%2ecorp', 'old-relay.corp'],
    ['bytes', String.raw`h\x6fst`, 'host'],
    ['units, in a text in a text', String.raw`h\\u006fst`, 'host'],
    ['points', String.raw`h\u{6f}st`, 'host'],
    ['long points', String.raw`h\U0000006fst`, 'host'],
    ['base eight', String.raw`h\157st`, 'host'],
    ['references', '&#104;ost &#x68;ost', 'host host'],
    ['a line that goes on', 'spring.mail.\\\r\n   host', 'spring.mail.host'],
    ['backslashes that nothing needs', String.raw`mx1\.corp\-a h\ost`, 'mx1.corp-a host'],
    ['signs without a width', 'ho\u200bst ho\ufeffst', 'host host'],
    ['marks of CDATA', '<a>ho<![CDATA[st]]>name</a>', '<a>hostname</a>'],
    ['encoded text', `!!binary ${base64('smtp')}:`, 'smtp:'],
  ])('%s', (_, written, plain) => {
    expect(unescaped(written)?.text).toBe(plain);
    expect(mayBeEscaped(Buffer.from(written))).toBe(true);
  });

  it.each(['100% sure', String.raw`a\nb \t \d+ \\server\share`, 'a &amp; b &#10;', '%20%3f'])(
    'not for %s',
    (written) => {
      expect(unescaped(written)).toBeUndefined();
    },
  );

  it('says where things stand in the text as it was', () => {
    const written = String.raw`x = "\u0068ost", "smtp\u002ecorp"`;
    const plain = unescaped(written);
    const at = plain?.text.indexOf('smtp.corp') ?? -1;
    expect(written.slice(plain?.from(at), plain?.from(at + 9))).toBe(String.raw`smtp\u002ecorp`);
  });
});

describe('what is searched for words', () => {
  const searched = (bytes: Buffer | string): string => searchedBytes(Buffer.from(bytes)).toString('latin1');

  it('is the file itself, without a copy, where nothing is hidden', () => {
    const bytes = Buffer.from('SMTP_HOST=h # src/components/mail/SmtpSettingsPage "a" = 1\n');
    expect(searchedBytes(bytes)).toBe(bytes);
    expect(searchedText('a = b')).toBe('a = b');
  });

  it.each([
    ['escapes', String.raw`{"\u0073mtp": 1}`],
    ['a text in base64', `content: ${base64('[mail]\nsmtp = host.example\n')}`],
    ['a packed one', `content: ${gzipSync('[mail]\nsmtp = host.example\n').toString('base64')}`],
    ['UTF-16', Buffer.from('smtp: host.example', 'utf16le')],
  ])('holds what is hidden by %s', (_, bytes) => {
    expect(searched(bytes)).toContain('smtp');
  });

  it('is not made longer by what only looks like base64', () => {
    const bytes = Buffer.from(
      `${'abcdefgh'.repeat(9)} ${Buffer.from('ÿþýüûúùø÷öõôóòñðïîí', 'latin1').toString('base64')}`,
    );
    expect(searchedBytes(bytes)).toBe(bytes);
  });

  it('is bounded, however much is packed', () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, 'smtp ')).toString('base64');
    expect(searched(`a: ${bomb}`).length).toBeLessThan(200_000);
    expect(searched('%41'.repeat(100_000)).length).toBe(400_003);
  });
});
