/** How programs in .NET read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const dotnet: readonly Lookup[] = [
  // .NET
  { of: ['Environment.GetEnvironmentVariable'], form: 'call', kind: 'env' },
  // Settings that the designer of Visual Studio writes, as the reader of C# hands them on
  { of: ['=@DefaultSettingValue'], in: ['csharp'], form: 'call', kind: 'config', fallback: { index: 1 } },
  // DotNetEnv
  { of: ['=Env.GetString', 'DotNetEnv.Env.GetString'], form: 'call', kind: 'env', fallback: { index: 1 } },
  {
    of: [
      '*#GetValue',
      'Configuration.GetValue',
      '_configuration.GetValue',
      '_config.GetValue',
      'configuration.GetValue',
    ],
    form: 'call',
    kind: 'config',
    fallback: { index: 1 },
  },
  {
    of: [
      '=Configuration',
      '=_configuration',
      '=configuration',
      '=_config',
      'IConfiguration',
      // Of the generic and the web host's builder, and the context that it hands to its callbacks
      ...['builder', 'context', 'hostContext', 'hostingContext', 'ctx', 'app', 'host'].map(
        (of) => `=${of}.Configuration`,
      ),
      ...['CreateBuilder', 'CreateApplicationBuilder', 'CreateDefaultBuilder'].map((of) => `${of}().Configuration`),
      ...['HostBuilderContext', 'WebHostBuilderContext', 'WebApplicationBuilder', 'HostApplicationBuilder'].map(
        (of) => `${of}.Configuration`,
      ),
      'ConfigurationManager.AppSettings',
      'WebConfigurationManager.AppSettings',
    ],
    in: ['csharp', 'plain'],
    form: 'member',
    kind: 'config',
  },
];
