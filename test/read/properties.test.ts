import { expect, test } from 'vitest';
import { readProperties } from '../../src/read/formats/properties.ts';
import { checkRanges, documentsOf, keysOf, readText, sourceAt } from './data.ts';

const properties = (content: string): Promise<string[]> => documentsOf(readProperties, 'a.properties', content);

test('separators, comments, and keys that stay whole', async () => {
  expect(
    await properties('# c \\\n! c\nspring.mail.host=mx.example\n a : b\nc\td e\nempty=\nlone\nx==y\n__proto__=z\n'),
  ).toEqual(["{spring.mail.host: 'mx.example', a: 'b', c: 'd e', empty: '', lone: '', x: '=y', __proto__: 'z'}"]);
});

test('escapes and continuation lines lead back to the source', async () => {
  for (const lineBreak of ['\n', '\r\n']) {
    const content = 'ä=1\nk\\ e\\:y = Gr\\u00fc\\n, \\\n    # smtp.corp.example, \\\n\tx\nb=c\\\n'.replaceAll(
      '\n',
      lineBreak,
    );
    const facts = await readText(readProperties, 'a', content);
    checkRanges(facts);
    expect(facts.documents[0]).toMatchObject({
      entries: [
        {},
        { key: 'k e:y', value: { value: 'Grü\n, # smtp.corp.example, x' } },
        { key: 'b', value: { value: 'c' } },
      ],
    });
    expect(sourceAt(facts, 'smtp.corp.example')).toBe('smtp.corp.example');
    expect(keysOf(facts)).toEqual(['ä', 'k\\ e\\:y', 'b']);
  }
});

test("Spring's documents and placeholders", async () => {
  expect(await properties('a=${MAIL_HOST:mx.example}\n#---\nb=2\n!---\n')).toEqual([
    "{a: $MAIL_HOST:'mx.example'}",
    "{b: '2'}",
  ]);
  expect(await properties('')).toEqual(['{}']);
});

test('large and hostile files', async () => {
  for (const part of ['\\', 'a\\\n', ' ', 'a', '=', '\\u', 'a=b\n', '#\n'])
    await readText(readProperties, 'a', part.repeat(80_000 / part.length));
});
