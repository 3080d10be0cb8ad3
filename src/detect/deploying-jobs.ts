/**
 * Jobs of a pipeline that bring the application where it runs. The pipeline's file is one of tests; what such a job sets is
 * deployed. They say so by the environment that they deploy to, or by their stage.
 * https://docs.gitlab.com/ci/yaml/#environment, https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idenvironment
 */
import { type Entry, type Expr, type Range, textOf, valueAt } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';

const PIPELINE = /(^|\/)\.(github|gitea|forgejo|gitlab|circleci)[^/]*(\/.*)?\.ya?ml$|\.gitlab-ci\.ya?ml$/i;
/** Jobs of CircleCI say it by nothing but their names. */
const BY_NAME = /(^|\/)\.circleci\//;

const LIVE = /(?:^|[^a-z])(?:prod|production|live)(?:[^a-z]|$)/i;
const STAGE = /(?:^|[^a-z])(?:deploy|deployment|prod|production|live|rollout)(?:[^a-z]|$)/i;
/** What is deployed for reviewers or for tests is neither. */
const FOR_TESTS = /test|review|preview|docs|pages|stag|\bdev/i;
const deploysTo = (name: string, of: RegExp): boolean => of.test(name) && !FOR_TESTS.test(name);

const jobsIn = oncePer((facts: Facts): readonly Range[] =>
  PIPELINE.test(facts.path) ? facts.documents.flatMap((document) => deployingIn(document, facts)) : [],
);

/** Whether a file may hold such jobs, by its name. */
export const isPipeline = (file: string): boolean => PIPELINE.test(file);

/** Whether a place stands within such a job. */
export const isInDeployingJob = (facts: Facts, { start, end }: Range): boolean =>
  jobsIn(facts).some((job) => job.start <= start && end <= job.end);

/** What makes a key of a pipeline a job. */
const WORK = ['script', 'steps', 'trigger', 'uses', 'run'];

/** GitLab's jobs are keys of the document, GitHub's of `jobs`. Where all jobs deploy, the whole file does. */
function deployingIn(document: Expr, facts: Facts): readonly Range[] {
  const held = valueAt(document, 'jobs') ?? document;
  const jobs = held.kind === 'object' ? held.entries : [];
  const deploying = jobs.filter((job) => deploys(job, facts));
  if (deploying.length === 0) return [];
  const working = jobs.filter(({ value }) => WORK.some((key) => valueAt(value, key)));
  if (working.every((job) => deploying.includes(job))) return [document.range];
  const taken = new Set(deploying.flatMap(({ value }) => takenBy(value)));
  return [...deploying, ...jobs.filter(({ key }) => taken.has(key))].map(({ value }) => value.range);
}

/** The jobs that one is a copy of, and takes parts of: `extends: .live`, `variables: !reference [.live, variables]`. */
function takenBy(job: Expr): readonly string[] {
  const entries = job.kind === 'object' ? job.entries : [];
  return entries.flatMap(({ key, value }) => {
    const names = (value.kind === 'list' ? value.items : [value]).flatMap((one) => textOf(one) ?? []);
    return key === 'extends' ? names : names.slice(0, 1).filter((name) => name.startsWith('.'));
  });
}

function deploys({ key, value: job }: Entry, { path, source }: Facts): boolean {
  if (BY_NAME.test(path)) return deploysTo(key, STAGE);
  const given = valueAt(job, 'environment');
  const environment = valueAt(given, 'name') ?? given;
  if (environment) return isLive(environment, source.text);
  const stage = textOf(valueAt(job, 'stage'));
  return stage !== undefined && deploysTo(stage, STAGE);
}

/** `production`, `${{ … && 'production' || 'staging' }}`; `review/$CI_COMMIT_REF_SLUG` begins with what says enough. */
function isLive(environment: Expr, source: string): boolean {
  const name = textOf(environment.kind === 'join' ? environment.parts[0] : environment);
  if (name !== undefined) return deploysTo(name, LIVE);
  return LIVE.test(
    source.slice(environment.range.start, Math.min(environment.range.end, environment.range.start + 300)),
  );
}
