/**
 * Variables that a pipeline gives itself: `${{ env.RELAY }}`, `${{ matrix.relay }}`, `${{ inputs.relay }}` of GitHub's workflows
 * and actions, `$RELAY` of GitLab's, `${{ parameters.relay }}` of Azure's, `${_RELAY}` of Cloud Build's. The nearest one above a
 * use holds. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts
 */
import { type EnvExpr, type Expr, type ObjectExpr, textOf, valueAt } from '../../model/expr.ts';
import { sliceOf } from './templated.ts';

type Scope = ReadonlyMap<string, readonly Expr[]>;

const PIPELINE =
  /(^|\/)(\.(github|gitea|forgejo)\/|action\.ya?ml$|[\w.-]*gitlab-ci[\w.-]*\.ya?ml$|azure-pipelines?[\w.-]*\.ya?ml$|cloudbuild[\w.-]*\.ya?ml$|bitbucket-pipelines\.yml$|\.circleci\/)/i;

/** Deeper is no pipeline. */
const MAX_DEPTH = 40;
/** More values than these no name has: the rest of a matrix says the same. */
const MOST_VALUES = 50;

/** A pipeline with its own variables given to their names; other documents as they are. */
export const withPipelineVariables = (document: Expr, path: string): Expr =>
  PIPELINE.test(path) ? resolved(document, new Map(), 0) : document;

function resolved(expr: Expr, scope: Scope, depth: number): Expr {
  if (depth > MAX_DEPTH) return expr;
  if (expr.kind === 'env') return valueFor(expr, scope);
  if (expr.kind === 'list') return { ...expr, items: itemsOf(expr.items, scope, depth) };
  if (expr.kind === 'join') return { ...expr, parts: expr.parts.map((part) => resolved(part, scope, depth + 1)) };
  if (expr.kind === 'either') return { ...expr, options: expr.options.map((one) => resolved(one, scope, depth + 1)) };
  if (expr.kind !== 'object') return expr;
  const given = withGiven(scope, expr, depth);
  const inner = withOwn(given, expr, depth);
  return {
    ...expr,
    // What defines the variables sees those above.
    entries: expr.entries.map((entry) => ({
      ...entry,
      value: resolved(entry.value, DEFINING.has(entry.key) ? given : inner, depth + 1),
    })),
  };
}

const DEFINING: ReadonlySet<string> = new Set(['env', 'variables']);

/** Of steps each sees what those before it have said. */
function itemsOf(items: readonly Expr[], scope: Scope, depth: number): readonly Expr[] {
  let seen = scope;
  return items.map((item) => {
    const value = resolved(item, seen, depth + 1);
    seen = joined(seen, outputsOf(item));
    return value;
  });
}

/** What holds the variable is no part of its name. Names of contexts do not tell capitals from small letters. */
const nameOf = (name: string): string =>
  name.replace(/^(?:parameters|params|variables|inputs|env|matrix)\./i, '').toLowerCase();

function valueFor(expr: EnvExpr, scope: Scope): Expr {
  const given = scope.get(nameOf(expr.name));
  return given ? { ...expr, given } : expr;
}

type Definition = readonly [name: string, value: Expr];

function joined(scope: Scope, definitions: readonly Definition[]): Scope {
  if (definitions.length === 0) return scope;
  const own = new Map<string, Expr[]>();
  for (const [name, value] of definitions) {
    const values = own.get(name.toLowerCase()) ?? [];
    if (values.length < MOST_VALUES) own.set(name.toLowerCase(), [...values, value]);
  }
  return new Map([...scope, ...own]);
}

/** What an object is asked for or run with: its own variables see it. */
function withGiven(scope: Scope, expr: ObjectExpr, depth: number): Scope {
  const given = [...(depth === 0 ? inputsOf(expr) : []), ...matrixOf(valueAt(expr, 'strategy', 'matrix'))];
  return joined(scope, resolvedAll(given, scope, depth));
}

