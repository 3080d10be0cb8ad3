/**
 * What a template is handed by name: Terraform's `templatefile(path, { … })`, the `vars` beside Ansible's `template`, `context`
 * and `defaults` of Salt's `file.managed`, Chef's `variables(…)`, Puppet's `epp(path, { … })`, `params` beside the path of Bicep's modules. Their names are their own
 * affair (`node`, `port`), so only a file that names the template, and only what stands in the same hand-over, is asked.
 */
import path from 'node:path';
import { type EntryFact, entriesNamed } from '../detect/entries.ts';
import { literalAt } from '../detect/text-matches.ts';
import { moduleEnd } from '../evaluate/places.ts';
import type { Asked } from '../evaluate/value.ts';
import type { Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { TEMPLATE } from '../select/file-names.ts';
import { fold } from '../select/needs.ts';
import { isSearchable } from './asked-names.ts';
import { variablesOfClasses } from './puppet-variables.ts';
import { argumentsGiven, askedOfScript, isPosition } from './script-arguments.ts';

/** What is asked of those who hand a template its variables; undefined where a file is no template. */
export function askedOfHanding(file: string, { space, path: keys }: Asked): Asked | undefined {
  const [first = '', ...rest] = keys;
  if (TOKEN.test(first)) return { space: 'handed', path: [path.posix.basename(file), first] };
  const ofScript = askedOfScript(file, { space, path: keys });
  if (ofScript) return ofScript;
  if ((space !== 'env' && space !== 'config') || !isFilledIn(file, { space, path: keys })) return undefined;
  return { space: 'handed', path: [path.posix.basename(file), first.replace(/^[@$]/, ''), ...rest] };
}

/** Any file may be Terraform's template: a name that says nothing elsewhere is asked of those who name the file. */
const isFilledIn = (file: string, asked: Asked): boolean =>
  TEMPLATE.test(file) || file.endsWith('.bicep') || (DATA.test(file) && asked.space === 'env' && !isSearchable(asked));

const DATA = /\.(?:ya?ml|json|toml|ini|cfg|conf|cf|env|txt|sh|properties|service|xml|hcl|nomad)$|(?:^|\/)[\w-]+$/i;

/** What a script puts in by name, wherever it stands: `sed "s|@RELAY@|$RELAY|" main.cf.in`, `s/%%RELAY%%/h/`. */
const TOKEN = /^(?:@@?\w+@@?|%%\w+%%|__\w+__)$/;

/** What a file is called that names a template, or what it becomes. */
export const namesOfTemplate = (name: string): readonly string[] => [
  ...new Set([name, name.replace(/\.(?:in|tmpl|tpl|template|dist|sample|orig)$/i, '')]),
];

/** As far as the names may stand from that of the template. */
const FAR = 2000;

/** More places that name one template are no different from these. */
const MOST_PLACES = 40;

/** Where a hand-over ends: at what begins at the margin, at the next task of a list. */
const BOUNDARY = /(?<=\n)(?:[^\s#/*-]|[ \t]*- name:)/g;

const OTHER_TEMPLATE = new RegExp(`${TEMPLATE.source.slice(0, -1)}\\b`, 'gi');

/** The stretches around the places that name the template, each up to what bounds it. */
function handOvers({ source: { text } }: Facts, name: string): readonly Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(name); at >= 0 && found.length < MOST_PLACES; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (/[\w.-]/.test(text[at - 1] ?? '') || /[\w-]/.test(text[end] ?? '')) continue;
    found.push({
      start: end - lengthBefore(text.slice(Math.max(0, end - FAR), end), name),
      end: end + lengthAfter(text.slice(end, end + FAR)),
    });
  }
  return found;
}

function lengthAfter(text: string): number {
  const ends = [BOUNDARY, OTHER_TEMPLATE].map((pattern) => {
    const [first] = [...text.matchAll(pattern)];
    return first === undefined ? text.length : first.index;
  });
  return Math.min(...ends);
}

function lengthBefore(text: string, name: string): number {
  const before = text.slice(0, text.length - name.length);
  const starts = [
    [...before.matchAll(BOUNDARY)].at(-1)?.index ?? 0,
    ...[...before.matchAll(OTHER_TEMPLATE)].slice(-1).map(({ index, 0: other }) => index + other.length),
  ];
  return text.length - Math.max(...starts);
}

const isWithin = (inner: Range, outer: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** What the hand-overs of a file give the variable. */
export function handedIn(facts: Facts, asked: Asked): readonly EntryFact[] {
  if (isPosition(asked)) return argumentsGiven(facts, asked);
  const [name = '', ...keys] = asked.path;
  if (TOKEN.test(keys[0] ?? '')) return replacedBySed(facts, keys[0] ?? '');
  const places = handOvers(facts, name);
  if (places.length === 0) return [];
  const last = keys.at(-1) ?? '';
  const entries = [...entriesNamed(facts, [fold(last)])].filter(
    (one) =>
      keys.every((key, at) => one.path[one.path.length - keys.length + at] === key) &&
      places.some((place) => isWithin(one.keyRange, place)),
  );
  // Puppet's older templates see the variables of the class: `@relay` is its `$relay`.
  if (entries.length > 0 || keys.length > 1) return entries;
  if (facts.format === 'puppet') return variablesOfClasses(facts, last, places);
  const names = namesOfTemplate(name);
  return signsAround(last)
    .flatMap((token) => replacedBySed(facts, token))
    .filter(({ keyRange }) => names.some((one) => commandAround(facts, keyRange.start).includes(one)));
}

/** How a name stands in a template for what sed puts in, where the template's own signs are no part of it. */
const signsAround = (name: string): readonly string[] => [`%${name}%`, `{{${name}}}`, `{{ ${name} }}`, `\${${name}}`];

/** The command around a place: its line, with those that a backslash joins to it. */
function commandAround({ source: { text } }: Facts, at: number): string {
  const isJoined = (line: number): boolean => line > 0 && text[line - 1] === '\\' && Math.abs(at - line) < FAR;
  let start = text.lastIndexOf('\n', at);
  while (isJoined(start)) start = text.lastIndexOf('\n', start - 1);
  let end = text.indexOf('\n', at);
  while (isJoined(end)) end = text.indexOf('\n', end + 1);
  return text.slice(start + 1, end < 0 ? text.length : end);
}

/** More commands replace no token of one file. */
const MOST_REPLACED = 20;

/** `s|@RELAY@|value|` of sed, in a script or an image's build. */
function replacedBySed(facts: Facts, token: string): readonly EntryFact[] {
  const { text } = facts.source;
  const found: EntryFact[] = [];
  for (
    let at = text.indexOf(token);
    at >= 0 && found.length < MOST_REPLACED;
    at = text.indexOf(token, at + token.length)
  ) {
    const end = at + token.length;
    const sign = text[end] ?? '';
    if (text[at - 1] !== sign || !/^[|/#,:!~]$/.test(sign) || !/[^\w]s$/.test(text.slice(at - 3, at - 1))) continue;
    const value = new RegExp(`^(?:[^\\n${sign}$]|\\$\\{[^}\\n]{0,300}\\}|\\$(?!\\{)){1,300}(?=[${sign}])`).exec(
      text.slice(end + 1, end + 700),
    )?.[0];
    if (value === undefined) continue;
    const host = literalAt(facts, { start: end + 1, end: end + 1 + value.length });
    found.push({
      path: [token],
      keyRange: { start: at, end },
      value: host,
      siblings: [],
      place: { ...moduleEnd(facts), at },
    });
  }
  return found;
}
