/** How programs in Rust read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const rust: readonly Lookup[] = [
  // Rust
  {
    of: [
      'env::var',
      'std.env.var',
      'env.var',
      'dotenv.var',
      'dotenvy.var',
      '=env!',
      '=option_env!',
      'std.env.var_os',
      'env.var_os',
    ],
    form: 'call',
    kind: 'env',
  },
];
