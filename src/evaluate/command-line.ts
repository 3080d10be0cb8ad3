/** Options of a command line: what the program declares of them where nobody gives them. */
import type { CallExpr, Expr } from '../model/expr.ts';
import { argument, type CallSite, type Facts, type FunctionDef } from '../model/facts.ts';
import { callsByName, chainedCalls, lastName } from './call-index.ts';
import { type Context, over, type State } from './context.ts';
import { asFallback } from './holes.ts';
import { asking, askingFlag } from './look-ups.ts';
import { matchesAny } from './lookup.ts';
import { atCall } from './places.ts';
import type { Place, Value } from './value.ts';

export interface CommandLineRules {
  /** Functions that give the options as members: argparse's `parse_args`, commander's `opts`. */
  readonly parsing: readonly string[];
  /** Methods that declare one option by its flags. */
  readonly declaring: readonly string[];
  /** Decorators that declare one as a parameter of the function below. */
  readonly decorating: readonly string[];
  /** Functions that describe the parameter whose default or type they are: typer's. */
  readonly describing: readonly string[];
  /** Where a declaration names the default, and the variable that is read instead. */
  readonly defaults: readonly string[];
  readonly variables: readonly string[];
}

/** `--post-node`, `-n, --post-node <host>` and `post_node` are one name. */
const fold = (name: string): string => name.replaceAll(/[-_]/g, '').toLowerCase();

const LONG = /--([A-Za-z][\w-]*)/g;

/** The names that a declaration gives its option. */
const namesOf = ({ args }: CallExpr): readonly string[] => {
  const dest = argument(args, 'dest', undefined);
  const texts = args.flatMap(({ name, value }) => (name === undefined && value.kind === 'text' ? [value.value] : []));
  const flags = texts.flatMap((text) => {
    const long = [...text.matchAll(LONG)].flatMap(([, flag]) => flag ?? []);
    return long.length > 0 ? long : /^[A-Za-z_][\w-]*$/.test(text) ? [text] : [];
  });
  return (dest?.kind === 'text' ? [dest.value] : flags).map(fold);
};

/** `parser.parse_args().node`: the default of the option, or what a variable gives it. */
export function parsedOption(
  context: Context,
  call: CallExpr,
  key: string,
  place: Place,
  state: State,
): readonly Value[] {
  const { parsing, declaring } = context.calls.commandLine;
  if (!matchesAny(parsing, context.origins(call.callee, place))) return [];
  return declared(place.facts, declaring, key).flatMap((site) => standardAt(context, site, key, place.facts, state));
}

/** A parameter of a command that decorators describe: click's `@click.option("--node", default="x")`. */
export function decoratedParameter(
  context: Context,
  facts: Facts,
  definition: FunctionDef,
  name: string,
  state: State,
): readonly Value[] {
  const before = declared(facts, context.calls.commandLine.decorating, name).filter(
    ({ call }) => call.range.end <= definition.range.end,
  );
  const nearest = before.at(-1);
  return nearest ? standardAt(context, nearest, name, facts, state) : [];
}

/**
 * `def handle(self, *args, **options)` of a Django command: what its `add_arguments` declares.
 * https://docs.djangoproject.com/en/stable/howto/custom-management-commands/#accepting-optional-arguments
 */
export function commandOption(
  context: Context,
  facts: Facts,
  { name, inClass }: FunctionDef,
  option: string,
  state: State,
): readonly Value[] {
  const isCommand = inClass !== undefined && facts.program?.classes[inClass]?.methods.has('add_arguments');
  if (name !== 'handle' || !isCommand) return [];
  return declared(facts, context.calls.commandLine.declaring, option).flatMap((site) =>
    standardAt(context, site, option, facts, state),
  );
}

/** `relay: str = typer.Option("h", envvar="RELAY")`; undefined where a call describes no parameter. */
export function describedParameter(
  context: Context,
  call: CallExpr,
  origins: readonly string[],
  place: Place,
  state: State,
): readonly Value[] | undefined {
  if (!matchesAny(context.calls.commandLine.describing, origins)) return undefined;
  const [key = ''] = flagsOf(call);
  const values = standardOf(context, call, key, place, state);
  return values.length > 0 ? values : undefined;
}

const declared = (facts: Facts, methods: readonly string[], key: string): readonly CallSite[] => [
  ...methods
    .flatMap((method) => callsByName(facts).get(method) ?? [])
    .filter(({ call }) => namesOf(call).includes(fold(key))),
  ...objectsOf(facts, key),
];

