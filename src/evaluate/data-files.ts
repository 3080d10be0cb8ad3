/** Which data file a program loads, by what is written where it opens it. */
import { chainOf, type Expr, textOf } from '../model/expr.ts';
import { argument } from '../model/facts.ts';
import { isForeignTest } from '../select/role.ts';
import { parameterNamed } from './declared-parameters.ts';
import { callsOf } from './functions.ts';
import { atAssignment, atCall } from './places.ts';
import { reaching } from './scopes.ts';
import type { Place, Project } from './value.ts';

/** `ERB.new(File.read(File.expand_path(FILE, __dir__))).result` has five levels. */
const MAX_PATH_DEPTH = 6;
const DATA_FILE = /\.(json5?|ya?ml|toml|ini|conf|cfg|properties|env|edn|psd1)$/i;
/** A path whose ending says nothing: `conf/mail.dat`, `conf/relay`. Whether there is such a file is asked later. */
const ANY_FILE = /^(?:[\w@.-]*\/)*[\w@-][\w@.-]*$/;
const isPath = (part: string): boolean => /[./]/.test(part) && part.length < 200 && ANY_FILE.test(part);

/** Where within a call's expression a file's name may be given through another name. */
function pathParts(expr: Expr): readonly Expr[] {
  if (expr.kind === 'call')
    return [...expr.args.map((argument) => argument.value), ...(expr.callee.kind === 'member' ? [expr.callee.of] : [])];
  // Ruby's methods without arguments
  if (expr.kind === 'member') return [expr.of];
  return expr.kind === 'join' ? expr.parts : [];
}

/** Of a function's callers so many are asked for the file that they name. */
const MOST_CALLS = 8;

/**
 * The file that a parameter names: as the call says through which the function was entered, or one of its calls, or else by the
 * parameter's default.
 */
function givenTo(project: Project | undefined, name: string, place: Place, depth: number): string | undefined {
  const { facts, frame } = place;
  const found = facts.program && parameterNamed(facts.program, name, place);
  if (!found) return undefined;
  const { param, index, definition, scope } = found;
  const call = frame?.definition === definition ? frame : undefined;
  const sites = call
    ? [call]
    : callsOf(project, facts, definition)
        .filter((one) => !isForeignTest(one.facts.path, facts.path))
        .slice(0, MOST_CALLS)
        .map((one) => ({ call: one.site.call, place: atCall(one.facts, one.site) }));
  for (const site of sites) {
    const given = argument(site.call.args, name, index);
    const named = given && fileNamedBy(project, given, site.place, depth + 1);
    if (named !== undefined || (call && given)) return named;
  }
  const inside: Place = { facts, scope: scope.id, branch: [], at: definition.range.start };
  return param.fallback && fileNamedBy(project, param.fallback, inside, depth + 1);
}

/** `File::open("a.yaml").expect("a.yaml")`: what is said when that fails names no file. */
const saidOnFailure = (expr: Expr): Expr | undefined =>
  expr.kind === 'call' && expr.callee.kind === 'member' && /^(?:expect|context)$/.test(textOf(expr.callee.key) ?? '')
    ? expr.callee.of
    : undefined;

/** The data file that an expression names, by the texts in it: `path.join(__dirname, 'etc', 'mail.json')`. */
export function fileNamedBy(project: Project | undefined, expr: Expr, place: Place, depth = 0): string | undefined {
  const chain = chainOf(expr);
  if (chain && depth < MAX_PATH_DEPTH) {
    const bound = reaching(place, chain).findLast((found) => found.chain.length === chain.length);
    if (bound)
      return fileNamedBy(project, bound.assignment.value, atAssignment(place.facts, bound.assignment), depth + 1);
    return chain.length === 1 ? givenTo(project, chain[0] ?? '', place, depth) : undefined;
  }
  const opened = saidOnFailure(expr);
  if (opened && depth < MAX_PATH_DEPTH) return fileNamedBy(project, opened, place, depth + 1);
  const written = place.facts.source.text.slice(expr.range.start, Math.min(expr.range.end, expr.range.start + 400));
  const source =
    expr.kind === 'text'
      ? [expr.value]
      : [...written.matchAll(/(?<!\brequire\(\s{0,5})(["'`])([^"'`\n]{1,200})\1/g)].map((found) => found[2] ?? '');
  const known = source.findLastIndex((part) => DATA_FILE.test(part));
  const last = known >= 0 ? known : source.findLastIndex(isPath);
  const named =
    last >= 0
      ? source
          .slice(0, last + 1)
          .join('/')
          .replace(/\$(?:\{[^}]*\}|[A-Za-z_][\w:]*(?:\{[^}]*\})?)\/?/g, '')
      : undefined;
  if (named !== undefined || depth >= MAX_PATH_DEPTH) return named;
  for (const inner of pathParts(expr)) {
    const found = fileNamedBy(project, inner, place, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
