/** The action as a release has it, changes made to real repositories, and runs of the action on them. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { bundleInto, project } from '../bundle.ts';
import { type Files, repositoryIn, type TestRepository, temporaryFolder } from '../repository.ts';
import { type Event, type Ran, type RunnerOptions, runAction } from './runner.ts';

export const OLD = 'SMTP_HOST=mx1.old-dc.example\n';
export const GOOD = 'SMTP_HOST=smtp-relay.corp.example\n';

export interface ChangeOptions {
  readonly fork?: boolean;
  /** Of the check-out; all of the history when left out. */
  readonly depth?: number;
  /** What the check-out does beside cloning. */
  readonly clone?: readonly string[];
  /** Done on the base and on the topic before what is written there is committed, and in the check-out at last. */
  readonly arrange?: { readonly base?: Arrange; readonly topic?: Arrange; readonly workspace?: Arrange };
}

type Arrange = (repository: TestRepository) => void;

export interface Change {
  readonly origin: string;
  readonly base: string;
  readonly head: string;
  readonly workspace: string;
  readonly event: Event;
}

export interface Workshop {
  /** A base, a change made on top of it, its check-out, and the event that a forge would send. */
  change(before: Files, after: Files, options?: ChangeOptions): Change;
  act(workspace: string, event: Event, inputs?: Readonly<Record<string, string>>, more?: Partial<RunnerOptions>): Ran;
  readonly home: string;
  readonly folder: string;
}

/** To be called once a test file: what it makes is removed at the file's end. */
export function workshop(): Workshop {
  const folder = temporaryFolder();
  const home = path.join(folder, 'action');
  let made = 0;
  let runs = 0;
  beforeAll(() => {
    cpSync(path.join(project, 'action'), path.join(home, 'action'), { recursive: true });
    cpSync(path.join(project, 'action.yml'), path.join(home, 'action.yml'));
    bundleInto(path.join(home, 'dist'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function change(before: Files, after: Files, options: ChangeOptions = {}): Change {
    made += 1;
    const origin = path.join(folder, `repository-${made}`);
    mkdirSync(origin);
    const repository = repositoryIn(origin);
    options.arrange?.base?.(repository);
    const base = repository.commit(before);
    repository.git('switch', '-q', '-c', 'topic');
    options.arrange?.topic?.(repository);
    const head = repository.commit(after);
    const workspace = path.join(folder, `workspace-${made}`);
    const depth = options.depth === undefined ? [] : [`--depth=${options.depth}`];
    const args = ['clone', '-q', ...depth, ...(options.clone ?? []), '--branch=topic', `file://${origin}`, workspace];
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { stdio: 'pipe' });
    options.arrange?.workspace?.(repositoryIn(workspace, true));
    const repo = { full_name: 'corp/shop' };
    const payload = {
      repository: repo,
      pull_request: {
        base: { sha: base, repo },
        head: { sha: head, repo: options.fork ? { full_name: 'someone/shop' } : repo },
      },
    };
    return { origin, base, head, workspace, event: { name: 'pull_request', payload } };
  }

  const act: Workshop['act'] = (workspace, event, inputs = {}, more = {}) => {
    runs += 1;
    return runAction({ home, workspace, temporary: path.join(folder, `temporary-${runs}`), event, inputs, ...more });
  };

  return { change, act, home, folder };
}

interface SarifRun {
  readonly results: readonly {
    readonly ruleId: string;
    readonly level: string;
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
    }[];
    readonly codeFlows?: readonly unknown[];
  }[];
  readonly versionControlProvenance?: readonly { readonly repositoryUri: string; readonly revisionId?: string }[];
  readonly invocations: readonly {
    readonly toolExecutionNotifications: readonly { readonly descriptor: { readonly id: string } }[];
    readonly toolConfigurationNotifications?: readonly { readonly descriptor: { readonly id: string } }[];
  }[];
}

export const sarifRun = (file: string): SarifRun => JSON.parse(readFileSync(file, 'utf8')).runs[0];

/** `error legacy-relay api/.env` */
export const found = (file: string | undefined): readonly string[] =>
  sarifRun(file ?? '').results.map(
    ({ ruleId, level, locations }) => `${level} ${ruleId} ${locations[0]?.physicalLocation.artifactLocation.uri}`,
  );