/** What an object gives to all that stands in it. */
const withOwn = (scope: Scope, expr: ObjectExpr, depth: number): Scope =>
  joined(
    scope,
    resolvedAll(
      ['env', 'variables', 'substitutions'].flatMap((key) => namedIn(valueAt(expr, key))),
      scope,
      depth,
    ),
  );

const resolvedAll = (all: readonly Definition[], scope: Scope, depth: number): readonly Definition[] =>
  all.map(([name, value]) => [name, resolved(value, scope, depth + 1)]);

/** `{ NAME: value }`, GitLab's `{ NAME: { value, description } }`, Azure's `[{ name, value }]`. */
function namedIn(expr: Expr | undefined): readonly Definition[] {
  if (expr?.kind === 'object')
    return expr.entries.flatMap(({ key, value }): Definition[] => {
      const given = value.kind === 'object' ? valueAt(value, 'value') : value;
      return given ? [[key, given]] : [];
    });
  return expr?.kind === 'list' ? expr.items.flatMap((item) => pairOf(item, 'value')) : [];
}

function pairOf(item: Expr, key: string): readonly Definition[] {
  const name = textOf(valueAt(item, 'name'));
  const value = valueAt(item, key);
  return name !== undefined && value ? [[name, value]] : [];
}

/** Defaults of what a workflow, an action or a template of Azure's is asked for. */
function inputsOf(document: ObjectExpr): readonly Definition[] {
  const on = valueAt(document, 'on') ?? valueAt(document, 'true');
  const inputs = [
    valueAt(document, 'inputs'),
    valueAt(on, 'workflow_call', 'inputs'),
    valueAt(on, 'workflow_dispatch', 'inputs'),
  ];
  const parameters = valueAt(document, 'parameters');
  return [
    ...inputs.flatMap((one) =>
      one?.kind === 'object'
        ? one.entries.flatMap(({ key, value }): Definition[] => {
            const standard = valueAt(value, 'default');
            return standard ? [[key, standard]] : [];
          })
        : [],
    ),
    ...(parameters?.kind === 'list' ? parameters.items.flatMap((item) => pairOf(item, 'default')) : []),
  ];
}

/** `matrix: { relay: [a, b], include: [{ relay: c }] }` */
function matrixOf(matrix: Expr | undefined): readonly Definition[] {
  if (matrix?.kind !== 'object') return [];
  return matrix.entries.flatMap(({ key, value }): Definition[] => {
    if (value.kind !== 'list') return [];
    if (key === 'exclude') return [];
    if (key !== 'include') return value.items.map((item): Definition => [key, item]);
    return value.items.flatMap((item) =>
      item.kind === 'object' ? item.entries.map((one): Definition => [one.key, one.value]) : [],
    );
  });
}

/** `echo "relay=h" >> "$GITHUB_OUTPUT"`, and the older `::set-output name=relay::h`. */
const OUTPUT = /(?<name>[A-Za-z_][\w-]{0,80})=(?<value>[^\s"'`$>]{1,300})["']?[ \t]*>>[ \t]*["']?$/d;
const OLDER_OUTPUT = /::set-output name=(?<name>[\w-]{1,80})::(?<value>[^\s"'`$]{1,300})/dg;

function outputsOf(step: Expr): readonly Definition[] {
  const id = textOf(valueAt(step, 'id'));
  const run = valueAt(step, 'run');
  if (id === undefined || !run) return [];
  const parts = run.kind === 'join' ? run.parts : [run];
  return parts.flatMap((part, index): Definition[] => {
    const next = parts[index + 1];
    if (part.kind !== 'text') return [];
    // A script is put together of texts and what fills them in: `$GITHUB_OUTPUT` is a variable like any other.
    const newer = next?.kind === 'env' && next.name === 'GITHUB_OUTPUT' ? OUTPUT.exec(part.value) : null;
    return [...(newer ? [newer] : []), ...part.value.matchAll(OLDER_OUTPUT)].flatMap(({ groups, indices }) => {
      const at = indices?.groups?.value;
      return at ? [[`steps.${id}.outputs.${groups?.name ?? ''}`, sliceOf(part, at[0], at[1])]] : [];
    });
  });
}
