/**
 * Flags of Go's command lines that are objects, and are read by their names elsewhere:
 * `&cli.StringFlag{Name: "relay", Value: "h", EnvVars: []string{"RELAY"}}` of github.com/urfave/cli.
 */
import type { EntryFact } from '../detect/entries.ts';
import { callsByName } from '../evaluate/call-index.ts';
import { atCall } from '../evaluate/places.ts';
import type { Entry, Expr } from '../model/expr.ts';
import type { CallSite, Facts } from '../model/facts.ts';

const TYPES = ['StringFlag', 'IntFlag', 'UintFlag', 'Int64Flag'];

/** Words of which one stands in each file that makes a flag. */
export const FLAG_WORDS: readonly string[] = TYPES.map((type) => `${type}{`);

/** Where a flag names its variables: in versions 2, 3 and 1 of the library. */
const VARIABLES = /^(?:EnvVars|Sources|EnvVar)$/;

/** What the flags of a file are where nobody gives them, each as an entry of the flag's name. */
export const flagsIn = (facts: Facts): readonly EntryFact[] =>
  facts.format === 'go'
    ? TYPES.flatMap((type) => callsByName(facts).get(type) ?? [])
        .filter(({ call }) => call.construct)
        .flatMap((site) => flagOf(facts, site))
    : [];

function flagOf(facts: Facts, site: CallSite): readonly EntryFact[] {
  const fields = site.call.args[0]?.value;
  const entries: readonly Entry[] = fields?.kind === 'object' ? fields.entries : [];
  const name = entries.find(({ key }) => key === 'Name')?.value;
  const value = entries.find(({ key }) => key === 'Value')?.value;
  const variables = entries.flatMap((one) => (VARIABLES.test(one.key) ? variablesIn(one.value) : []));
  const options = [...variables, ...(value ? [value] : [])];
  const [first] = options;
  if (name?.kind !== 'text' || !first) return [];
  const given: Expr = options.length === 1 ? first : { kind: 'either', options, range: site.call.range };
  return [{ path: [name.value], keyRange: name.range, value: given, siblings: [], place: atCall(facts, site) }];
}

/** `[]string{"RELAY"}`, `cli.EnvVars("RELAY")`, `"RELAY,OTHER"`. */
function variablesIn(given: Expr): readonly Expr[] {
  if (given.kind === 'list') return given.items.flatMap(variablesIn);
  if (given.kind === 'call') return given.args.flatMap(({ value }) => variablesIn(value));
  const name = given.kind === 'text' ? given.value.split(',')[0]?.trim() : undefined;
  return name ? [{ kind: 'env', name, range: given.range }] : [];
}
