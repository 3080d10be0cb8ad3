import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scanCommand } from '../../src/cli/scan-command.ts';
import { type Files, repositoryIn, temporaryFolder } from '../repository.ts';

vi.setConfig({ testTimeout: 60_000 });
const root = temporaryFolder();
beforeEach(() => mkdirSync(root, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const POLICY = `approved: [smtp-relay.corp.example]
legacy:
  - host: mx1.old-dc.example
    also: [192.0.2.25]
    replacement: smtp-relay.corp.example:587
`;

async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const code = await scanCommand([root, '--jobs', '1', ...args], '0.0.0');
  vi.restoreAllMocks();
  return { code, output: written.join('') };
}

interface Found {
  readonly rule: string;
  readonly level: string;
  readonly path?: string;
  readonly line?: number;
  readonly mention?: { readonly host: string; readonly further: readonly { readonly line: number }[] };
}

async function mentions(files: Files, ...args: readonly string[]): Promise<readonly string[]> {
  repositoryIn(root).commit({ '.smtp-scan.yml': POLICY, ...files });
  const { output } = await run('--format', 'json', ...args);
  const { findings }: { findings: readonly Found[] } = JSON.parse(output);
  return findings.flatMap(({ level, path, line, mention }) =>
    mention ? [`${level} ${path}:${[line, ...mention.further.map((one) => one.line)].join()} ${mention.host}`] : [],
  );
}

const HOST = 'mx1.old-dc.example';

describe('what explains a mention', () => {
  it.each<readonly [string, Files]>([
    ['a setting', { '.env': `SMTP_HOST=${HOST}\n` }],
    [
      'a setting in base64',
      { 'secret.yml': `apiVersion: v1\nkind: Secret\ndata:\n  SMTP_HOST: ${Buffer.from(HOST).toString('base64')}\n` },
    ],
    [
      'a step on the way to one',
      {
        'relay.js': `export const RELAY = '${HOST}';\n`,
        'send.js':
          "import nodemailer from 'nodemailer';\nimport { RELAY } from './relay.js';\nnodemailer.createTransport({ host: RELAY });\n",
      },
    ],
    ['the policy and the baseline', { '.smtp-scan-baseline.json': `{"version":1,"findings":[{"host":"${HOST}"}]}` }],
    [
      'an exception',
      {
        '.smtp-scan.yml': `${POLICY}exceptions: [{ host: ${HOST}, paths: ["docs/**"], reason: history }]\n`,
        'docs/a.md': HOST,
      },
    ],
    ['an ignore comment', { 'fw.rules': `# smtp-scan: ignore legacy-mention -- a firewall\nallow ${HOST}\n` }],
    [
      'an ignore comment of a setting',
      { '.env': `# smtp-scan: ignore legacy-relay ${HOST} -- fax\nSMTP_HOST=${HOST}\n` },
    ],
    ['a policy that leaves files out', { '.smtp-scan.yml': `${POLICY}ignore: ["docs/**"]\n`, 'docs/a.md': HOST }],
    ['a policy without mentions', { '.smtp-scan.yml': `${POLICY}mentions: ignore\n`, 'a.md': HOST }],
    ['a role that is ignored', { '.smtp-scan.yml': `${POLICY}roles: { test: ignore }\n`, 'test/a.xyz': HOST }],
  ])('%s', async (_, files) => {
    expect(await mentions(files)).toEqual([]);
  });

  it('--no-mentions', async () => {
    expect(await mentions({ 'a.md': HOST }, '--no-mentions')).toEqual([]);
  });
});

it('every file, whatever it is', async () => {
  const found = await mentions({
    'README.md': `By ${HOST}.\n\nand ${HOST}\n`,
    'app/fw.rules': `allow ${HOST}\n`,
    'app/logo.bin': Buffer.concat([Buffer.from([0, 1, 2, 255]), Buffer.from(HOST, 'utf16le')]),
    'app/send.js': `// was ${HOST}\nfetch('https://${HOST}/status')\n`,
    'test/fw.rules': `allow ${HOST}\n`,
    'sample/fw.rules': `allow 192.0.2.25\n`,
    'app/bundle.js': `nodemailer.createTransport({host:'${HOST}'});${'b();'.repeat(20_000)}`,
    'big.sql': `-- mail\n${'x'.repeat(5_000_000)}\nINSERT ${HOST}\n`,
  });
  expect(found).toEqual([
    `note README.md:1,3 ${HOST}`,
    `warning app/fw.rules:1 ${HOST}`,
    `warning app/logo.bin:1 ${HOST}`,
    `note app/send.js:1 ${HOST}`,
    `warning app/send.js:2 ${HOST}`,
    `error big.sql:3 ${HOST}`,
    `note sample/fw.rules:1 192.0.2.25`,
    `note test/fw.rules:1 ${HOST}`,
  ]);
});

it('twenty mentions are one paragraph, one annotation and one row', async () => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`wiki/${index}.md`, `a\nby ${HOST}\n`]));
  repositoryIn(root).commit({ '.smtp-scan.yml': POLICY, ...files });
  const { code, output } = await run();
  expect(code).toBe(0);
  expect(output.split('\n').slice(0, 2)).toEqual([
    `● ${HOST}  legacy · named in 20 places that no setting explains  → smtp-relay.corp.example:587`,
    expect.stringMatching(/^ {2}note {5}\S*wiki\/0\.md:2, .* and 8 more files {2}legacy-mention$/),
  ]);
  expect((await run('--format', 'github')).output.split('\n').length).toBe(2);
  expect((await run('--format', 'markdown')).output.match(/legacy-mention/g)?.length).toBe(1);
  const { runs } = JSON.parse((await run('--format', 'sarif')).output);
  expect(runs[0].results.length).toBe(20);
});

it('a change brings its own mentions only', async () => {
  const repository = repositoryIn(root);
  repository.commit({ '.smtp-scan.yml': POLICY, 'fw.rules': `allow ${HOST}\ndeny x\n`, 'a.md': HOST });
  repository.git('branch', 'base');
  repository.commit({ 'fw.rules': `allow ${HOST}\ndeny x\nallow ${HOST} twice\n`, 'b.rules': HOST });
  const { output } = await run('--format', 'json', '--changed=base');
  const { findings }: { findings: readonly Found[] } = JSON.parse(output);
  expect(findings.map(({ path, line }) => `${path}:${line}`)).toEqual(['b.rules:1', 'fw.rules:3']);
});
