/**
 * What Helm's named templates are given by those who include them: within `{{ define "app.mail" }}` the dot is the argument of
 * `{{ include "app.mail" (dict "host" .Values.mail.host) }}`. https://helm.sh/docs/chart_template_guide/named_templates/
 */
import type { Entry, Expr, Range } from '../../model/expr.ts';
import { object, range, text } from '../reader.ts';
import { writtenValue } from './template-variables.ts';

const DEFINE = /\{\{-?[ \t]*define[ \t]+"(?<name>[^"\n]{1,200})"[ \t]*-?\}\}/g;

/** More are in no file of people. */
const MOST = 500;

interface Block extends Range {
  readonly name: string;
}

/** The stretches of a file from one `define` to the next. */
const blocksIn = (source: string): readonly Block[] =>
  source.includes('define')
    ? [...source.matchAll(DEFINE)].slice(0, MOST).map(({ index, groups }, at, all) => ({
        name: groups?.name ?? '',
        start: index,
        end: all[at + 1]?.index ?? source.length,
      }))
    : [];

/** Deeper is no template. */
const DEEPEST = 40;

/** A document with what its named templates are given marked as such, or what the one is given that it stands in; others as they are. */
export function withMacroInputs(document: Expr, source: string, name?: string): Expr {
  const blocks = name === undefined ? blocksIn(source) : [{ name, start: 0, end: source.length }];
  return blocks.length > 0 ? marked(document, { blocks, source }, 0) : document;
}

interface Marking {
  readonly blocks: readonly Block[];
  readonly source: string;
}

function marked(expr: Expr, marking: Marking, depth: number): Expr {
  if (depth > DEEPEST) return expr;
  const inner = (value: Expr): Expr => marked(value, marking, depth + 1);
  if (expr.kind === 'env') return markedName(expr, marking);
  if (expr.kind === 'join') return { ...expr, parts: expr.parts.map(inner) };
  if (expr.kind === 'either') return { ...expr, options: expr.options.map(inner) };
  if (expr.kind === 'list') return { ...expr, items: expr.items.map(inner) };
  if (expr.kind !== 'object') return expr;
  return { ...expr, entries: expr.entries.map((entry): Entry => ({ ...entry, value: inner(entry.value) })) };
}

/** What Helm itself puts under the root. https://helm.sh/docs/chart_template_guide/builtin_objects/ */
const BUILT_IN = /^(?:Values|Release|Chart|Capabilities|Template|Files|Subcharts)\b|\.Values\./;

function markedName(expr: Extract<Expr, { kind: 'env' }>, { blocks, source }: Marking): Expr {
  const { name, resource, range: at } = expr;
  if (resource !== undefined || BUILT_IN.test(name)) return expr;
  const block = blocks.find(({ start, end }) => start <= at.start && at.end <= end);
  const isOfDot =
    block &&
    new RegExp(`(?:^|[\\s({])\\.${name.replace(/\W/g, '\\$&')}(?![\\w.])`).test(source.slice(at.start, at.end));
  return isOfDot ? { ...expr, inputOf: block.name } : expr;
}

/** A call of a named template, up to what it is given. */
const CALL = /\b(?:include|template)[ \t]+"(?<name>[\w./-]+)"[ \t]+(?=[(.$])/g;
const WHOLE = /[.$][\w.$]+/y;
/** `(dict "host" .Values.host …)`, `(merge (dict …) .)` */
const DICTIONARY = /\((?:(?:must)?(?:merge|mergeOverwrite)[ \t]+\()?dict\b/y;
const KEY = /\s+"(?<key>[\w.-]+)"\s+/y;
const VALUE = /"(?<text>[^"\n]*)"|(?<code>\((?:[^()\n]|\((?:[^()\n]|\([^()\n]{0,100}\)){0,200}\)){0,300}\)|[^\s()]+)/dy;

/** No call names more keys. */
const MOST_KEYS = 40;

/** What the calls of a named template give it, each as one value. */
export function givenToTemplate(source: string, name: string): readonly Expr[] {
  if (!source.includes(name)) return [];
  const blocks = blocksIn(source);
  const found = [...source.matchAll(CALL)].filter(({ groups }) => groups?.name === name).slice(0, MOST);
  return found.flatMap(({ index, 0: call }) => {
    const given = givenAt(source, index + call.length);
    return given ? [marked(given, { blocks, source }, 0)] : [];
  });
}

function givenAt(source: string, at: number): Expr | undefined {
  DICTIONARY.lastIndex = at;
  if (DICTIONARY.test(source)) return dictionaryAt(source, at, DICTIONARY.lastIndex);
  WHOLE.lastIndex = at;
  const [whole] = WHOLE.exec(source) ?? [];
  return whole === undefined ? undefined : writtenValue(source, at, at + whole.length);
}

function dictionaryAt(source: string, start: number, from: number): Expr {
  const entries: Entry[] = [];
  let at = from;
  while (entries.length < MOST_KEYS) {
    KEY.lastIndex = at;
    const { key } = KEY.exec(source)?.groups ?? {};
    if (key === undefined) break;
    VALUE.lastIndex = KEY.lastIndex;
    const found = VALUE.exec(source);
    if (!found) break;
    const keyAt = source.lastIndexOf(key, KEY.lastIndex);
    entries.push({ key, keyRange: range(keyAt, keyAt + key.length), value: givenValue(source, found) });
    at = VALUE.lastIndex;
  }
  return object(entries, range(start, at));
}

function givenValue(source: string, { indices }: RegExpExecArray): Expr {
  const { text: said, code } = indices?.groups ?? {};
  if (said) return text(source.slice(...said), range(...said));
  const [from, to] = code ?? [0, 0];
  return source[from] === '(' ? writtenValue(source, from + 1, to - 1) : writtenValue(source, from, to);
}