/** commander's `new Option('--host <host>').default('h').env('MAIL_HOST')`, as if the chain were the declaration's own arguments. */
const objectsOf = (facts: Facts, key: string): readonly CallSite[] =>
  (callsByName(facts).get('Option') ?? []).flatMap((site) => {
    if (!site.call.construct || !namesOf(site.call).includes(fold(key))) return [];
    const given = ['default', 'env'].flatMap((method) =>
      (callsByName(facts).get(method) ?? []).flatMap(({ call }) =>
        chainedCalls(call).includes(site.call) && call.args[0] ? [{ name: method, value: call.args[0].value }] : [],
      ),
    );
    return [{ ...site, call: { ...site.call, args: [...site.call.args, ...given] } }];
  });

const standardAt = (context: Context, site: CallSite, key: string, facts: Facts, state: State): readonly Value[] =>
  standardOf(context, site.call, key, atCall(facts, site), state);

function standardOf(context: Context, call: CallExpr, key: string, place: Place, state: State): readonly Value[] {
  const { defaults, variables } = context.calls.commandLine;
  const { facts } = place;
  const given = optionNamed(call, defaults) ?? commanderDefault(call) ?? typerDefault(context, call, place);
  const values = given
    ? context.enter(given, place, over(state, { facts, range: call.range, kind: 'configured', name: key }))
    : [];
  const variable = optionNamed(call, variables);
  const prefix = variable ? undefined : prefixOfAll(facts);
  const name = variable?.kind === 'text' ? variable.value : prefix && `${prefix.toUpperCase()}_${inCapitals(key)}`;
  const asked = { space: 'env', path: [name ?? ''] } as const;
  const unset =
    name === undefined
      ? values.map((value) => asFallback(value, key))
      : asking(context, { asked, range: variable?.range ?? call.range }, values, place, state);
  const { range } = call;
  return flagsOf(call).reduce(
    (standard, flag) => askingFlag(context, { asked: { space: 'flag', path: [flag] }, range }, standard, place, state),
    unset,
  );
}

/** The flags that an option is given by: `--post-node`, yargs' `relay`. */
function flagsOf({ callee, args }: CallExpr): readonly string[] {
  const [first] = args;
  const texts = args.flatMap(({ name, value }) => (name === undefined && value.kind === 'text' ? [value.value] : []));
  const flags = texts.flatMap((text) => [...text.matchAll(LONG)].flatMap(([, flag]) => flag ?? []));
  const parameter = argument(args, 'dest', undefined);
  if (flags.length === 0 && parameter?.kind === 'text') return [parameter.value.replaceAll('_', '-')];
  const isNamed = flags.length === 0 && lastName(callee) === 'option' && first?.value.kind === 'text';
  return isNamed ? texts.slice(0, 1) : flags;
}

/** What a program puts before the variables of all options of its command line. */
const prefixOfAll = ({ source, format }: Facts): string | undefined => PREFIXING[format]?.exec(source.text)?.[1];

const PREFIXING: Partial<Readonly<Record<Facts['format'], RegExp>>> = {
  // https://click.palletsprojects.com/en/stable/options/#dynamic-defaults-for-options
  python: /\bauto_envvar_prefix["']?[ \t]*[=:][ \t]*["'](\w{1,60})["']/,
  // https://yargs.js.org/docs/#api-reference-envprefix
  javascript: /\byargs\b[\s\S]{0,4000}?\.env\(\s{0,20}["'](\w{1,60})["']\s{0,20}\)/,
};

/** `relayPort` and `relay-port` as a part of a variable's name. */
const inCapitals = (key: string): string => key.replace(/-|(?<=[a-z\d])(?=[A-Z])/g, '_').toUpperCase();

/** By keyword, or in an object of options (yargs, util.parseArgs). */
const optionNamed = ({ args }: CallExpr, names: readonly string[]): Expr | undefined =>
  args
    .flatMap(({ name, value }) =>
      name !== undefined
        ? [{ key: name, value }]
        : value.kind === 'object'
          ? value.entries.map((entry) => ({ key: entry.key, value: entry.value }))
          : [],
    )
    .find(({ key }) => names.includes(key))?.value;

/** `program.option('-h, --host <host>', 'the relay', 'mail.example')`. https://github.com/tj/commander.js */
const commanderDefault = ({ args }: CallExpr): Expr | undefined => {
  const flags = args[0]?.value;
  return flags?.kind === 'text' && /--[\w-]+ [<[]/.test(flags.value) ? args.slice(2).at(-1)?.value : undefined;
};

/** `typer.Option("h", "--relay")`: in front of the flags. https://typer.tiangolo.com/tutorial/options/name/ */
function typerDefault(context: Context, { callee, args }: CallExpr, place: Place): Expr | undefined {
  const [first] = args;
  if (!first || first.name !== undefined || first.value.kind === 'unknown') return undefined;
  if (first.value.kind === 'text' && first.value.value.startsWith('-')) return undefined;
  return matchesAny(context.calls.commandLine.describing, context.origins(callee, place)) ? first.value : undefined;
}
