/** Worker threads that share the scan. The answers come back in the order of the jobs, whoever did them. */
import { Worker } from 'node:worker_threads';

export interface Pool<Job, Answer> {
  run(jobs: readonly Job[]): Promise<readonly Answer[]>;
  close(): Promise<void>;
}

/** A pool of one: the same jobs on this thread, in order. */
export function inline<Job, Answer>(work: (job: Job) => Promise<Answer>): Pool<Job, Answer> {
  return {
    async run(jobs) {
      const answers: Answer[] = [];
      for (const job of jobs) answers.push(await work(job));
      return answers;
    },
    async close() {},
  };
}

/** Texts and syntax trees live briefly; with more room fewer of them are moved about before they die. */
const YOUNG_MEGABYTES = 96;

/**
 * Starts `size` workers of the module at `url`.
 *
 * @throws Error (from `run`) when a worker dies or a job fails in it.
 */
export function workers<Job, Answer>(url: URL, size: number, data: unknown): Pool<Job, Answer> {
  const threads = Array.from(
    { length: size },
    () => new Worker(url, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES } }),
  );
  return {
    async run(jobs) {
      const answers: Answer[] = new Array(jobs.length);
      let next = 0;
      await Promise.all(
        threads.map(async (thread) => {
          while (next < jobs.length) {
            const index = next;
            next += 1;
            answers[index] = await ask<Job | undefined, Answer>(thread, jobs[index]);
          }
        }),
      );
      return answers;
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function ask<Job, Answer>(thread: Worker, job: Job): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      thread.off('message', answered);
      thread.off('error', failed);
    };
    const answered = (message: { answer: Answer } | { error: string }): void => {
      done();
      if ('answer' in message) resolve(message.answer);
      else reject(new Error(message.error));
    };
    const failed = (error: Error): void => {
      done();
      reject(error);
    };
    thread.on('message', answered);
    thread.on('error', failed);
    thread.postMessage(job);
  });
}
