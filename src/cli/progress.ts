/** Shows on a terminal how far the work has got, once it takes longer than a moment. */
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { EvidenceProgress } from '../evidence/trace.ts';
import { thousands } from '../model/thousands.ts';
import { visible } from '../report/escape.ts';
import { shortened } from '../report/shortened.ts';
import type { Progress } from '../scan/runs.ts';

/** Milliseconds that nobody minds waiting without a word. */
const MOMENT = 2000;

export interface ProgressLine<State> {
  readonly tell: (state: State) => Promise<void>;
  /** Takes the line away. */
  readonly stop: () => void;
}

type Terminal = Writable & { readonly isTTY?: boolean };

/**
 * Undefined where nobody looks: in a pipe, in CI, on a terminal that cannot move its cursor.
 *
 * @param words what is said of a state of the work
 * @param now milliseconds of a clock that never goes back.
 */
export function progressLine<State>(
  stream: Terminal,
  words: (state: State) => string,
  env: Readonly<Record<string, string | undefined>> = process.env,
  now: () => number = () => performance.now(),
): ProgressLine<State> | undefined {
  if (stream.isTTY !== true || env.TERM === 'dumb' || (env.CI !== undefined && env.CI !== '')) return undefined;
  const start = now();
  let spinner: { text: string; stop(): unknown } | undefined;
  const stop = (): void => {
    spinner?.stop();
  };
  return {
    async tell(state) {
      if (now() - start < MOMENT) return;
      spinner ??= (await open(stream, stop)).start();
      spinner.text = words(state);
      // Reading files leaves no moment to draw in.
      await setImmediate();
    },
    stop,
  };
}

async function open(stream: Terminal, stop: () => void) {
  const { default: yoctoSpinner } = await import('yocto-spinner');
  // However the program ends, the cursor comes back.
  process.once('exit', stop);
  return yoctoSpinner({ stream });
}

export const filesRead = ({ done, total, folder }: Progress): string =>
  `${thousands(done)} of ${thousands(total)} files read  ${placeOf(folder)}`;

/** What standard input still brings nobody knows. */
export const evidenceRead = ({ done, total, path }: EvidenceProgress): string =>
  `${total > 0 ? `${Math.floor((done / total) * 100)} % read  ` : 'reading  '}${placeOf(path)}`;

/** As long as a narrow terminal has room for. */
const LONGEST_PLACE = 40;

const placeOf = (path: string): string => shortened(visible(path), LONGEST_PLACE);
