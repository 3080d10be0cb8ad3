/**
 * Settings that a program stores in a table: the row that is looked for names the setting, and what the row is given is its
 * value. `updateOrInsert(['key' => 'smtp_host'], ['value' => 'h'])`, `where('key', 'smtp_host')->update(['value' => 'h'])`.
 */
import { type CallExpr, calledName, type Entry, type Expr } from '../model/expr.ts';
import { namedPair } from './pairs.ts';

/** https://laravel.com/docs/queries#upserts, https://docs.djangoproject.com/en/stable/ref/models/querysets/#update-or-create, https://sequelize.org/docs/v6/core-concepts/model-querying-finders/ */
const STORING: ReadonlySet<string> = new Set([
  // Laravel
  ...['updateOrInsert', 'updateOrCreate', 'firstOrCreate', 'firstOrNew', 'updateOrNew', 'insertOrIgnore'],
  // Django, Rails
  ...[
    'update_or_create',
    'get_or_create',
    'update_or_create!',
    'find_or_create_by',
    'find_or_create_by!',
    'create_with',
  ],
  ...['update!', 'update_all'],
  // Sequelize, Prisma, MongoDB
  ...['findOrCreate', 'findOrBuild', 'upsert', 'updateOne', 'findOneAndUpdate'],
  ...['update', 'set'],
]);

/** What of a call holds the row's columns: Sequelize's, Prisma's and Django's options, MongoDB's operators. */
const HOLDERS: ReadonlySet<string> = new Set(['where', 'defaults', 'create', 'update', '$set', 'data', 'values']);

/** Calls before the one that stores, which say for which row. */
const CHOOSING: ReadonlySet<string> = new Set([
  ...['where', 'andWhere', 'firstWhere', 'filter', 'eq', 'get', 'find_by', 'find_by!'],
]);
const MOST_CALLS = 4;

/** The setting that a call stores, if that is said in more than one of its parts. */
export function storedPair(call: CallExpr): Entry | undefined {
  if (!STORING.has(calledName(call.callee))) return undefined;
  const pair = namedPair({ entries: [...chosenBy(call.callee), ...columnsOf(call)] });
  // What a variable holds somebody has entered.
  return pair?.value.kind === 'ref' ? undefined : pair;
}

/** What the calls say that a method is called on: `where('key', 'smtp_host')`, `filter(key='smtp_host')`. */
function chosenBy(callee: Expr): readonly Entry[] {
  const found: Entry[] = [];
  let of = callee.kind === 'member' ? callee.of : undefined;
  for (let calls = 0; of?.kind === 'call' && calls < MOST_CALLS; calls += 1) {
    if (CHOOSING.has(calledName(of.callee))) found.push(...comparedIn(of), ...columnsOf(of));
    of = of.callee.kind === 'member' ? of.callee.of : undefined;
  }
  return found;
}

/** `('key', 'smtp_host')`, `('key', '=', 'smtp_host')` */
function comparedIn({ args }: CallExpr): readonly Entry[] {
  const given = args.flatMap(({ name, value }) => (name === undefined ? [value] : []));
  const [column] = given;
  const value = given.at(-1);
  if (column?.kind !== 'text' || !value || value === column || given.length > 3) return [];
  return [{ key: column.value, keyRange: column.range, value }];
}

const columnsOf = ({ args }: CallExpr): readonly Entry[] =>
  args.flatMap(({ name, value }): readonly Entry[] => {
    if (name !== undefined && !HOLDERS.has(name)) return [{ key: name, keyRange: value.range, value }];
    if (value.kind !== 'object') return [];
    return value.entries.flatMap((entry) =>
      HOLDERS.has(entry.key) && entry.value.kind === 'object' ? entry.value.entries : [entry],
    );
  });
