/** `smtp-scan merge` as it is run: what it makes of results, and what it never takes for done. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../src/cli/errors.ts';
import { mergeCommand } from '../../src/cli/merge-command.ts';
import type { MergedMap } from '../../src/merge/map.ts';
import { temporaryFolder } from '../repository.ts';
import { approved, legacy, resultText, unapproved, writeFiles } from './results.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);

/** The exit code, and the JSON that was written. */
async function merged(...args: readonly string[]): Promise<{ readonly code: number; readonly map: MergedMap }> {
  const code = await mergeCommand([...args, '--format', `json=${at('map.json')}`]);
  const map: MergedMap = JSON.parse(readFileSync(at('map.json'), 'utf8'));
  return { code, map };
}

const shop = resultText([legacy('.env:3:1-5'), approved('a.yml:1:1-5'), unapproved('b.yml:2:1-5')]);
const crm = resultText([approved('c.yml:1:1-5')]);

describe('a merge', () => {
  it('says which relay is used by which repositories, the worst first', async () => {
    writeFiles(folder, { 'in/corp/shop.json': shop, 'in/corp/crm.json': crm });
    const { code, map } = await merged(at('in'));
    expect(code).toBe(1);
    expect(map.repositories.map(({ name, verdicts }) => [name, verdicts])).toEqual([
      ['corp/crm', { approved: 1 }],
      ['corp/shop', { legacy: 1, unapproved: 1, approved: 1 }],
    ]);
    expect(map.relays.map(({ host, uses }) => [host, uses.map(({ repository }) => repository)])).toEqual([
      ['mx1.old-dc.example', ['corp/shop']],
      ['smtp.sendgrid.net', ['corp/shop']],
      ['smtp-relay.corp.example', ['corp/crm', 'corp/shop']],
    ]);
    expect(map.places).toMatchObject([
      { repository: 'corp/shop', path: '.env', line: 3, verdict: 'legacy', excused: false },
      { path: 'b.yml', verdict: 'unapproved' },
    ]);
  });

  it('is the same in whatever order the files come', async () => {
    writeFiles(folder, { 'shop.json': shop, 'crm.json': crm });
    const one = await merged(`b=${at('shop.json')}`, `a=${at('crm.json')}`);
    const other = await merged(`a=${at('crm.json')}`, `b=${at('shop.json')}`);
    expect(one.map).toEqual(other.map);
    expect(one.map.repositories.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('names a result by its folder when its own name says nothing', async () => {
    writeFiles(folder, { 'in/shop/smtp-scan.json': shop, 'in/crm/result.json': crm });
    const { map } = await merged(at('in'));
    expect(map.repositories.map(({ name }) => name)).toEqual(['crm', 'shop']);
  });

  it('refuses two results of one name', async () => {
    writeFiles(folder, { 'a/x.json': shop, 'b/x.json': crm });
    await expect(merged(at('a/x.json'), at('b/x.json'))).rejects.toThrow(UserError);
  });

  it('tells the owners of what is to change', async () => {
    const owners = '* @corp/all\n/apps/ @corp/apps @someone\n*.yml\n# comment @nobody\napps/fax/ @corp/fax # ends\n';
    const settings = ['apps/a/.env:1:1-2', 'x/.env:1:1-2', 'apps/a/b.yml:1:1-2', 'apps/fax/.env:1:1-2'].map((one) =>
      legacy(one),
    );
    writeFiles(folder, { 'in/shop.json': resultText(settings), 'in/shop.CODEOWNERS': owners });
    const { map } = await merged(at('in'));
    expect(map.places.map(({ path: file, owners: own }) => [file, ...own])).toEqual([
      ['apps/a/.env', '@corp/apps', '@someone'],
      ['x/.env', '@corp/all'],
      ['apps/a/b.yml'],
      ['apps/fax/.env', '@corp/fax'],
    ]);
    expect(map.repositories[0]?.owners).toEqual(['@corp/all', '@corp/apps', '@corp/fax', '@someone']);
  });

  it('exits by what is asked for', async () => {
    writeFiles(folder, { 'in/shop.json': resultText([unapproved('b.yml:2:1-5')]) });
    expect((await merged(at('in'))).code).toBe(0);
    expect((await merged(at('in'), '--fail-on', 'unapproved')).code).toBe(1);
    writeFiles(folder, { 'in/shop.json': shop });
    expect((await merged(at('in'), '--fail-on', 'never')).code).toBe(0);
  });
});

describe('never green where something is not known', () => {
  it('goes on without a file that it cannot read, says so and is incomplete', async () => {
    writeFiles(folder, {
      'in/a.json': crm,
      'in/b.json': '{"settings":',
      'in/c.json': '[]',
      'in/d.json': '{"schemaVersion":2,"settings":[],"findings":[]}',
    });
    const { code, map } = await merged(at('in'));
    expect(code).toBe(2);
    expect(map.repositories).toHaveLength(1);
    expect(map.unread.map(({ file }) => file)).toEqual(['b', 'c', 'd']);
  });

  it.each([
    ['says that it is incomplete', resultText([approved('c.yml:1:1-5')], false)],
    ['does not say that it is complete', JSON.stringify({ schemaVersion: 1, settings: [], findings: [] })],
  ])('is incomplete when a result %s', async (_, text) => {
    writeFiles(folder, { 'in/a.json': text });
    expect((await merged(at('in'))).code).toBe(2);
  });

  it('counts a legacy place that a policy lets through', async () => {
    writeFiles(folder, { 'in/a.json': resultText([legacy('.env:1:1-2')]).replace('"legacy-relay"', '"other-rule"') });
    const { code, map } = await merged(at('in'));
    expect(map.places).toMatchObject([{ excused: true }]);
    expect(map.history.at(-1)).toMatchObject({ legacy: 1 });
    expect(code).toBe(0);
  });
});

describe('since the merge before', () => {
  const mergedBefore = async (files: Readonly<Record<string, string>>): Promise<void> => {
    writeFiles(folder, files);
    await mergeCommand([at('in'), '--label', 'May', '--fail-on', 'never', '--format', `json=${at('before.json')}`]);
    rmSync(at('in'), { recursive: true });
  };
  const since = (...args: readonly string[]) =>
    merged(at('in'), '--since', at('before.json'), '--label', 'June', ...args);

  it('tells what is gone and what came, through moved lines', async () => {
    await mergedBefore({ 'in/shop.json': resultText([legacy('.env:3:1-5'), legacy('old.env:1:1-5')]) });
    writeFiles(folder, { 'in/shop.json': resultText([legacy('.env:30:1-5'), legacy('new.env:1:1-5')]) });
    const { map } = await since();
    expect(map.change?.gone).toMatchObject([{ path: 'old.env' }]);
    expect(map.change?.come).toMatchObject([{ path: 'new.env' }]);
    expect(map.history).toMatchObject([
      { label: 'May', legacy: 2 },
      { label: 'June', legacy: 2 },
    ]);
  });

  it('counts a relay that a key names twice as two', async () => {
    await mergedBefore({ 'in/shop.json': resultText([legacy('.env:3:1-5'), legacy('.env:9:1-5')]) });
    writeFiles(folder, { 'in/shop.json': resultText([legacy('.env:3:1-5')]) });
    expect((await since()).map.change?.gone).toHaveLength(1);
  });

  it('takes no repository for clean that is missing or was not read in full', async () => {
    await mergedBefore({ 'in/shop.json': shop, 'in/crm.json': resultText([legacy('x.env:1:1-2')]), 'in/hr.json': crm });
    writeFiles(folder, { 'in/shop.json': resultText([], false), 'in/hr.json': crm });
    const { code, map } = await since();
    expect(code).toBe(2);
    expect(map.change).toMatchObject({ gone: [], missing: ['crm'] });
    expect(map.change?.unsure.map(({ repository }) => repository)).toEqual(['crm', 'shop', 'shop']);
    expect(map.complete).toBe(false);
    expect(map.history.at(-1)).toMatchObject({ legacy: 0, unsure: 3, complete: false });
  });

  it('remembers a missing repository until it is back or retired', async () => {
    await mergedBefore({ 'in/crm.json': resultText([legacy('x.env:1:1-2')]), 'in/hr.json': crm });
    writeFiles(folder, { 'in/hr.json': crm });
    await since();
    const again = await merged(at('in'), '--since', at('map.json'));
    expect(again.code).toBe(2);
    expect(again.map.change?.missing).toEqual(['crm']);
    expect(again.map.change?.unsure).toHaveLength(1);
    const retired = await merged(at('in'), '--since', at('map.json'), '--retired', 'crm');
    expect(retired.code).toBe(0);
    expect(retired.map.change).toMatchObject({ missing: [], unsure: [] });
  });

  it('refuses what is no merge', async () => {
    writeFiles(folder, { 'in/hr.json': crm, 'before.json': crm });
    await expect(since()).rejects.toThrow(/--since/);
  });
});

it('merges a thousand results', async () => {
  const settings = Array.from({ length: 40 }, (_, index) =>
    (index % 8 === 0 ? legacy : approved)(`f${index}.yml:1:1-2`),
  );
  const text = resultText(settings);
  writeFiles(folder, Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`in/r${index}.json`, text])));
  const { map } = await merged(at('in'), '--format', `html=${at('map.html')}`, '--format', `markdown=${at('map.md')}`);
  expect(map.repositories).toHaveLength(1000);
  expect(map.history).toMatchObject([{ legacy: 5000, withLegacy: 1000 }]);
  // GitHub takes 1 MiB a step summary.
  expect(readFileSync(at('map.md')).length).toBeLessThan(1_000_000);
}, 60_000);
