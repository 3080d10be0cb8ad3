import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const written = new URL('../../src/relays/services.json', import.meta.url);

test("the table of services is the installed nodemailer's: `node scripts/generate-services.mjs` brings it up to date", () => {
  const script = new URL('../../scripts/generate-services.mjs', import.meta.url).pathname;
  const table = execFileSync(process.execPath, [script, '--print'], { encoding: 'utf8' });
  expect(JSON.parse(table)).toEqual(JSON.parse(readFileSync(written, 'utf8')));
});
