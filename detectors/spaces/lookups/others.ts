/** How programs in languages without a grammar at hand read the environment. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const others: readonly Lookup[] = [
  // C, Lua, R, Nim, Pascal
  {
    of: [
      'getenv',
      'std.getenv',
      'secure_getenv',
      'qgetenv',
      'os.getenv',
      'Sys.getenv',
      'getEnv',
      'GetEnvironmentVariable',
    ],
    in: ['plain'],
    form: 'call',
    kind: 'env',
    fallback: { index: 1, named: ['defaultValue', 'unset'] },
  },
  // Qt: https://doc.qt.io/qt-6/qsettings.html#value
  { of: ['QSettings#value'], in: ['plain'], form: 'call', kind: 'config', fallback: { index: 1 } },
  // Perl: Dancer2. https://metacpan.org/pod/Dancer2#config
  { of: ['=config', '=config()', '=setting()'], in: ['perl'], form: 'member', kind: 'config' },
  // https://docs.mojolicious.org/Mojolicious/Plugin/Config, https://metacpan.org/pod/Catalyst#config
  { of: ['*#config'], in: ['perl'], form: 'call', kind: 'config' },
  // Dart: dart:io, --dart-define, flutter_dotenv; Swift: Foundation; Julia
  {
    of: ['Platform.environment', 'dotenv.env', 'ProcessInfo.processInfo.environment', 'ENV'],
    in: ['plain'],
    form: 'member',
    kind: 'env',
  },
  {
    of: ['String.fromEnvironment', 'Environment.get'],
    in: ['plain'],
    form: 'call',
    kind: 'env',
    fallback: { index: 1, named: ['defaultValue', 'unset'] },
  },
];
