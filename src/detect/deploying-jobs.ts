/**
 * Jobs of a pipeline that bring the application where it runs. The pipeline's file is one of tests; what such a job sets is
 * deployed. They say so by the environment that they deploy to, or by their stage.
 * https://docs.gitlab.com/ci/yaml/#environment, https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idenvironment
 */
import { type Expr, type Range, textOf, valueAt } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';

const PIPELINE = /(^|\/)\.(github|gitea|forgejo|gitlab)[^/]*(\/.*)?\.ya?ml$|\.gitlab-ci\.ya?ml$/i;

const LIVE = /(?:^|[^a-z])(?:prod|production|live)(?:[^a-z]|$)/i;
const STAGE = /(?:^|[^a-z])(?:deploy|deployment|prod|production|live|rollout)(?:[^a-z]|$)/i;
/** What is deployed for reviewers or for tests is neither. */
const FOR_TESTS = /test|review|preview|docs|pages|stag|\bdev/i;

const jobsIn = oncePer(({ path, documents }: Facts): readonly Range[] =>
  PIPELINE.test(path) ? documents.flatMap(deployingIn) : [],
);

/** Whether a place stands within such a job. */
export const isInDeployingJob = (facts: Facts, { start, end }: Range): boolean =>
  jobsIn(facts).some((job) => job.start <= start && end <= job.end);

/** GitLab's jobs are keys of the document, GitHub's of `jobs`. */
function deployingIn(document: Expr): readonly Range[] {
  const jobs = valueAt(document, 'jobs') ?? document;
  if (jobs.kind !== 'object') return [];
  const deploying = jobs.entries.filter(({ value }) => deploys(value));
  const taken = new Set(deploying.flatMap(({ value }) => takenBy(value)));
  const models = taken.size === 0 ? [] : jobs.entries.filter(({ key }) => taken.has(key));
  return [...deploying, ...models].map(({ value }) => value.range);
}

/** The jobs that one is a copy of, and takes parts of: `extends: .live`, `variables: !reference [.live, variables]`. */
function takenBy(job: Expr): readonly string[] {
  const entries = job.kind === 'object' ? job.entries : [];
  return entries.flatMap(({ key, value }) => {
    const names = (value.kind === 'list' ? value.items : [value]).flatMap((one) => textOf(one) ?? []);
    return key === 'extends' ? names : names.slice(0, 1).filter((name) => name.startsWith('.'));
  });
}

function deploys(job: Expr): boolean {
  const given = valueAt(job, 'environment');
  const environment = firstText(valueAt(given, 'name') ?? given);
  if (environment !== undefined) return LIVE.test(environment) && !FOR_TESTS.test(environment);
  const stage = textOf(valueAt(job, 'stage'));
  return stage !== undefined && STAGE.test(stage) && !FOR_TESTS.test(stage);
}

/** `review/$CI_COMMIT_REF_SLUG` begins with what says enough. */
const firstText = (value: Expr | undefined): string | undefined =>
  textOf(value?.kind === 'join' ? value.parts[0] : value);
