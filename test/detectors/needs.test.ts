import { describe, expect, it } from 'vitest';
import { NEEDS } from '../../detectors/by-name/generic-needs.ts';
import { dnsRecords } from '../../detectors/forwards/dns-records.ts';
import { hostsEntries } from '../../detectors/forwards/hosts-entries.ts';
import { entry } from '../../src/detect/matchers.ts';
import type { Format } from '../../src/model/facts.ts';
import { mayMatch, type Needing, wordsIn } from '../../src/select/needs.ts';
import { sourceText } from '../../src/text/source-text.ts';

const isRead = (matcher: Needing, format: Format, text: string): boolean =>
  mayMatch(matcher, format, wordsIn({ format, source: sourceText(text) }));

const filler = 'function f(t,n){return t+n}'.repeat(4_000);

describe('a bundle is read for a plainly named setting', () => {
  const bundle = (text: string): boolean =>
    isRead({ needs: NEEDS, asWritten: true }, 'javascript', `${filler}${text};${filler}`);

  it.each([
    ['below a key that speaks of mail', 'e={mail:{secure:!1,host:"out.acme.example"}}'],
    ['that says it all', 'e={smtpHost:"out.acme.example"}'],
    ['of a URL below submission', 'e={submission:{url:y}}'],
    ['whose value is named for what it does', 'e={host:"smtp.acme.example"}'],
  ])('%s', (_name, text) => {
    expect(bundle(text)).toBe(true);
  });

  it.each([
    [
      'in a list of formats',
      'v={email:/^.+@.+$/,hostname:/^[a-z.]+$/,ipv4:/^[\\d.]+$/,ipv6:/^[:a-f]+$/,uuid:/^[\\w-]+$/}',
    ],
    ['that holds an object', 'v={email:x,server:{$visitor:y}}'],
    ['far from any word of mail', `v={email:x};${'t();'.repeat(200)}w={host:y}`],
    ['behind a comment that speaks of a form', 'v=1;/* data for submission:\n * of it */w={url:y}'],
  ])('but for a key %s', (_name, text) => {
    expect(bundle(text)).toBe(false);
  });
});

describe('a bundle is read for the end of a path', () => {
  const matcher = entry('email.config.providerOptions.host');
  const bundle = (text: string): boolean =>
    isRead(matcher, 'javascript', `${filler}a={email:{config:1}};${text};${filler}`);

  it.each([
    ['an object', 'e={providerOptions:{secure:!1,host:"out.acme.example"}}'],
    ['another spelling', 'e["provider-options"]={host:y}'],
    ['an assignment', 'e.email.providerOptions.host=y'],
  ])('that stands in %s', (_name, text) => {
    expect(bundle(text)).toBe(true);
  });

  it.each([
    ['far from its parent', `e={providerOptions:z};${'t();'.repeat(800)}w={host:y}`],
    ['before its parent', 'e={host:y,providerOptions:z}'],
  ])('but where the key is %s', (_name, text) => {
    expect(bundle(text)).toBe(false);
  });
});

it.each([
  ['a map of compose', 'yaml', 'extra_hosts:\n  relay.acme.example: 192.0.2.7\n', true],
  ['an IPv6 address', 'yaml', 'extra_hosts:\n  - "relay.acme.example:2001:db8::7"\n', true],
  ['a shortened IPv6 address', 'bash', 'echo "fd00::7 relay.acme.example" >> /etc/hosts\n', true],
  ['a resource of Puppet', 'ruby', "host { 'relay.acme.example':\n  ip => '192.0.2.7',\n}\n", true],
  ['the machine itself', 'yaml', 'extra_hosts:\n  relay.acme.example: 127.0.0.1\n', false],
  ['no address', 'javascript', 'const words = ["extra_hosts", "host_aliases"]; a = b ? c::d : 1.025;\n', false],
  ['a selector of CSS', 'javascript', 'css(":host { color: red }"); at("192.0.2.7 x");\n', false],
] as const)('an entry of a hosts file is looked for, %s: %s', (_name, format, text, expected) => {
  expect(isRead(hostsEntries, format, text)).toBe(expected);
});

it.each([
  [
    'Terraform',
    'hcl',
    'resource "aws_route53_record" "x" {\n  name = "relay"\n  records = ["old.acme.example"]\n}\n',
    true,
  ],
  ['Pulumi', 'javascript', 'new Record("x_record", { name: "relay", records: ["old.acme.example"] });\n', true],
  ['external-dns', 'yaml', '- dnsName: relay.acme.example\n  targets:\n    - old.acme.example\n', true],
  ['a zone', 'lines', '$TTL 60\nrelay IN CNAME old\n', true],
  ['fields of a program', 'javascript', 'insert_record({name:e.name,value:e.value})\n', false],
] as const)('a record of %s is looked for', (_name, format, text, expected) => {
  expect(isRead(dnsRecords, format, text)).toBe(expected);
});
