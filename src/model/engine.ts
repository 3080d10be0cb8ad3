/**
 * What V8 is told. Its flags are no interface: they come and go, and one that it does not know makes it write to standard
 * error. So each is set only in the versions in which it was tried (`scripts/check-nodes.mjs` runs them all).
 */
import v8 from 'node:v8';
import vm from 'node:vm';

/** `start` is before anything else runs, `grammars` before the first wasm file is loaded. */
type When = 'start' | 'grammars';

interface EngineFlag {
  readonly flag: string;
  readonly when: When;
  /** V8's major versions, first and last. https://nodejs.org/en/about/previous-releases: 11 is Node 20, 12 is 22, 13 is 24, 14 is 26. */
  readonly since: number;
  readonly until: number;
}

export const ENGINE_FLAGS: readonly EngineFlag[] = [
  // V8 optimises what has run for a while, which for a program that ends after seconds is too early: with four times its
  // usual budget a scan takes an eighth less time (bench/README.md).
  { flag: '--interrupt-budget=300000', when: 'start', since: 11, until: 11 },
  // Optimising the huge functions of a grammar takes seconds and, from 13 on, up to 2 GB, and gains nothing.
  // `--liftoff-only` would say both, but from 13 on only on Node's command line.
  { flag: '--no-wasm-tier-up', when: 'grammars', since: 11, until: 14 },
  { flag: '--no-wasm-dynamic-tiering', when: 'grammars', since: 11, until: 14 },
  // V8 lets its heap grow to four times what was alive before it collects; most of that is garbage. Of repositories with much
  // data two thirds of the memory for 7 % more time, of others nearly the same (bench/README.md).
  { flag: '--heap-growing-percent=100', when: 'start', since: 11, until: 14 },
  // The room for what is young stays as small as it begins: up to a fourth less memory. In 11
  // and 12 it gains less than it takes (bench/README.md).
  { flag: '--semi-space-growth-factor=1', when: 'start', since: 13, until: 14 },
];

/** The flags for a version of V8: `11.3.244.8-node.38`. None for one that nobody has tried. */
export function engineFlags(version: string, when: When): readonly string[] {
  const major = Number.parseInt(version, 10);
  return ENGINE_FLAGS.filter((one) => one.when === when && one.since <= major && major <= one.until).map(
    ({ flag }) => flag,
  );
}

/** Sets them, for this process and all its threads. */
export function tuneEngine(when: When): void {
  for (const flag of engineFlags(process.versions.v8, when)) v8.setFlagsFromString(flag);
}

/**
 * Collects garbage at once, so that the heap does not first grow by as much as was alive a moment ago: a syntax tree of a
 * hundred megabytes that nothing needs any more. V8 has no other way to ask for it in a running process.
 */
export function collectGarbage(): void {
  v8.setFlagsFromString('--expose-gc');
  const collect: unknown = vm.runInNewContext('globalThis.gc');
  if (typeof collect === 'function') collect();
}
