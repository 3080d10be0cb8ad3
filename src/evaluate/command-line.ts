/** Options of a command line: what the program declares of them where nobody gives them. */
import type { CallExpr, Expr } from '../model/expr.ts';
import { argument, type CallSite, type Facts, type FunctionDef } from '../model/facts.ts';
import { callsByName, chainedCalls } from './call-index.ts';
import { type Context, over, type State } from './context.ts';
import { asFallback } from './holes.ts';
import { asking } from './look-ups.ts';
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
  /** Where a declaration names the default, and the variable that is read instead. */
  readonly defaults: readonly string[];
  readonly variables: readonly string[];
}

/** `--post-node`, `-n, --post-node <host>` and `post_node` are one name. */
const fold = (name: string): string => name.replaceAll(/[-_]/g, '').toLowerCase();

/** The names that a declaration gives its option. */
const namesOf = ({ args }: CallExpr): readonly string[] => {
  const dest = argument(args, 'dest', undefined);
  const texts = args.flatMap(({ name, value }) => (name === undefined && value.kind === 'text' ? [value.value] : []));
  const flags = texts.flatMap((text) => {
    const long = [...text.matchAll(/--([A-Za-z][\w-]*)/g)].flatMap(([, flag]) => flag ?? []);
    return long.length > 0 ? long : /^[A-Za-z_]\w*$/.test(text) ? [text] : [];
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
  return declared(place.facts, declaring, key).flatMap((site) => standardOf(context, site, key, place.facts, state));
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
  return nearest ? standardOf(context, nearest, name, facts, state) : [];
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
    standardOf(context, site, option, facts, state),
  );
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

function standardOf(context: Context, site: CallSite, key: string, facts: Facts, state: State): readonly Value[] {
  const { defaults, variables } = context.calls.commandLine;
  const { call } = site;
  const place = atCall(facts, site);
  const given = optionNamed(call, defaults) ?? commanderDefault(call);
  const values = given
    ? context.enter(given, place, over(state, { facts, range: call.range, kind: 'configured', name: key }))
    : [];
  const variable = optionNamed(call, variables);
  const prefix = variable ? undefined : prefixOfAll(facts);
  const name = variable?.kind === 'text' ? variable.value : prefix && `${prefix}_${key}`.toUpperCase();
  if (name === undefined) return values.map((value) => asFallback(value, key));
  const asked = { space: 'env', path: [name] } as const;
  return asking(context, { asked, range: variable?.range ?? call.range }, values, place, state);
}

/**
 * What a program puts before the variables of all options of its group.
 * https://click.palletsprojects.com/en/stable/options/#dynamic-defaults-for-options
 */
const prefixOfAll = ({ source, format }: Facts): string | undefined =>
  format === 'python'
    ? /\bauto_envvar_prefix["']?[ \t]*[=:][ \t]*["'](\w{1,60})["']/.exec(source.text)?.[1]
    : undefined;

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
