/**
 * Placeholders inside configuration text, whatever tool fills them in: shell and compose (`${X:-d}`, `$X`), Spring
 * (`${X:d}`), Symfony (`%env(X)%`, `%mailer.host%`), GitHub (`${{ secrets.X }}`), Jinja and Helm (`{{ x | default('d') }}`), ERB
 * (`<%= ENV['X'] %>`), PHP (`<?= $x ?>`), .NET and Windows (`%X%`), log4j (`${env:X:-d}`), Make and Terraform (`${var.x}`), maddy (`{env:X}`).
 * One function for all data formats: the forms do not collide, and files are often passed through several tools.
 */

import type { Expr, Range, TextExpr } from '../../model/expr.ts';
import { NAMED_TEMPLATE, pieceAt, rangeIn } from '../../model/expr.ts';
import { interspersed } from '../../model/interspersed.ts';
import { shownCode } from '../../text/shown.ts';
import { either, join, text as literal, memberOfAny, unknown } from '../reader.ts';
import { actions } from './template-actions.ts';
import { chainInJinja, chainInRuby, type Step } from './template-chains.ts';
import { chosenByKey, type Inner, operandsIn, type Part, preferredIn, quoted, saidIn } from './template-values.ts';

const NAME = '[A-Za-z_][A-Za-z0-9_]*';

const SHELL_VARIABLE = new RegExp(`^\\$\\$(?:\\{(${NAME})\\}|(${NAME}))`);

/** A part of the value that is not literal text. */
interface Hole {
  readonly start: number;
  readonly end: number;
  readonly value: (slice: (from: number, to: number) => Expr, at: Range) => Expr;
}

/**
 * Turns the placeholders of a literal into expressions with exact ranges; text without any is returned as it is.
 * Nested defaults (`${A:-${B:-c}}`) are followed.
 */
