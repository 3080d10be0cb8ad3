import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { namedPaths } from '../../src/cli/named-paths.ts';

const root = mkdtempSync(path.join(tmpdir(), 'smtp-scan-named-'));
mkdirSync(path.join(root, 'logs/old'), { recursive: true });
for (const name of ['logs/mail.log', 'logs/mail.log.1', 'logs/old/mail.log', 'logs/[1].log'])
  writeFileSync(path.join(root, name), '');
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string): string => path.join(root, name);

describe('paths as the user names them', () => {
  it('expands a pattern that the shell left alone, in order', async () => {
    expect(await namedPaths([at('logs/mail.log*')])).toEqual([at('logs/mail.log'), at('logs/mail.log.1')]);
    expect(await namedPaths([at('**/mail.log')])).toEqual([at('logs/mail.log'), at('logs/old/mail.log')]);
  });

  it('takes folders where they are asked for', async () => {
    expect(await namedPaths([at('logs/o*')], 'files or folders')).toEqual([at('logs/old')]);
  });

  it('leaves alone what is no pattern, or is there under that very name', async () => {
    expect(await namedPaths(['nothing/here', at('logs/[1].log')])).toEqual(['nothing/here', at('logs/[1].log')]);
  });

  it('says when nothing matches', async () => {
    await expect(namedPaths([at('logs/*.eml')])).rejects.toThrow(/there are no files like .*\*\.eml/);
  });
});
