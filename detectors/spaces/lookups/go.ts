/** How programs in Go read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const go: readonly Lookup[] = [
  // Go
  { of: ['os.Getenv', 'os.LookupEnv', 'syscall.Getenv'], form: 'call', kind: 'env' },
  { of: ['=envy.Get', 'gobuffalo/envy.Get'], form: 'call', kind: 'env', fallback: { index: 1 } },
  {
    of: [
      '=getEnv',
      '=GetEnv',
      '=getenvDefault',
      '=getEnvOrDefault',
      '=envOr',
      '=GetEnvOrDefault',
      '=env_or',
      '=get_env',
      '=getEnvVar',
      '=getEnvWithDefault',
    ],
    form: 'call',
    kind: 'env',
    fallback: { index: 1 },
  },
  {
    of: ['viper.GetString', 'viper.GetInt', 'viper.GetUint16', 'viper.Get', 'viper.GetUint'],
    form: 'call',
    kind: 'config',
  },
];
