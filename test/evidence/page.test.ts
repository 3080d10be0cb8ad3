/** The page of a trace in a real browser: it reads well in both schemes, and asks for nothing. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findingsOf } from '../../src/evidence/findings.ts';
import { hopsHtml } from '../../src/report/hops-html.ts';
import { type Browser, hasChromium, launch, seriousFaults } from '../browser/browser.ts';
import { project } from '../bundle.ts';
import { leftOut } from '../debian.ts';
import { policyOf, traceOf } from './read.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const required = process.env.SMTP_SCAN_REQUIRE_JUDGES === '1';
const suite = hasChromium || required ? describe : describe.skip;
const policy = policyOf(['mx1.old-dc.example'], ['smtp-relay.corp.example']);

async function pageOfTrace(): Promise<string> {
  const names = ['1-before.log', '2-after.log', '3-invoice.eml'].map((name) =>
    path.join(project, 'fixtures', 'demo', 'evidence', name),
  );
  const trace = await traceOf(names, { policy });
  const findings = findingsOf(trace, policy, undefined, '2026-11-24');
  const report = { trace, findings, repository: undefined, policy: '.smtp-scan.yml', judges: true, complete: true };
  return hopsHtml(report);
}

suite(`the page of a trace${hasChromium ? '' : ` (${leftOut('chromium')})`}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each(['light', 'dark'] as const)('axe-core finds nothing serious: %s', async (scheme) => {
    const { page, complaints } = await browser.open(await pageOfTrace(), scheme);
    expect(await page.locator('.legacy').count()).toBeGreaterThan(0);
    expect(await page.locator('.hop').count()).toBeGreaterThan(1);
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
