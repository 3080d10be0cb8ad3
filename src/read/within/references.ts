/**
 * What templates of clouds write in the place of a value: CloudFormation's functions, in the long form and in YAML's short
 * one, and Azure Resource Manager's expressions. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html,
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
import {
  type EitherExpr,
  type Entry,
  type Expr,
  type ObjectExpr,
  type TextExpr,
  textOf,
  valueAt,
} from '../../model/expr.ts';
import { interspersed } from '../../model/interspersed.ts';
import { either, join, object } from '../reader.ts';
import { sliceOf } from './templated.ts';

/** Deeper is no template. */
const MAX_DEPTH = 40;

/** A document with the references in it as expressions; other documents as they are. */
export function withReferences(document: Expr, path: string): Expr {
  if (document.kind !== 'object') return document;
  if (STACK.test(path)) return withoutNamespaces(document);
  if (/deploymentTemplate\.json/i.test(textOf(valueAt(document, '$schema')) ?? ''))
    return replaced(document, ofAzure, 0);
  const isStack = valueAt(document, 'Resources')?.kind === 'object';
  return isStack ? replaced(document, (expr) => ofAmazon(expr, document), 0) : document;
}

/** A stack's configuration. https://www.pulumi.com/docs/iac/concepts/config/ */
const STACK = /(^|\/)Pulumi(\.[\w-]+)?\.ya?ml$/;

/** In such a file `${name}` is a key of the stacks' configuration, whatever it is called. */
export const isStack = (path: string): boolean => STACK.test(path);

/** Programs ask for `relayHost`, which stands as `PROJECT:relayHost` under `config`. */
function withoutNamespaces(document: ObjectExpr): Expr {
  const entries = document.entries.map((entry): Entry => {
    if (entry.key !== 'config' || entry.value.kind !== 'object') return entry;
    const { entries: own, range } = entry.value;
    return {
      ...entry,
      value: object(
        own.map((one) => ({ ...one, key: one.key.replace(/^[^:]*:/, '') })),
        range,
      ),
    };
  });
  return object(entries, document.range);
}

type Meaning = (expr: Expr) => Expr | undefined;

/** The same expression where nothing in it is replaced. */
function replaced(expr: Expr, meaning: Meaning, depth: number): Expr {
  if (depth > MAX_DEPTH) return expr;
  const meant = meaning(expr);
  if (meant) return meant === expr ? expr : replaced(meant, meaning, depth + 1);
  if (expr.kind === 'list') {
    const items = expr.items.map((item) => replaced(item, meaning, depth + 1));
    return items.every((item, index) => item === expr.items[index]) ? expr : { ...expr, items };
  }
  if (expr.kind !== 'object') return expr;
  const entries = expr.entries.map((entry): Entry => {
    const value = replaced(entry.value, meaning, depth + 1);
    return value === entry.value ? entry : { ...entry, value };
  });
  return entries.every((entry, index) => entry === expr.entries[index]) ? expr : object(entries, expr.range);
}

function ofAmazon(expr: Expr, template: ObjectExpr): Expr | undefined {
  if (expr.kind !== 'object' || expr.entries.length !== 1) return undefined;
  const [only] = expr.entries;
  const value = only?.value;
  const items = value?.kind === 'list' ? value.items : [];
  if (only?.key === 'Ref' && value?.kind === 'text' && /^\w+$/.test(value.value))
    return { kind: 'env', name: value.value, range: value.range };
  if (only?.key === 'Fn::Sub') return value?.kind === 'list' ? substituted(expr, items, template) : value;
  if (only?.key === 'Fn::If' && items.length === 3) return either(items.slice(1), expr.range);
  if (only?.key === 'Fn::Join' && items[0]?.kind === 'text' && items[1]?.kind === 'list')
    return join(separated(items[1].items, items[0]), expr.range);
  return only?.key === 'Fn::FindInMap' ? mapped(items, template) : undefined;
}

