/**
 * Threads that share the scan, this one among them: whoever is free takes the next job. The answers come back in the
 * order of the jobs, whoever did them.
 */
import { Worker } from 'node:worker_threads';

export interface Pool<Job, Answer> {
  /**
   * `keep` may give up parts of the answers that are there so far, in the order of the jobs, whenever one comes. `told`
   * hears, after each job of this thread, how many are done, and the index of that one.
   *
   * @throws Error when a job fails or a thread dies.
   */
  run(
    jobs: readonly Job[],
    keep?: (answers: (Answer | undefined)[]) => void,
    told?: (done: number, index: number) => Promise<void>,
  ): Promise<readonly Answer[]>;
  close(): Promise<void>;
}

/** What the pool sends to a thread: all jobs, and the counter that gives everyone the index of the next one. */
export interface Share<Job> {
  readonly jobs: readonly Job[];
  readonly next: Int32Array;
}

/** What a thread sends back for each job that it took. */
export type Done<Answer> =
  | { readonly index: number; readonly answer: Answer }
  | { readonly index: number; readonly error: string };

/** Takes jobs until none is left. */
export async function takeJobs<Job>(
  { jobs, next }: Share<Job>,
  work: (job: Job, index: number) => Promise<void>,
): Promise<void> {
  for (;;) {
    const index = Atomics.add(next, 0, 1);
    const job = jobs[index];
    if (job === undefined) return;
    await work(job, index);
  }
}

/** Texts and syntax trees live briefly: three times as much room takes 10 % more memory, and no less time (bench/README.md). */
const YOUNG_MEGABYTES = 32;

/**
 * A pool of this thread, which does `work`, and `others` that run the module at `url`. This one begins while they
 * start; one that comes too late finds no job left.
 */
export function createPool<Job, Answer>(
  work: (job: Job) => Promise<Answer>,
  others: number,
  url: URL,
  data: unknown,
): Pool<Job, Answer> {
  const threads = Array.from(
    { length: others },
    () => new Worker(url, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES } }),
  );
  return {
    run: (jobs, keep = () => {}, told = async () => {}) => {
      const share: Share<Job> = { jobs, next: new Int32Array(new SharedArrayBuffer(4)) };
      let done = 0;
      const counted = (answers: (Answer | undefined)[]): void => {
        done += 1;
        keep(answers);
      };
      return collected(jobs.length, threads, counted, (take) => {
        for (const thread of threads) thread.postMessage(share);
        return takeJobs(share, async (job, index) => {
          const answer = await work(job);
          await told(done + 1, index);
          take(index, answer);
        });
      });
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** As many answers as `count`: those that `start` takes here, and those that the threads send. */
async function collected<Answer>(
  count: number,
  threads: readonly Worker[],
  keep: (answers: (Answer | undefined)[]) => void,
  start: (take: (index: number, answer: Answer) => void) => Promise<void>,
): Promise<readonly Answer[]> {
  const answers = new Array<Answer>(count);
  let missing = count;
  let stop = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      const take = (index: number, answer: Answer): void => {
        answers[index] = answer;
        keep(answers);
        missing -= 1;
        if (missing === 0) resolve();
      };
      const received = (done: Done<Answer>): void =>
        'answer' in done ? take(done.index, done.answer) : reject(new Error(done.error));
      for (const thread of threads) thread.on('message', received).on('error', reject);
      stop = () => {
        for (const thread of threads) thread.off('message', received).off('error', reject);
      };
      start(take).then(() => count === 0 && resolve(), reject);
    });
  } finally {
    stop();
  }
  return answers;
}
