import { defineConfig } from 'vitest/config';

// Fixtures are input: some are test files of the made repositories.
export default defineConfig({ test: { dir: 'test' } });
