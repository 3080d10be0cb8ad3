/** The page in a real browser: it opens from a folder, asks for nothing, filters, reads well, and runs nothing of a value. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { htmlDocument } from '../../src/routes/html/page.ts';
import { linksBehind, noLinks } from '../../src/routes/links.ts';
import { type Browser, hasChromium, launch, seriousFaults } from '../browser/browser.ts';
import { leftOut } from '../debian.ts';
import { documentOf, evidence, hostile, large, ordinary, TRAPS } from './documents.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const required = process.env.SMTP_SCAN_REQUIRE_JUDGES === '1';
const suite = hasChromium || required ? describe : describe.skip;
const linkTo = linksBehind('https://github.com/o/r/blob/main');

suite(`the page of routes${hasChromium ? '' : ` (${leftOut('chromium')})`}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const visibleRows = '#routes tbody tr:not([hidden])';

  it.each(['light', 'dark'] as const)(
    'complains of nothing, and axe-core finds nothing serious: %s',
    async (scheme) => {
      const { page, complaints } = await browser.open(htmlDocument(documentOf(ordinary, evidence), linkTo), scheme);
      expect(await page.title()).toBe('Outbound mail path');
      expect(await page.locator(visibleRows).count()).toBe(7);
      expect(await page.locator('svg.picture .box').count()).toBeGreaterThan(8);
      expect(await seriousFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('shows both themes by its button', async () => {
    const { page, complaints } = await browser.open(htmlDocument(documentOf(ordinary), noLinks), 'light');
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.click('#theme');
    expect(await background()).toBe(light);
    await page.click('#theme');
    expect(await background()).not.toBe(light);
    expect(complaints).toEqual([]);
  });

  it('filters by search, layer, role and verdict, says how many are left, and shows all again', async () => {
    const { page, complaints } = await browser.open(htmlDocument(documentOf(ordinary), linkTo));
    const rows = page.locator(visibleRows);
    await page.fill('.find input', 'OLD-DC mailer');
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.textContent()).toContain('shop/.env:2');
    expect(await page.locator('.shown').textContent()).toBe('1 of 7 routes');
    await page.fill('.find input', 'nobody');
    await expect.poll(() => rows.count()).toBe(0);
    expect(await page.locator('.none').isVisible()).toBe(true);
    await page.click('[type=reset]');
    await expect.poll(() => rows.count()).toBe(7);
    await page.selectOption('[name=layer]', 'server');
    expect(await rows.count()).toBe(1);
    await page.click('[type=reset]');
    await expect.poll(() => rows.count()).toBe(7);
    await page.selectOption('[name=role]', 'sample');
    expect(await rows.allTextContents()).toMatchObject([expect.stringContaining('billing/.env.example:2')]);
    await page.click('[type=reset]');
    await expect.poll(() => rows.count()).toBe(7);
    for (const verdict of ['approved', 'unapproved', 'unresolved', 'placeholder'])
      await page.uncheck(`input[value=${verdict}]`);
    expect(await rows.count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('shows the routes of a box that the keyboard chooses, and sorts by a column', async () => {
    const { page } = await browser.open(htmlDocument(documentOf(ordinary), linkTo));
    await page.focus('.box.legacy');
    await page.keyboard.press('Enter');
    const rows = page.locator(visibleRows);
    expect(await rows.count()).toBe(2);
    expect(await page.locator('.find input').inputValue()).toBe('mx1.old-dc.example');
    await page.focus('.box.sender');
    await page.keyboard.press(' ');
    expect(await page.locator('[name=layer]').inputValue()).toBe('server');
    expect(await rows.count()).toBe(1);
    await page.click('[type=reset]');
    await expect.poll(() => rows.count()).toBe(7);
    await page.click('#routes th:nth-child(2) button');
    await page.click('#routes th:nth-child(2) button');
    expect(await page.getAttribute('#routes th:nth-child(2)', 'aria-sort')).toBe('descending');
    expect(await rows.first().textContent()).toContain('smtp.mailgun.org');
  });

  it('links places to where they can be looked at', async () => {
    const { page } = await browser.open(htmlDocument(documentOf(ordinary), linkTo));
    expect(await page.locator('#routes a').first().getAttribute('href')).toBe(
      'https://github.com/o/r/blob/main/servers/web1/main.cf#L4',
    );
  });

  it('shows hostile names and values as text, and lets none of them be anything else', async () => {
    const text = htmlDocument(documentOf(hostile), linkTo);
    const { page, complaints } = await browser.open(text);
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe('Outbound mail path');
    expect(await page.locator('img, iframe, object, embed, [onerror], [onload], [onfocus], [autofocus]').count()).toBe(
      0,
    );
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('svg').count()).toBe(1);
    const shown = await page.locator('#routes').textContent();
    for (const trap of TRAPS.slice(0, 3)) expect(shown).toContain(trap);
    const targets: unknown = await page.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.href)");
    for (const target of [targets].flat())
      expect(String(target)).toMatch(/^https:\/\/github\.com\/o\/r\/blob\/main\/|^file:\/\/[^#]*#main$/);
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('refuses what its own policy does not know', async () => {
    const text = htmlDocument(documentOf(ordinary), linkTo).replace(
      '</main>',
      '<script>document.title="taken"</script></main>',
    );
    const { page, complaints } = await browser.open(text);
    expect(await page.title()).toBe('Outbound mail path');
    expect(complaints.join()).toContain('Content Security Policy');
  });

  it('stays usable with 5,000 settings', async () => {
    const { page, complaints } = await browser.open(htmlDocument(documentOf(large(5000)), linkTo));
    const rows = page.locator(visibleRows);
    await expect.poll(() => rows.count()).toBe(100);
    expect(await page.locator('.shown').textContent()).toBe('5,000 routes, the first 100 shown');
    await page.click('.more');
    expect(await rows.count()).toBe(200);
    await page.fill('.find input', 'settings-4999');
    await expect.poll(() => rows.count()).toBe(1);
    await page.click('[type=reset]');
    await expect.poll(() => rows.count()).toBe(100);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await rows.count()).toBe(5000);
    expect(await page.locator('.box').count()).toBeLessThanOrEqual(60);
    expect(complaints).toEqual([]);
  });

  it('prints without what only a screen can use', async () => {
    const { page } = await browser.open(htmlDocument(documentOf(ordinary), linkTo), 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
