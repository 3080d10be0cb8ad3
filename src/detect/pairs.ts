/** Names and values that formats write as anything but a key: `NAME=value` in a text, `{ name, value }`, a table's columns. */
import { type Entry, type Expr, type ObjectExpr, rangeIn, type TextExpr, valueAt } from '../model/expr.ts';

/** `NAME=value` in one text, as in compose lists and command lines (`--smtp.host=value`). */
export function textPair(item: Expr): Entry | undefined {
  const first = item.kind === 'join' ? item.parts[0] : item;
  if (first?.kind !== 'text') return undefined;
  const found = /^\s*(?:--?)?([A-Za-z_][\w.-]*)\s*=/.exec(first.value);
  const key = found?.[1];
  if (!found || key === undefined) return undefined;
  const from = found[0].indexOf(key);
  const keyRange = rangeIn(first, from, from + key.length);
  const rest = restOf(first, found[0].length);
  if (item.kind !== 'join') return { key, keyRange, value: rest };
  const parts = [...(rest.value === '' ? [] : [rest]), ...item.parts.slice(1)];
  const range = { start: rest.range.start, end: item.range.end };
  const [only, second] = parts;
  return { key, keyRange, value: only && !second ? only : { kind: 'join', parts, range } };
}

/** Options whose text is variables: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment=, https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html */
const HOLDS_VARIABLES = /^(?:Environment|parameter_overrides)$/;

/** php-fpm's `env[A] = b`, systemd's `Environment=A=b "C=d e"`, SAM's `parameter_overrides = "A=b C=d"`. */
export function unitVariables(key: string, value: Expr): Entry[] {
  // https://www.php.net/manual/en/install.fpm.configuration.php
  const [, name] = /^env\[(\w+)\]$/.exec(key) ?? [];
  if (name !== undefined) return [{ key: name, keyRange: value.range, value }];
  if (!HOLDS_VARIABLES.test(key) || value.kind !== 'text') return [];
  return [...value.value.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].flatMap((word) => {
    const body = word[1] ?? word[2] ?? word[0];
    const start = word.index + word[0].indexOf(body);
    return textPair({ kind: 'text', value: body, range: rangeIn(value, start, start + body.length) }) ?? [];
  });
}

/** A bare `NAME` in a list of variables takes its value from the environment around. */
export function passedThrough(item: Expr): Entry | undefined {
  if (item.kind !== 'text' || !/^[A-Z_][A-Z0-9_]*$/.test(item.value)) return undefined;
  return { key: item.value, keyRange: item.range, value: { kind: 'env', name: item.value, range: item.range } };
}

