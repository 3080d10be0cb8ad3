/**
 * Placeholders inside configuration text, whatever tool fills them in: shell and compose (`${X:-d}`, `$X`), Spring
 * (`${X:d}`), Symfony (`%env(X)%`, `%mailer.host%`), GitHub (`${{ secrets.X }}`), Jinja and Helm (`{{ x | default('d') }}`), ERB
 * (`<%= ENV['X'] %>`), PHP (`<?= $x ?>`), .NET and Windows (`%X%`), log4j (`${env:X:-d}`), Make and Terraform (`${var.x}`), maddy (`{env:X}`).
 * One function for all data formats: the forms do not collide, and files are often passed through several tools.
 */

import type { Expr, Range, TextExpr } from '../../model/expr.ts';
import { pieceAt, rangeIn } from '../../model/expr.ts';
import { shownCode } from '../../text/shown.ts';
import { CUTTING, chosenBy, either, join, text as literal, memberOfAny, object, unknown } from '../reader.ts';
import { actions } from './template-actions.ts';
import type { Step } from './template-chains.ts';
import { jinja } from './template-jinja.ts';
import { environmentName, erb } from './template-names.ts';
import type { Inner, Part } from './template-values.ts';

const NAME = '[A-Za-z_][A-Za-z0-9_]*';

const SHELL_VARIABLE = new RegExp(`^\\$\\$(?:\\{(${NAME})\\}|(${NAME}))`);

/** A part of the value that is not literal text. */
interface Hole {
  readonly start: number;
  readonly end: number;
  readonly value: (slice: (from: number, to: number) => Expr, at: Range) => Expr;
}

/** `"$RELAY:mail.example"` of Ktor, and no host with its port. https://ktor.io/docs/server-configuration-file.html#environment-variables */
const WITH_DEFAULT = /^\$([A-Z_][A-Z\d_]{1,80}):(?![\d.-]*$|smtps?$|submissions?$)([\w.-]{1,300})$/;

/**
 * Turns the placeholders of a literal into expressions with exact ranges; text without any is returned as it is.
 * Nested defaults (`${A:-${B:-c}}`) are followed.
 */
