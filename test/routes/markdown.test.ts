/** The Markdown, read by a parser of GitHub's dialect, and its picture, drawn by Mermaid itself. */
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { linksFrom } from '../../src/routes/links.ts';
import { markdown } from '../../src/routes/markdown.ts';
import { type Browser, drawn, hasChromium, launch } from '../browser/browser.ts';
import { leftOut } from '../debian.ts';
import { documentOf, evidence, hostile, large, ordinary, resultOf, TRAPS } from './documents.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Unlike this parser, GitHub's makes no links of addresses that are spelled with character references. */
const withoutSecondLook = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));

const parsed = (text: string): Root => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: withoutSecondLook });

function* all(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* all(child);
}

const textOf = (node: Nodes): string =>
  [...all(node)].map((one) => (one.type === 'text' || one.type === 'inlineCode' ? one.value : '')).join('');

const written = (result = ordinary, seen = evidence): string => markdown(documentOf(result, seen), linksFrom('docs'));

const pictureOf = (text: string): string => /^```mermaid\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';

it('has a heading for what there is, tables whose rows are whole, and links that lead to the places', () => {
  const root = parsed(written());
  const headings = root.children.filter((node) => node.type === 'heading').map(textOf);
  expect(headings).toEqual([
    'Outbound mail path',
    'Relays: configured and seen',
    'Mail servers',
    'Applications',
    'Monitoring',
    'Samples, development and tests',
    'Seen senders',
  ]);
  expect(root.children.filter((node) => node.type === 'code').map(({ lang }) => lang)).toEqual(['mermaid']);
  for (const table of root.children.filter((node) => node.type === 'table'))
    expect(new Set(table.children.map((row) => row.children.length)).size).toBe(1);
  const links = [...all(root)].flatMap((node) => (node.type === 'link' ? [node.url] : []));
  expect(links).toContain('../shop/src/mailer.js#L4');
  expect(links).toContain('../shop/.env#L2');
});

it('tells what is configured, what was seen, and what nobody has configured', () => {
  const text = written();
  expect(text).not.toContain('hunter2');
  expect(text).toContain('Mail still leaves through mx1.old-dc.example: 1,204 delivered recipients seen.');
  expect(text).toMatch(
    /`mx1\.old-dc\.example`.*also `192\.0\.2\.25`.*also `smarthost\.old-dc\.example`.*❌ legacy.*configured and seen \| 1,204, 3 deferred \| 2026-11-28 22&#58;14 UTC|2026-11-28 22:14 UTC/,
  );
  expect(text).toMatch(/`mail\.unknown\.example`.*seen, but not configured here/);
  expect(text).toMatch(/`smtp\.mailgun\.org`.*configured, not seen/);
});

it('never shows a green word for what could not be read', () => {
  expect(markdown(documentOf(resultOf([], { complete: false })), linksFrom(''))).toContain(
    'Not everything could be read: routes may be missing.',
  );
});

it('keeps hostile names and values text', () => {
  const text = written(hostile);
  const root = parsed(text);
  const nodes = [...all(root)];
  const markup = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : []));
  expect(markup.filter((one) => !/^(<!-- Written by .* -->|<br>|<\/?code>)$/.test(one))).toEqual([]);
  for (const node of nodes) if (node.type === 'link') expect(node.url).toMatch(/^\.\.\/[\w%./-]+#L\d+$/);
  expect(nodes.filter(({ type }) => type === 'image' || type === 'strong' || type === 'footnoteReference')).toEqual([]);
  expect(root.children.filter((node) => node.type === 'heading').map(textOf)).not.toContain('heading');
  expect(textOf(root)).toContain(TRAPS[0]);
});

it('puts senders and relays together until the picture fits what GitHub draws', () => {
  for (const number of [30, 500, 5000]) {
    const text = pictureOf(written(large(number), undefined));
    expect(text.length).toBeLessThan(20_000);
    expect(text.match(/-->|-\.->/g)?.length).toBeLessThanOrEqual(120);
    expect(text).toMatch(/legacy/);
  }
});

const required = process.env.SMTP_SCAN_REQUIRE_JUDGES === '1';
const suite = hasChromium || required ? describe : describe.skip;

suite(`Mermaid draws the picture${hasChromium ? '' : ` (${leftOut('chromium')})`}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each([
    ['of an ordinary repository', ordinary],
    ['of traps', hostile],
    ['of 5,000 settings', large(5000)],
  ])('%s', async (_, result) => {
    const { page } = await browser.open('<!doctype html><title>empty</title>');
    const svg = await drawn(page, pictureOf(written(result, undefined)));
    await page.evaluate(`document.body.innerHTML = ${JSON.stringify(svg)}`);
    expect(await page.locator('.node').count()).toBeGreaterThan(5);
    expect(await page.locator('svg a, svg img, svg script').count()).toBe(0);
    if (result === hostile)
      expect(await page.locator('svg').first().textContent()).toContain('<img src=x onerror=alert(1)>');
    if (result === ordinary)
      expect(await page.locator('svg').first().textContent()).toContain('not decided here (PORTAL_RELAY)');
  });
});
