/** `smtp-scan routes` as it is run, in a made repository. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../src/cli/errors.ts';
import { routesCommand } from '../../src/cli/routes-command.ts';
import { project } from '../bundle.ts';
import { temporaryFolder } from '../repository.ts';
import { traced } from './documents.ts';

let folder = '';
let output = '';

beforeEach(() => {
  folder = temporaryFolder();
  output = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  write({
    '.smtp-scan.yml':
      'approved: [smtp-relay.corp.example]\nlegacy:\n  - { host: mx1.old-dc.example, also: [192.0.2.25], replacement: "smtp-relay.corp.example:587" }\n',
    'shop/mailer.js':
      "import nodemailer from 'nodemailer';\nexport const mail = nodemailer.createTransport({\n  host: process.env.SMTP_HOST,\n  auth: { user: 'shop', pass: process.env.SMTP_PASSWORD },\n});\n",
    'shop/.env': 'SMTP_HOST=mx1.old-dc.example\nSMTP_PASSWORD=correct-horse-battery\n',
    'servers/postfix/main.cf': 'myhostname = web1.corp.example\nrelayhost = [192.0.2.25]:25\n',
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
}

const run = (...args: readonly string[]): Promise<number> => routesCommand([folder, ...args]);
const read = (name: string): string => readFileSync(at(name), 'utf8');

interface Written {
  readonly routes: readonly Readonly<Record<string, unknown>>[];
  readonly relays: readonly Readonly<Record<string, unknown>>[];
}

async function json(...args: readonly string[]): Promise<Written> {
  output = '';
  await run('--format', 'json', ...args);
  return JSON.parse(output);
}

it('tells who sends, through which relay, and which line says so', async () => {
  const { routes, relays } = await json();
  expect(routes).toMatchObject([
    { layer: 'server', system: 'Postfix', host: '192.0.2.25', destination: 'mx1.old-dc.example', verdict: 'legacy' },
    {
      layer: 'application',
      system: 'Nodemailer',
      from: { path: 'shop/mailer.js', line: 3 },
      at: { path: 'shop/.env', line: 1 },
      host: 'mx1.old-dc.example',
      credentials: 'literal',
      login: ['SMTP_PASSWORD'],
      verdict: 'legacy',
      replacement: 'smtp-relay.corp.example:587',
    },
  ]);
  expect(relays).toMatchObject([{ host: 'mx1.old-dc.example', also: ['192.0.2.25'], routes: 2, status: 'configured' }]);
});

it.each(['markdown', 'html', 'json', 'csv'])(
  'never shows a password, and is the same on every run: %s',
  async (format) => {
    await run('--format', format);
    const first = output;
    output = '';
    await run('--format', format);
    expect(output).toBe(first);
    expect(first).not.toContain('correct-horse');
    expect(first).toContain('mx1.old-dc.example');
  },
);

it('sets what was seen beside what is configured', async () => {
  write({ 'evidence.json': traced });
  const { relays } = await json('--evidence', at('evidence.json'));
  expect(relays.map(({ host, status }) => [host, status])).toEqual([
    ['mx1.old-dc.example', 'configured and seen'],
    ['mail.unknown.example', 'seen, not configured'],
    ['smtp-relay.corp.example', 'seen, not configured'],
  ]);
});

it('says so when not all of the evidence could be read, and knows a relay by any of its names', async () => {
  const relay = { host: 'a.example', names: ['192.0.2.25'], deliveries: 3 };
  write({ 'evidence.json': JSON.stringify({ complete: false, relays: [relay], sources: [] }) });
  await run('--evidence', at('evidence.json'));
  expect(output).toContain('Not all of the evidence could be read');
  expect(output).toContain('Mail still leaves through mx1.old-dc.example: 3 delivered recipients seen.');
});

it.each([
  ['no JSON', 'May 1 postfix/smtp[1]: to=<a@b.example>'],
  ['something else', '{"settings":[]}'],
])('refuses evidence that is %s', async (_, text) => {
  write({ 'evidence.json': text });
  await expect(run('--evidence', at('evidence.json'))).rejects.toThrow(/--evidence: .*evidence\.json/);
});

it('survives evidence whose values are of other kinds', async () => {
  write({
    'evidence.json':
      '{"relays":[null,1,{"host":5,"deliveries":"many","first":{}},{"host":"x.example","deliveries":-1}],"sources":[[],{"host":{}}]}',
  });
  const { relays } = await json('--evidence', at('evidence.json'));
  expect(relays).toContainEqual(expect.objectContaining({ host: 'x.example', verdict: 'unapproved' }));
});

describe('a committed document', () => {
  const files = ['docs/mail.md', 'docs/mail.html', 'docs/mail.json', 'docs/mail.csv'];
  const checks = () => files.flatMap((file) => ['--check', at(file)]);
  beforeEach(async () => {
    mkdirSync(at('docs'));
    const formats = [
      `markdown=${at('docs/mail.md')}`,
      `html=${at('docs/mail.html')}`,
      `json=${at('docs/mail.json')}`,
      `csv=${at('docs/mail.csv')}`,
    ];
    expect(await run(...formats.flatMap((one) => ['--format', one]))).toBe(0);
  });

  it('is up to date when nothing changed, also with other line breaks', async () => {
    expect(await run(...checks())).toBe(0);
    write({ 'docs/mail.md': read('docs/mail.md').replaceAll('\n', '\r\n') });
    expect(await run(...checks())).toBe(0);
  });

  it.each(files)('is stale when the mail path changed, and says what differs: %s', async (file) => {
    const before = read(file);
    write({ 'shop/.env': 'SMTP_HOST=smtp-relay.corp.example\n' });
    expect(await run(...checks())).toBe(1);
    expect(output).toContain(`${at(file)} is stale`);
    expect(output).toMatch(/^ {2}- .*mx1\.old-dc\.example/m);
    expect(output).toMatch(/^ {2}\+ /m);
    expect(read(file)).toBe(before);
  });

  it('links to files from where it stands', () => {
    expect(read('docs/mail.md')).toContain('](../shop/.env#L1)');
    expect(read('docs/mail.html')).toContain('href="../shop/.env#L1"');
  });

  it('links behind an address that is given', async () => {
    await run('--format', `csv=${at('docs/mail.csv')}`, '--link-base', 'https://git.corp.example/o/r/blob/main/');
    expect(read('docs/mail.csv')).toContain('https://git.corp.example/o/r/blob/main/shop/.env#L1');
  });
});

it.each([
  [['--check', 'nothing.md']],
  [['--check', 'README.txt']],
  [['--format', 'pdf']],
  [['--link-base', 'javascript:alert(1)']],
  [['--evidence', 'nothing.json']],
  [['--check', 'README.md', '--format', 'json']],
])('refuses %j in words', async (args) => {
  await expect(run(...args)).rejects.toThrow(UserError);
  expect(existsSync(at('nothing.md'))).toBe(false);
});

it('makes no formula of a value in a spreadsheet', async () => {
  write({ '=cmd|x!A1/.env': 'SMTP_HOST=mx1.old-dc.example\n' });
  await run('--format', 'csv');
  expect(output).not.toMatch(/(^|,)"?[=+@]/m);
});

it('writes JSON as its schema says', async () => {
  write({ 'evidence.json': traced });
  const schema: object = JSON.parse(readFileSync(path.join(project, 'schema/routes.schema.json'), 'utf8'));
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const written = await json('--evidence', at('evidence.json'), '--link-base', 'https://git.corp.example/o/r');
  validate(written);
  expect(validate.errors).toBeNull();
});