export function templated(value: TextExpr, depth = 0): Expr {
  const { value: content } = value;
  if (depth > 8 || !/[$%{<@#]|\(\(|__[A-Z]/.test(content)) return value;
  const slice = (from: number, to: number): TextExpr => sliceOf(value, from, to);
  const [, name, standard] = WITH_DEFAULT.exec(content) ?? [];
  if (name !== undefined && standard !== undefined)
    return { kind: 'env', name, fallback: slice(content.length - standard.length, content.length), range: value.range };
  const holes = findHoles(content);
  if (holes.length === 0) return value;
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

function findHoles(content: string): Hole[] {
  const holes: Hole[] = [];
  const missing: Missing = new Set();
  const pairs = bracesIn(content);
  const sign = /[$%{<@#(]|__(?=[A-Z])/g;
  for (let found = sign.exec(content); found; found = sign.exec(content)) {
    const hole = holeAt(content, found.index, missing, pairs);
    if (hole) holes.push(hole);
    sign.lastIndex = hole ? hole.end : found.index + 1;
  }
  return holes;
}

/** Closing delimiters that do not occur in the rest of the text, so that they are searched only once. */
type Missing = Set<string>;

function holeAt(content: string, at: number, missing: Missing, pairs: Pairs): Hole | undefined {
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
  if (two === '$(') return delimited(content, missing, at, '$(', ')', environmentName);
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
  const { text: whole, name } =
    /^(?<text>%\{\s*(?<name>(?:::)?[a-z]\w*(?:(?:::|\.)\w+)*)\s*\})/.exec(rest)?.groups ?? {};
  if (whole !== undefined && name !== undefined && /[.:]/.test(name))
    return { start: at, end: at + whole.length, value: (_, range) => unknown(range, name.replace(/^::/, '')) };
  // A shell's `$((1 + 2))` is a sum.
  const forms = content[at] === '(' && content[at - 1] === '$' ? [] : FORMS;
  for (const form of forms) {
    const [text, variable] = form.exec(rest) ?? [];
    if (text !== undefined && variable !== undefined) return named(at, text.length, variable);
  }
  return undefined;
}

/** What names a variable in a form that nothing else has; the first group is the name. */
const FORMS: readonly RegExp[] = [
  // https://symfony.com/doc/current/configuration/env_var_processors.html
  /^%env\((?:[a-z_]+:)*([A-Za-z_][A-Za-z0-9_]*)\)%/,
  // A parameter of Symfony's container; what is written in percent-encoding has neither dots nor underscores in its names.
  /^%(?=[^%]*[._])([a-z]\w*(?:\.\w+)*)%/,
  // A macro of Nagios, Icinga and Checkmk: https://icinga.com/docs/icinga-2/latest/doc/03-monitoring-basics/#runtime-macros
  /^\$([A-Za-z_][\w.]*)\$(?![\w{($])/,
  // https://maddy.email/reference/config-syntax/#environment-variables
  /^\{env:([A-Za-z_]\w*)\}/,
  // Hiera's: https://www.puppet.com/docs/puppet/8/hiera_merging#interpolation_functions
  /^%\{\s*(?:lookup|hiera|alias|scope)\(\s*['"]([\w:.-]+)['"]\s*\)\s*\}/,
  // An installer fills it in, by sed: before `%RELAY%`, which stands in it.
  /^(%%[A-Z][A-Z0-9_]*%%)/,
  // .NET and Windows
  /^%([A-Z][A-Z0-9_]{2,})%/,
  // https://docs.gitlab.com/ci/inputs/
  /^\$\[\[\s*inputs\.([A-Za-z_][\w-]*)\s*(?:\|[^\]\n]{0,100})?\]\]/,
  // https://circleci.com/docs/pipeline-variables/#pipeline-parameters-in-configuration
  /^<<\s*(?:pipeline\.)?parameters\.([A-Za-z_][\w-]*)\s*>>/,
  // Python's; supervisord puts ENV_ before what it takes from the environment.
  /^%\((?:ENV_)?([A-Za-z_][\w.]*)\)s/,
  // BOSH's and Concourse's. https://bosh.io/docs/cli-int/, https://concourse-ci.org/vars.html
  /^\(\(([A-Za-z_][\w./:-]*)\)\)/,
  // An installer or an entrypoint fills it in, by sed.
  /^((@@?)[A-Z][A-Z0-9_]*\2)/,
  /^(__[A-Z][A-Z\d]*(?:_[A-Z\d]+)*__)/,
  // PowerShell
  /^\$env:([A-Za-z_]\w*)/i,
  // The shell's
  /^\$([A-Za-z_][A-Za-z0-9_]*)/,
];

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
  const member = name === undefined ? MEMBER.exec(inner)?.groups : undefined;
  if (member) {
    const keys = Array.from((member.keys ?? '').matchAll(/[\w-]+/g), ([key]) => key);
    return named(start, end + 1 - start, [member.of ?? '', ...keys].join('.'));
  }
  const cut = name === undefined ? CUT.exec(inner) : null;
  if (cut) return { start, end: end + 1, value: (_, range) => cutOff(cut, range) };
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

/** `${settings['relay']}` of Puppet. https://www.puppet.com/docs/puppet/8/lang_data_string#lang_data_string_interpolation */
const MEMBER = /^\$?(?<of>[a-z_]\w*)(?<keys>(?:\[(?:'[\w-]+'|"[\w-]+")\]){1,6})$/;

/** `${X%%:*}`, `${X##*:}` of the shell (POSIX 2.6.2), as the calls that scripts have for it. */
const CUT = /^(?<name>[A-Za-z_]\w*)(?<sign>##?|%%?)(?<pattern>[^$`"'\\]{1,80})$/;

const cutOff = ({ groups }: RegExpExecArray, range: Range): Expr => {
  const { name = '', sign = '', pattern = '' } = groups ?? {};
  const method = CUTTING[sign] ?? '';
  const callee: Expr = { kind: 'member', of: { kind: 'env', name, range }, key: literal(method, range), range };
  return { kind: 'call', callee, args: [{ value: literal(pattern, range) }], construct: false, range };
};

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
      if (found?.merged) {
        const none = object([], range);
        const all = found.merged.map((part) => (part.isOptional ? either([partOf(part), none], range) : partOf(part)));
        return mergedOf(all, range);
      }
      if (found?.parts) {
        const made = found.parts.map(partOf);
        return join(made, { start: made[0]?.range.start ?? range.start, end: made.at(-1)?.range.end ?? range.end });
      }
      if (found?.options) {
        const chosen = found.options.map(partOf);
        const [yes, no] = chosen;
        if (found.condition && yes && no) {
          const { from, to } = found.condition;
          return chosenBy(slice(offset + from, offset + to).range, yes, no, range);
        }
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

/** One object of all, as spreads of which the later one wins. */
const mergedOf = (all: readonly Expr[], range: Range): Expr => ({
  ...object(
    all.map((value) => ({ key: '', keyRange: value.range, value, spread: true })),
    range,
  ),
  deep: true,
});

/** A value after one step of what a template does with it. */
const stepped = (of: Expr, step: Step, partOf: (part: Part) => Expr): Expr => {
  const { range } = of;
  if ('key' in step) return { kind: 'member', of, key: literal(step.key, range), range };
  const callee: Expr = { kind: 'member', of, key: literal(step.call, range), range };
  return { kind: 'call', callee, args: step.args.map((part) => ({ value: partOf(part) })), construct: false, range };
};
