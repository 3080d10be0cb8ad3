import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/text/decode.ts';

const sample = '# Größe\r\nSMTP_HOST=mail.example.com\r\n';
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('decode', () => {
  it('reads ASCII and UTF-8, with and without a byte order mark', () => {
    expect(decode(Buffer.from('relayhost = a'))).toEqual({ text: 'relayhost = a', encoding: 'utf-8', bom: false });
    expect(decode(Buffer.from(sample))).toEqual({ text: sample, encoding: 'utf-8', bom: false });
    expect(decode(Buffer.from(`\uFEFF${sample}`))).toEqual({ text: sample, encoding: 'utf-8', bom: true });
    expect(decode(Buffer.alloc(0))).toEqual({ text: '', encoding: 'utf-8', bom: false });
  });

  it('reads UTF-16 by its byte order mark', () => {
    expect(decode(Buffer.from(`\uFEFF${sample}`, 'utf16le'))).toEqual({
      text: sample,
      encoding: 'utf-16le',
      bom: true,
    });
    expect(decode(utf16be(`\uFEFF${sample}`))).toEqual({ text: sample, encoding: 'utf-16be', bom: true });
  });

  it('reads UTF-16 without a mark by its zero bytes', () => {
    expect(decode(Buffer.from(sample, 'utf16le'))).toEqual({ text: sample, encoding: 'utf-16le', bom: false });
    expect(decode(utf16be(sample))).toEqual({ text: sample, encoding: 'utf-16be', bom: false });
  });

  it('keeps a second mark, and every code unit, so that offsets can be mapped back', () => {
    const twice = decode(Buffer.from('\uFEFF\uFEFFa', 'utf16le'));
    expect(twice).toMatchObject({ text: '\uFEFFa', bom: true });
    const lone = decode(Buffer.from('\uFEFFa\uD800bcd', 'utf16le'));
    expect(lone.text.length).toBe(5);
  });

  it('takes what is not valid UTF-8 for windows-1252', () => {
    expect(decode(Buffer.from('; f\xFCr \x80\r\nhost=mail', 'latin1'))).toEqual({
      text: '; für €\r\nhost=mail',
      encoding: 'windows-1252',
      bom: false,
    });
  });

  it('reads a view into a larger buffer', () => {
    const whole = Buffer.from('xxhostyy');
    expect(decode(whole.subarray(2, 6))).toMatchObject({ text: 'host' });
  });

  it('takes a lone NUL for a blank, for programs read on over it', () => {
    expect(decode(Buffer.from('# \0\nhost=mail'))).toEqual({ text: '#  \nhost=mail', encoding: 'utf-8', bom: false });
    expect(decode(Buffer.from('host=mail\0'))).toMatchObject({ text: 'host=mail ' });
    expect(decode(Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0host', 'latin1')).text).toContain('host');
    expect(decode(Buffer.from([0])).text).toBe(' ');
  });

  it('reads UTF-32 with and without a mark', () => {
    const wide = (text: string, isLittle: boolean): Buffer =>
      Buffer.concat(
        Array.from(text, (char) => {
          const one = Buffer.alloc(4);
          const code = char.codePointAt(0) ?? 0;
          if (isLittle) one.writeUInt32LE(code);
          else one.writeUInt32BE(code);
          return one;
        }),
      );
    for (const isLittle of [true, false]) {
      const encoding = isLittle ? 'utf-32le' : 'utf-32be';
      expect(decode(wide(`\uFEFF${sample}`, isLittle))).toEqual({ text: sample, encoding, bom: true });
      expect(decode(wide(sample, isLittle))).toEqual({ text: sample, encoding, bom: false });
    }
  });

  it('reads UTF-16 without a mark that holds other letters, too', () => {
    const mixed = `# ĀĀ größe 設定\n${sample}`;
    expect(decode(Buffer.from(mixed, 'utf16le'))).toEqual({ text: mixed, encoding: 'utf-16le', bom: false });
    expect(decode(utf16be(mixed))).toEqual({ text: mixed, encoding: 'utf-16be', bom: false });
  });

  it('does not mind a NUL far behind', () => {
    expect(decode(Buffer.from(`${'a'.repeat(9000)}\0`))).toMatchObject({ encoding: 'utf-8' });
  });
});
