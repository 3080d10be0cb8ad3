/** Debian's Chromium, without a network, and what it says of a page. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

export const hasChromium = existsSync(EXECUTABLE);

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  /** The page as a file in a folder, opened; with what it complained of and asked the network for since. */
  open(text: string, scheme?: 'light' | 'dark'): Promise<Opened>;
  close(): Promise<void>;
}

export interface Opened {
  readonly page: Page;
  /** Console errors, uncaught errors, dialogs, and requests for anything but the file itself. */
  readonly complaints: readonly string[];
}

/** With a new, empty profile. */
export async function launch(): Promise<Browser> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'smtp-scan-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath: EXECUTABLE,
    args: FLAGS,
    viewport: { width: 1440, height: 900 },
  });
  let files = 0;
  return {
    async open(text, scheme = 'light') {
      files += 1;
      const file = path.join(folder, `page-${files}.html`);
      writeFileSync(file, text);
      const page = await context.newPage();
      await page.emulateMedia({ colorScheme: scheme });
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() !== 'log') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      const address = pathToFileURL(file).href;
      page.on('request', (request) => {
        if (request.url() !== address) complaints.push(`asked for ${request.url()}`);
      });
      await page.goto(address);
      return { page, complaints };
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const packaged = (file: string): string => readFileSync(createRequire(import.meta.url).resolve(file), 'utf8');

/** What axe-core finds serious or worse: `rule: selector`. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(packaged('axe-core/axe.min.js'));
  const found: unknown =
    await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ target }) => id + ': ' + target.join(' '))))`);
  return Array.isArray(found) ? found.map(String) : ['axe-core gave no answer'];
}

/** The SVG that Mermaid draws with the settings that GitHub has for it; throws Mermaid's own error. */
export async function drawn(page: Page, text: string): Promise<string> {
  await page.addScriptTag({ content: packaged('mermaid/dist/mermaid.min.js') });
  // https://github.com/mermaid-js/mermaid/blob/develop/packages/mermaid/src/schemas/config.schema.yaml: GitHub keeps to the defaults.
  return String(
    await page.evaluate(
      `(async (text) => {
        mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', maxTextSize: 50000, maxEdges: 500 });
        await mermaid.parse(text);
        return (await mermaid.render('picture', text)).svg;
      })(${JSON.stringify(text)})`,
    ),
  );
}
