import { describe, expect, test } from 'vitest';
import { readToml } from '../../src/read/formats/toml.ts';
import { checkRanges, documentsOf, keysOf, readText, sourceAt } from './data.ts';

const toml = async (content: string): Promise<string> => (await documentsOf(readToml, 'a.toml', content)).join();

describe('TOML', () => {
  test('tables, nested and dotted, and lists of tables', async () => {
    expect(
      await toml(
        'top = 1 # c\n[mail]\nhost = "smtp.corp.example"\ntls.mode = \'on\'\n[mail.auth]\nuser = ""\n[[relay]]\nh = "a"\n[relay.x]\ny = true\n[[relay]]\nh = "b"\n',
      ),
    ).toBe(
      "{top: '1', mail: {host: 'smtp.corp.example', tls: {mode: 'on'}, auth: {user: ''}}, relay: [{h: 'a', x: {y: 'true'}}, {h: 'b'}]}",
    );
  });

  test('arrays, inline tables, numbers, dates', async () => {
    expect(await toml('a = [1, "b", {c.d = 2.5}]\n"k e" = 2024-01-01\n__proto__ = 1\n')).toBe(
      "{a: ['1', 'b', {c: {d: '2.5'}}], k e: '2024-01-01', __proto__: '1'}",
    );
  });

  test('strings with escapes and of several lines', async () => {
    for (const lineBreak of ['\n', '\r\n']) {
      const content = 'ä = 1\n"k" = """\nGr\\u00fc "x" \\\n    y\nsmtp.corp.example"""\nl = \'\'\'\na\\b\n\'\'\'\n'
        .replace('ä', '"ä"')
        .replaceAll('\n', lineBreak);
      const facts = await readText(readToml, 'a', content);
      checkRanges(facts);
      expect(facts.documents[0]).toMatchObject({
        entries: [{}, { value: { value: 'Grü "x" y\nsmtp.corp.example' } }, { value: { value: 'a\\b\n' } }],
      });
      expect(sourceAt(facts, 'smtp.corp.example')).toBe('smtp.corp.example');
      expect(keysOf(facts)).toEqual(['ä', 'k', 'l']);
    }
  });

  test('placeholders', async () => {
    expect(await toml('a = "${SMTP_HOST:-mx.example}"')).toBe("{a: $SMTP_HOST:'mx.example'}");
  });

  test('templates and mistakes are read line by line', async () => {
    expect(
      await toml(
        "{% if x %}\n[smtp]\nhost = \"{{ h | default('mx.example') }}\" # c\nport = 25\nport = 26\n[[a]]\nb = 'c'\n",
      ),
    ).toBe("{smtp: {host: $h:'mx.example', port: '25', port: '26'}, a: {b: 'c'}}");
  });

  test('large, deep and hostile files', async () => {
    for (const part of ['[', 'a.', 'a = [', 'a = """', 'a = {b = ', '[a.', '[[a]]\n', "'", '\n', 'a = "\\'])
      await readText(readToml, 'a', part.repeat(50_000 / part.length));
    await readText(readToml, 'a', `${'a.'.repeat(20_000)}a = 1`);
    await readText(readToml, 'a', `a = ${'['.repeat(5000)}${']'.repeat(5000)}`);
  });
});
