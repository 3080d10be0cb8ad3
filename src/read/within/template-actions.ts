/** Expressions of GitHub's workflows, and of Azure's pipelines. */
import { interspersed } from '../../model/interspersed.ts';
import { type Inner, operandsIn, type Part, quoted, saidIn } from './template-values.ts';

/** `${{ secrets.X }}`, `${{ vars.X || 'd' }}`, `${{ env.X }}`, `${{ format('smtp.{0}', vars.ZONE) }}`, `${{ 'h' }}`. */
export const actions: Inner = (inner) => {
  const found = CONTEXT.exec(inner);
  const name = found?.[1] ?? found?.[2] ?? found?.[3];
  if (name) return { name, ...quoted(found?.[4], inner) };
  const parts = formattedIn(inner) ?? joinedIn(inner);
  if (parts) return { parts };
  return jsonIn(inner) ?? conditionalIn(inner) ?? saidIn(inner);
};

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts; names of contexts in capitals are the same. */
const CONTEXT =
  /^\s*(?:(?:secrets|vars|env|inputs|matrix|parameters|variables|github\.event\.inputs)(?:\.([A-Za-z_][\w-]*)|\[\s*'([A-Za-z_][\w-]*)'\s*\])|(steps\.[\w-]+\.outputs\.[\w-]+))\s*(?:\|\|\s*'([^']*)')?/i;

/** `join(fromJSON('["a","b"]'), '.')`: the items, and between them what joins them. */
function joinedIn(inner: string): readonly Part[] | undefined {
  const found = JOINED.exec(inner);
  const [from, to] = found?.indices?.groups?.list ?? [0, 0];
  const glue = found?.indices?.groups?.glue;
  if (!glue || to === from) return undefined;
  const items = [...inner.slice(from, to).matchAll(/"([^"\\]*)"/g)].map(
    ({ index, 1: item = '' }): Part => ({ from: from + index + 1, to: from + index + 1 + item.length }),
  );
  return interspersed<Part>(items, { from: glue[0], to: glue[1] });
}

const JOINED = /^\s*join\(\s*fromJSON\(\s*'\s*\[(?<list>[^\]']*)\]\s*'\s*\)\s*,\s*'(?<glue>[^']*)'\s*\)\s*$/di;

/** `fromJSON('{"relay":"h"}').relay`: a member of a text that stands there. */
function jsonIn(inner: string): ReturnType<Inner> {
  const found = FROM_JSON.exec(inner);
  const { json, path = '' } = found?.groups ?? {};
  if (json === undefined) return undefined;
  const value = memberAt(json, path);
  const from = value ? inner.indexOf(value) : -1;
  return value && from >= 0 ? { options: [{ from, to: from + value.length }] } : undefined;
}

const FROM_JSON = /^\s*fromJSON\(\s*'(?<json>[^']*)'\s*\)(?<path>(?:\.[\w-]+|\[[^\][]{1,80}\]){1,8})\s*$/i;

function memberAt(json: string, path: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  for (const [key] of path.matchAll(/[\w-]+/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([own]) => own === key)?.[1];
  }
  return typeof value === 'string' ? value : undefined;
}

/** `github.ref == 'x' && 'a' || 'b'`: what the condition chooses from, not what it compares. */
function conditionalIn(inner: string): ReturnType<Inner> {
  const options = [...inner.matchAll(/(?:&&|\|\|)\s*'(?<text>[^']+)'/dg)].flatMap(({ indices }) => {
    const at = indices?.groups?.text;
    return at ? [{ from: at[0], to: at[1] }] : [];
  });
  return options.length > 0 ? { options } : undefined;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#format */
const FORMATTED = /^\s*format\(\s*'(?<format>[^']*)'(?<args>(?:\s*,\s*(?:'[^']*'|[A-Za-z_][\w.-]*)){1,8})\s*\)\s*$/d;

function formattedIn(inner: string): readonly Part[] | undefined {
  const found = FORMATTED.exec(inner);
  const [from, to] = found?.indices?.groups?.format ?? [0, 0];
  const args = found?.indices?.groups?.args;
  if (!args) return undefined;
  const given = operandsIn(args[0], inner.slice(...args));
  const parts: Part[] = [];
  let last = from;
  for (const { index, 0: mark, 1: number } of inner.slice(from, to).matchAll(/\{(\d)\}/g)) {
    const value = given[Number(number)];
    if (!value) return undefined;
    if (from + index > last) parts.push({ from: last, to: from + index });
    parts.push(value);
    last = from + index + mark.length;
  }
  return last < to ? [...parts, { from: last, to }] : parts;
}
