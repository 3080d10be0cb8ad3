/**
 * What a template does with a variable before it is written: Ruby's calls (`@hosts.join(':')`, `node[:mta][:via].split(':')[0]`),
 * Jinja's filters (`hosts | join(':')`, `hosts[0]`, `hosts | first`). Each is a call or a key of the value.
 */
import { operandsIn, type Part } from './template-values.ts';

/** A key or index of the value so far, or a method that it is given to. */
export type Step = { readonly key: string } | { readonly call: string; readonly args: readonly Part[] };

export interface Chain {
  readonly name: string;
  readonly steps: readonly Step[];
  /** What is written where there is nothing: `@relay || 'mx.acme.example'`. */
  readonly fallback?: { readonly from: number; readonly to: number };
}

/** No template writes more. */
const MOST_STEPS = 8;

/** `@hosts`, `$mail::hosts`, Chef's `node`, Puppet's `scope`. */
const RUBY_HEAD = /^=\s*(?<sign>@|\$)?(?:[a-z]\w*::)*(?<name>[a-z_]\w*)/;
const RUBY_STEP =
  /\s*(?:\[\s*(?:(?<index>\d+)|:(?<symbol>\w+)|(?<quote>["'])(?<key>[\w:.-]+)\k<quote>)\s*\]|\.(?<call>[a-z_]\w*[?!]?)(?:\((?<args>[^()]*)\))?)/dy;

/** Methods that change nothing of a host. */
const SAME = /^(?:to_s|to_str|strip|chomp|downcase|freeze|html_safe|flatten|uniq|compact|sort|to_a|dup)$/;

/** What holds the node's attributes or a class's variables is no part of their key. */
const HOLDERS: ReadonlySet<string> = new Set(['node', 'scope']);

/** What ERB and EPP write of a variable; undefined where they do more with it than is understood. */
export function chainInRuby(inner: string): Chain | undefined {
  const head = RUBY_HEAD.exec(inner);
  const { name, sign } = head?.groups ?? {};
  if (!head || name === undefined) return undefined;
  const keys: string[] = [];
  const steps: Step[] = [];
  let at = head[0].length;
  while (steps.length < MOST_STEPS && keys.length < MOST_STEPS) {
    RUBY_STEP.lastIndex = at;
    const found = RUBY_STEP.exec(inner);
    if (!found) break;
    at = RUBY_STEP.lastIndex;
    const { index, symbol, key = symbol, call } = found.groups ?? {};
    if (key !== undefined && steps.length === 0) keys.push(...key.split('::').slice(-1));
    else if (key !== undefined || index !== undefined) steps.push({ key: key ?? index ?? '' });
    else if (call !== undefined && !SAME.test(call)) steps.push(stepOf(call, found.indices?.groups?.args, inner));
  }
  const rest = END.exec(inner.slice(at));
  if (!rest) return undefined;
  const [from, to] = rest.indices?.groups?.standard ?? [0, 0];
  const path = sign === undefined && keys.length > 0 && HOLDERS.has(name) ? keys : [name, ...keys];
  if (path.length === 0) return undefined;
  return { name: path.join('.'), steps, ...(to > from ? { fallback: { from: at + from, to: at + to } } : {}) };
}

const END = /^\s*(?:\|\|\s*(?<quote>["'])(?<standard>[^"']*)\k<quote>\s*)?-?$/d;

const JINJA_HEAD = /^-?\s*(?<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*(?!\s*\())*)(?:\[(?<index>\d+)\])?/;
const JINJA_STEP = /\s*\|\s*(?<call>[a-z_]\w*)\s*(?:\((?<args>[^()]*)\))?/dy;

/** Filters that change nothing of a host. */
const SAME_FILTER = /^(?:string|to_json|tojson|trim|lower|quote|unique|sort|list|safe|e|flatten)$/;

/** What Jinja writes of a list or of a part of one: `hosts | join(', ')`, `hosts[0]`, `hosts | first`. */
export function chainInJinja(inner: string): Chain | undefined {
  const head = JINJA_HEAD.exec(inner);
  const { name, index } = head?.groups ?? {};
  if (!head || name === undefined) return undefined;
  const steps: Step[] = index === undefined ? [] : [{ key: index }];
  let at = head[0].length;
  while (steps.length < MOST_STEPS) {
    JINJA_STEP.lastIndex = at;
    const found = JINJA_STEP.exec(inner);
    if (!found) break;
    at = JINJA_STEP.lastIndex;
    const call = found.groups?.call ?? '';
    if (SAME_FILTER.test(call)) continue;
    if (!/^(?:join|first|split)$/.test(call)) return undefined;
    steps.push(stepOf(call, found.indices?.groups?.args, inner));
  }
  return steps.length > 0 && /^\s*-?$/.test(inner.slice(at)) ? { name, steps } : undefined;
}

function stepOf(call: string, args: readonly [number, number] | undefined, inner: string): Step {
  if (call === 'first') return { key: '0' };
  return { call, args: args ? operandsIn(args[0], inner.slice(args[0], args[1])) : [] };
}
