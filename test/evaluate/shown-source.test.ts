import { expect, test } from 'vitest';
import { shownSource } from '../../src/evaluate/texts.ts';

test.each([
  ['config["email_host"]', 'config["email_host"]'],
  ['core.getInput("server_address")', 'core.getInput("server_address")'],
  ['options.get(name)', 'options.get(name)'],
  ['"smtps://alerts:geheim@" + host', '"smtps://…@" + host'],
  ['`smtps://alerts:geheim', '`smtps://…@'],
  ['login("alerts", "geheim")', 'login(…)'],
  ['{ host, auth: { pass: "geheim" } }', '{ host, auth: {…}'],
])('%s', (source, shown) => {
  expect(shownSource(source, { start: 0, end: source.length })).toBe(shown);
});
