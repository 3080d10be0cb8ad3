/** Runs a composite action's steps as GitHub's runner would, with the few expressions that this action uses. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export interface Event {
  readonly name: string;
  readonly payload: unknown;
  readonly actor?: string;
}

export interface Ran {
  readonly passed: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Everything that the steps wrote, as the runner would read it. */
  readonly log: string;
  /** The `with` of each step that uses another action. */
  readonly used: readonly Readonly<Record<string, string>>[];
}

export interface RunnerOptions {
  /** Where the action is checked out. */
  readonly home: string;
  readonly workspace: string;
  readonly temporary: string;
  readonly event: Event;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Beside what a runner sets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How actions that are used end. */
  readonly usedOutcome?: 'success' | 'failure';
}

interface StepResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: 'success' | 'failure' | 'skipped';
}

export function runAction(options: RunnerOptions): Ran {
  const action = load(readFileSync(path.join(options.home, 'action.yml'), 'utf8')) as Action;
  const inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value = '' }]) => [name, options.inputs?.[name] ?? value]),
  );
  const steps: Record<string, StepResult> = {};
  const used: Readonly<Record<string, string>>[] = [];
  const summaryFile = path.join(options.temporary, 'summary');
  mkdirSync(options.temporary, { recursive: true });
  let failed = false;
  let log = '';
  const expand = (text: string): string =>
    text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression.trim())));
  const termValue = (term: string): string | boolean => {
    if (term === 'always()') return true;
    const literal = /^'(.*)'$/.exec(term)?.[1];
    if (literal !== undefined) return literal;
    const [context, name = '', kind, output = ''] = term.split('.');
    if (context === 'inputs') return inputs[name] ?? '';
    if (context === 'steps') return (kind === 'outputs' ? steps[name]?.outputs[output] : steps[name]?.outcome) ?? '';
    throw new Error(`this runner does not know ${term}`);
  };
  const evaluate = (expression: string): string | boolean => {
    const [left = '', right] = expression.split(' == ');
    return right === undefined ? termValue(left) : termValue(left) === termValue(right);
  };
  const runStep = (step: Step, number: number): StepResult => {
    if (step.uses !== undefined) {
      used.push(Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, expand(value)])));
      return { outputs: {}, outcome: options.usedOutcome ?? 'success' };
    }
    const outputFile = path.join(options.temporary, `output-${number}`);
    writeFileSync(outputFile, '');
    const eventFile = path.join(options.temporary, 'event.json');
    writeFileSync(eventFile, JSON.stringify(options.event.payload));
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run ?? ''],
      {
        cwd: options.workspace,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          HOME: options.temporary,
          CI: 'true',
          GITHUB_ACTIONS: 'true',
          GITHUB_ACTION_PATH: options.home,
          GITHUB_WORKSPACE: options.workspace,
          GITHUB_EVENT_NAME: options.event.name,
          GITHUB_EVENT_PATH: eventFile,
          GITHUB_SERVER_URL: 'https://github.com',
          GITHUB_REPOSITORY: 'corp/shop',
          GITHUB_ACTOR: options.event.actor ?? 'someone',
          GITHUB_OUTPUT: outputFile,
          GITHUB_STEP_SUMMARY: summaryFile,
          RUNNER_TEMP: options.temporary,
          ...options.environment,
          ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value)])),
        },
      },
    );
    log += stdout + stderr;
    return { outputs: readOutputs(readFileSync(outputFile, 'utf8')), outcome: status === 0 ? 'success' : 'failure' };
  };
  action.runs.steps.forEach((step, number) => {
    const condition = step.if?.replace(/^\$\{\{\s*|\s*\}\}$/g, '');
    const wanted = condition === undefined || evaluate(condition) === true;
    const goes = wanted && (!failed || condition === 'always()');
    const result = goes ? runStep(step, number) : { outputs: {}, outcome: 'skipped' as const };
    if (step.id !== undefined) steps[step.id] = result;
    if (result.outcome === 'failure' && !step['continue-on-error']) failed = true;
  });
  return {
    passed: !failed,
    outputs: Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, expand(value)])),
    summary: existsSync(summaryFile) ? readFileSync(summaryFile, 'utf8') : '',
    log,
    used,
  };
}

/** `name<<END`, lines, `END`. */
function readOutputs(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n');
  const found: Record<string, string> = {};
  for (let index = 0; index < lines.length; index += 1) {
    const [, name, end] = /^([\w-]+)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name === undefined || end === undefined) continue;
    const last = lines.indexOf(end, index + 1);
    found[name] = lines.slice(index + 1, last).join('\n');
    index = last;
  }
  return found;
}
