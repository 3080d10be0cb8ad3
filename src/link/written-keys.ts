/** Keys that calls of a program give a value or a default. */
import type { EntryFact } from '../detect/entries.ts';
import { callsByName, lastName } from '../evaluate/call-index.ts';
import { argumentsObject } from '../evaluate/calls.ts';
import { atCall } from '../evaluate/places.ts';
import { constantText } from '../evaluate/scopes.ts';
import type { Asked, Place } from '../evaluate/value.ts';
import { type CallExpr, chainOf, type Entry, type Expr, textOf } from '../model/expr.ts';
import { argument, type CallSite, type Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { text } from '../read/reader.ts';
import { isPart } from './asked-names.ts';
import { boundIn } from './bound-keys.ts';
import { FLAG_WORDS, flagsIn } from './flags.ts';
import { providedIn } from './providers.ts';

/** Functions that give a key its value or its default: viper, CakePHP, WordPress, Laravel, Symfony, convict, Flask, Rust's config. */
export const WRITING = [
  ...['SetDefault', 'setDefault', 'set_default', 'set_override', 'from_mapping', 'add_option', 'update_option'],
  ...['Configure::write', 'config->set', 'Config::set', 'setParameter', 'set_config', 'addProperty'],
  // Sinatra's and Capistrano's `set :name, value`, dry-configurable's and Hanami's `setting :name, default: value`
  ...['set :', 'setting :', 'mattr_accessor :', 'class_attribute :'],
  // https://www.tornadoweb.org/en/stable/options.html, https://hexdocs.pm/elixir/Config.html
  ...['tornado.options.define', 'config :'],
  // Go: koanf's and viper's maps, flags that viper is bound to
  ...['confmap.Provider', 'MergeConfigMap', 'Flags().String', 'pflag.String', 'Flags().Int', 'pflag.Int'],
  ...FLAG_WORDS,
];
const WRITING_NAMES = new Set(WRITING.map((name) => name.replace(/^.*(::|->|\.)| :$/g, '')));

/** `Flags().String("relay", "h", …)`; with a letter before the default, `StringP("relay", "r", "h", …)`. */
const FLAG = /^(?:String|Int)(P?)$/;

/** What calls write: `viper.SetDefault("mail.host", "x")`, `app.config.from_mapping(MAIL_HOST="x")`. */
export const writtenIn = oncePer((facts: Facts): readonly EntryFact[] => [
  ...providedIn(facts),
  ...boundIn(facts),
  ...flagsIn(facts),
  ...(facts.program?.calls ?? []).flatMap((site) => {
    const name = lastName(site.call.callee);
    if (facts.format === 'elixir' && name === 'config') return configuredBy(facts, site);
    const flag = facts.format === 'go' ? FLAG.exec(name) : null;
    if (!WRITING_NAMES.has(name) && !flag) return [];
    const place = atCall(facts, site);
    const given = site.call.args.filter((one) => one.name === undefined).map((one) => one.value);
    const [first] = given;
    const key = first && asText(first, facts);
    const value = given[flag?.[1] ? 2 : 1];
    if (key?.kind === 'object') return key.entries.flatMap((one) => mapped(one, place));
    const named = site.call.args.flatMap(({ name, value: given }) =>
      name === undefined ? [] : [{ path: [name], keyRange: given.range, value: given, siblings: [], place }],
    );
    const written = value ?? argument(site.call.args, 'default', undefined);
    if (key?.kind !== 'text') return named;
    const path = [...settingsAround(facts, site), ...key.value.split('.')];
    // `set :outgoing, address: "h", port: 25`
    const whole =
      written ?? (named.length > 0 ? argumentsObject({ ...site.call, args: namedIn(site.call) }) : undefined);
    if (!whole) return named;
    return [...(written ? named : []), { path, keyRange: key.range, value: whole, siblings: [], place }];
  }),
]);

const namedIn = ({ args }: CallExpr): CallExpr['args'] => args.filter(({ name }) => name !== undefined);

/** The settings in whose blocks one is declared: `setting :post do setting :relay, default: "h" end`. https://dry-rb.org/gems/dry-configurable */
function settingsAround(facts: Facts, { call: { callee, range } }: CallSite): readonly string[] {
  if (facts.format !== 'ruby' || lastName(callee) !== 'setting') return [];
  return (callsByName(facts).get('setting') ?? [])
    .filter(({ call }) => call.range.start < range.start && call.range.end >= range.end)
    .sort((a, b) => a.call.range.start - b.call.range.start)
    .flatMap(({ call }) => textOf(call.args[0]?.value) ?? []);
}

/** A key that a name of the file stands for: `viper.SetDefault(KeyHost, "h")`. */
function asText(key: Expr, { program }: Facts): Expr {
  const value = key.kind === 'ref' && program ? constantText(program, key.name) : undefined;
  return value === undefined ? key : text(value, key.range);
}

/** An entry of a map that is handed over: `"mail.host": "h"`. */
const mapped = ({ key, keyRange, value, spread }: Entry, place: Place): EntryFact[] =>
  spread ? [] : [{ path: key.split('.'), keyRange, value, siblings: [], place }];

/**
 * `config :app, :dispatch, node: "h"` is `dispatch.node` of the application; a section may be called after a module, `App.Dispatch`.
 * https://hexdocs.pm/elixir/Config.html
 */
function configuredBy(facts: Facts, site: CallSite): EntryFact[] {
  const place = atCall(facts, site);
  const given = site.call.args.filter(({ name }) => name === undefined).map(({ value }) => value);
  const path = given.slice(1).flatMap((part) => chainOf(part) ?? textOf(part)?.replace(/^:/, '') ?? []);
  return site.call.args.flatMap(({ name, value }) =>
    name === undefined ? [] : [{ path: [...path, name], keyRange: value.range, value, siblings: [], place }],
  );
}

export const isWritten =
  ({ space, path: keys }: Asked) =>
  ({ path: written }: EntryFact): boolean =>
    space === 'config' && keys.length === written.length && keys.every((key, at) => isPart(key, written[at] ?? ''));
