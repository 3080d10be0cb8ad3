/** Tests that need Microsoft's SARIF validator, which is a program of its own and not for every platform. */
import { it } from 'vitest';
import { multitool } from '../scripts/sarif-validator.ts';

const isThere = multitool() !== undefined;
if (process.env.CI && !isThere) throw new Error('@microsoft/sarif-multitool has to run in CI');

/** A test that is left out where the validator does not run; in CI it has to. */
export const validated = (name: string, test: () => void | Promise<void>): void =>
  it.skipIf(!isThere)(name, { timeout: 600_000 }, test);
