/** `scripts/tour.mjs` plays docs/tour.md; that the page is what it prints is held by test/scripts/docs.test.ts. Here: that it tells the story. */
import { expect, it } from 'vitest';
import { blocksOf } from './markdown.ts';

const said = blocksOf('console')
  .map(({ text }) => text)
  .join('');

it.each([
  ['init knows what is there', '#   - host: smtp.mailgun.org    # Mailgun; 1 place, first shop/src/newsletter.js:4'],
  ['a scan finds the old relay', '✖ mx1.old-dc.example  legacy · 1 place'],
  ['explain shows the way', 'shop/.env:2:1  SMTP_HOST is given its value here'],
  ['fix changes host and port', '+relayhost = [smtp-relay.corp.example]:587'],
  ['fix leaves what needs a person', 'a password of the old relay is written beside it'],
  ['the guard stops a new one', '✖ crm/.env:1:11  SMTP_HOST    → smtp-relay.corp.example'],
  ['the guard says what it left out', 'findings of before left out'],
  ['the guard ends with 1', 'exit code 1\n'],
  ['compare says how far it is', '▲ partly\n'],
  ['trace says who still uses it', 'newsletter.corp.example · postfix on web1 · news.shop.example  2 delivered'],
  ['routes writes the document', '# Outbound mail path\n'],
  ['the document is up to date', '\nup to date\n'],
])('%s', (_, words) => {
  expect(said).toContain(words);
});

it('after the cut-over no setting names the old relay', () => {
  const after = said.slice(said.indexOf('$ smtp-scan --quiet'), said.indexOf('$ git switch -qc crm'));
  expect(after).not.toContain('legacy');
});

it('every command stands in it', () => {
  const used = new Set([...said.matchAll(/^\$ smtp-scan(?: (\w+))?(?= |$)/gm)].map(([, name = 'scan']) => name));
  expect([...used].sort()).toEqual(['compare', 'explain', 'fix', 'init', 'routes', 'scan', 'trace']);
});
