import { expect, test } from 'vitest';
import { readLines } from '../../src/read/formats/lines.ts';
import { documentsOf, keysOf, readText } from './data.ts';

const lines = async (content: string): Promise<string> => (await documentsOf(readLines, 'msmtprc', content)).join();

test('msmtp, ssmtp, dma: words and values in their order', async () => {
  expect(
    await lines(
      'defaults\naccount corp\n  host   smtp.corp.example # c\nport=587\nmailhub = mx.example:25\n# host old\n;x y\nSECURETRANSFER\nhost second\n',
    ),
  ).toBe(
    "{defaults: '', account: 'corp', host: 'smtp.corp.example', port: '587', mailhub: 'mx.example:25', SECURETRANSFER: '', host: 'second'}",
  );
});

test('quotes, colons, empty values', async () => {
  expect(await lines('a "x # y" # c\nb \'z\' q\nc:\td\ne=\nf # c\ng "open\n')).toBe(
    "{a: 'x # y', b: ''z' q', c: 'd', e: '', f: '', g: '\"open'}",
  );
});

test('placeholders, CRLF, non-ASCII', async () => {
  expect(await lines('ä\tü\r\nhost ${H:-mx.example}\r\n')).toBe("{ä: 'ü', host: $H:'mx.example'}");
  expect(keysOf(await readText(readLines, 'x', ' ä:  b\r\n\r\nc d'))).toEqual(['ä', 'c']);
});

test('large and hostile files', async () => {
  for (const part of [' ', 'a', '"', 'a ', 'a b\n', '#', 'a "', '='])
    await readText(readLines, 'a', part.repeat(80_000 / part.length));
});
