import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/read/formats/yaml/index.ts';
import { checkRanges, documentsOf, keysOf, readText, sourceAt, visit } from './data.ts';

const yaml = (content: string): Promise<string[]> => documentsOf(readYaml, 'a.yml', content);
const one = async (content: string): Promise<string> => (await yaml(content)).join(' --- ');

describe('YAML that a parser accepts', () => {
  test('maps, lists, scalars, null and the empty text', async () => {
    expect(
      await one(
        'mail:\n  host: smtp.corp.example # the relay\n  port: 587\n  tls: true\n  user: ~\n  pass:\n  from: ""\n',
      ),
    ).toBe("{mail: {host: 'smtp.corp.example', port: '587', tls: 'true', user: ?null, pass: ?null, from: ''}}");
    expect(await one('- a\n- [b, "c"]\n- {d: e, f: }\n')).toBe("['a', ['b', 'c'], {d: 'e', f: ?null}]");
  });

  test('several documents, and none', async () => {
    expect(await yaml('a: 1\n---\nb: 2\n...\n')).toEqual(["{a: '1'}", "{b: '2'}"]);
    expect(await yaml('# nothing\n')).toEqual([]);
    expect(await yaml('')).toEqual([]);
  });

  test('aliases are the very same expression; what a mapping says itself wins over what it merges', async () => {
    const content = 'base: &b {host: x, port: 1}\nown:\n  port: 2\n  <<: *b\nboth:\n  <<: [*b, *c]\n';
    const facts = await readText(readYaml, 'a.yml', content.replace(', *c', ''));
    const [root] = facts.documents;
    if (root?.kind !== 'object') throw new Error('no object');
    const [base, own] = root.entries.map(({ value }) => value);
    if (own?.kind !== 'object') throw new Error('no object');
    expect(own.entries.map(({ key, spread }) => [key, spread])).toEqual([
      ['', true],
      ['port', undefined],
    ]);
    expect(own.entries[0]?.value).toBe(base);
  });

  test('duplicate keys are all kept, and no key is magic', async () => {
    expect(await one('a: 1\na: 2\n__proto__: x\nconstructor: y\n')).toBe(
      "{a: '1', a: '2', __proto__: 'x', constructor: 'y'}",
    );
  });

  test('tags are passed over; a secret is a name to be looked up', async () => {
    expect(await one('a: !Sub smtp.example\nb: !secret smtp_host\nc: !!str 587\nd: !reference [.x, y]\n')).toBe(
      "{a: 'smtp.example', b: $smtp_host, c: '587', d: ['.x', 'y']}",
    );
  });

  test('placeholders, also bare template tags that a parser takes for mappings', async () => {
    expect(await one('a: ${H:-mx.example}\nb: {{ smtp_host }}\nc: "{{ h | default(\'d.example\') }}"\n')).toBe(
      "{a: $H:'mx.example', b: $smtp_host, c: $h:'d.example'}",
    );
  });

  test('keys that are templates keep their text', async () => {
    const facts = await readText(readYaml, 'a.yml', '"{{ x }}": 1\nnull: 2\nä: 3\n');
    expect(keysOf(facts)).toEqual(['{{ x }}', 'null', 'ä']);
  });
});

