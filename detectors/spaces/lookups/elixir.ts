/** How programs in Elixir read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const elixir: readonly Lookup[] = [
  // Elixir
  { of: ['System.get_env', 'System.fetch_env!'], form: 'call', kind: 'env', fallback: { index: 1 } },
  {
    of: ['Application.get_env', 'Application.fetch_env!', 'Application.compile_env', 'Application.compile_env!'],
    form: 'call',
    kind: 'config',
    name: 1,
    fallback: { index: 2 },
  },
];
