import { expect, test } from 'vitest';
import { entriesOf } from '../../src/detect/entries.ts';
import type { Expr } from '../../src/model/expr.ts';
import { readJson } from '../../src/read/formats/json/index.ts';
import { sourceText } from '../../src/text/source-text.ts';

function shown(value: Expr): string {
  if (value.kind === 'text') return value.value;
  if (value.kind === 'env') return value.given ? `${value.name}=${value.given.map(shown).join('|')}` : `$${value.name}`;
  if (value.kind === 'either') return value.options.map(shown).join(' or ');
  if (value.kind === 'join') return value.parts.map(shown).join('+');
  if (value.kind === 'member') return `${shown(value.of)}.${shown(value.key)}`;
  return value.kind;
}

async function read(path: string, source: string): Promise<readonly string[]> {
  const facts = await readJson({ path, source: sourceText(source) });
  return entriesOf(facts).flatMap(({ path: keys, value }) =>
    value.kind === 'object' || value.kind === 'list' ? [] : [`${keys.join('/')}: ${shown(value)}`],
  );
}

test('Jsonnet: locals, texts that are put together, what is merged, imports', async () => {
  const source = `// relay: 'no'
local relay = 'é.example.net', port = 25;
local site = import 'site.libsonnet';
{
  local own = 'o.example.net', # not this
  a: '%s:%d' % [relay, port],
  b:: relay + ':587',
  'c': if site.live then own else site.mail.relay,
} + { d+: { e: $.a, f: std.extVar('RELAY') } } + (if false then {} else { g: std.toString(relay) })
`;
  expect(await read('a.jsonnet', source)).toEqual([
    'a: relay=é.example.net+:+port=25',
    'b: relay=é.example.net+:587',
    'c: own=o.example.net or call.mail.relay',
    'd/e: $=object.a',
    'd/f: $RELAY',
    'g: relay=é.example.net',
  ]);
});

test('Jsonnet: a comment with a quote ends with its line', async () => {
  const source = "{\n  #it's the old one\n  a: 'h', #\"\n  # don't\n  b: 'x',\n}\n";
  expect(await read('a.jsonnet', source)).toEqual(['a: h', 'b: x']);
});

test('CUE: definitions, nested keys, defaults, interpolations', async () => {
  const source = `package mail
// relay: "no"
#relay: string | *"h.example.net"
let zone = "example.net"
app: env: SMTP_HOST: #relay
app: env: OTHER: "in.\\(zone)"
list: [{name: "a", value: 25}]
`;
  expect(await read('a.cue', source)).toEqual([
    '#relay: h.example.net',
    'app/env/SMTP_HOST: relay=h.example.net',
    'app/env/OTHER: in.+zone=example.net',
    'list/a: 25',
    'list/0/name: a',
    'list/0/value: 25',
  ]);
});

test.each(['{ a: ', 'local a = ', '{ a: [', '"', 'if a then ', '!!!!', '((((', '{ a+: { b: '])(
  'what breaks off is read up to there: %s',
  async (end) => {
    expect((await read('a.jsonnet', `{ a: 'h.example.net' } + ${end}`))[0]).toBe('a: h.example.net');
  },
);
