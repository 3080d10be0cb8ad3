/** The entry of a worker thread: does jobs until it is ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { detectors } from '../detectors/index.ts';
import { callRules, lookups } from '../detectors/lookups.ts';
import { doJob, type Job, type WorkerData } from './jobs.ts';
import { createScanner } from './scan-file.ts';

const { root, own }: WorkerData = workerData;
const scanner = createScanner({ root, detectors, own, lookups, calls: callRules });

parentPort?.on('message', (job: Job) => {
  doJob(scanner, job).then(
    (answer) => parentPort?.postMessage({ answer }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  );
});
