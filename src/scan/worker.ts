/** The entry of a worker thread: takes jobs until it is ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { detectors } from '../../detectors/index.ts';
import { callRules, lookups } from '../../detectors/spaces/index.ts';
import { rootOf } from '../walk/root.ts';
import { type Answer, doJob, type Job, type WorkerData } from './jobs.ts';
import { type Done, type Share, takeJobs } from './pool.ts';
import { createScanner } from './scan-file.ts';

const { folder, files, own, mentions, contents }: WorkerData = workerData;
const scanner = createScanner({
  root: rootOf(folder, files),
  detectors,
  own,
  lookups,
  calls: callRules,
  mentions,
  ...(contents ? { contents } : {}),
});

parentPort?.on('message', (share: Share<Job>) =>
  takeJobs(share, async (job, index) => {
    parentPort?.postMessage(await done(job, index));
  }),
);

const done = (job: Job, index: number): Promise<Done<Answer>> =>
  doJob(scanner, job).then(
    (answer) => ({ index, answer }),
    (error: unknown) => ({ index, error: error instanceof Error ? error.message : String(error) }),
  );
