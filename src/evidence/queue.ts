/** Messages that wait in a queue, by the id that lines name them by. */
import type { Journal, Source } from './model.ts';

/** What the lines so far said of one message. */
export interface Queued {
  source: Source;
  /** When it came in; null when the log does not say. */
  since: number | null;
  messageId: string | null;
  /** Who handed it in is known, and was no program on this machine. */
  settled: boolean;
  /** `recipient relay` of deferrals, so that a second try is no second recipient. */
  deferred?: Set<string>;
}

/** What waits at one time on one machine; a busy one has some ten thousand. */
const MOST_MESSAGES = 50_000;
const MOST_DEFERRED = 1000;

export interface Queue {
  get(id: string): Queued | undefined;
  /** A new message; one that had the same id is gone. */
  open(id: string, queued: Queued): Queued;
  /** The message, made new from the source when its first lines are not in the evidence. */
  at(id: string, unknown: () => Queued): Queued;
  close(id: string): void;
}

/** A table that forgets the oldest message when it is full. `forgotten` counts those. */
export function createQueue(counts: { forgotten: number }): Queue {
  const messages = new Map<string, Queued>();
  const add = (id: string, queued: Queued): Queued => {
    if (messages.size >= MOST_MESSAGES) {
      const [oldest] = messages.keys();
      if (oldest !== undefined) messages.delete(oldest);
      counts.forgotten += 1;
    }
    // A part of a long string would keep the whole of it.
    messages.set(id.length > 12 ? Buffer.from(id, 'latin1').toString('latin1') : id, queued);
    return queued;
  };
  return {
    get: (id) => messages.get(id),
    open(id, queued) {
      messages.delete(id);
      return add(id, queued);
    },
    at: (id, unknown) => messages.get(id) ?? add(id, unknown()),
    close: (id) => {
      messages.delete(id);
    },
  };
}

/** Whether the recipient was deferred by that relay before. Remembers it. */
export function deferredBefore(queued: Queued, recipient: string, relay: string): boolean {
  queued.deferred ??= new Set();
  const key = `${recipient} ${relay}`;
  if (queued.deferred.has(key)) return true;
  if (queued.deferred.size < MOST_DEFERRED) queued.deferred.add(key);
  return false;
}

/** A queue for each machine: ids of two machines have nothing to do with each other. */
export function queuesByHost(): {
  readonly of: (host: string | null) => Queue;
  /** The message of an id, on whichever machine. */
  readonly find: (id: string) => Queued | undefined;
  /** To be called at the end. */
  readonly tell: (journal: Journal) => void;
} {
  const counts = { forgotten: 0 };
  const queues = new Map<string | null, Queue>();
  let last: { readonly host: string | null; readonly queue: Queue } | undefined;
  return {
    of(host) {
      if (last && last.host === host) return last.queue;
      let queue = queues.get(host);
      if (!queue) {
        queue = createQueue(counts);
        if (queues.size < 1000)
          queues.set(host === null ? null : Buffer.from(host, 'latin1').toString('latin1'), queue);
      }
      last = { host, queue };
      return queue;
    },
    find(id) {
      for (const queue of queues.values()) {
        const queued = queue.get(id);
        if (queued) return queued;
      }
      return undefined;
    },
    tell(journal) {
      if (counts.forgotten > 0)
        journal.lost(
          `${counts.forgotten} messages waited longer than their first lines could be remembered: who sent them may be missing`,
          null,
          { path: '', line: 0 },
        );
    },
  };
}
