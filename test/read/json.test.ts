import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/read/formats/json/index.ts';
import { checkRanges, documentsOf, keysOf, readText, sourceAt, visit } from './data.ts';

const json = async (content: string, path = 'a.json'): Promise<string> =>
  (await documentsOf(readJson, path, content)).join();

describe('JSON', () => {
  test('scalars, null and the empty text', async () => {
    expect(await json('{"a": "x", "b": 587, "c": true, "d": null, "e": "", "f": ["y", {}], "a": "z"}')).toBe(
      "{a: 'x', b: '587', c: 'true', d: ?null, e: '', f: ['y', {}], a: 'z'}",
    );
    expect(await json('["a"]')).toBe("['a']");
    expect(await json('  ')).toBe('');
  });

  test('comments and trailing commas', async () => {
    expect(await json('// c\n{\n /* "x": 1, */ "a": "smtp://h:25", // "b": 2\n}\n')).toBe("{a: 'smtp://h:25'}");
  });

  test('placeholders', async () => {
    expect(await json('{"a": "${SMTP_HOST:-mx.example}"}')).toBe("{a: $SMTP_HOST:'mx.example'}");
  });

  test('ranges behind escapes, CRLF and non-ASCII', async () => {
    const facts = await readText(
      readJson,
      'a.json',
      '{\r\n "ä\\u00e9": "Gr\\u00fc\\n\\ud83d\\ude00 ü \\"x\\" smtp.corp.example"}\r\n',
    );
    checkRanges(facts);
    expect(sourceAt(facts, 'smtp.corp.example')).toBe('smtp.corp.example');
    expect(keysOf(facts)).toEqual(['ä\\u00e9']);
    expect(facts.documents[0]).toMatchObject({ entries: [{ key: 'äé' }] });
  });

  test('no key is magic', async () => {
    expect(await json('{"__proto__": {"a": "b"}, "constructor": "c"}')).toBe("{__proto__: {a: 'b'}, constructor: 'c'}");
  });
});

describe('HJSON and JSON5', () => {
  test('texts and substitutions side by side, as HOCON has them', async () => {
    expect(await json('a = "smtp."${zone}\nb = ${name}".example" // c\nc = "x" "y"\n')).toBe(
      "{a: ('smtp.' + $zone), b: ($name + '.example'), c: 'x'}",
    );
  });

  test('quoteless keys and values, all comments, no commas, no braces', async () => {
    const hjson = `# settings
{
  // mail
  email: {
    smtp_server: smtp.corp.example:587
    /* port: 1 */
    tls_type: "starttls" # c
    from: Some One <a@b.example>
    port: 25 // c
    on: true, off: false
    none: null
  }
  list: [
    a
    'b', c
  ]
}`;
    expect(await json(hjson, 'a.hjson')).toBe(
      "{email: {smtp_server: 'smtp.corp.example:587', tls_type: 'starttls', from: 'Some One <a@b.example>', port: '25', on: 'true', off: 'false', none: ?null}, list: ['a', 'b', 'c']}",
    );
    expect(await json('host: mx.example\r\nport: 25', 'a.hjson')).toBe("{host: 'mx.example', port: '25'}");
  });

  test('JSON5', async () => {
    expect(
      await json("{host: 'mx\\x2eexample', 'port': +25, hex: 0xFF, a: 'it\\'s', long: 'a\\\nb',}", 'a.json5'),
    ).toBe(
      "{host: 'mx\\x2eexample' as 'mx.example', port: '+25', hex: '0xFF', a: 'it\\'s' as 'it's', long: 'a\\\nb' as 'ab'}",
    );
  });

  test('strings of several lines', async () => {
    expect(await json("a:\n  '''\n  x\n  y\n  '''\nb: 1", 'a.hjson')).toBe("{a: '  x\n  y', b: '1'}");
  });

  test('JSON that a template tool fills in', async () => {
    expect(
      await json(
        '{\n  "host": {{ .Values.host | default "mx.example" | quote }},\n  "port": {{ port }},\n  {{ if x }}\n  "tls": "{{ tls }}"\n  {{ end }}\n}',
      ),
    ).toMatch(/^\{host: \$Values\.host:'mx\.example', port: \$port, .*tls: \$tls.*\}$/);
  });

  test('one line of it', async () => {
    expect(await json('{ host: mx.example, port: 25, to: { a: b } }', 'a.hjson')).toBe(
      "{host: 'mx.example', port: '25', to: {a: 'b'}}",
    );
  });

  test('what is not JSON at all is a problem', async () => {
    const facts = await readText(readJson, 'a.json', '<html>');
    expect(facts.documents).toEqual([]);
    expect(facts.problems).toHaveLength(1);
  });
});

test('large, deep and hostile files are read in linear time', async () => {
  for (const part of [
    '[',
    '{"a":',
    '{a:',
    '"',
    "'''",
    'a',
    'a:',
    '/*',
    '//',
    '{{',
    '{',
    '"a\n',
    ', a',
    'a: b,',
    '}',
    ' ',
    '\\',
    'a: b # c\n',
  ]) {
    const facts = await readText(readJson, 'a.json', part.repeat(40_000 / part.length));
    for (const document of facts.documents) visit(document, () => {});
  }
});