/**
 * A text with values for some of its names, beside those of the template. Of a script the names stay what they are, and the
 * values stand beside it as its variables.
 */
function substituted(whole: ObjectExpr, [written, values]: readonly Expr[], template: ObjectExpr): Expr | undefined {
  if (values?.kind !== 'object' || written === undefined) return written;
  if (startsProgram(written))
    return object(
      [
        { key: 'Fn::Sub', keyRange: written.range, value: written },
        { key: 'variables', keyRange: values.range, value: values },
      ],
      whole.range,
    );
  const own = new Map(values.entries.map(({ key, value }) => [key, ofAmazon(value, template) ?? value]));
  const inPlace = (part: Expr): Expr => (part.kind === 'env' ? (own.get(part.name) ?? part) : part);
  return written.kind === 'join' ? { ...written, parts: written.parts.map(inPlace) } : inPlace(written);
}

const startsProgram = (written: Expr): boolean =>
  written.kind === 'join' && /^#(?:!|cloud-)/.test(textOf(written.parts[0]) ?? '');

const separated = (items: readonly Expr[], separator: TextExpr): readonly Expr[] =>
  separator.value === '' ? items : interspersed<Expr>(items, separator);

/** More first-level keys are not told apart. */
const MOST_WAYS = 12;

/** The key that chooses the one value of a mapping chooses the others. */
const waysOf = ({ entries }: ObjectExpr): Pick<EitherExpr, 'ways'> =>
  entries.length > MOST_WAYS
    ? {}
    : {
        ways: entries.map((own) => entries.map((one) => ({ by: one.keyRange, holds: one === own }))),
      };

/** A mapping has no more. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_MAPPED = 200;

/** The values that a mapping has for a second-level key, under any first-level one: the region decides. */
function mapped([map, first, second]: readonly Expr[], template: ObjectExpr): Expr | undefined {
  const found = valueAt(template, 'Mappings', textOf(map) ?? '');
  if (found?.kind !== 'object' || !second) return undefined;
  const own = valueAt(found, textOf(first) ?? '');
  const regions = own ? [own] : found.entries.slice(0, MOST_MAPPED).map(({ value }) => value);
  const name = textOf(second) ?? '';
  const values = regions.flatMap((one) => valueAt(one, name) ?? []);
  if (own || values.length < 2 || values.length < regions.length)
    return values.length > 0 ? either(values, second.range) : undefined;
  return { kind: 'either', options: values, ...waysOf(found), range: second.range };
}

/** `[parameters('smtpHost')]`, `[variables('relay')]`, `[concat('smtp.', parameters('zone'))]`. */
function ofAzure(expr: Expr): Expr | undefined {
  if (expr.kind !== 'text' || !expr.value.startsWith('[')) return undefined;
  const name = /^\[(?:parameters|variables)\('(\w+)'\)\]$/.exec(expr.value)?.[1];
  if (name !== undefined) return { kind: 'env', name, range: expr.range };
  const args = CONCAT.exec(expr.value)?.indices?.groups?.args;
  return args && join(operandsOf(expr, ...args), expr.range);
}

const OPERAND = String.raw`(?:'[^']{0,300}'|(?:parameters|variables)\('\w{1,80}'\))`;
/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#concat */
const CONCAT = new RegExp(String.raw`^\[\s*concat\(\s*(?<args>${OPERAND}(?:\s*,\s*${OPERAND}){0,12})\s*\)\s*\]$`, 'd');

const operandsOf = (whole: TextExpr, from: number, to: number): readonly Expr[] =>
  [...whole.value.slice(from, to).matchAll(/(?:parameters|variables)\('(\w+)'\)|'([^']*)'/g)].map(
    ({ 0: written, 1: name, 2: said = '', index }) =>
      name === undefined
        ? sliceOf(whole, from + index + 1, from + index + 1 + said.length)
        : { kind: 'env', name, range: sliceOf(whole, from + index, from + index + written.length).range },
  );
