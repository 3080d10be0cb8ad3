/** Reports of a scan offer exactly the edits that a fix makes. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardedScan } from '../../src/cli/guarded-scan.ts';
import type { ScanResult } from '../../src/model/finding.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { formats } from '../../src/report/index.ts';
import { project } from '../bundle.ts';
import { requestFor } from '../guarded.ts';
import { options } from '../report/result.ts';
import { POLICY, repositoryIn, temporaryFolder } from '../repository.ts';
import { fixFolder } from './folder.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FILES = {
  '.smtp-scan.yml': POLICY,
  'shop/.env': 'NAME=Grüße\nSMTP_HOST=mx1.old-dc.example # é\nSMTP_PORT=25\n',
  'crm/.env': 'MAILER_DSN=smtp://mx1.old-dc.example:25\n',
  'relayed/main.cf': 'relayhost = [mx1.old-dc.example]:587\n',
  'far/config.yml': `smtp:\n  host: mx1.old-dc.example\n${'  # far away\n'.repeat(12)}  port: 25\n`,
  'wide/app.yml': '{ größe: "é€𝄞", smtp_host: mx1.old-dc.example }\n',
  'secret/.env': 'SMTP_HOST=mx1.old-dc.example\nSMTP_PORT=25\nSMTP_PASSWORD=kx7Rw2pQ\n',
};

let result: ScanResult;
beforeAll(async () => {
  repositoryIn(root).commit(FILES);
  ({ result } = await guardedScan(requestFor(root)));
});

interface Review {
  readonly comments: readonly {
    readonly path: string;
    readonly line: number;
    readonly start_line?: number;
    readonly body: string;
  }[];
}

interface Diagnostics {
  readonly diagnostics: readonly {
    readonly location: { readonly path: string; readonly range: unknown };
    readonly suggestions?: readonly unknown[];
  }[];
}

it('SARIF replaces the regions that a fix replaces', async () => {
  const { policy } = loadPolicy(POLICY, '.smtp-scan.yml', () => undefined);
  if (!policy) throw new Error('the policy of the test cannot be used');
  const { steps } = await fixFolder({ root, policy });
  const wanted = steps.map(({ edits }) =>
    edits.map(({ path: uri, line, column, endColumn, replacement }) => [uri, line, column, endColumn, replacement]),
  );
  const log = JSON.parse(formats.sarif(result, options));
  const offered = log.runs[0].results
    .filter(({ fixes }: { fixes?: unknown }) => fixes)
    .map(
      ({
        fixes,
      }: {
        fixes: { artifactChanges: { artifactLocation: { uri: string }; replacements: Replacement[] }[] }[];
      }) =>
        fixes.flatMap(({ artifactChanges }) =>
          artifactChanges.flatMap(({ artifactLocation, replacements }) =>
            replacements.map(({ deletedRegion: { startLine, startColumn, endColumn }, insertedContent }) => [
              artifactLocation.uri,
              startLine,
              startColumn,
              endColumn,
              insertedContent.text,
            ]),
          ),
        ),
    );
  expect(offered).toHaveLength(4);
  expect(offered).toEqual(wanted);
});

interface Replacement {
  readonly deletedRegion: { readonly startLine: number; readonly startColumn: number; readonly endColumn: number };
  readonly insertedContent: { readonly text: string };
}

it('JSON says what changes with the host, by its schema', () => {
  const json = JSON.parse(formats.json(result, options));
  const fixes = json.findings.flatMap(({ fix }: { fix?: { path: string; also?: { replacement: string }[] } }) =>
    fix ? [[fix.path, fix.also?.map(({ replacement }) => replacement)]] : [],
  );
  expect(fixes).toEqual([
    ['crm/.env', ['587']],
    ['far/config.yml', ['587']],
    ['relayed/main.cf', undefined],
    ['shop/.env', ['587']],
  ]);
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(path.join(project, 'schema/result.schema.json'), 'utf8')),
  );
  validate(json);
  expect(validate.errors).toBeNull();
});

describe('reviewdog', () => {
  it('gets one exact suggestion, or whole lines where several edits belong together', () => {
    const { diagnostics }: Diagnostics = JSON.parse(formats.rdjson(result, options));
    const suggestions = new Map(
      diagnostics.flatMap((one) => (one.suggestions ? [[one.location.path, one.suggestions]] : [])),
    );
    expect(suggestions.get('relayed/main.cf')).toEqual([
      { range: { start: { line: 1, column: 14 }, end: { line: 1, column: 32 } }, text: 'smtp-relay.corp.example' },
    ]);
    expect(suggestions.get('shop/.env')).toEqual([
      {
        range: { start: { line: 2 }, end: { line: 3 } },
        text: 'SMTP_HOST=smtp-relay.corp.example # é\nSMTP_PORT=587',
      },
    ]);
    expect([...suggestions.keys()]).not.toContain('far/config.yml');
  });

  it('is told columns in bytes, also behind letters of more than one', () => {
    const { diagnostics }: Diagnostics = JSON.parse(formats.rdjson(result, options));
    const [found] = diagnostics.filter(({ location }) => location.path === 'wide/app.yml');
    const text = Buffer.from(FILES['wide/app.yml']);
    const at = text.indexOf('mx1.');
    expect(found?.location.range).toEqual({
      start: { line: 1, column: at + 1 },
      end: { line: 1, column: at + 1 + 'mx1.old-dc.example'.length },
    });
  });
});

describe('a review on GitHub', () => {
  it('suggests the lines as they are to read, or names what stands far apart', () => {
    const { comments }: Review = JSON.parse(formats['github-suggestions'](result, { ...options, prefix: 'top/' }));
    const of = (file: string) => comments.filter((comment) => comment.path === `top/${file}`);
    expect(of('shop/.env')).toEqual([
      {
        path: 'top/shop/.env',
        side: 'RIGHT',
        start_line: 2,
        start_side: 'RIGHT',
        line: 3,
        body: expect.stringMatching(/\n\n```suggestion\nSMTP_HOST=smtp-relay\.corp\.example # é\nSMTP_PORT=587\n```$/),
      },
    ]);
    expect(of('crm/.env')[0]?.body).toContain('```suggestion\nMAILER_DSN=smtp://smtp-relay.corp.example:587\n```');
    expect(of('far/config.yml')[0]?.body).toContain('These change together:\n- `top/far/config.yml:2`');
    expect(of('secret/.env').map(({ body }) => body.includes('suggestion'))).not.toContain(true);
  });

  it('shows no password', () => {
    expect(formats['github-suggestions'](result, options)).not.toContain('kx7Rw2pQ');
  });
});
