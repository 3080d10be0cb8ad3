/** The recipes hold together. */
import { readFileSync } from 'node:fs';
import { validateWorkflow } from '@action-validator/core';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { scanOptions } from '../src/cli/scan-command.ts';

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const text = read('docs/ci.md');
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);

it('has workflows that are ones by the public schema', () => {
  const workflows = blocks.filter((block) => block.includes('runs-on:'));
  expect(workflows).toHaveLength(2);
  for (const workflow of workflows) expect(validateWorkflow(workflow).errors).toEqual([]);
});

it('has YAML that can be read, and options and inputs that are there', () => {
  for (const block of blocks) expect(load(block)).toBeTypeOf('object');
  const options = [...`${text}\n${read('.pre-commit-hooks.yaml')}`.matchAll(/smtp-scan (--.*)$/gm)].flatMap(
    ([, line = '']) => [...line.matchAll(/--([\w-]+)/g)].map(([, name = '']) => name),
  );
  expect(options.length).toBeGreaterThan(10);
  for (const name of options) expect(Object.keys(scanOptions)).toContain(name);
});