/** The text from `from` on, without the quotes around it. */
function restOf(text: TextExpr, from: number): TextExpr {
  const quoted = /^(["'])(.*)\1$/s.exec(text.value.slice(from));
  const start = quoted ? from + 1 : from;
  const end = quoted ? text.value.length - 1 : text.value.length;
  const value = text.value.slice(start, end);
  const range = rangeIn(text, start, end);
  if (!text.pieces) return { kind: 'text', value, range };
  const pieces = Array.from({ length: value.length }, (_, at) => ({
    at,
    source: rangeIn(text, start + at, start + at + 1).start,
  }));
  return { kind: 'text', value, range, pieces };
}

const NAME_KEYS = names(
  'name key variable variablename parameterkey parametername paramname enventryname property propertyname setting settingname option optionname configkey',
);
/** Documents of a settings collection are told by their id: Rocket.Chat's `{ "_id": "SMTP_Host", "value": "h" }`. */
const ID_KEYS = names('id settingid optionid');
/** Consul's, as Terraform sets them: `key { path = "app/smtp/host", value = "h" }`. */
const PATH_KEY = names('path');
const VALUE_KEYS = names(
  'value content parametervalue paramvalue enventryvalue default propertyvalue settingvalue optionvalue configvalue',
);

/** Keys as they are compared: without XML's mark of an attribute, in any spelling. */
function names(words: string): (entry: Entry) => boolean {
  const known = new Set(words.split(' '));
  return ({ key }) => known.has(key.toLowerCase().replace(/[@_-]/g, ''));
}

/** `sync: false` of a Render blueprint: whoever deploys is asked. https://render.com/docs/blueprint-spec#environment-variables */
const isEnteredElsewhere = (entries: readonly Entry[]): boolean =>
  entries.some(({ key, value }) => key === 'sync' && value.kind === 'text' && value.value === 'false');

/** `valueFrom: { secretKeyRef: { name, key } }`. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables */
function keyOfResource(entries: readonly Entry[]): Expr | undefined {
  const from = entries.find(({ key }) => key === 'valueFrom')?.value;
  const reference = valueAt(from, 'secretKeyRef') ?? valueAt(from, 'configMapKeyRef');
  const name = valueAt(reference, 'name');
  const key = valueAt(reference, 'key');
  if (name?.kind !== 'text' || key?.kind !== 'text') return undefined;
  return { kind: 'env', name: key.value, resource: name.value, range: key.range };
}

/** An operation of a JSON patch, as kustomize has them: `op: replace`, `path: /data/SMTP_HOST` (RFC 6902; RFC 6901 for `~1`). */
function patchedPair(entries: readonly Entry[], value: Expr): Entry | undefined {
  const op = entries.find(({ key }) => key === 'op')?.value;
  const path = entries.find(({ key }) => key === 'path');
  if (op?.kind !== 'text' || !/^(?:add|replace)$/.test(op.value)) return undefined;
  if (path?.value.kind !== 'text' || !path.value.value.startsWith('/') || value.kind === 'object') return undefined;
  const key = path.value.value
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
  return { key, keyRange: path.value.range, value };
}

/**
 * Sitecore's patch of a setting: `<setting name="MailServer"><patch:attribute name="value">h</patch:attribute></setting>`.
 * https://doc.sitecore.com/xp/en/developers/latest/platform-administration-and-architecture/use-the-patch-files.html
 */
function patchedValue(entries: readonly Entry[]): Entry | undefined {
  const attribute = entries.find(({ key }) => key === 'attribute')?.value;
  if (attribute?.kind !== 'object' || valueAt(attribute, '@name')?.kind !== 'text') return undefined;
  return namedPair(attribute)?.key === 'value' ? attribute.entries.find(({ key }) => key === '#text') : undefined;
}

/** `{ name: SMTP_HOST, value: x }`, in any of the spellings of Kubernetes, ECS, Azure and Helm `set`; an operation of a patch. */
export function namedPair({ entries }: Pick<ObjectExpr, 'entries'>, most = 8): Entry | undefined {
  if (entries.length > most) return undefined;
  const name =
    entries.find(NAME_KEYS) ?? entries.find(ID_KEYS) ?? (entries.length === 2 ? entries.find(PATH_KEY) : undefined);
  const value = entries.find((entry) => VALUE_KEYS(entry) || entry.key === '#text') ?? patchedValue(entries);
  if (!name && value) return patchedPair(entries, value.value);
  if (name?.value.kind !== 'text' || name.value.value === '' || /\s/.test(name.value.value)) return undefined;
  const referred = value ? undefined : keyOfResource(entries);
  if (referred) return { key: name.value.value, keyRange: name.value.range, value: referred };
  if (!value && isEnteredElsewhere(entries)) return passedThrough(name.value);
  if (!value) return undefined;
  return { key: name.value.value, keyRange: name.value.range, value: value.value };
}

/** A host as a table holds it: a single word could be a type or a label. */
const HOST_IN_ROW = /^[\w-]+(\.[\w-]+)+(:\d+)?$|^localhost(:\d+)?$/;

/** `{ "SmtpServer", false, "Email", "smtp.gmail.com" }`: a row that begins with a setting's name and ends with its value. */
export function rowPair(items: readonly Expr[]): Entry | undefined {
  const pair = valueRow(items);
  return pair?.value.kind === 'text' && HOST_IN_ROW.test(pair.value.value) ? pair : undefined;
}

/** Such a row with any value; it says something only beside one with a host. */
export function valueRow(items: readonly Expr[]): Entry | undefined {
  const [first, ...rest] = items;
  const value = rest.at(-1);
  if (items.length > 6 || first?.kind !== 'text' || value?.kind !== 'text') return undefined;
  return /^[A-Za-z][\w.-]*$/.test(first.value) ? { key: first.value, keyRange: first.range, value } : undefined;
}

/** Liquibase's column in XML, and within another object in YAML and JSON. https://docs.liquibase.com/change-types/insert.html */
export function columnOf(item: Expr): Entry[] {
  if (item.kind !== 'object') return [];
  const [only, second] = item.entries;
  const pair = namedPair(only?.key === 'column' && !second && only.value.kind === 'object' ? only.value : item);
  return pair ? [pair] : [];
}

/** `NAME: { description: …, value: x }`: Heroku's app.json, GitLab CI, Terraform's `default`, Ansible's argument specs, the parameters of CloudFormation and of Azure's templates; `<SMTP_SERVER VALUE="x"/>`; an element's text beside its attributes. */
export function described(object: ObjectExpr): Expr | undefined {
  if (object.entries.length > 8) return undefined;
  // log4net: `<smtpHost value="h" />`
  const [only] = object.entries;
  if (object.entries.length === 1 && only?.key === '@value') return only.value;
  const said = object.entries.at(-1);
  if (said?.key === '#text' && object.entries.every((entry) => entry === said || entry.key.startsWith('@')))
    return said.value;
  const isTyped = object.entries.some(({ key }) => /^type$/i.test(key));
  const value = object.entries.find(
    ({ key }) =>
      /^(?:_?value|default|@[Vv]al(?:ue)?|@VALUE)$/.test(key) ||
      (isTyped && (key === 'Default' || key === 'defaultValue')),
  )?.value;
  if (!value || value.kind === 'object') return undefined;
  const variable = object.entries.find((entry) => entry.key === 'env')?.value;
  return variable?.kind === 'text' && VARIABLE.test(variable.value)
    ? { kind: 'env', name: variable.value, fallback: value, range: variable.range }
    : value;
}

/** https://github.com/mozilla/node-convict: `env` names the variable that is used instead of the default. */
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
