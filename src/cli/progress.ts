/** Shows on a terminal how far a scan has got, once it takes longer than a moment. */
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { visible } from '../report/escape.ts';
import { shortened } from '../report/shortened.ts';
import type { Progress } from '../scan/collect.ts';

/** Milliseconds that nobody minds waiting without a word. */
const MOMENT = 2000;

export interface ProgressLine {
  readonly tell: (state: Progress) => Promise<void>;
  /** Takes the line away. */
  readonly stop: () => void;
}

type Terminal = Writable & { readonly isTTY?: boolean };

/**
 * Undefined where nobody looks: in a pipe, in CI, on a terminal that cannot move its cursor.
 *
 * @param now milliseconds of a clock that never goes back.
 */
export function progressLine(
  stream: Terminal,
  env: Readonly<Record<string, string | undefined>> = process.env,
  now: () => number = () => performance.now(),
): ProgressLine | undefined {
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
      spinner.text = wordsOf(state);
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

const wordsOf = ({ done, total, folder }: Progress): string =>
  `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} files read  ${shortened(visible(folder), LONGEST_FOLDER)}`;

/** As long as a narrow terminal has room for. */
const LONGEST_FOLDER = 40;
