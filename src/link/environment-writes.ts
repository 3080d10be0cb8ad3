/** Variables of the environment that a program sets itself, for what it or a library reads later, or a container that it runs. */
import type { EntryFact } from '../detect/entries.ts';
import { textPair } from '../detect/pairs.ts';
import { lastName } from '../evaluate/call-index.ts';
import { parsedJson, parsedVariables } from '../evaluate/parsed.ts';
import { atAssignment, atCall } from '../evaluate/places.ts';
import { type CallExpr, chainOf, type Expr, type TextExpr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { sliceOf } from '../read/within/templated.ts';

/** What holds the environment: Node, Bun, Python, Ruby and Perl, PHP. */
const CONTAINERS = new Set(['process.env', 'Bun.env', 'os.environ', 'environ', 'ENV', '_ENV', '_SERVER']);

/** Functions and methods that are given a name and its value: POSIX, Go, Rust, .NET, Elixir, Deno, Python's `setdefault`. */
const SETTING = new Set(['setenv', 'Setenv', 'set_var', 'SetEnvironmentVariable', 'put_env', 'putenv', 'setdefault']);

/** Each as an entry of the variable's name. */
export const environmentWrites = oncePer((facts: Facts): readonly EntryFact[] => [
  ...(facts.program?.assignments ?? []).flatMap((assignment): EntryFact[] => {
    const { target, value } = assignment;
    const chain = chainOf(target) ?? [];
    const name = CONTAINERS.has(chain.slice(0, -1).join('.')) ? chain.at(-1) : undefined;
    const all = CONTAINERS.has(chain.join('.')) ? mapping(value, facts) : [];
    const set = name === undefined ? all : [of(name, target, value)];
    return set.map((one) => ({ ...one, place: atAssignment(facts, assignment) }));
  }),
  ...(facts.program?.calls ?? []).flatMap((site) =>
    [...setBy(site.call), ...setTogether(site.call, facts), ...givenToContainer(site.call)].map((one) => ({
      ...one,
      place: atCall(facts, site),
    })),
  ),
]);

/** Methods of the environment, and functions that are given it first, which take variables with their values. */
const MERGING = new Set(['update', 'merge', 'merge!', 'assign', 'extend', 'defaults']);

/** `os.environ.update(…)`, `ENV.merge!(…)`, `Object.assign(process.env, …)` */
function setTogether({ callee, args }: CallExpr, facts: Facts): readonly Omit<EntryFact, 'place'>[] {
  if (callee.kind !== 'member' || !MERGING.has(lastName(callee))) return [];
  const isOf = (expr: Expr | undefined): boolean => CONTAINERS.has((expr && chainOf(expr)?.join('.')) ?? '');
  const given = isOf(callee.of) ? args : isOf(args[0]?.value) ? args.slice(1) : [];
  return given.flatMap(({ name, value }) => (name === undefined ? mapping(value, facts) : [of(name, value, value)]));
}

const MAX_NESTED = 4;

/** The variables in a mapping that is written in place or in a text of JSON or of lines, under a name of the file or spread. */
function mapping(expr: Expr, facts: Facts, depth = 0): readonly Omit<EntryFact, 'place'>[] {
  if (depth > MAX_NESTED || !facts.program) return [];
  if (expr.kind === 'object')
    return expr.entries.flatMap(({ key, keyRange, value, spread }) =>
      spread ? mapping(value, facts, depth + 1) : [{ path: [key], keyRange, value, siblings: [] }],
    );
  if (expr.kind === 'ref') {
    const set = facts.program.assignments.filter(({ target }) => target.kind === 'ref' && target.name === expr.name);
    return set.length === 1 && set[0] ? mapping(set[0].value, facts, depth + 1) : [];
  }
  const text = expr.kind === 'call' && PARSING.has(lastName(expr.callee)) ? expr.args[0]?.value : undefined;
  if (text?.kind !== 'text') return [];
  const parsed = parsedJson(text.value, text.range, text) ?? parsedVariables(text.value, text.range, text);
  return parsed?.kind === 'object' ? mapping(parsed, facts, depth + 1) : [];
}

/** What reads such a text: `json.loads`, `JSON.parse`, `dotenv.parse`. */
const PARSING = new Set(['loads', 'parse', 'json_decode', 'parse_ini_string']);

/** `docker run -e NAME=h image`: https://docs.docker.com/reference/cli/docker/container/run/#env */
const CONTAINER_COMMANDS = new Set(['docker', 'podman', 'nerdctl']);
const CONTAINER_OPTIONS = new Set(['e', 'env', 'build-arg']);

function givenToContainer({ callee, args }: CallExpr): readonly Omit<EntryFact, 'place'>[] {
  if (callee.kind !== 'ref' || !CONTAINER_COMMANDS.has(callee.name)) return [];
  return args.flatMap(({ name, value }) => {
    const pair = CONTAINER_OPTIONS.has(name ?? '') ? textPair(value) : undefined;
    return pair ? [{ path: [pair.key], keyRange: pair.keyRange, value: pair.value, siblings: [] }] : [];
  });
}

const of = (name: string, key: Expr, value: Expr): Omit<EntryFact, 'place'> => ({
  path: [name],
  keyRange: key.range,
  value,
  siblings: [],
});

function setBy({ callee, args }: CallExpr): readonly Omit<EntryFact, 'place'>[] {
  const method = lastName(callee);
  const [name, value] = args.map((argument) => argument.value);
  if (!SETTING.has(method) || name?.kind !== 'text') return [];
  return value ? [of(name.value, name, value)] : pairIn(name);
}

/** PHP's `putenv("NAME=value")`. https://www.php.net/putenv */
function pairIn(text: TextExpr): readonly Omit<EntryFact, 'place'>[] {
  const at = text.value.indexOf('=');
  return at < 1 ? [] : [of(text.value.slice(0, at), text, sliceOf(text, at + 1, text.value.length))];
}
