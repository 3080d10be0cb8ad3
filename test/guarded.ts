/** A scan as the command line asks for it, without what a test does not need. */
import type { GuardedRequest } from '../src/cli/guarded-scan.ts';

/** On one thread; everything below the root, by its own policy, unless the request says otherwise. */
export const requestFor = (root: string, request: Partial<GuardedRequest> = {}): GuardedRequest => ({
  root,
  paths: [],
  config: undefined,
  approve: [],
  legacy: [],
  policyRef: undefined,
  range: undefined,
  baseline: undefined,
  writeBaseline: false,
  noIgnore: false,
  jobs: 1,
  ...request,
});
