/** A use that more values lead to than are followed: the old relay may be one of the others. */
import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { guardedScan } from '../../src/cli/guarded-scan.ts';
import { requestFor } from '../guarded.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

const OLD = 'mx1.old-dc.example.org';

/** A function that opens the connection, and callers that each pass it a host of a file of their own; the last by name another one. */
async function scanWith(callers: number, last: string) {
  const root = temporaryFolder();
  roots.push(root);
  const repository = repositoryIn(root);
  repository.write({
    '.smtp-scan.yml': `approved: [{ host: "*.hubs.corp.example" }]\nlegacy: [${OLD}]\n`,
    'lib/mail.js':
      "const n = require('nodemailer');\nexports.connect = (h) => n.createTransport({ host: h, port: 25 });\n",
  });
  for (let i = 1; i <= callers; i += 1)
    repository.write({
      [`app/c${i}.js`]: `const { connect } = require('../lib/mail');\nconst { hop } = require('./h${i}');\nconnect(hop);\n`,
      [`app/h${i}.js`]: `exports.hop = '${i === Math.min(9, callers) ? last : `h${i}.hubs.corp.example`}';\n`,
    });
  repository.commit({});
  return (await guardedScan(requestFor(root))).result;
}

it('is not complete where a legacy relay may be among what is not followed', async () => {
  const { complete, diagnostics, findings } = await scanWith(30, OLD);
  const errors = findings.filter(({ level }) => level === 'error');
  expect(complete && errors.length === 0).toBe(false);
  expect(diagnostics.filter(({ failed }) => failed).map(({ path }) => path)).toEqual(['lib/mail.js']);
});

it('says that there are more, and not that nothing gives it a value', async () => {
  const { complete, findings } = await scanWith(30, 'last.hubs.corp.example');
  expect(complete).toBe(true);
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('than are followed')]);
});

it('says nothing where all are followed', async () => {
  const { complete, findings } = await scanWith(5, 'last.hubs.corp.example');
  expect(complete).toBe(true);
  expect(findings).toEqual([]);
});
