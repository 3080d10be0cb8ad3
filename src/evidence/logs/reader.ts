/** What a reader of one program's log is. */

import type { LogLine } from '../input/line.ts';
import type { Journal, Place } from '../model.ts';
import type { Queued } from '../queue.ts';

export interface LogReader {
  /** `postfix` */
  readonly format: string;
  /** Tags that the program writes under; compared without what follows a `/`. */
  readonly programs: readonly string[];
  /** For a line whose tag says nothing: whether it has the shape of the program's own. A cheap look. */
  owns(line: LogLine): boolean;
  read(line: LogLine, context: LineContext): void;
  /** Whether `read` would make nothing of a line whose text begins at `start`. A look at some bytes; may be left out. */
  skips?(bytes: Buffer, start: number, end: number): boolean;
  /** What its lines said of a message that waits, by its queue id. */
  queued?(id: string): Queued | undefined;
  /** All of the evidence was read. */
  end?(): void;
}

export interface LineContext {
  timeOf(line: LogLine): number | null;
  placeOf(line: LogLine): Place;
}

export type MakeReader = (journal: Journal) => LogReader;
