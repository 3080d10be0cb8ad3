import { defineConfig } from 'vitest/config';

// Fixtures are input: some are test files of the made repositories. A time-out ends what hangs, on machines that may be busy;
// it measures nothing.
export default defineConfig({ test: { dir: 'test', testTimeout: 60_000, hookTimeout: 120_000 } });