describe('values that are not their source text lead back to it', () => {
  const cases: [string, string][] = [
    ['literal block', 'k: |\n  relayhost = [smtp.corp.example]:587\n  a = b\n'],
    ['literal block behind blank lines', 'k: |\n\n\n    # c\n      deeper\n    relayhost = [smtp.corp.example]\n'],
    ['literal block with an indentation indicator', 'k: |2-\n    x\n   [smtp.corp.example]\n'],
    ['folded block', 'k: >-\n  one\n  two ü\n\n  three\n    more smtp.corp.example\n  end\n'],
    ['double quotes with escapes', 'k: "Gr\\u00fc\\xdfe \\U0001F600 \\t\\"x\\" smtp.corp.example"\n'],
    ['double quotes over lines', 'k: "a\n  b\\\n    c\n\n  smtp.corp.example"\n'],
    ['single quotes', "k: 'it''s\n  in smtp.corp.example'\n"],
    ['plain over lines', 'k: first\n  second\n\n  smtp.corp.example\n'],
    ['plain at the margin', 'first\nsecond smtp.corp.example\n'],
  ];
  for (const [name, content] of cases) {
    test.each(['\n', '\r\n', '\r\n# é\r\n'])(`${name} %j`, async (lineBreak) => {
      const facts = await readText(
        readYaml,
        'a.yml',
        content.replaceAll('\n', lineBreak.slice(0, lineBreak.indexOf('\n') + 1)),
      );
      checkRanges(facts);
      expect(sourceAt(facts, 'smtp.corp.example')).toBe('smtp.corp.example');
    });
  }

  test('a block of one line is its text', async () => {
    expect(await one('k: |-\n    smtp.corp.example\nl: |\n  x')).toMatch(/^\{k: 'smtp.corp.example', l: /);
  });
});

describe('YAML that is a template', () => {
  const helm = `{{- if .Values.mail.enabled }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "app.fullname" . }}
  labels:
    {{- include "app.labels" . | nindent 4 }}
data:
  {{- with .Values.mail }}
  SMTP_HOST: {{ .host | default "smtp.corp.example" | quote }}
  SMTP_PORT: "{{ .port | default "587" }}"
  {{- end }}
  URL: "http://{{ .Values.domain }}:8080" # c
  main.cf: |
    relayhost = [mx.example]:587
{{ toYaml .Values.extra | indent 4 }}
    inet_protocols = ipv4
  after: x
---
{{- /* a comment: over
  several: lines */}}
kind: Second
{{- end }}
`;

  test('Helm', async () => {
    const [first, second] = await yaml(helm);
    expect(first).toContain("SMTP_HOST: $host:'smtp.corp.example'");
    expect(first).toContain("SMTP_PORT: $port:'587'");
    expect(first).toContain("URL: ('http://' + $Values.domain + ':8080')");
    expect(first).toContain("after: 'x'}");
    expect(first).toContain('labels: ?null');
    expect(second).toBe("{kind: 'Second'}");
    expect(sourceAt(await readText(readYaml, 'x', helm), 'mx.example')).toBe('mx.example');
    expect(sourceAt(await readText(readYaml, 'x', helm), 'inet_protocols')).toBe('inet_protocols');
  });

  test('Jinja and ERB control lines', async () => {
    expect(await one('{% if x %}\na:\n  b: 1\n{% endif %}\n{# c: d #}\ne: {% if y %}f{% endif %}\n')).toMatch(
      /^\{a: \{b: '1'\}, e: .*'f'.*\}$/,
    );
    expect(await one('a:\n<% if x %>\n  b: <%= ENV["H"] || "d.example" %>:25\n<% end %>\n')).toBe(
      "{a: {b: ($H:'d.example' + ':25')}}",
    );
  });

  const lenient = '{{ if x }}\n';
  test('lists, nested and at the column of their key', async () => {
    expect(
      await one(
        `${lenient}env:\n- name: A\n  value: "1"\n- name: B\nlist:\n  - x # c\n  - - y\n    - z\n  -\n    k: v\nend: 1\n`,
      ),
    ).toBe("{env: [{name: 'A', value: '1'}, {name: 'B'}], list: ['x', ['y', 'z'], {k: 'v'}], end: '1'}");
  });

  test('quotes, escapes, flow collections, anchors, null', async () => {
    expect(
      await one(
        `${lenient}a: 'it''s'\nb: "x\\ty" # c\nc: [1, 'two']\nd: {h: mx, p: 25}\ne: &e\n  f: 1\ng:\n  h: 2\n  <<: *e\ni: ~\nj: !secret k\n"q r": 1\n`,
      ),
    ).toBe(
      "{a: 'it''s' as 'it's', b: 'x\\ty' as 'x\ty', c: ['1', 'two'], d: {h: 'mx', p: '25'}, e: {f: '1'}, g: {...{f: '1'}, h: '2'}, i: ?null, j: ?!secret, q r: '1'}",
    );
  });

  test('tabs, unbalanced quotes and brackets cost no more than their line', async () => {
    expect(await one('a:\n\tb: 1\nc: "open\nd: [x\ne: smtp.example\n')).toBe(
      "{a: {b: '1'}, c: 'open', d: '[x', e: 'smtp.example'}",
    );
  });

  test('what holds nothing is a problem', async () => {
    const facts = await readText(readYaml, 'a.yml', '{{ a\n"\n');
    expect(facts.documents).toEqual([]);
    expect(facts.problems).toHaveLength(1);
  });
});

test('large, deep and hostile files are read in linear time', async () => {
  const deep = Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}k:\n`).join('');
  const bomb = Array.from(
    { length: 60 },
    (_, at) => `a${at}: &a${at} [${at ? `*a${at - 1},*a${at - 1}` : 'x'}]\n`,
  ).join('');
  const hostile = [
    '[',
    '{{ x: ',
    '- ',
    '{{ if x }}\n',
    '{{\n',
    `a: "x\n`,
    `${' '.repeat(50)}\n`,
    '\n',
    'a: b\n\tc: d\n',
    "'",
    'a: |\n',
    '? ',
  ].map((part) => part.repeat(40_000 / part.length));
  for (const content of [deep, `\t${deep}`, bomb, ...hostile]) {
    const facts = await readText(readYaml, 'a.yml', content);
    for (const document of facts.documents) visit(document, () => {});
  }
});
