import { turn } from './turn.ts';

interface Call<Given, Result> {
  readonly given: Given;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * A function whose calls of the same moment are answered together, and one such group after the other.
 *
 * @param answer the results for what the calls of a group were given, in their order
 */
export function together<Given, Result>(
  answer: (given: readonly Given[]) => Promise<readonly Result[]>,
): (given: Given) => Promise<Result> {
  let waiting: Call<Given, Result>[] = [];
  let last: Promise<void> = Promise.resolve();

  const answerWaiting = async (): Promise<void> => {
    await turn();
    const calls = waiting;
    waiting = [];
    try {
      const results = await answer(calls.map(({ given }) => given));
      for (const [index, result] of results.entries()) calls[index]?.resolve(result);
    } catch (error) {
      for (const call of calls) call.reject(error);
    }
  };

  return (given) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) last = last.then(answerWaiting);
      waiting.push({ given, resolve, reject });
    });
}
