/**
 * Variables that a pipeline gives itself: `${{ env.RELAY }}`, `${{ matrix.relay }}`, `${{ inputs.relay }}` of GitHub's workflows
 * and actions, `$RELAY` of GitLab's, `${{ parameters.relay }}` of Azure's, `${_RELAY}` of Cloud Build's. The nearest one above a
 * use holds. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts
 */
import { type EnvExpr, type Expr, type ObjectExpr, textOf, valueAt } from '../../model/expr.ts';
import { sliceOf } from './templated.ts';

/** What variables are given at a place: there, or else further out. */
interface Scope {
  readonly own: ReadonlyMap<string, readonly Expr[]>;
  readonly outer?: Scope;
  /** What the whole file is asked for. */
  readonly ofInputs?: true;
}

const PIPELINE =
  /(^|\/)(\.(github|gitea|forgejo)\/|action\.ya?ml$|[\w.-]*gitlab-ci[\w.-]*\.ya?ml$|azure-pipelines?[\w.-]*\.ya?ml$|cloudbuild[\w.-]*\.ya?ml$|bitbucket-pipelines\.yml$|\.circleci\/)/i;

/** Deeper is no pipeline. */
const MAX_DEPTH = 40;
/** More values than these no name has: the rest of a matrix says the same. */
const MOST_VALUES = 50;

/** A pipeline with its own variables given to their names; other documents as they are. */
export const withPipelineVariables = (document: Expr, path: string): Expr =>
  PIPELINE.test(path) ? resolved(document, { own: new Map() }, 0) : document;

function resolved(expr: Expr, scope: Scope, depth: number): Expr {
  if (depth > MAX_DEPTH) return expr;
  if (expr.kind === 'env') return valueFor(expr, scope);
  if (expr.kind === 'list') return { ...expr, items: itemsOf(expr.items, scope, depth) };
  if (expr.kind === 'join') return { ...expr, parts: expr.parts.map((part) => resolved(part, scope, depth + 1)) };
  if (expr.kind === 'either') return { ...expr, options: expr.options.map((one) => resolved(one, scope, depth + 1)) };
  return expr.kind === 'object' ? resolvedObject(expr, scope, depth) : expr;
}

/** What defines variables sees those from further out, and what is defined before it; all else sees them all. */
function resolvedObject(expr: ObjectExpr, scope: Scope, depth: number): ObjectExpr {
  let inner = scope;
  let entries = expr.entries;
  const resolve = (isMeant: (key: string) => boolean): void => {
    const seen = inner;
    entries = entries.map((entry) =>
      isMeant(entry.key) ? { ...entry, value: resolved(entry.value, seen, depth + 1) } : entry,
    );
  };
  const stages = depth === 0 ? [ASKED, ...STAGES] : STAGES;
  for (const stage of stages) {
    resolve((key) => stage.keys.includes(key));
    inner = within(inner, stage.given({ ...expr, entries }), stage === ASKED);
  }
  resolve((key) => !stages.some(({ keys }) => keys.includes(key)));
  return { ...expr, entries };
}

/** Keys of an object that give variables, and what they give. */
interface Stage {
  readonly keys: readonly string[];
  readonly given: (object: ObjectExpr) => readonly Definition[];
}

/** What a whole file is asked for. */
const ASKED: Stage = { keys: ['on', 'true', 'inputs', 'parameters'], given: (object) => inputsOf(object) };

const VARIABLES = ['env', 'variables', 'substitutions'];

const STAGES: readonly Stage[] = [
  { keys: ['strategy'], given: (object) => matrixOf(valueAt(object, 'strategy', 'matrix')) },
  { keys: VARIABLES, given: (object) => VARIABLES.flatMap((key) => namedIn(valueAt(object, key))) },
];

/** Of steps each sees what those before it have said. */
function itemsOf(items: readonly Expr[], scope: Scope, depth: number): readonly Expr[] {
  const said = new Map<string, readonly Expr[]>();
  return items.map((item) => {
    const value = resolved(item, { own: said, outer: scope }, depth + 1);
    addTo(said, outputsOf(item));
    return value;
  });
}

/** What holds the variable is no part of its name. Names of contexts do not tell capitals from small letters. */
const nameOf = (name: string): string =>
  name.replace(/^(?:parameters|params|variables|inputs|env|matrix)\./i, '').toLowerCase();

function valueFor(expr: EnvExpr, scope: Scope): Expr {
  const name = nameOf(expr.name);
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const given = at.own.get(name);
    if (given) return { ...expr, given, ...(at.ofInputs ? { isInput: true as const } : {}) };
  }
  return expr;
}

type Definition = readonly [name: string, value: Expr];

function within(outer: Scope, definitions: readonly Definition[], ofInputs: boolean): Scope {
  if (definitions.length === 0) return outer;
  const own = new Map<string, readonly Expr[]>();
  addTo(own, definitions);
  return { own, outer, ...(ofInputs ? { ofInputs: true as const } : {}) };
}

function addTo(variables: Map<string, readonly Expr[]>, definitions: readonly Definition[]): void {
  for (const [name, value] of definitions) {
    const values = variables.get(name.toLowerCase()) ?? [];
    if (values.length < MOST_VALUES) variables.set(name.toLowerCase(), [...values, value]);
  }
}

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
