/** What stands between the braces of Jinja's, Go's and Helm's templates: a variable, what stands in for it, and what is made of them. */

import { NAMED_TEMPLATE } from '../../model/expr.ts';
import { interspersed } from '../../model/interspersed.ts';
import { chainInJinja } from './template-chains.ts';
import {
  chosenByKey,
  type Inner,
  mergedIn,
  operandsIn,
  type Part,
  preferredIn,
  quoted,
  saidIn,
} from './template-values.ts';

/** Jinja (`{{ smtp_host | default('d') }}`, `{{ smtp_host or 'd' }}`, `lookup('env', 'X')`) and Go templates (`.Values.smtp.host | default "d"`). */
export const jinja: Inner = (inner) => {
  const included = INCLUDED.exec(inner)?.groups?.name;
  if (included !== undefined) return { name: included, resource: NAMED_TEMPLATE };
  const ofWorkflow = OF_WORKFLOW.exec(inner)?.groups?.name;
  if (ofWorkflow !== undefined) return { name: ofWorkflow };
  const merged = mergedIn(inner);
  if (merged) return { merged };
  const looked = lookedUpIn(inner) ?? chainInJinja(inner);
  if (looked) return looked;
  const list = joinedIn(inner);
  if (list) return { parts: list };
  const byKey = chosenByKey(inner);
  if (byKey) return byKey;
  const options = preferredIn(inner);
  if (options) return { options };
  const environment =
    /lookup\(\s*['"](?:ansible\.builtin\.)?env['"]\s*,\s*['"](\w+)['"]|(?:env|getenv)\s*\(?\s*["'](\w+)["']/.exec(
      inner,
    );
  const standard =
    /(?:\bdefault|\|\s*d)\s*\(\s*['"]([^'"]*)['"]|\bdefault\s+"([^"]*)"|\bor\s+\S+\s+"([^"]*)"|^\s*[\w.]+\s+or\s+['"]([^'"]*)['"]|\bkey(?:OrDefault)\s+"[^"]*"\s+"([^"]*)"/.exec(
      inner,
    );
  const value = standard?.slice(1).find((one) => one !== undefined);
  const chosen = environment || value !== undefined ? undefined : (chosenIn(inner) ?? saidIn(inner));
  if (chosen) return chosen;
  const parts = value === undefined ? (printedIn(inner) ?? addedIn(inner)) : undefined;
  const name = environment?.[1] ?? environment?.[2] ?? variableIn(inner);
  return { ...(name ? { name } : {}), ...quoted(value, inner), ...(parts ? { parts } : {}) };
};

/** Helm's `{{ include "chart.relay" . | quote }}`. https://helm.sh/docs/chart_template_guide/named_templates/ */
const INCLUDED = /^-?\s*(?:include|template)\s+"(?<name>[\w./-]+)"/;

/** Argo's `{{workflow.parameters.relay}}`, an item of `arguments.parameters`. https://argo-workflows.readthedocs.io/en/latest/variables/ */
const OF_WORKFLOW = /^\s*(?:workflow|inputs)\.(?<name>parameters\.[\w-]+)\s*$/;

/**
 * A key of a tree: Salt's `salt['pillar.get']('mail:relay', 'd')`, `pillar['mail']['relay']`, Python's `mail['relay']` and
 * `mail.get('relay', 'd')`. https://docs.saltproject.io/en/latest/topics/pillar/
 */
function lookedUpIn(inner: string): ReturnType<Inner> {
  const { holder, key } = KEY_OF.exec(inner)?.groups ?? {};
  if (holder !== undefined && key !== undefined) return { name: `${holder}.${key}` };
  const ofHost = OF_ANOTHER_HOST.exec(inner)?.groups?.keys;
  if (ofHost !== undefined) return ofOtherHost(ofHost, inner);
  const last = CHAINED.exec(inner);
  if (last) return { name: keyOf(keysAskedIn(last[0])), ...quoted(last.groups?.fallback, inner) };
  const asked = PILLAR.exec(inner) ?? GOTTEN.exec(inner);
  const { of = '', path = '', fallback } = asked?.groups ?? {};
  if (asked) return { name: keyOf([...of.split('.'), ...path.split(':')]), ...quoted(fallback, inner) };
  const found = SUBSCRIPTED.exec(inner);
  if (!found) return undefined;
  const name = keyOf([found[1] ?? '', ...Array.from(found[2]?.matchAll(/[\w-]+/g) ?? [], ([part]) => part)]);
  return { name, ...quoted(DEFAULT.exec(inner)?.groups?.fallback, inner) };
}

/** Go's `get .Secrets "host"`, `index .Data "host"`. https://pkg.go.dev/text/template#hdr-Functions */
const KEY_OF = /^-?\s*(?:get|index)\s+[.$]*(?<holder>[A-Za-z_][\w.]*)\s+"(?<key>[\w.-]+)"\s*(?:\||-?$)/;

/**
 * A variable of another host, whichever: `hostvars['out1'].relay`, `hostvars[groups['relays'][0]]['relay']`.
 * https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_vars_facts.html#accessing-information-about-other-hosts-with-magic-variables
 */
const OF_ANOTHER_HOST =
  /^-?\s*hostvars\[(?:[^[\]{}]|\[[^[\]{}]{0,80}\]){1,120}\](?<keys>(?:\.[A-Za-z_]\w*(?![\w(])|\[["'][\w-]+["']\]){1,8})/;

/** What is known of every host by itself is no variable that somebody gives a value. */
const BY_ITSELF = /^(?:ansible_\w+|inventory_hostname\w*|group_names)$/;

function ofOtherHost(keys: string, inner: string): ReturnType<Inner> {
  const path = Array.from(keys.matchAll(/[\w-]+/g), ([key]) => key);
  if (BY_ITSELF.test(path[0] ?? '')) return {};
  return { name: path.join('.'), ...quoted(DEFAULT.exec(inner)?.groups?.fallback, inner) };
}

/** What holds the tree is no part of the key. */
const keyOf = (parts: readonly string[]): string =>
  parts
    .filter((part, index) => part !== '' && (index > 0 || !/^(?:pillar|grains|vars|hostvars|node)$/.test(part)))
    .join('.');

/** A text, or a port as a number. */
const GIVEN = String.raw`(?:\s*,\s*(?:default\s*=\s*)?(?<quote>["']?)(?<fallback>(?<=["'])[^"']*|\d+)\k<quote>)?`;
const PILLAR = new RegExp(
  String.raw`^-?\s*(?:salt(?:\.|\[["']))?(?:pillar|grains|config)\.get(?:["']\])?\s*\(\s*["'](?<path>[\w:.-]+)["']${GIVEN}`,
);
const GOTTEN = new RegExp(
  String.raw`^-?\s*(?<of>[A-Za-z_]\w*(?:\.\w+)*?)\.get\(\s*["'](?<path>[\w-]+)["']${GIVEN}\s*\)`,
);
/** Key by key, each of which may be absent: `pillar.get('bugs', {}).get(tracker, {}).get('host', 'd')`. */
const CHAINED = new RegExp(
  String.raw`^-?\s*[A-Za-z_]\w*(?:\.\w+)*?(?:\.get\([^()]{0,100}\)){1,6}\.get\(\s*["'][\w:.-]+["']${GIVEN}\s*\)`,
);
const keysAskedIn = (chain: string): readonly string[] =>
  Array.from(chain.matchAll(/\.get\(\s*["']([\w:.-]+)["']/g), ([, key = '']) => key);
const SUBSCRIPTED = /^-?\s*([A-Za-z_]\w*)((?:\.\w+)*(?:\[["'][\w-]+["']\](?:\.\w+(?!\s*\())*)+)/;
const DEFAULT = /(?:\bdefault|\|\s*d)\s*\(\s*(?<quote>["'])(?<fallback>[^"']*)\k<quote>/;

/**
 * `{{ 'a' if condition else b }}`, `{{ condition | ternary('a', 'b') }}`, `{{ ternary "a" "b" condition }}`.
 * https://jinja.palletsprojects.com/en/stable/templates/#if-expression, https://masterminds.github.io/sprig/defaults.html
 */
function chosenIn(inner: string): ReturnType<Inner> {
  const found = CONDITION.exec(inner) ?? TERNARY.exec(inner);
  const ways = [found?.indices?.groups?.first, found?.indices?.groups?.second].flatMap((at) => (at ? [at] : []));
  const isText = ([from]: [number, number]): boolean => /["'\d]/.test(inner[from] ?? '');
  const options = ways
    .filter(isText)
    .map(([from, to]) => (/\d/.test(inner[from] ?? '') ? { from, to } : { from: from + 1, to: to - 1 }))
    .filter(({ from, to }) => to > from);
  const name = ways.filter((way) => !isText(way)).map(([from, to]) => inner.slice(from, to).replace(/^\./, ''))[0];
  if (options.length === 0) return undefined;
  const [from, to] = found?.indices?.groups?.condition ?? [0, 0];
  return {
    options,
    ...(name ? { name } : {}),
    ...(to > from && options.length === 2 ? { condition: { from, to } } : {}),
  };
}

const CONDITION =
  /^\s*(?<first>"[^"]*"|'[^']*'|[\w.]+)\s+if\s(?<condition>[\s\S]*)\selse\s+(?<second>"[^"]*"|'[^']*'|[\w.]+)\s*$/d;
const TERNARY = /\bternary\s*(?:\(\s*)?(?<first>"[^"]*"|'[^']*'|[\w.]+)\s*(?:,\s*)?(?<second>"[^"]*"|'[^']*'|[\w.]+)/d;

/** Functions of Go templates, which stand before what they are given. */
const FUNCTION =
  /^(?:include|template|printf|print|quote|squote|tpl|required|coalesce|default|ternary|index|toString|toYaml|trim|lower|lookup)$/;

/** The variable that the expression begins with, or else the one that can be the host's. */
function variableIn(inner: string): string | undefined {
  const first = /^-?\s*[.$]?([A-Za-z_]\w*(?:\.\w+)*?)(?=\.\w+\s*\(|[^\w.(]|$)/.exec(inner)?.[1];
  if (first === undefined) return hostNameIn(inner);
  return FUNCTION.test(first) ? /(?<!\w)\.([A-Za-z_][\w.]*)/.exec(inner)?.[1] : first;
}

/** `"smtp." + domain`, `'mail.' ~ 'corp.example'`, wherever it stands in the expression. */
function addedIn(inner: string): readonly Part[] | undefined {
  const found = ADDED.exec(inner);
  return found ? operandsIn(found.index, found[0]) : undefined;
}

const OPERAND = `(?:"[^"]*"|'[^']*'|[A-Za-z_][\\w.]*)`;
const ADDED = new RegExp(`["'](?:smtp|mail|mx|relay)[\\w.-]*["'](?:\\s*[+~]\\s*${OPERAND}){1,8}`);

/** `printf "%s.%s" "smtp" .Values.domain` (Go's templates). */
function printedIn(inner: string): readonly Part[] | undefined {
  const found = PRINTED.exec(inner);
  const [from, to] = found?.indices?.groups?.format ?? [0, 0];
  const args = found?.indices?.groups?.args;
  if (!found || !args) return undefined;
  const given = givenIn(args[0], inner.slice(...args));
  const parts: Part[] = [];
  let last = from;
  let next = 0;
  for (const { index } of inner.slice(from, to).matchAll(/%[sdv]/g)) {
    const value = given[next];
    if (!value) return undefined;
    if (from + index > last) parts.push({ from: last, to: from + index });
    parts.push(value);
    last = from + index + 2;
    next += 1;
  }
  return last < to ? [...parts, { from: last, to }] : parts;
}

const PRINTED =
  /^-?\s*printf\s+"(?<format>[^"]*)"(?<args>(?:\s+(?:"[^"]*"|[.$][\w.$]+|\d{1,5}(?![\w.])|\((?:int|int64|toString|float64)\s+[.$][\w.$]+\s*\))){1,8})\s*(?:\|[\s\w|]*)?-?$/d;

/** What is printed: texts, numbers and names, of which some are made numbers. */
const givenIn = (at: number, stretch: string): readonly Part[] =>
  [...stretch.matchAll(/"(?<text>[^"]*)"|(?<name>[.$]+[A-Za-z_][\w.$]*)|(?<number>\d+)(?![\w.])/dg)].flatMap(
    ({ indices }) => {
      const { text: said, name, number } = indices?.groups ?? {};
      const [from, to] = said ?? name ?? number ?? [0, 0];
      return { from: at + from, to: at + to, ...(name ? { isName: true as const } : {}) };
    },
  );

/** `['smtp', 'acme', 'example'] | join('.')`, Helm's `list "smtp" .Values.zone | join "."`. */
function joinedIn(inner: string): readonly Part[] | undefined {
  const found = JOINED.exec(inner) ?? LIST_JOINED.exec(inner);
  const [from] = found?.indices?.groups?.list ?? [];
  const glue = found?.indices?.groups?.glue;
  if (from === undefined || !glue) return undefined;
  const items = operandsIn(from, found?.groups?.list ?? '');
  return interspersed<Part>(items, { from: glue[0], to: glue[1] });
}

const JOINED = /^\s*\[(?<list>[^\][]{1,500})\]\s*\|\s*join\(\s*(?<quote>["'])(?<glue>[^"']*)\k<quote>\s*\)\s*$/d;

/** https://helm.sh/docs/chart_template_guide/function_list/#join */
const LIST_JOINED =
  /^-?\s*\(?\s*list(?<list>(?:\s+(?:"[^"]*"|[.$]*[A-Za-z_][\w.]*)){1,12})\s*\)?\s*\|\s*join\s+(?<quote>["'])(?<glue>[^"']*)\k<quote>\s*(?:\|[\s\w|]*)?-?$/d;

/** The variable of a longer expression that can be the host's. */
function hostNameIn(inner: string): string | undefined {
  const names = inner.replace(/"[^"]*"|'[^']*'/g, ' ').matchAll(/(?<![\w.|])(?<!\|\s)[A-Za-z_][\w.]*(?!\s*\()\b/g);
  return [...names]
    .map(([name]) => name)
    .find((name) => /host|server|fqdn|relay/i.test(name) && !/port|user|pass|enabled|tls|ssl/i.test(name));
}
