import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';

const schema: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../../schema/policy.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const readFile = (): string => 'local: allow';

const valid = [
  'approved: [smtp-relay.corp.example]',
  'approved: []',
  'approved: ["smtp-relay.corp.example:587", "[2001:db8::25]:587", "10.0.0.25:25", 10.0.0.25, "2001:db8::25", "::1"]',
  'approved: ["*.mail.corp.example", "**.corp.example", "mail.*.corp.example", "*.corp", 10.20.0.0/16, "2001:db8::/32", "10.0.0.1/32"]',
  'approved: [{ host: smtp.corp.example, ports: [587, 465], tls: required, reason: ours }]',
  'approved: [{ host: smtp.corp.example, ports: 587, tls: optional }]',
  'approved: [{ api: sendgrid }, { api: Amazon SES, reason: bulk }]',
  'approved: [SMTP.Corp.Example., post.müller.example, mail_out.corp.example, mailrelay, smtp.163.com]',
  'legacy: [mx1.old-dc.example, { host: mx2.old-dc.example }]',
  'legacy:\n  - host: mx1.old-dc.example\n    also: [192.0.2.25, smarthost.old-dc.example]\n    replacement: smtp-relay.corp.example:587\n    reason: moved on 2026-10-01',
  'legacy: [{ host: "*.old-dc.example", also: 192.0.2.0/24, replacement: smtp-relay.corp.example }]',
  'local: report\nplaceholders: report\nunresolved: error',
  'roles: { test: ignore, sample: warning, dev: note, runtime: error }',
  'roles: {}',
  'ignore: ["docs/**", "*.md", ./x, a b]',
  'ignore: []',
  'exceptions: [{ host: smtp.sendgrid.net, paths: ["apps/newsletter/**"], reason: "bulk mail", until: 2027-01-31 }]',
  'exceptions: [{ host: smtp.sendgrid.net, reason: bulk, paths: apps/** }]',
  'exceptions: [{ host: smtp.sendgrid.net, reason: bulk, until: "2028-02-29" }]',
  'settings: [{ files: "deploy/*.ini", key: "outgoing.server" }, { files: [a.ini, b.ini], key: x }]',
  'inline-ignores: allow',
  'inline-ignores: off',
  'extends: ./base.yml',
  'extends: [base.yml, policies/b.yml]',
  'approved: &a [a.corp.example]\nignore: *a',
];

const invalid = [
  '',
  '# nothing\n',
  'just text',
  '- a list',
  'aproved: [a.corp.example]',
  'approved: smtp.corp.example',
  'approved: [5]',
  'approved: [null]',
  'approved: [""]',
  'approved: ["*"]',
  'approved: ["**"]',
  'approved: ["*.*"]',
  'approved: ["mail.*"]',
  'approved: ["smtp*.corp.example"]',
  'approved: ["***.corp.example"]',
  'approved: ["smtp://smtp.corp.example"]',
  'approved: ["user@smtp.corp.example"]',
  'approved: ["smtp.corp.example:0"]',
  'approved: ["smtp.corp.example:70000"]',
  'approved: ["smtp.corp.example:smtp"]',
  'approved: ["10.0.0.256"]',
  'approved: ["10.20.0"]',
  'approved: ["10.0.0.0/33"]',
  'approved: ["10.0.0.0/0"]',
  'approved: ["10.0.0.0/08"]',
  'approved: ["10.0.0/8"]',
  'approved: ["2001:db8::/129"]',
  'approved: ["2001:db8::/0"]',
  'approved: ["10.0.0.0/8:25"]',
  'approved: ["[smtp.corp.example]:587"]',
  'approved: ["smtp.corp.example/mail"]',
  'approved: ["a b"]',
  'approved: ["-a.corp.example"]',
  'approved: ["a..corp.example"]',
  'approved: [{ ports: [25] }]',
  'approved: [{}]',
  'approved: [{ host: a.corp.example, ports: [] }]',
  'approved: [{ host: a.corp.example, ports: [0] }]',
  'approved: [{ host: a.corp.example, ports: ["587"] }]',
  'approved: [{ host: a.corp.example, ports: [25.5] }]',
  'approved: [{ host: a.corp.example, port: 25 }]',
  'approved: [{ host: "a.corp.example:25" }]',
  'approved: [{ host: a.corp.example, tls: yes }]',
  'approved: [{ host: a.corp.example, tls: true }]',
  'approved: [{ host: a.corp.example, reason: "" }]',
  'approved: [{ host: a.corp.example, api: sendgrid }]',
  'approved: [{ api: sendgrid, ports: [443] }]',
  'approved: [{ api: "" }]',
  'approved: [[a.corp.example]]',
  'legacy: [{ also: [a.corp.example] }]',
  'legacy: [{ host: a.corp.example, also: [] }]',
  'legacy: [{ host: a.corp.example, replacement: "*.corp.example" }]',
  'legacy: [{ host: a.corp.example, replacement: 10.0.0.0/8 }]',
  'legacy: [{ host: a.corp.example, replaced-by: b.corp.example }]',
  'legacy: [{ host: a.corp.example, replacement: { host: b.corp.example } }]',
  'legacy: ["a.corp.example:25"]',
  'legacy: { host: a.corp.example }',
  'local: allowed',
  'local: true',
  'local:',
  'unresolved: off',
  'roles: { production: error }',
  'roles: { test: info }',
  'roles: [test]',
  'ignore: docs/**',
  'ignore: [/docs]',
  'ignore: ["!docs"]',
  'ignore: ["../x"]',
  'ignore: ["a/../../x"]',
  "ignore: ['a\\b']",
  'ignore: [" "]',
  'exceptions: [{ host: a.corp.example }]',
  'exceptions: [{ reason: because }]',
  'exceptions: [{ host: a.corp.example, reason: " " }]',
  'exceptions: [{ host: a.corp.example, reason: x, until: 2027-02-30 }]',
  'exceptions: [{ host: a.corp.example, reason: x, until: 31.01.2027 }]',
  'exceptions: [{ host: a.corp.example, reason: x, until: 2027 }]',
  'exceptions: [{ host: a.corp.example, reason: x, paths: [] }]',
  'exceptions: [{ host: a.corp.example, reason: x, expires: 2027-01-31 }]',
  'settings: [{ files: a.ini }]',
  'settings: [{ key: a }]',
  'settings: [{ files: a.ini, key: 5 }]',
  'inline-ignores: never',
  'inline-ignores: false',
  'inline_ignores: off',
  'extends: /etc/policy.yml',
  'extends: https://policy.corp.example/p.yml',
  "extends: '..\\policy.yml'",
  'extends: []',
  'extends: 5',
];

describe('the schema and the loader judge alike', () => {
  const bySchema = (text: string): boolean =>
    validate(text.trim() === '' || text.startsWith('#') ? null : load(text, { schema: CORE_SCHEMA }));
  const byLoader = (text: string): boolean => loadPolicy(text, '.smtp-scan.yml', readFile).policy !== undefined;

  test.each(valid)('valid: %s', (text) => expect([bySchema(text), byLoader(text)]).toEqual([true, true]));
  test.each(invalid)('invalid: %s', (text) => expect([bySchema(text), byLoader(text)]).toEqual([false, false]));
});

test('every key is described', () => {
  const { properties } = schema;
  for (const [key, value] of Object.entries(properties ?? {}))
    expect([key, typeof value.description]).toEqual([key, 'string']);
});
