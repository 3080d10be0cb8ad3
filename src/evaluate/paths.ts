/** Files whose paths a program puts together before it loads them: `require(at('settings/mail'))`, `YAML.load_file(File.join(ROOT, "#{env}.yml"))`. */
import path from 'node:path';
import type { CallExpr, Expr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import type { Context, State } from './context.ts';
import { exportsOf, type FoundExpr } from './exports.ts';
import { isRequire } from './imports.ts';
import { matchesAny } from './lookup.ts';
import type { Guard, Place, Segment, Value } from './value.ts';

/** What the folder of a file is called in that file. */
const OWN_FOLDER = /^__(?:dirname|dir__)$/i;
/** How many calls may open what is loaded: `JSON.parse(readFileSync(p))`. */
const MOST_OPENED = 3;

/** A path from the folder of the file that asks, with `*` for what is open. */
interface NamedPath {
  readonly path: string;
  readonly guards: readonly Guard[];
}

/** What the module gives that a `require` loads by a path that only evaluation tells. */
export function requiredAt(context: Context, call: CallExpr, place: Place, state: State): readonly FoundExpr[] {
  const { project } = context;
  const given = call.args[0]?.value;
  if (!project || !isRequire(call) || !given || given.kind === 'text') return [];
  const { facts } = place;
  return pathsOf(context, given, place, state).flatMap(({ path: named, guards }) => {
    const isOpen = named.includes('*');
    const modules = isOpen ? project.modules(facts, named) : [project.module(facts, named)];
    return modules.flatMap((module) =>
      exportsOf(project, module, '*').map((found) => ({
        ...found,
        guards:
          isOpen && module ? [...guards, { choice: `${facts.path} ${named}`, arm: module.path, isOpen: true }] : guards,
      })),
    );
  });
}

/** What the data file holds that a call loads by such a path. */
export function dataFileAt(context: Context, call: CallExpr, place: Place, state: State): readonly FoundExpr[] {
  const { project } = context;
  const given = call.args.find(({ name }) => name === undefined)?.value;
  if (!project || !given) return [];
  return pathsOf(context, given, place, state).flatMap(({ path: named, guards }) =>
    named.includes('*')
      ? []
      : exportsOf(project, project.file(place.facts, named), '*').map((found) => ({ ...found, guards })),
  );
}

function pathsOf(context: Context, expr: Expr, place: Place, state: State, depth = 0): readonly NamedPath[] {
  return context.enter(expr, place, state).flatMap((value): readonly NamedPath[] => {
    if (value.kind === 'text') return pathIn(value.segments, place.facts, value.guards);
    const opened = openedBy(context, value);
    return opened && depth < MOST_OPENED
      ? pathsOf(context, opened, value.place, { ...state, guards: value.guards }, depth + 1)
      : [];
  });
}

/** `open(p)`, `readFileSync(p)`: what is read is what the path names. */
function openedBy({ calls, origins }: Context, value: Value): Expr | undefined {
  if (value.kind !== 'structure' || value.expr.kind !== 'call') return undefined;
  const { callee, args } = value.expr;
  const isOpening =
    (callee.kind === 'ref' && callee.name === 'open') || matchesAny(calls.reading, origins(callee, value.place));
  return isOpening ? args[0]?.value : undefined;
}

/** A folder that is not known is one of those above: what stands behind it says which file is meant. */
function pathIn(segments: readonly Segment[], from: Facts, guards: readonly Guard[]): readonly NamedPath[] {
  const parts = segments.map((one) =>
    one.kind === 'literal' ? one.text.value : OWN_FOLDER.test(one.hole.note) ? folderOf(one.hole.facts, from) : '*',
  );
  const written = parts.join('').replace(/^\*(?=\/)/, '');
  if (!/[a-z]/i.test(written) || written.length > 200 || /^\/\w/.test(written)) return [];
  const named = path.posix.normalize(written);
  return [{ path: named.startsWith('.') ? named : `./${named}`, guards }];
}

const folderOf = (own: Facts, from: Facts): string =>
  path.posix.relative(path.posix.dirname(from.path), path.posix.dirname(own.path)) || '.';
