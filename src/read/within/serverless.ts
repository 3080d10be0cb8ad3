/**
 * Variables of the Serverless Framework: `${self:custom.relay.${opt:stage}}`, `${file(./config.yml):relay}`, `${env:RELAY, 'h'}`.
 * What the file itself says stands there; of the rest the name is asked for. https://www.serverless.com/framework/docs/guides/variables
 */
import type { Entry, EnvExpr, Expr, ObjectExpr, Range } from '../../model/expr.ts';
import { either, text, unknown } from '../reader.ts';

const SERVICE = /(?:^|\/)serverless(?:[.-][^/]*)?\.(?:ya?ml|json)$/i;

/** A longer way from one variable to the next is none. */
const MAX_DEPTH = 20;
/** More values than these no key has: stages and regions. */
const MOST_VALUES = 50;
/** No variable is longer. */
const MAX_LENGTH = 500;

/** A service's configuration with what its variables stand for; other documents as they are. */
export const withServerlessVariables = (document: Expr, path: string, source: string): Expr =>
  document.kind === 'object' && SERVICE.test(path) && source.includes('${')
    ? resolved(document, { document, source, known: new Map() }, 0)
    : document;

interface Service {
  readonly document: ObjectExpr;
  readonly source: string;
  /** What each variable stands for, by where it stands; undefined while that is looked for. */
  readonly known: Map<number, Expr | undefined>;
}

function resolved(expr: Expr, service: Service, depth: number): Expr {
  if (depth > MAX_DEPTH) return expr;
  const inner = (one: Expr): Expr => resolved(one, service, depth + 1);
  if (expr.kind === 'env' || expr.kind === 'unknown') return variable(expr, service, depth);
  if (expr.kind === 'list') return { ...expr, items: expr.items.map(inner) };
  if (expr.kind === 'join') return { ...expr, parts: expr.parts.map(inner) };
  if (expr.kind !== 'object') return expr;
  return { ...expr, entries: expr.entries.map((entry): Entry => ({ ...entry, value: inner(entry.value) })) };
}

function variable(expr: Expr, service: Service, depth: number): Expr {
  const { start, end } = expr.range;
  const written = end - start > MAX_LENGTH ? '' : service.source.slice(start, end);
  if (!/^\$\{[\s\S]*\}$/.test(written)) return expr;
  if (service.known.has(start)) return service.known.get(start) ?? expr;
  service.known.set(start, undefined);
  const options = alternatives(written.slice(2, -1), start + 2).flatMap((one) =>
    meant(one, expr.range, service, depth),
  );
  const [first, ...others] = options;
  const fallback = others.length > 0 ? either(others, expr.range) : undefined;
  const found =
    first?.kind === 'env' && fallback
      ? { ...first, fallback }
      : options.length > 0
        ? either(options, expr.range)
        : expr;
  service.known.set(start, found);
  return found;
}

/** A part of a variable, with its place. */
interface Part {
  readonly written: string;
  readonly range: Range;
}

/** What stands between the commas, the variables within left whole: the first that is there counts. */
function alternatives(inner: string, offset: number): readonly Part[] {
  const found: Part[] = [];
  let from = 0;
  let open = 0;
  for (let at = 0; at <= inner.length; at += 1) {
    const sign = inner[at];
    if (sign === '{' || sign === '(') open += 1;
    else if (sign === '}' || sign === ')') open -= 1;
    if (at < inner.length && (sign !== ',' || open > 0)) continue;
    const written = inner.slice(from, at).trim();
    const start = offset + from + (inner.slice(from, at).length - inner.slice(from, at).trimStart().length);
    if (written !== '') found.push({ written, range: { start, end: start + written.length } });
    from = at + 1;
  }
  return found;
}

const REFERENCE = /^(?:(?<file>file\((?<path>[^()]*)\))|(?<source>[A-Za-z]+)):(?<key>[\s\S]+)$/;
const QUOTED = /^(?<quote>["'])(?<value>[^"']*)\k<quote>$/;

function meant({ written, range }: Part, whole: Range, service: Service, depth: number): readonly Expr[] {
  const literal = QUOTED.exec(written)?.groups?.value ?? /^\d+$/.exec(written)?.[0];
  const indent = written.startsWith('"') || written.startsWith("'") ? 1 : 0;
  if (literal !== undefined) return [text(literal, { start: range.start + indent, end: range.end - indent })];
  const { path, source, key = '' } = REFERENCE.exec(written)?.groups ?? {};
  if (source === 'self') return ofService(key, whole, service, depth);
  if (path !== undefined && !key.includes('${')) return [asked(nameInFile(path, key), whole)];
  if (source === 'env' && /^\w+$/.test(key)) return [asked(key, whole)];
  return [unknown(whole, written)];
}

const asked = (name: string, range: Range): EnvExpr => ({ kind: 'env', name, range });

/** `./config.yml` and `./config.dev.yml` are asked by their name, of files that a variable names the key alone. */
function nameInFile(path: string, key: string): string {
  const [name = ''] = (path.split('/').at(-1) ?? '').split('.');
  return /^[\w-]+$/.test(name) ? `${name}.${key}` : key;
}

/** A variable within a variable, and what stands before its default. */
const WITHIN = /\$\{(?<name>(?:[^{},]|\{[^{}]*\})*)(?:,(?:[^{}]|\{[^{}]*\})*)?\}/;

/** What the file says under the keys: under any, each another choice, where a variable is one of them. */
function ofService(key: string, whole: Range, service: Service, depth: number): readonly Expr[] {
  const within = WITHIN.exec(key);
  let found: readonly Found[] = [{ value: service.document, chosen: '' }];
  for (const step of key.replace(new RegExp(WITHIN, 'g'), '*').split('.'))
    found = found.flatMap((one) => under(one, step)).slice(0, MOST_VALUES);
  const given = found.map(({ value }) => resolved(value, service, depth + 1));
  if (given.length === 0) return [unknown(whole, key)];
  const name = key.replace(new RegExp(WITHIN, 'g'), '…');
  const choice = within?.groups?.name?.trim();
  const chosenBy = choice === undefined ? {} : { chosenBy: { choice, keys: found.map(({ chosen }) => chosen) } };
  return [{ ...asked(name, whole), given, ...chosenBy }];
}

interface Found {
  readonly value: Expr;
  /** The keys that a variable was. */
  readonly chosen: string;
}

const under = ({ value, chosen }: Found, step: string): readonly Found[] =>
  value.kind === 'object'
    ? value.entries
        .filter(({ key }) => fits(step, key))
        .map((one) => ({ value: one.value, chosen: step.includes('*') ? `${chosen} ${one.key}` : chosen }))
    : [];

/** Whether a key is the step: one that a variable is a part of begins and ends like it. */
function fits(step: string, key: string): boolean {
  const [first = '', ...rest] = step.split('*');
  const last = rest.at(-1);
  if (last === undefined) return key === first;
  return key.length >= first.length + last.length && key.startsWith(first) && key.endsWith(last);
}
