/**
 * Defaults of variables and keys that a schema describes where the program reads them elsewhere: the schema fills the
 * environment or the configuration, and nobody hands its result on.
 *
 * - JSON schemas: env-schema and @fastify/env, ajv with `useDefaults`. https://github.com/fastify/env-schema
 * - TypeBox: `Type.Object({ SMTP_HOST: Type.String({ default: 'h' }) })`. https://github.com/sinclairzx81/typebox
 * - Hanami: `setting :smtp_host, default: 'h'` is SMTP_HOST. https://guides.hanamirb.org/v2.2/app/settings/
 * - Joi, zod, yup: NestJS's `validationSchema` and `validate`. https://docs.nestjs.com/techniques/configuration#schema-validation
 */
import { type EntryFact, entriesOf } from '../detect/entries.ts';
import { callsByName } from '../evaluate/call-index.ts';
import { atCall } from '../evaluate/places.ts';
import { DESCRIBING, defaultsOf } from '../evaluate/schemas.ts';
import type { Entry, Expr } from '../model/expr.ts';
import { argument, type CallSite, type Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';

/** Words of which one stands in each file that describes keys. */
export const DESCRIBING_WORDS: readonly string[] = [
  ...['properties:', '"properties"', "'properties'"],
  ...['Joi.object', 'joi.object', 'z.object', 'Type.Object', 'yup.object'],
  'Hanami::Settings',
];

/** What the schemas of a program say of keys that are unset, each as an entry of the key's path. */
export const describedIn = oncePer((facts: Facts): readonly EntryFact[] => {
  if (facts.format === 'ruby')
    return (callsByName(facts).get('setting') ?? []).flatMap((site) => ofSetting(facts, site));
  if (facts.format !== 'javascript' && facts.format !== 'python') return [];
  const sites = facts.format === 'javascript' ? DESCRIBING.flatMap((name) => callsByName(facts).get(name) ?? []) : [];
  return [...entriesOf(facts).flatMap(ofJsonSchema), ...sites.flatMap((site) => ofObject(facts, site))];
});

function ofSetting(facts: Facts, site: CallSite): readonly EntryFact[] {
  const [name] = site.call.args;
  const value = argument(site.call.args, 'default', undefined);
  if (name?.value.kind !== 'text' || !value) return [];
  return [
    {
      path: [name.value.value.toUpperCase()],
      keyRange: name.value.range,
      value,
      siblings: [],
      place: atCall(facts, site),
    },
  ];
}

/** `properties: { MAIL: { properties: { HOST: { default: 'h' } } } }`: every other key is `properties`. */
function ofJsonSchema(entry: EntryFact): readonly EntryFact[] {
  const { path } = entry;
  const first = path.at(-1) === 'default' ? path.indexOf('properties') : -1;
  if (first < 0) return [];
  const steps = path.slice(first, -1);
  const isSchema = steps.length % 2 === 0 && steps.every((step, at) => at % 2 === 1 || step === 'properties');
  return isSchema ? [{ ...entry, path: steps.filter((_, at) => at % 2 === 1) }] : [];
}

/** A schema within the schema is a step on the way. */
const MOST_STEPS = 4;

const ofObject = (facts: Facts, site: CallSite): readonly EntryFact[] => {
  const given = site.call.args[0]?.value;
  return given?.kind === 'object' ? fieldsIn(given.entries, [], facts, site) : [];
};

function fieldsIn(
  entries: readonly Entry[],
  outer: readonly string[],
  facts: Facts,
  site: CallSite,
): readonly EntryFact[] {
  if (outer.length > MOST_STEPS) return [];
  return entries.flatMap(({ key, keyRange, value, spread }) => {
    if (spread) return [];
    const path = [...outer, key];
    const inner = objectOf(value);
    if (inner) return fieldsIn(inner, path, facts, site);
    return defaultsOf(value).map((one) => ({
      path,
      keyRange,
      value: one.value,
      siblings: [],
      place: atCall(facts, site),
    }));
  });
}

/** The fields of `Joi.object({ … })` as a field of another. */
function objectOf(field: Expr): readonly Entry[] | undefined {
  if (field.kind !== 'call' || field.callee.kind !== 'member' || field.callee.key.kind !== 'text') return undefined;
  const given = DESCRIBING.includes(field.callee.key.value) ? field.args[0]?.value : undefined;
  return given?.kind === 'object' ? given.entries : undefined;
}

/** What the libraries are imported as. */
const LIBRARIES = new Set(['z', 'zod', 'Joi', 'joi', 'yup', 'Type', 'v', 'vine', 'S']);

/** Whether an expression is a schema's type of a field, as `z.string().url()`: it gives the field no value. */
export function isType(field: Expr): boolean {
  let at: Expr = field;
  for (let steps = 0; steps < MOST_CALLS && (at.kind === 'call' || at.kind === 'member'); steps += 1)
    at = at.kind === 'call' ? at.callee : at.of;
  return field.kind === 'call' && at.kind === 'ref' && LIBRARIES.has(at.name);
}

const MOST_CALLS = 40;
