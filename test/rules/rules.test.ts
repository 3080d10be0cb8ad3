import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRuleId, RULE_IDS, ruleOf, rules } from '../../src/rules/index.ts';
import { HOMEPAGE } from '../../src/rules/pages.ts';
import { project } from '../bundle.ts';

const textOf = (file: string): string => readFileSync(path.join(project, file), 'utf8');

test('the register holds every id once, under itself', () => {
  expect(rules.map(({ id }) => id)).toEqual([...RULE_IDS]);
  for (const id of RULE_IDS) expect(ruleOf(id).id).toBe(id);
  expect(isRuleId('legacy-relay')).toBe(true);
  expect(isRuleId('constructor')).toBe(false);
});

test('the home page is the one of the package', () => {
  const { homepage, repository, bugs } = JSON.parse(textOf('package.json'));
  expect([homepage, repository.url, bugs.url]).toEqual([
    `${HOMEPAGE}#readme`,
    `git+${HOMEPAGE}.git`,
    `${HOMEPAGE}/issues`,
  ]);
});

describe.each(rules)(
  '$id',
  ({ id, helpUri, name, title, shortDescription, fullDescription, help, securitySeverity }) => {
    test('is named as SARIF wants it', () => {
      const pascal = id.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
      expect(name).toBe(pascal);
    });

    test('leads to its own heading', () => {
      const [page, anchor = ''] = helpUri.slice(`${HOMEPAGE}/blob/main/`.length).split('#');
      expect(helpUri.startsWith(`${HOMEPAGE}/blob/main/`)).toBe(true);
      expect(textOf(page ?? '').split('\n')).toContain(`## ${anchor}`);
      expect(anchor).toBe(id);
    });

    test("keeps within GitHub's limits and is written for people", () => {
      expect(title).toMatch(/^[A-Z][^.]+$/);
      expect(shortDescription).toMatch(/^[A-Z].*\.$/);
      expect(shortDescription.length).toBeLessThanOrEqual(1024);
      expect(fullDescription.length).toBeLessThanOrEqual(1024);
      if (securitySeverity !== undefined) expect(securitySeverity > 0 && securitySeverity <= 10).toBe(true);
    });

    test('its help says what, why and what to do, with an example', () => {
      const headings = [...help.matchAll(/^## (.*)$/gm)].map((found) => found[1]);
      expect(headings).toEqual(['What it means', 'Why it matters', 'What to do']);
      expect(help).toContain('```');
      expect((help.match(/```/g) ?? []).length % 2).toBe(0);
    });
  },
);
