import { describe, expect, it } from 'vitest';
import { apiCalls } from '../../src/detect/apis.ts';
import { beside } from '../../src/detect/neighbours.ts';
import type { Format } from '../../src/model/facts.ts';
import { mayMatch, wordsIn } from '../../src/select/needs.ts';
import { sourceText } from '../../src/text/source-text.ts';

const wordsOf = (format: Format, text: string) => wordsIn({ format, source: sourceText(text) });

it.each([
  ['a key', 'mail:\n  host: h\n'],
  ['a dotted key', 'mail.host: h\n'],
  ['a quoted key', '{"mail": {"host": "h"}}'],
  ['the name of a variable', '- name: mail\n  x: y\n- name: host\n'],
  ['a pair in a list', '- mail=1\n- host=2\n'],
  ['sections joined by underscores', 'Mail__Host: h\n'],
])('in YAML words count as %s', (_name, text) => {
  const words = wordsOf('yaml', text);
  expect([words.has('mail'), words.has('host')]).toEqual([true, true]);
});

it('in YAML words of a description do not count, in a program they do', () => {
  const text = 'description: the host that takes mail for others\n';
  expect(wordsOf('yaml', text).has('host')).toBe(false);
  expect(wordsOf('ruby', text).has('host')).toBe(true);
});

it('takes a long encoded text apart in one go', () => {
  const words = wordsOf('json', `{"icon": "${'Ab0'.repeat(300_000)}", "host": "h"}`);
  expect(words.has('host')).toBe(true);
});

it('asks matchers of calls about programs only', () => {
  const words = wordsOf('yaml', 'connect: x\n');
  expect(mayMatch({ needs: [['connect']], inPrograms: true }, 'yaml', words)).toBe(false);
  expect(mayMatch({ needs: [['connect']], inPrograms: true }, 'java', words)).toBe(true);
  expect(mayMatch({ needs: [['connect']] }, 'yaml', words)).toBe(true);
});

describe('names that a program makes', () => {
  const matcher = { needs: [['createtransport']] };
  const bundle = 'function f(t,n){return Reflect.get(t,n)}'.repeat(3_000);
  const codes = [...'createTransport'].map((sign) => sign.charCodeAt(0));

  it('may be any in a program of a usual size', () => {
    expect(mayMatch(matcher, 'javascript', wordsOf('javascript', bundle.slice(0, 1_000)))).toBe(true);
  });

  it('are looked for in a bundle', () => {
    expect(mayMatch(matcher, 'javascript', wordsOf('javascript', bundle))).toBe(false);
  });

  it.each([
    ['as it is', 'n.createTransport(o)'],
    ['in pieces', 'n["create"+"Transport"](o)'],
    ['escaped', 'n["create\\x54ransport"](o)'],
    ['in base64', `n[atob("${Buffer.from('createTransport').toString('base64')}")](o)`],
    ['as codes', `n[String.fromCharCode(${codes})](o)`],
    ['in base sixteen', `n[Buffer.from("${Buffer.from('createTransport').toString('hex')}","hex")](o)`],
  ])('are found in a bundle that has one %s', (_name, text) => {
    expect(mayMatch(matcher, 'javascript', wordsOf('javascript', `${bundle}${text};${bundle}`))).toBe(true);
  });
});

describe("a provider's client in a bundle", () => {
  const client = apiCalls({ of: { SendGrid: ['@sendgrid/mail.setApiKey', 'SendGridClient'] } });
  const filling = 'function f(t,n){return"https://sendgrid.com/mail",t.setApiKey(n)}'.repeat(3_000);
  const isRead = (text: string): boolean => mayMatch(client, 'javascript', wordsOf('javascript', text));

  it.each([
    ['by its package', 'const m=require("@sendgrid/mail");'],
    ['by a package in pieces', 'const m=require("@send"+"grid/mail");'],
    ['by a class of one name', 'new SendGridClient(k);'],
  ])('is looked for %s', (_name, text) => {
    expect(isRead(filling + text + filling)).toBe(true);
  });

  it('is not looked for where its words alone stand', () => {
    expect(isRead(filling)).toBe(false);
  });

  it('is looked for in a program of a usual size', () => {
    expect(isRead(filling.slice(0, 1_000))).toBe(true);
  });
});

describe('a matcher that a neighbour says something to', () => {
  const matcher = beside({ says: ['type', '@class'], is: /^e-mail$/, host: ['server', 'args.mail host'] });
  const isRead = (format: Format, text: string): boolean => mayMatch(matcher, format, wordsOf(format, text));

  it.each([
    ['JSON', 'json', '{"type": "e-mail", "server": "h.example"}'],
    [
      'a key and a value in pairs',
      'yaml',
      '- name: type\n  value: e-mail\n- name: args\n  Mail-Host: h.example\n  host: h\n',
    ],
    ['an attribute', 'xml', '<node class="e-mail"><server>h.example</server></node>'],
    ['a symbol', 'ruby', 'node type: :"e-mail", server: "h.example"'],
    ['a text within a text', 'javascript', String.raw`const node = "{\"type\":\"e-mail\",\"server\":\"h\"}";`],
    ['the text as an escape', 'json', String.raw`{"type": "e\u002dm\u0061il", "server": "h.example"}`],
    ['the key of the host as an escape', 'javascript', String.raw`const node = {type: "e-mail", "s\x65rver": "h"};`],
    ['an escape in base eight', 'php', String.raw`['type' => "e-\155ail", 'server' => 'h']`],
    ['an entity', 'xml', '<node type="e-&#109;ail" server="h"/>'],
    ['encoded text', 'yaml', 'type: !!binary ZS1tYWls\nserver: h\n'],
  ] as const)('reads %s', (_name, format, text) => {
    expect(isRead(format, text)).toBe(true);
  });

  it.each([
    ['the text is a part of a longer word', '{"type": "e-mails", "server": "h.example"}'],
    ['no key of a host stands in it', '{"type": "e-mail", "port": 25}'],
    ['what is an escape is no letter', String.raw`{"type": "e\u2013mail\\n", "server": "h.example"}`],
    ['no key says anything', '{"kind": "e-mail", "server": "h.example"}'],
  ])('reads no file where %s', (_name, text) => {
    expect(isRead('json', text)).toBe(false);
  });
});

describe('a text that a neighbour says', () => {
  const matcher = beside({ says: ['type'], is: /^e-mail$/, host: ['server'] });
  const far = 'x;\n'.repeat(200);

  it.each<[string, boolean, Format, string]>([
    ['near its key', true, 'javascript', `f({ type: "e-mail", ${far} server: h });`],
    ['behind its key, in a pair with a value', true, 'java', 'f("type", /* c */ "e-mail"); server();'],
    ['in a sentence', false, 'javascript', '// the type of an e-mail that a server takes\n'],
    ['far from the key', false, 'javascript', `f("e-mail"); ${far} f({ type: 1, server: h });`],
    ['in a list of words', true, 'perl', 'my %h = qw( type e-mail server h );'],
    ['in data, wherever the key stands', true, 'yaml', `type: *t\nserver: h\n${'a: 1\n'.repeat(200)}b: &t e-mail\n`],
    ['written in pieces', true, 'php', `f(['type' => 'e-' . 'mail', 'server' => $h]); ${far}`],
  ])('%s: %s in %s', (_name, expected, format, text) => {
    expect(mayMatch(matcher, format, wordsOf(format, text))).toBe(expected);
  });

  it('is asked of programs that make names only as it is written', () => {
    expect(mayMatch(matcher, 'php', wordsOf('php', 'call_user_func($f); $x->$name = 1;'))).toBe(false);
  });
});
