/** Every workflow that the documentation shows is valid, and its step of the action is run. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { load } from 'js-yaml';
import { describe, expect, it, vi } from 'vitest';
import { found, OLD, workshop } from '../action/change.ts';
import { POLICY } from '../repository.ts';
import { blocksOf, textOf } from './markdown.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const { change, act, folder } = workshop();

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly permissions?: Readonly<Record<string, string>> }>
  >;
}

const workflows = blocksOf('workflow').map(({ page, line, text }): [string, string] => [`${page}:${line}`, text]);
const stepsOf = (text: string): readonly Step[] =>
  Object.values((load(text) as Workflow).jobs).flatMap(({ steps }) => steps);
const inputsOf = ({ with: given = {} }: Step): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
const isOurs = ({ uses }: Step): boolean => uses?.startsWith('OWNER/smtp-scan@') ?? false;

describe('a workflow', () => {
  it('is shown in README and for CI', () => {
    expect(workflows.map(([place]) => place.split(':')[0])).toEqual(['README.md', 'docs/ci.md', 'docs/ci.md']);
  });

  it.each(workflows)('%s is one by the public schema, pins what it uses and asks for little', (_, text) => {
    expect(validateWorkflow(text).errors).toEqual([]);
    for (const [, uses = ''] of text.matchAll(/uses: (.*)/g))
      expect(uses).toMatch(/^OWNER\/smtp-scan@COMMIT|^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const { permissions = {}, jobs } = load(text) as Workflow;
    const granted = Object.values(jobs).map(({ permissions: own = permissions }) => own);
    expect(granted).toEqual([{ contents: 'read', 'security-events': 'write' }]);
  });

  it.each(workflows)('%s gives inputs that the action has', (_, text) => {
    const { inputs } = load(textOf('action.yml')) as { readonly inputs: Readonly<Record<string, unknown>> };
    const given = stepsOf(text)
      .filter(isOurs)
      .flatMap((step) => Object.keys(inputsOf(step)));
    expect(given.filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
  });

  it.each(workflows)('%s stops a pull request that adds a legacy relay', (_, text) => {
    const [step = {}] = stepsOf(text).filter(isOurs);
    const inputs = inputsOf(step);
    const made = change(
      { '.smtp-scan.yml': POLICY, 'x/.env': OLD },
      { '.smtp-scan.yml': 'local: allow\n', 'api/.env': OLD },
    );
    const workspace = inputs.path === undefined ? made.workspace : path.join(folder, 'organisation');
    if (inputs.path !== undefined) {
      // As the other steps of the job check it out.
      cpSync(made.workspace, path.join(workspace, inputs.path), { recursive: true });
      mkdirSync(path.join(workspace, 'policy'), { recursive: true });
      writeFileSync(path.join(workspace, inputs.config ?? ''), POLICY);
    }
    const ran = act(workspace, made.event, inputs);
    expect(ran.outputs['exit-code']).toBe('1');
    expect(found(ran.outputs['sarif-file']).filter((one) => one.startsWith('error'))).toEqual([
      'error legacy-relay api/.env',
    ]);
  });
});

describe('a workflow that calls the one for an organisation', () => {
  const [text = ''] = blocksOf('caller').map((block) => block.text);

  it('is one by the public schema', () => {
    expect(validateWorkflow(text).errors).toEqual([]);
  });

  it('calls what is there, with inputs and secrets that it has, and the permissions that it asks for', () => {
    interface Caller {
      readonly uses: string;
      readonly with: object;
      readonly secrets: object;
      readonly permissions: Readonly<Record<string, string>>;
    }
    const { jobs } = load(text) as { readonly jobs: { readonly map: Caller } };
    const file = /^OWNER\/smtp-scan\/(.*)@COMMIT$/.exec(jobs.map.uses)?.[1] ?? '';
    const called = load(textOf(file)) as {
      readonly on: {
        readonly workflow_call: Readonly<
          Record<'inputs' | 'secrets', Readonly<Record<string, { readonly required?: boolean }>>>
        >;
      };
      readonly jobs: Readonly<Record<string, { readonly permissions: Readonly<Record<string, string>> }>>;
    };
    const { inputs, secrets } = called.on.workflow_call;
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(jobs.map.with)));
    expect(Object.keys(secrets)).toEqual(expect.arrayContaining(Object.keys(jobs.map.secrets)));
    for (const [name, { required }] of Object.entries(inputs)) if (required) expect(jobs.map.with).toHaveProperty(name);
    expect(Object.assign({}, ...Object.values(called.jobs).map((job) => job.permissions))).toEqual(
      jobs.map.permissions,
    );
  });
});
