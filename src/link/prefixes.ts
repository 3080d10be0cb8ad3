/**
 * What programs put before the names of the variables that stand for keys of their configuration: with a prefix of `petrel`,
 * PETREL_OUTGOING_HOST is `outgoing.host`.
 */
import { callsByName } from '../evaluate/call-index.ts';
import type { CallExpr, Expr } from '../model/expr.ts';
import { chainOf } from '../model/expr.ts';
import { argument, type Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';

interface Prefixing {
  /** The end of the callee. */
  readonly of: readonly string[];
  /** The keyword of the argument that names the prefix; else it is the first one. */
  readonly named?: string;
  /** What the library puts between prefix and name. */
  readonly separators: readonly string[];
}

const PREFIXING: readonly Prefixing[] = [
  // https://pkg.go.dev/github.com/spf13/viper#SetEnvPrefix
  { of: ['SetEnvPrefix'], separators: ['_'] },
  // https://pkg.go.dev/github.com/knadh/koanf/providers/env
  { of: ['env', 'Provider'], separators: [''] },
  { of: ['env', 'ProviderWithValue'], separators: [''] },
  { of: ['env', 'Opt'], named: 'Prefix', separators: [''] },
  // https://docs.rs/config/latest/config/struct.Environment.html, https://docs.rs/figment/latest/figment/providers/struct.Env.html
  { of: ['Environment', 'with_prefix'], separators: ['_', '__'] },
  { of: ['Env', 'prefixed'], separators: [''] },
  // https://docs.rs/envy/latest/envy/fn.prefixed.html
  { of: ['envy', 'prefixed'], separators: [''] },
  // https://learn.microsoft.com/dotnet/core/extensions/configuration-providers#environment-variable-configuration-provider
  { of: ['AddEnvironmentVariables'], named: 'prefix', separators: [''] },
  // https://flask.palletsprojects.com/en/stable/api/#flask.Config.from_prefixed_env
  { of: ['from_prefixed_env'], named: 'prefix', separators: ['_'] },
  // https://www.dynaconf.com/envvars/
  { of: ['Dynaconf'], named: 'envvar_prefix', separators: ['_'] },
];

/** Words of which one stands in each file that sets a prefix. */
export const PREFIXING_WORDS: readonly string[] = [
  ...[
    'SetEnvPrefix',
    'env.Provider',
    'with_prefix',
    'Env::prefixed',
    'envy::prefixed',
    'AddEnvironmentVariables',
    'envvar_prefix',
    'from_prefixed_env',
  ],
];

/** The prefixes that a program sets, in capitals. */
export const prefixesIn = oncePer((facts: Facts): readonly string[] => {
  const found = PREFIXING.flatMap((row) =>
    (callsByName(facts).get(row.of.at(-1) ?? '') ?? []).flatMap(({ call }) => prefixesOf(row, call)),
  );
  return [...new Set(found)];
});

function prefixesOf({ of, named, separators }: Prefixing, call: CallExpr): readonly string[] {
  const chain = (chainOf(call.callee) ?? []).flatMap((step) => step.split('::'));
  if (chain.length >= of.length && !of.every((step, index) => chain[chain.length - of.length + index] === step))
    return [];
  const given = prefixGiven(call, named);
  if (given?.kind !== 'text' || !/^\w{2,40}$/.test(given.value)) return [];
  return separators.map((separator) => `${given.value.toUpperCase()}${separator}`);
}

function prefixGiven({ args }: CallExpr, named: string | undefined): Expr | undefined {
  const [first] = args;
  const object = first?.value.kind === 'object' ? first.value : undefined;
  if (object) return object.entries.find(({ key }) => key === named)?.value;
  return argument(args, named, 0);
}
