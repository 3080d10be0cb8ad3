/**
 * Keys of a configuration that calls bind to other sources: flags of the command line, variables of the environment, mappings
 * in the program.
 */
import type { EntryFact } from '../detect/entries.ts';
import { callsByName } from '../evaluate/call-index.ts';
import { atCall } from '../evaluate/places.ts';
import type { CallExpr, Expr, Range, TextExpr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';

/** Words of which one stands in each file that binds a key. */
export const BINDING_WORDS: readonly string[] = ['BindPFlag', 'BindEnv', 'confmap', 'AddInMemoryCollection'];

interface Bound {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Expr;
}

/** What the calls of a file bind to keys, each as an entry of the key's path. */
export const boundIn = (facts: Facts): readonly EntryFact[] =>
  Object.entries(BINDING).flatMap(([name, boundBy]) =>
    (callsByName(facts).get(name) ?? []).flatMap((site) =>
      boundBy(
        site.call.args.map(({ value }) => value),
        facts,
      ).map(({ key, ...one }) => ({ ...one, path: key.split(/[.:]/), siblings: [], place: atCall(facts, site) })),
    ),
  );

const BINDING: Readonly<Record<string, (args: readonly Expr[], facts: Facts) => readonly Bound[]>> = {
  // https://pkg.go.dev/github.com/spf13/viper#BindPFlag
  BindPFlag: ([key, flag], facts) =>
    isText(key) ? flagsNamed(facts, flagLookedUp(flag)).map((one) => bound(key, one)) : [],
  BindPFlags: (_, facts) => flagsOf(facts).map(({ name, value }) => bound(name, value)),
  // https://pkg.go.dev/github.com/spf13/viper#BindEnv: without a name it is the key's own, behind the prefix
  BindEnv: ([key, ...names]) =>
    isText(key)
      ? names.filter(isText).map((name) => bound(key, { kind: 'env', name: name.value, range: name.range }))
      : [],
  // https://pkg.go.dev/github.com/knadh/koanf/providers/confmap
  Provider: ([given]) => entriesIn(given),
  // https://learn.microsoft.com/dotnet/core/extensions/configuration-providers#memory-configuration-provider
  AddInMemoryCollection: ([given]) => entriesIn(given),
};

const isText = (expr: Expr | undefined): expr is TextExpr => expr?.kind === 'text';

const bound = (key: TextExpr, value: Expr): Bound => ({ key: key.value, keyRange: key.range, value });

/** A mapping that is written in place, or given to the constructor of one. */
function entriesIn(given: Expr | undefined): readonly Bound[] {
  if (given?.kind === 'call') return given.args.flatMap(({ value }) => entriesIn(value));
  return given?.kind === 'object' ? given.entries.filter(({ spread }) => !spread) : [];
}

/** `pflag.Lookup("via")`, `cmd.Flags().Lookup("via")`. */
const flagLookedUp = (flag: Expr | undefined): string | undefined => {
  const name = flag?.kind === 'call' ? flag.args[0]?.value : undefined;
  return isText(name) ? name.value : undefined;
};

interface Flag {
  readonly name: TextExpr;
  readonly value: Expr;
}

/** Where the functions of pflag take name and default, the target first in those that end with `Var`, a letter before the default with `P`. */
const FLAG = /^(?:String|Int|Uint|Uint16|Int64)(Var)?(P)?$/;

const flagsOf = (facts: Facts): readonly Flag[] =>
  [...callsByName(facts)].flatMap(([method, sites]) => {
    const form = FLAG.exec(method);
    return form ? sites.flatMap(({ call }) => flagDeclared(call, form[1] ? 1 : 0, form[2] ? 2 : 1)) : [];
  });

function flagDeclared({ args }: CallExpr, at: number, further: number): readonly Flag[] {
  const name = args[at]?.value;
  const value = args[at + further]?.value;
  return isText(name) && value && args.length > at + further + 1 ? [{ name, value }] : [];
}

const flagsNamed = (facts: Facts, wanted: string | undefined): readonly Expr[] =>
  flagsOf(facts).flatMap(({ name, value }) => (name.value === wanted ? [value] : []));
