/** Every policy and every rule's example that the documentation shows does what is said of it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { CORE_SCHEMA, load } from 'js-yaml';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runScan } from '../../src/cli/run-scan.ts';
import { findingsOf } from '../../src/evidence/findings.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/index.ts';
import { project } from '../bundle.ts';
import { traceOfTexts } from '../evidence/read.ts';
import { type Block, blocksOf } from './markdown.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(path.join(project, 'schema/policy.schema.json'), 'utf8')));

describe('a policy', () => {
  const shown = blocksOf('policy').map((block): [string, Block] => [`${block.page}:${block.line}`, block]);

  it('is shown in README, in its own page and for rules', () => {
    const pages = new Set(shown.map(([, { page }]) => page));
    expect([...pages].sort()).toEqual(['README.md', 'docs/fix.md', 'docs/policy.md', 'docs/rules.md']);
  });

  it.each(shown)('%s can be used, and says the schema', (_, { text }) => {
    expect(loadPolicy(text, '.smtp-scan.yml', () => 'local: allow').problems).toEqual([]);
    validate(load(text, { schema: CORE_SCHEMA }));
    expect(validate.errors).toBeNull();
  });

  it('names every key in its own page', () => {
    const text = shown.flatMap(([, { page, text: body }]) => (page === 'docs/policy.md' ? [body] : [])).join('\n');
    const schema: { readonly properties: object } = JSON.parse(
      readFileSync(path.join(project, 'schema/policy.schema.json'), 'utf8'),
    );
    for (const key of Object.keys(schema.properties)) expect(text).toMatch(new RegExp(`^${key}:`, 'm'));
  });
});

/** What stands around a rule's example. */
interface Setting {
  readonly file: string;
  /** What a scan finds instead of the rule itself. */
  readonly finds?: string;
  /** A log that is judged; the example is then the policy. */
  readonly evidence?: string;
  readonly around?: (text: string) => string;
  readonly beside?: Readonly<Record<string, string>>;
  /** The policy is what the example shows. */
  readonly isPolicy?: boolean;
  readonly today?: string;
}

const POLICY =
  'approved: [{ host: smtp-relay.corp.example, ports: [587], tls: required }]\nlegacy: [mx1.old-dc.example]\n';

const EXAMPLES: Readonly<Record<string, Setting>> = {
  'legacy-relay': { file: '.env' },
  'unapproved-relay': {
    file: 'config/mail.php',
    around: (text) => `<?php\nreturn ['mailers' => ['smtp' => ['transport' => 'smtp',\n${text}]]];\n`,
  },
  'insecure-transport': {
    file: 'mail.js',
    around: (text) => `require('nodemailer').createTransport({\n${text}});\n`,
  },
  'relay-credentials': { file: 'config/app.yml', around: (text) => `smtp:\n${text.replace(/^/gm, '  ')}` },
  'mixed-relays': { file: '.env' },
  'implicit-relay': {
    file: 'send.py',
    around: (text) => `import os\nimport smtplib\nserver = smtplib.SMTP()\n${text}`,
    beside: { '.env': 'SMTP_HOST=smtp-relay.corp.example\n' },
  },
  'unresolved-relay': {
    file: 'deploy/production.env',
    beside: { 'send.py': 'import os\nimport smtplib\nsmtplib.SMTP(os.environ["SMTP_HOST"], 587)\n' },
  },
  'hidden-relay': {
    file: 'send.js',
    around: (text) => `const nodemailer = require('nodemailer');\n${text}nodemailer.createTransport({ host });\n`,
    beside: { '.env': 'SMTP_HOST=smtp-relay.corp.example\n' },
  },
  'legacy-mention': { file: 'docs/mail.md' },
  // What its evidence shows is another matter: the setting that the advice changes is what a scan finds.
  'legacy-hop': { file: 'etc/postfix/main.cf', finds: 'legacy-relay' },
  'unexplained-hop': {
    file: 'mail.log',
    evidence:
      '2026-11-23T22:35:10+00:00 app01 postfix/smtp[1]: ABCDEF1: to=<a@customer.example>, relay=smtp-relay-dr.corp.example[198.51.100.26]:587, delay=0.1, delays=0/0/0/0, dsn=2.0.0, status=sent (250 Ok)\n',
  },
  'unused-ignore': { file: '.env' },
  'ignore-without-reason': { file: '.env', today: '2026-12-01' },
  'expired-exception': {
    file: '.smtp-scan.yml',
    isPolicy: true,
    beside: { 'apps/newsletter/.env': 'SMTP_HOST=smtp.sendgrid.net\n' },
    today: '2027-02-01',
  },
};

const made: string[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const side = (diff: string, sign: '-' | '+'): string =>
  diff
    .split('\n')
    .filter((line) => line !== '' && (line[0] === ' ' || line[0] === sign))
    .map((line) => `${line.slice(1)}\n`)
    .join('');

/** A comment with a path begins another file. */
function filesOf(text: string, first: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let file = first;
  for (const line of text.split(/(?<=\n)/)) {
    const named = /^# (\S+\/\S+)\n$/.exec(line)?.[1];
    if (named === undefined) files.set(file, (files.get(file) ?? '') + line);
    else file = named;
  }
  return files;
}

/** The text is a policy, and judges what the log shows. */
async function hopsFound(text: string, evidence: string): Promise<ReadonlySet<string>> {
  const { policy } = loadPolicy(text, '.smtp-scan.yml');
  const trace = await traceOfTexts({ 'mail.log': evidence }, { policy });
  return new Set(findingsOf(trace, policy, undefined, '2026-12-01').map(({ rule }) => rule));
}

async function rulesFound(text: string, example: Setting): Promise<ReadonlySet<string>> {
  if (example.evidence !== undefined) return hopsFound(text, example.evidence);
  const root = mkdtempSync(path.join(tmpdir(), 'smtp-scan-rule-'));
  made.push(root);
  const { file, around = (body) => body, beside = {}, isPolicy, today = '2026-12-01' } = example;
  const files = isPolicy ? [] : [...filesOf(text, file)].map(([name, body]) => [name, around(body)] as const);
  for (const [name, body] of [...files, ...Object.entries(beside)]) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), body);
  }
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${today}T12:00:00Z`) });
  const loaded: Policy | undefined = loadPolicy(isPolicy ? `${POLICY}${text}` : POLICY, '.smtp-scan.yml').policy;
  expect(loaded).toBeDefined();
  const request = { root, paths: [], policy: loaded, policyPath: '.smtp-scan.yml', noIgnore: false, jobs: 1 };
  const { result } = await runScan(request);
  return new Set(result.findings.filter(({ suppressed }) => !suppressed).map(({ rule }) => rule));
}

describe('the example of a rule', () => {
  const diffs = rules.flatMap(({ id, help }): [string, string][] =>
    [...help.matchAll(/```diff\n([\s\S]*?)```/g)].map(([, diff = '']) => [id, diff]),
  );

  it('is there for every rule but the one about pull requests', () => {
    expect(new Set(diffs.map(([id]) => id))).toEqual(new Set(Object.keys(EXAMPLES)));
    expect(rules.map(({ id }) => id).filter((id) => !Object.hasOwn(EXAMPLES, id))).toEqual(['policy-changed']);
  });

  it.each(diffs)('%s is a finding before and none after', async (id, diff) => {
    const example = EXAMPLES[id] ?? { file: '' };
    expect(await rulesFound(side(diff, '-'), example)).toContain(example.finds ?? id);
    expect(await rulesFound(side(diff, '+'), example)).toEqual(new Set());
  });
});
