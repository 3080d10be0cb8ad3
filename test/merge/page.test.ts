/** The map's page in a real browser. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPrevious } from '../../src/merge/change.ts';
import { htmlMap } from '../../src/merge/html/page.ts';
import { json } from '../../src/merge/json.ts';
import { type MergedMap, mergedMap } from '../../src/merge/map.ts';
import { markdown } from '../../src/merge/markdown.ts';
import { readResult } from '../../src/merge/result.ts';
import { type Browser, hasChromium, launch, seriousFaults } from '../browser/browser.ts';
import { leftOut } from '../debian.ts';
import { TRAPS } from '../routes/documents.ts';
import { approved, legacy, resultText, unapproved } from './results.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const mapOf = (texts: Readonly<Record<string, string>>, before?: MergedMap): MergedMap =>
  mergedMap({
    results: Object.entries(texts).map(([name, text]) => ({
      name,
      ...readResult(text),
      ownersOf: (path) => [`@corp/${path.slice(0, 1)}`],
    })),
    unread: [],
    previous: before && readPrevious(json(before)),
    label: null,
  });

const before = mapOf({ shop: resultText([legacy('.env:1:1-2'), legacy('a.env:1:1-2')]), crm: resultText([]) });
const map = mapOf(
  {
    shop: resultText([legacy('.env:1:1-2'), approved('b.yml:1:1-2')]),
    hr: resultText([unapproved('c.yml:3:1-2')], false),
  },
  before,
);
const trapped = mapOf(
  Object.fromEntries(
    TRAPS.map((trap) => [trap, resultText([legacy('x:1:1-2', { path: trap, host: trap, key: trap })])]),
  ),
);

const required = process.env.SMTP_SCAN_REQUIRE_JUDGES === '1';
const suite = hasChromium || required ? describe : describe.skip;

suite(`the page of a merge${hasChromium ? '' : ` (${leftOut('chromium')})`}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each(['light', 'dark'] as const)(
    'complains of nothing, and axe-core finds nothing serious: %s',
    async (scheme) => {
      const { page, complaints } = await browser.open(htmlMap(map), scheme);
      expect(await page.locator('h2').allTextContents()).toEqual([
        'Burn-down',
        'Which repository uses which relay',
        'Relays and the repositories that use them',
        'To change',
        'Since the merge before',
        'Repositories',
      ]);
      expect(await seriousFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('filters each table by itself', async () => {
    const { page } = await browser.open(htmlMap(map));
    const rows = (id: string) => page.locator(`#${id} tbody tr:not([hidden])`);
    await page.locator('.filtered:has(#uses) input[type=search]').fill('sendgrid');
    await expect.poll(() => rows('uses').count()).toBe(1);
    expect(await rows('to-change').count()).toBe(2);
    await page.locator('.filtered:has(#to-change) select').selectOption('@corp/c');
    expect(await rows('to-change').count()).toBe(1);
    await page.locator('.box.legacy').click();
    await expect
      .poll(() => rows('uses').allTextContents())
      .toMatchObject([expect.stringContaining('mx1.old-dc.example')]);
  });

  it('shows hostile names and values as text', async () => {
    const { page, complaints } = await browser.open(htmlMap(trapped));
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe('Outbound relays of all repositories');
    expect(await page.locator('img, iframe, [onerror], [onload], [onfocus], [autofocus]').count()).toBe(0);
    const shown = await page.locator('#repositories').textContent();
    for (const trap of TRAPS.slice(0, 3)) expect(shown).toContain(trap);
    expect(await seriousFaults(page)).toEqual([]);
  });
});

it('the Markdown keeps hostile names text', () => {
  const text = markdown(trapped);
  expect(text).not.toMatch(/<(?!br>|\/?code>)/);
  expect(text).not.toMatch(/\]\(|^# heading|\*\*bold/m);
});