export function templated(value: TextExpr, depth = 0): Expr {
  const { value: content } = value;
  if (depth > 8 || !/[$%{<@#]|\(\(/.test(content)) return value;
  const holes = findHoles(content, depth);
  if (holes.length === 0) return value;
  const slice = (from: number, to: number): TextExpr => sliceOf(value, from, to);
  const made: Expr[] = [];
  let last = 0;
  for (const hole of holes) {
    if (hole.start > last) made.push(slice(last, hole.start));
    made.push(hole.value((from, to) => templated(slice(from, to), depth + 1), rangeIn(value, hole.start, hole.end)));
    last = hole.end;
  }
  if (last < content.length) made.push(slice(last, content.length));
  return join(made, value.range);
}

/** A part of a literal, from one index of its value to another, with its place in the source. */
export function sliceOf(value: TextExpr, from: number, to: number): TextExpr {
  const part = value.value.slice(from, to);
  const at = rangeIn(value, from, to);
  if (value.computed) return { ...literal(part, value.range), computed: true };
  if (!value.pieces) return literal(part, at);
  const pieces = value.pieces
    .slice(Math.max(0, pieceAt(value.pieces, from)), pieceAt(value.pieces, to - 1) + 1)
    .map((piece) =>
      piece.at >= from
        ? { at: piece.at - from, source: piece.source }
        : { at: 0, source: piece.source + from - piece.at },
    );
  return literal(part, at, pieces);
}

function findHoles(content: string, depth: number): Hole[] {
  const holes: Hole[] = [];
  const missing: Missing = new Set();
  const pairs = bracesIn(content);
  const sign = /[$%{<@#(]/g;
  for (let found = sign.exec(content); found; found = sign.exec(content)) {
    const hole = holeAt(content, found.index, depth, missing, pairs);
    if (hole) holes.push(hole);
    sign.lastIndex = hole ? hole.end : found.index + 1;
  }
  return holes;
}

/** Closing delimiters that do not occur in the rest of the text, so that they are searched only once. */
type Missing = Set<string>;

function holeAt(content: string, at: number, depth: number, missing: Missing, pairs: Pairs): Hole | undefined {
  const two = content.slice(at, at + 2);
  // What compose and make leave to the shell of the container or the recipe.
  const ofShell = two === '$$' ? SHELL_VARIABLE.exec(content.slice(at, at + 200)) : null;
  if (ofShell) return named(at, ofShell[0].length, ofShell[1] ?? ofShell[2] ?? '');
  if (two === '$$') return { start: at, end: at + 2, value: (slice) => slice(at + 1, at + 2) };
  if (two === '${' && content[at + 2] === '{') return delimited(content, missing, at, '${{', '}}', actions);
  if (two === '${') return braced(content, at, pairs);
  // Postfix's table in place: inline:{{fax.example=smtp:[h]}} (DATABASE_README)
  if (two === '{{' && content.endsWith('inline:', at)) return undefined;
  const choice = two === '{{' || two === '{%' ? chosenAt(content, at) : undefined;
  if (choice) return choice;
  if (two === '{{') return delimited(content, missing, at, '{{', '}}', jinja);
  if (two === '{%') return delimited(content, missing, at, '{%', '%}', () => undefined);
  if (two === '<%') return delimited(content, missing, at, '<%', '%>', erb);
  if (two === '<?') return delimited(content, missing, at, '<?', '?>', () => undefined);
  if (two === '#{') return delimited(content, missing, at, '#{', '}', () => undefined);
  if (two === '$(') return delimited(content, missing, at, '$(', ')', (inner) => environmentName(inner));
  const rest = content.slice(at, at + 200);
  // https://symfony.com/doc/current/configuration/env_var_processors.html: a parameter that is used where the variable is unset
  const [processed, standard = '', variable = ''] =
    /^%env\((?:[a-z_]+:)*?default:([\w.]+):(?:[a-z_]+:)*([A-Za-z_]\w*)\)%/.exec(rest) ?? [];
  if (processed !== undefined)
    return {
      start: at,
      end: at + processed.length,
      value: (_, range) => ({ kind: 'env', name: variable, fallback: { kind: 'env', name: standard, range }, range }),
    };
  const symfony = /^%env\((?:[a-z_]+:)*([A-Za-z_][A-Za-z0-9_]*)\)%/.exec(rest);
  if (symfony?.[1]) return named(at, symfony[0].length, symfony[1]);
  // A parameter of the container; what is written in percent-encoding has neither dots nor underscores in its names.
  const parameter = /^%([a-z]\w*(?:\.\w+)*)%/.exec(rest);
  if (parameter?.[1] && /[._]/.test(parameter[1])) return named(at, parameter[0].length, parameter[1]);
  // A macro of Nagios, Icinga and Checkmk: https://icinga.com/docs/icinga-2/latest/doc/03-monitoring-basics/#runtime-macros
  const macro = /^\$([A-Za-z_][\w.]*)\$(?![\w{($])/.exec(rest);
  if (macro?.[1]) return named(at, macro[0].length, macro[1]);
  const maddy = /^\{env:([A-Za-z_]\w*)\}/.exec(rest);
  if (maddy?.[1]) return named(at, maddy[0].length, maddy[1]);
  // Hiera's: https://www.puppet.com/docs/puppet/8/hiera_merging#interpolation_functions
  const hiera =
    /^%\{\s*(?:(?:lookup|hiera|alias|scope)\(\s*['"]([\w:.-]+)['"]\s*\)|(?:::)?([a-z]\w*(?:(?:::|\.)\w+)*))\s*\}/.exec(
      rest,
    );
  if (hiera?.[1]) return named(at, hiera[0].length, hiera[1]);
  if (hiera?.[2] && /^%\{\s*::|[.:]/.test(hiera[0]))
    return { start: at, end: at + hiera[0].length, value: (_, range) => unknown(range, hiera[2]) };
  const windows = /^%([A-Z][A-Z0-9_]{2,})%/.exec(rest);
  if (windows?.[1]) return named(at, windows[0].length, windows[1]);
  const python = /^%\(([A-Za-z_][\w.]*)\)s/.exec(rest);
  if (python?.[1]) return named(at, python[0].length, python[1].replace(/^ENV_/, ''));
  // BOSH's and Concourse's. https://bosh.io/docs/cli-int/, https://concourse-ci.org/vars.html
  const credential = content[at - 1] === '$' ? null : /^\(\(([A-Za-z_][\w./:-]*)\)\)/.exec(rest);
  if (credential?.[1]) return named(at, credential[0].length, credential[1]);
  // An installer or an entrypoint fills it in, by sed.
  const token = /^(@@?)[A-Z][A-Z0-9_]*\1/.exec(rest);
  if (token) return named(at, token[0].length, token[0]);
  const powershell = /^\$env:([A-Za-z_]\w*)/i.exec(rest);
  if (powershell?.[1]) return named(at, powershell[0].length, powershell[1]);
  if (content[at] === '$' && depth >= 0) {
    const plain = new RegExp(`^\\$(${NAME})`).exec(rest);
    if (plain?.[1]) return named(at, plain[0].length, plain[1]);
  }
  return undefined;
}

/** `{{ if … }}a{{ else }}b{{ end }}` of Go's templates, `{% if … %}a{% else %}b{% endif %}` of Jinja, Twig and Liquid, in one line. */
const CHOICE =
  /(?:\{\{-?[ \t]*if[ \t][^{}\n]{1,200}\}\}(?<go>[^{}\n]{1,300})\{\{-?[ \t]*else[ \t]*-?\}\}(?<goElse>[^{}\n]{1,300})\{\{-?[ \t]*end[ \t]*-?\}\}|\{%-?[ \t]*if[ \t][^%\n]{1,200}%\}(?<jinja>[^{}\n]{1,300})\{%-?[ \t]*else[ \t]*-?%\}(?<jinjaElse>[^{}\n]{1,300})\{%-?[ \t]*endif[ \t]*-?%\})/dy;

/** Both ways of such a choice. */
function chosenAt(content: string, at: number): Hole | undefined {
  CHOICE.lastIndex = at;
  const found = CHOICE.exec(content);
  if (!found) return undefined;
  const { go, goElse, jinja, jinjaElse } = found.indices?.groups ?? {};
  const ways = [go ?? jinja, goElse ?? jinjaElse].flatMap((way) => (way ? [way] : []));
  return {
    start: at,
    end: at + found[0].length,
    value: (slice, range) =>
      either(
        ways.map(([from, to]) => slice(from, to)),
        range,
      ),
  };
}

const named = (start: number, length: number, name: string): Hole => ({
  start,
  end: start + length,
  value: (_, range) => ({ kind: 'env', name, range }),
});

/** `${…}`: shell parameter expansion, Spring, log4j, Terraform. */
function braced(content: string, start: number, pairs: Pairs): Hole | undefined {
  const end = pairs().get(start + 1);
  if (end === undefined) return undefined;
  const inner = content.slice(start + 2, end);
  const offset = start + 2;
  // NLog's renderers: https://nlog-project.org/config/?tab=layout-renderers
  // `${?X}` of HOCON may be unset. JBoss takes the first of several names that is set: ${smtp.host,env.SMTP_HOST:h}
  const form =
    /^[!?]?\s*(?:[\w.-]{1,80},){0,4}(?:env:|sys:|ENV\.|env\.|var:|environment:|configsetting:|appsetting:)?([A-Za-z_][A-Za-z0-9_.-]*?)(\s*(?::[-=+?]|[-=+?]|:)([\s\S]*))?$/.exec(
      inner,
    );
  const name = form?.[1];
  if (name === undefined) return { start, end: end + 1, value: (_, range) => unknown(range, shownCode(inner)) };
  const operator = form?.[2]?.trim().replace(form[3] ?? '', '') ?? '';
  const tail = form?.[3];
  if (tail === undefined || operator.includes('?') || operator.includes('+')) {
    return { start, end: end + 1, value: (_, range) => ({ kind: 'env', name, range }) };
  }
  // Micronaut quotes what holds colons: https://docs.micronaut.io/latest/guide/#propertySource
  const quote = /^`[^`]*`$/.test(tail) ? 1 : 0;
  const from = offset + inner.length - tail.length + quote;
  return {
    start,
    end: end + 1,
    value: (slice, range) => ({ kind: 'env', name, fallback: slice(from, end - quote), range }),
  };
}

/** No placeholder is longer. */
const MAX_LENGTH = 2000;

/** The offsets of opening braces, and of those that close them. */
type Pairs = () => ReadonlyMap<number, number>;

/** All braces of a text, matched in one go when they are first asked for: one search for each would never end. */
function bracesIn(content: string): Pairs {
  let pairs: Map<number, number> | undefined;
  return () => {
    if (pairs) return pairs;
    pairs = new Map();
    const open: number[] = [];
    for (const { 0: brace, index } of content.matchAll(/[{}]/g)) {
      if (brace === '{') open.push(index);
      else {
        const start = open.pop();
        if (start !== undefined && index - start <= MAX_LENGTH) pairs.set(start, index);
      }
    }
    return pairs;
  };
}

/** Code as people read it: without the marks that put it out. */
const noteOf = (inner: string): string =>
  shownCode(
    inner
      .trim()
      .replace(/^(?:php\s+(?:echo\s+)?|[=-])\s*/, '')
      .replace(/[;-]$/, ''),
  );

function delimited(
  content: string,
  missing: Missing,
  start: number,
  open: string,
  close: string,
  read: Inner,
): Hole | undefined {
  const stop = missing.has(close) ? -1 : content.indexOf(close, start + open.length);
  if (stop < 0) {
    missing.add(close);
    return undefined;
  }
  const inner = content.slice(start + open.length, stop);
  const found = inner.length > MAX_LENGTH ? undefined : read(inner);
  const offset = start + open.length;
  return {
    start,
    end: stop + close.length,
    value: (slice, range) => {
      const partOf = ({ from, to, isName }: Part): Expr => {
        const part = slice(offset + from, offset + to);
        return isName ? { kind: 'env', name: inner.slice(from, to).replace(/^[.$]+/, ''), range: part.range } : part;
      };
      if (found?.parts) {
        const made = found.parts.map(partOf);
        return join(made, { start: made[0]?.range.start ?? range.start, end: made.at(-1)?.range.end ?? range.end });
      }
      if (found?.options) {
        const chosen = found.options.map(partOf);
        return either([...chosen, ...(found.name ? [{ kind: 'env', name: found.name, range } as const] : [])], range);
      }
      if (found?.ofEach && found.name !== undefined)
        return memberOfAny({ kind: 'env', name: found.name, range }, found.ofEach, range);
      const fallback = found?.fallback && slice(offset + found.fallback.from, offset + found.fallback.to);
      if (found?.name !== undefined) {
        const { name, resource, steps = [] } = found;
        if (steps.length > 0) {
          const made = steps.reduce<Expr>((of, step) => stepped(of, step, partOf), { kind: 'env', name, range });
          return fallback ? either([made, fallback], range) : made;
        }
        return { kind: 'env', name, range, ...(resource ? { resource } : {}), ...(fallback ? { fallback } : {}) };
      }
      return fallback ? either([unknown(range, noteOf(inner)), fallback], range) : unknown(range, noteOf(inner));
    },
  };
}

/** A value after one step of what a template does with it. */
const stepped = (of: Expr, step: Step, partOf: (part: Part) => Expr): Expr => {
  const { range } = of;
  if ('key' in step) return { kind: 'member', of, key: literal(step.key, range), range };
  const callee: Expr = { kind: 'member', of, key: literal(step.call, range), range };
  return { kind: 'call', callee, args: step.args.map((part) => ({ value: partOf(part) })), construct: false, range };
};

/** Jinja (`{{ smtp_host | default('d') }}`, `{{ smtp_host or 'd' }}`, `lookup('env', 'X')`) and Go templates (`.Values.smtp.host | default "d"`). */
const jinja: Inner = (inner) => {
  const included = INCLUDED.exec(inner)?.groups?.name;
  if (included !== undefined) return { name: included, resource: NAMED_TEMPLATE };
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

/**
 * A key of a tree: Salt's `salt['pillar.get']('mail:relay', 'd')`, `pillar['mail']['relay']`, Python's `mail['relay']` and
 * `mail.get('relay', 'd')`. https://docs.saltproject.io/en/latest/topics/pillar/
 */
function lookedUpIn(inner: string): ReturnType<Inner> {
  const { holder, key } = KEY_OF.exec(inner)?.groups ?? {};
  if (holder !== undefined && key !== undefined) return { name: `${holder}.${key}` };
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
  return options.length > 0 ? { options, ...(name ? { name } : {}) } : undefined;
}

const CONDITION = /^\s*(?<first>"[^"]*"|'[^']*'|[\w.]+)\s+if\s[\s\S]*\selse\s+(?<second>"[^"]*"|'[^']*'|[\w.]+)\s*$/d;
const TERNARY = /\bternary\s*\(?\s*(?<first>"[^"]*"|'[^']*'|[\w.]+)\s*,?\s*(?<second>"[^"]*"|'[^']*'|[\w.]+)/d;

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
  const given = operandsIn(args[0], inner.slice(...args));
  const parts: Part[] = [];
  let last = from;
  let next = 0;
  for (const { index } of inner.slice(from, to).matchAll(/%s/g)) {
    const value = given[next];
    if (!value) return undefined;
    if (from + index > last) parts.push({ from: last, to: from + index });
    parts.push(value);
    last = from + index + 2;
    next += 1;
  }
  return last < to ? [...parts, { from: last, to }] : parts;
}

const PRINTED = /^-?\s*printf\s+"(?<format>[^"]*)"(?<args>(?:\s+(?:"[^"]*"|[.$][\w.$]+)){1,8})\s*(?:\|[\s\w|]*)?-?$/d;

/** `['smtp', 'acme', 'example'] | join('.')` */
function joinedIn(inner: string): readonly Part[] | undefined {
  const found = JOINED.exec(inner);
  const [from] = found?.indices?.groups?.list ?? [];
  const glue = found?.indices?.groups?.glue;
  if (from === undefined || !glue) return undefined;
  const items = operandsIn(from, found?.groups?.list ?? '');
  return interspersed<Part>(items, { from: glue[0], to: glue[1] });
}

const JOINED = /^\s*\[(?<list>[^\][]{1,500})\]\s*\|\s*join\(\s*(?<quote>["'])(?<glue>[^"']*)\k<quote>\s*\)\s*$/d;

/** The variable of a longer expression that can be the host's. */
function hostNameIn(inner: string): string | undefined {
  const names = inner.replace(/"[^"]*"|'[^']*'/g, ' ').matchAll(/(?<![\w.|])(?<!\|\s)[A-Za-z_][\w.]*(?!\s*\()\b/g);
  return [...names]
    .map(([name]) => name)
    .find((name) => /host|server|fqdn|relay/i.test(name) && !/port|user|pass|enabled|tls|ssl/i.test(name));
}

/** `<%= ENV['X'] || 'd' %>`, `<%= ENV.fetch('X', 'd') %>`. */
const erb: Inner = (inner) => {
  const found =
    /\bENV(?:\.fetch\(|\[)\s*['"](\w+)['"]\s*\]?\s*(?:,\s*['"]([^'"]*)['"]|\)?\s*(?:\|\||\{)\s*['"]([^'"]*)['"])?/.exec(
      inner,
    );
  if (found?.[1]) return { name: found[1], ...quoted(found[2] ?? found[3], inner) };
  // Puppet's and Chef's templates are given their values as instance variables, and the node's attributes.
  const given = chainInRuby(inner.trim());
  return given ?? (inner.startsWith('=') ? saidIn(inner.replace('=', ' ')) : undefined);
};

/**
 * `$(NAME)`: Kubernetes and Azure Pipelines; `$(env:NAME:-d)`: keycloak-config-cli, whose import files are filled in by Commons
 * Text. https://github.com/adorsys/keycloak-config-cli#variable-substitution
 */
function environmentName(inner: string): ReturnType<Inner> {
  const found = ENVIRONMENT_NAME.exec(inner);
  const [from, to] = found?.indices?.groups?.fallback ?? [0, 0];
  const name = found?.groups?.name;
  return name === undefined ? undefined : { name, ...(to > from ? { fallback: { from, to } } : {}) };
}

const ENVIRONMENT_NAME = new RegExp(
  `^(?:(?:env|sys|const):)?(?<name>${NAME}(?:\\.${NAME})*)(?::-(?<fallback>[^()]*))?$`,
  'd',
);
