/** `smtp-scan explain`: rules, detectors and lines. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { explainCommand } from '../../src/cli/explain-command.ts';
import { rules } from '../../src/rules/index.ts';
import { temporaryFolder } from '../repository.ts';

let folder = '';
let output = '';
beforeEach(() => {
  folder = temporaryFolder();
  output = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  mkdirSync(path.join(folder, 'shop'));
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  write(
    '.smtp-scan.yml',
    'approved: [smtp-relay.corp.example]\nlegacy:\n  - host: mx1.old-dc.example\n    reason: closes in May\n    replacement: smtp-relay.corp.example:587\n',
  );
  write(
    'shop/mailer.js',
    "import nodemailer from 'nodemailer';\nexport const mail = nodemailer.createTransport({ host: process.env.SMTP_HOST });\n",
  );
  write('shop/.env', '# mail\nSMTP_HOST=mx1.old-dc.example\nSMTP_PASSWORD=correct-horse-battery\n');
  write('shop/ok.env', 'SMTP_HOST=smtp-relay.corp.example\n');
  mkdirSync(path.join(folder, '.git'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const explain = (name: string): Promise<number> => explainCommand([path.join(folder, name)]);

describe('a line', () => {
  it('is told with the way to it, why it is judged so and what to do', async () => {
    expect(await explain('shop/.env:2')).toBe(0);
    expect(output).toContain('shop/.env:2:11  mx1.old-dc.example');
    expect(output).toMatch(/Way +shop\/mailer\.js:2:\d+ {2}nodemailer\.createTransport/);
    expect(output).toContain('.smtp-scan.yml:3 lists it as legacy (closes in May)');
    expect(output).toContain('error legacy-relay: ');
    expect(output).toContain('Put the replacement that the policy names in its place');
    expect(output).not.toContain('correct-horse');
  });

  it('of the use tells the place that decides it', async () => {
    await explain('shop/mailer.js:2:1');
    expect(output).toContain('shop/.env:2:11  mx1.old-dc.example');
  });

  it('that is right says why', async () => {
    await explain('shop/ok.env:1');
    expect(output).toContain('the policy approves smtp-relay.corp.example');
    expect(output).not.toContain('error');
  });

  it('with nothing on it names what the file has', async () => {
    await expect(explain('shop/.env:1')).rejects.toThrow(/nothing on line 1[\s\S]*shop\/\.env:2 mx1\.old-dc\.example/);
    await expect(explain('.smtp-scan.yml:1')).rejects.toThrow(/as far as it was read/);
    await expect(explain('nothing.env:1')).rejects.toThrow(/there is no file/);
    await expect(explain('shop/.env')).rejects.toThrow(/say which line/);
  });
});

it('every rule is explained, and what is mistyped is guessed', async () => {
  for (const { id, help } of rules) {
    output = '';
    expect(await explainCommand([id])).toBe(0);
    expect(output).toContain(help);
  }
  await explainCommand(['nodemailer']);
  expect(output).toContain('Nodemailer');
  await expect(explainCommand(['legacy-rely'])).rejects.toThrow(/legacy-relay/);
});
