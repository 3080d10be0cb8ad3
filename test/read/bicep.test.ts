import { expect, test } from 'vitest';
import { entriesOf } from '../../src/detect/entries.ts';
import type { Expr } from '../../src/model/expr.ts';
import { readBicep } from '../../src/read/formats/bicep.ts';
import { sourceText } from '../../src/text/source-text.ts';

const shown = (value: Expr, source: string): string => {
  const at = (expr: Expr): string => source.slice(expr.range.start, expr.range.end);
  if (value.kind === 'either') return value.options.map(at).join(' or ');
  return value.kind === 'list' ? `[${value.items.length}]` : `${value.kind} ${at(value)}`;
};

async function read(source: string): Promise<string[]> {
  const facts = await readBicep({ path: 'main.bicep', source: sourceText(source) });
  return entriesOf(facts).flatMap(({ path, value }) =>
    value.kind === 'object' ? [] : [`${path.join('.')}: ${shown(value, source)}`],
  );
}

test('parameters, variables, resources, comments', async () => {
  const source = `// param old string = 'no'
@description('not this: x = y')
param relay string = 'é.example.net'
@secure()
param password string
var mail = {
  host: relay /* not this */
  'other key': 'a\\'b'
  ports: [
    25
    587
  ]
}
resource app 'Microsoft.Web/sites@2023-12-01' = if (deploy) {
  properties: { hosts: [for one in list: { name: one.host }], zone: mail.host }
}
output host string = 'x.\${zone}.net'
`;
  expect(await read(source)).toEqual([
    'relay: text é.example.net',
    'mail.host: env relay',
    "mail.other key: text a\\'b",
    'mail.ports: [2]',
    'app.properties.hosts: [1]',
    'app.properties.hosts.0.name: member one.host',
    'app.properties.zone: member mail.host',
    'host: join x.${zone}.net',
  ]);
});

test('choices, functions, raw texts', async () => {
  const source = `var a = isLive ? 'live.example.net' : 'test.example.net'
var b = isLive
  ? 'no' : other
var c = given ?? 'given.example.net'
var d = toLower('D.example.net')
var e = concat('e.', zone)
var f = union({ g: '1' }, { h: '2' })
var i = '''raw \${no}'''
var j = listKeys(app.id, '1').keys[0].value
`;
  expect(await read(source)).toEqual([
    'a: live.example.net or test.example.net',
    'b: no or other',
    'c: given or given.example.net',
    'd: text D.example.net',
    'e: join concat',
    'f.g: text 1',
    'f.h: text 2',
    'i: text raw ${no}',
    "j: member listKeys(app.id, '1').keys[0].value",
  ]);
});

test('what is broken ends, and what is nested without end', async () => {
  for (const source of [
    "param a string = '",
    'var x = {',
    'var x = [for',
    "var x = '${",
    'resource',
    `var x = ${'['.repeat(5000)}`,
  ])
    expect(Array.isArray(await read(source))).toBe(true);
  expect(await read(`var x = ${'{ a: '.repeat(3000)}`)).toEqual(expect.any(Array));
});
