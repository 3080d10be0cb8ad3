/**
 * A name out of nodemailer's table of services, turned into host and port. Only where the options are an object written in
 * place: `{ service: 'SendGrid', auth }` becomes `{ host: '…', port: 587, auth }`. https://nodemailer.com/smtp/well-known-services
 */
import type { Expr, ObjectExpr, Range } from '../model/expr.ts';
import type { Facts, Program } from '../model/facts.ts';
import type { Edit, JudgedSetting, Wanted } from '../model/finding.ts';
import { read } from '../read/index.ts';
import { serviceOf } from '../relays/services.ts';
import { formatOf } from '../select/formats.ts';
import { editAt } from './edit.ts';
import { type OpenFile, rangeOf } from './open-file.ts';

/** What the table would have said, and what would then count twice. */
const OF_THE_TABLE: ReadonlySet<string> = new Set(['host', 'port', 'secure', 'url', 'wellKnown']);

/** The key and its value, back from the value's first character. */
const KEY = /(["']?)service\1\s*:\s*(["'`])$/;

/** The edit that names the host instead of the service; undefined when that is not plain to see. */
export async function serviceEdit(file: OpenFile, setting: JudgedSetting, wanted: Wanted): Promise<Edit | undefined> {
  const { source } = file;
  const range = rangeOf(file, setting);
  const service = serviceOf(setting.ref ?? '');
  const format = formatOf(file.path);
  if (!range || !service || (format !== 'javascript' && format !== 'json')) return undefined;
  const { start } = source.lineBounds(setting.line);
  const key = KEY.exec(source.text.slice(start, range.start));
  const quote = key?.[2];
  if (!key || quote === undefined || source.text[range.end] !== quote) return undefined;
  const facts = await read(format, { path: file.path, source });
  if (!isOnlyService(objectsOf(facts), range)) return undefined;
  const name = (word: string): string => `${key[1]}${word}${key[1]}`;
  const port = wanted.port ?? service.port;
  const secure = wanted.port === null ? service.secure : port === 465;
  const options = [
    `${name('host')}: ${quote}${wanted.host}${quote}`,
    ...(port === null ? [] : [`${name('port')}: ${port}`]),
    ...(secure ? [`${name('secure')}: true`] : []),
  ];
  const at = { ...setting, column: key.index + 1, endColumn: setting.endColumn + 1 };
  return editAt(file, at, options.join(', '));
}

/** Whether the value stands in one object that says nothing else that the table would say. */
function isOnlyService(objects: readonly ObjectExpr[], value: Range): boolean {
  const holding = objects.filter(({ entries }) =>
    entries.some((entry) => entry.key === 'service' && isSame(entry.value.range, value)),
  );
  const [object] = holding;
  return object?.entries.every((entry) => !entry.spread && !OF_THE_TABLE.has(entry.key)) ?? false;
}

const isSame = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

/** The objects that are written in the file, those within others included. */
function objectsOf({ documents, program }: Facts): readonly ObjectExpr[] {
  const found: ObjectExpr[] = [];
  const pending: Expr[] = [...documents, ...(program ? valuesOf(program) : [])];
  const seen = new Set<Expr>();
  for (let expr = pending.pop(); expr; expr = pending.pop()) {
    if (seen.has(expr)) continue;
    seen.add(expr);
    if (expr.kind === 'object') found.push(expr);
    pending.push(...withinOf(expr));
  }
  return found;
}

function valuesOf({ assignments, calls, functions, exports, returns }: Program): readonly Expr[] {
  return [
    ...assignments.map(({ value }) => value),
    ...calls.map(({ call }) => call),
    ...functions.flatMap((one) => one.returns.map(({ value }) => value)),
    ...exports.map(({ value }) => value),
    ...returns,
  ];
}

function withinOf(expr: Expr): readonly Expr[] {
  if (expr.kind === 'object') return expr.entries.map(({ value }) => value);
  if (expr.kind === 'list') return expr.items;
  if (expr.kind === 'either') return expr.options;
  return expr.kind === 'call' ? expr.args.map(({ value }) => value) : [];
}
