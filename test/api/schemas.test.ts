/** The JSON of each command, run as users run it on the demonstration, fits the schema that the package brings. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleInto, project } from '../bundle.ts';
import { blocksOf } from '../docs/markdown.ts';
import { temporaryFolder } from '../repository.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const folder = temporaryFolder();
const cli = path.join(folder, 'dist', 'cli.js');
beforeAll(() => {
  bundleInto(path.dirname(cli));
  cpSync(path.join(project, 'fixtures', 'demo'), path.join(folder, 'demo'), { recursive: true });
  run('scan', 'demo', '--format=json=shop.json', '--fail-on=never');
  run('merge', 'shop.json', '--format=json=last.json', '--label=before', '--fail-on=never');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
  if (status === 2 && stdout === '') throw new Error(stderr);
  return stdout;
}

const validatorOf = (name: string) =>
  new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(path.join(project, 'schema', `${name}.schema.json`), 'utf8')),
  );

/** Schema → the command whose JSON it describes. */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  result: ['scan', 'demo', '--format=json', '--include-suppressed'],
  routes: ['routes', 'demo', '--format=json'],
  trace: ['trace', 'demo/evidence/1-before.log', '--repo=demo', '--format=json'],
  compare: ['compare', 'demo/evidence/1-before.log', 'demo/evidence/2-after.log', '--format=json'],
  merge: ['merge', 'crm=shop.json', '--since=last.json', '--format=json'],
};

/** Only with `--repo`. */
const OPTIONAL = 'repository';

it('there is one for each kind of JSON, and for the policy', () => {
  const names = readdirSync(path.join(project, 'schema')).map((file) => file.replace('.schema.json', ''));
  expect(names.sort()).toEqual([...Object.keys(OUTPUTS), 'policy'].sort());
});

describe.each(Object.entries(OUTPUTS))('the schema of %s', (name, args) => {
  it('fits what the command writes, and nothing that lacks a part', () => {
    const valid = validatorOf(name);
    const written: Record<string, unknown> = JSON.parse(run(...args));
    valid(written);
    expect(valid.errors).toBeNull();
    expect(JSON.stringify(written).length).toBeGreaterThan(500);
    for (const part of Object.keys(written).filter((one) => one !== OPTIONAL)) {
      const { [part]: _, ...rest } = written;
      expect([part, valid(rest)]).toEqual([part, false]);
    }
  });
});

it('the module that is published gives what the command line writes', () => {
  const program = `import { scan } from ${JSON.stringify(path.join(folder, 'dist', 'index.js'))};
process.stdout.write(JSON.stringify(await scan('demo', { includeSuppressed: true })));`;
  const given = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(JSON.parse(given)).toEqual(JSON.parse(run(...(OUTPUTS.result ?? []))));
});

it('the program of docs/api.md runs, and finds what it is to find', () => {
  const [block] = blocksOf('js');
  const module = JSON.stringify(pathToFileURL(path.join(folder, 'dist', 'index.js')).href);
  const program = block?.text.replace("'smtp-scan'", module).replace('fixtures/demo', 'demo') ?? '';
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^shop\/\.env:\d+: legacy-relay: mx1\.old-dc\.example is a legacy relay/m);
});
