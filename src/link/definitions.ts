/** What gives a value to a variable or configuration key that a mail setting reads. */
import path from 'node:path';
import { type EntryFact, entriesOf } from '../detect/entries.ts';
import { callsByName } from '../evaluate/call-index.ts';
import type { Asked, Definition } from '../evaluate/value.ts';
import { chainOf, type Expr, NAMED_TEMPLATE, textOf, valueAt } from '../model/expr.ts';
import { type Facts, type Format, PROGRAMS, type Program, type ScopeId } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { isForeignTest, roleOf } from '../select/role.ts';
import type { Root } from '../walk/root.ts';
import { fold, HOLDER, isOpen, isPart, keysOnly, namesOfVariables, variablesOf } from './asked-names.ts';
import { isNamedBy } from './asked-words.ts';
import { HELM_VALUES, isOfChart } from './chart-values.ts';
import { flagsGiven } from './command-flags.ts';
import { injectionsFor } from './containers.ts';
import { isForPrefixed, SETTINGS_MODULE } from './definers.ts';
import { describedIn, isType } from './described-keys.ts';
import { isWithinLines } from './embedded-lines.ts';
import { environmentWrites } from './environment-writes.ts';
import { documentAround, forWhom } from './for-whom.ts';
import { handedIn } from './handed-variables.ts';
import { itemsOfLoops } from './loops.ts';
import { moduleInputs, moduleOutputs } from './module-inputs.ts';
import { namedTemplates } from './named-templates.ts';
import { isOfPlay } from './play-variables.ts';
import { variablesOfClasses } from './puppet-variables.ts';
import { type ForWhom, holdsFor } from './units.ts';
import { isWritten, writtenIn } from './written-keys.ts';

/** Values in a program that can be a definition: a bare name there is more often another use. */
const DECIDING: ReadonlySet<Expr['kind']> = new Set(['text', 'join', 'env', 'either', 'call', 'object']);

/** Of a class's parameter in Puppet's data the last part: its templates know `profile::mail::smarthost` as `@smarthost`. */
const lastPart = (key: string): string => key.slice(key.lastIndexOf('::') + 1).replace(/^:/, '');

/** An entry of an item of a list is one of the list's, too: `shards.exit` of each table `[[shards]]`. */
interface Named extends EntryFact {
  /** Which items of which lists hold it. */
  readonly item?: string;
}

const byLastKey = oncePer((facts: Facts) =>
  grouped(
    entriesOf(facts).flatMap((one): readonly Named[] => [one, ...ofList(facts, one)]),
    ({ path }) => fold(lastPart(path.at(-1) ?? '')),
  ),
);

const INDEX = /^\d+$/;

const ofList = ({ program }: Facts, one: EntryFact): readonly Named[] =>
  program || !one.path.some((step) => INDEX.test(step))
    ? []
    : [
        {
          ...one,
          path: one.path.filter((step) => !INDEX.test(step)),
          item: one.path.filter((step) => INDEX.test(step)).join('.'),
        },
      ];

/** A schema names variables as they are, and keys in the spelling that the program reads. */
const isDescribed = ({ space, path: keys }: Asked, { path: described }: EntryFact): boolean =>
  (space === 'env' || space === 'config') &&
  keys.length === described.length &&
  keys.every((key, at) => key === described[at]);

/** Spaces that have definitions of their own kind. */
const FINDERS: Partial<Readonly<Record<Asked['space'], Finder>>> = {
  injected: injectionsFor,
  handed: handedIn,
  flag: flagsGiven,
};

type Finder = (facts: Facts, asked: Asked, from: Facts, root: Root) => readonly Named[];

/** The definitions in a file, and in the files within it, of what is asked in `from`. */
export function definitionsIn(
  root: Root,
  from: Facts,
  facts: Facts,
  asked: Asked,
  prefixes: readonly string[] = [],
): readonly Definition[] {
  const find = FINDERS[asked.space];
  if (find) return find(facts, asked, from, root).flatMap((found) => definitionOf(root, from.path, facts, found) ?? []);
  // What a data file asks for is the whole key: `%app.exit%`.
  const held = from.program ? keysOnly(asked) : undefined;
  const written = writtenIn(facts).filter((one) => isWritten(asked)(one) || (held && isWritten(held)(one)));
  const described = describedIn(facts).filter((one) => isDescribed(asked, one) || (held && isDescribed(held, one)));
  const configured =
    PROGRAMS.has(facts.format) && !isConfiguration(facts)
      ? []
      : matching(facts, asked, held, prefixes).filter((one) => asked.space !== 'env' || !isOwnName(from, facts, one));
  // What a test sets is its own affair.
  const setBy = asked.space === 'env' && roleOf(facts.path) !== 'test' ? environmentWrites(facts) : [];
  const set = setBy.filter(({ path: [name] }) => name === asked.path[0]);
  const variables = new Set(asked.space === 'config' ? namesOfVariables(asked, prefixes) : []);
  const own = [...configured, ...written, ...described, ...set]
    .filter((found) => !isStandIn(from, facts, found) && !isOfClass(facts, found))
    .flatMap((found) => {
      const definition = definitionOf(root, from.path, facts, found);
      if (!definition) return [];
      return variables.has(found.path.at(-1) ?? '') ? [{ ...definition, byVariable: true as const }] : [definition];
    });
  const inner = (facts.embedded ?? []).flatMap((one) => definitionsIn(root, from, one, asked, prefixes));
  return [...own, ...inner, ...inputsOf(root, from, facts, asked)];
}

/** What the users of a module give its variable hold for the module's folder, wherever they lie, and its outputs for them. */
function inputsOf(
  root: Root,
  from: Facts,
  facts: Facts,
  { space, path: [name = '', module] }: Asked,
): readonly Definition[] {
  if (space !== 'terraform') return [];
  const folder = path.posix.dirname(from.path);
  const fills = [folder === '.' ? '' : folder];
  const found = module === undefined ? moduleInputs(facts, folder, name) : moduleOutputs(from, facts, module, name);
  return found.flatMap((one) => definitionOf(root, from.path, facts, one, { fills }) ?? []);
}

/**
 * The definitions in the file that asks, of a name that says too little to look for it elsewhere: the variables at the top of
 * a file of settings, those of a template, the `vars` of a play, and the properties of XML (logback, log4j, NLog, Ant).
 */
export const ownDefinitions = (root: Root, from: Facts, asked: Asked): readonly Definition[] =>
  asked.space !== 'env' || from.program
    ? []
    : [...(from.format === 'puppet' ? variablesOfClasses(from, asked.path[0] ?? '') : []), ...entriesNamed(from, asked)]
        .filter(
          ({ path }) =>
            path.length === 1 ||
            WITH_PROPERTIES.has(from.format) ||
            path[0] === 'DEFAULT' ||
            isOfGenerator(path) ||
            (from.format === 'yaml' && /^(?:vars|variables|(?:ansible\.builtin\.)?set_fact)$/.test(path.at(-2) ?? '')),
        )
        .flatMap((found) => definitionOf(root, from.path, from, found) ?? []);

/** What Argo CD fills a template of applications with. https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/ */
const isOfGenerator = (path: readonly string[]): boolean => path.includes('generators') && path.includes('elements');

/** The values that the file around gives a variable of a file or script within it, which no other file is asked for. */
export const ofScript = (root: Root, from: Facts, around: Facts, asked: Asked): readonly Definition[] =>
  (around.format === 'puppet'
    ? variablesOfClasses(around, asked.path[0] ?? '')
    : entriesNamed(around, asked).filter(
        (found) => isGivenAround(around, found) || isSetByTemplate(around, found) || isOfGenerator(found.path),
      )
  ).flatMap((found) => definitionOf(root, from.path, around, found) ?? []);

/** `hop=h` of a script, `ARG HOP=h`, `environment { … }` of a pipeline's step, `variables:` of a pipeline. */
const isGivenAround = ({ format }: Facts, { path: keys }: EntryFact): boolean =>
  format === 'dockerfile' ||
  (format !== 'yaml' && keys.length === 1) ||
  /^(?:environment|variables|env)$/.test(keys.at(-2) ?? '');

/** `{% set via = … %}` of a template, for the files that it holds. */
const isSetByTemplate = ({ source }: Facts, { path: { length }, keyRange: { start } }: EntryFact): boolean =>
  length === 1 && /\{%[-+]?[ \t]*(?:set|assign|with)[ \t]+$/.test(source.text.slice(Math.max(0, start - 40), start));

/** What the loops of a playbook give `item` in a task, and in a file that the task writes. */
export const ofLoops = (root: Root, from: Facts, playbook: Facts, asked: Asked): readonly Definition[] =>
  itemsOfLoops(from, playbook, asked).flatMap((found) => definitionOf(root, from.path, playbook, found) ?? []);

/** Formats in which a name may be given its value at any depth. */
const WITH_PROPERTIES: ReadonlySet<Format> = new Set(['dockerfile', 'xml']);

/** Sections that hold the values of one environment, as Rails, Figaro, dynaconf and Quarkus have them, and Chef's levels of attributes. */
const PROFILE =
  /^%?((?:force_)?(?:default|override|normal)(?:_attributes|_unless)?|defaults|shared|all|global|base|common|production|prod|live|staging|stage|preprod|uat|qa|sandbox|acceptance|preview|development|dev|local|test|testing)$/i;
const NOT_LIVE = /^%?(development|dev|local|test|testing)$/i;

/** The keys around what is asked: none, a profile's name, the loader's own. */
const around = ({ path }: EntryFact, asked: Asked): readonly string[] =>
  path.slice(0, Math.max(0, path.length - asked.path.length));

/** Functions that make a configuration of a schema with defaults. https://github.com/mozilla/node-convict */
const SCHEMA_OF = 'convict';

/** Whether a program holds configuration: it is called so, or makes one. */
export const isConfiguration = (facts: Facts): boolean =>
  SETTINGS_MODULE.test(facts.path) || (callsByName(facts).get(SCHEMA_OF) ?? []).length > 0;

/** Sections that hold a file's whole configuration: Pulumi's stacks; `[app:main]` of https://docs.pylonsproject.org/projects/pastedeploy/. */
const SECTION = /^(?:config|app:[\w.-]+)$/;

/** What a program calls the object that is its configuration: `const parcelConfig = { … }`. */
const HOLDING = /[a-z\d_](?:Config|Settings|Options)$/;

const isRooted = (found: EntryFact, asked: Asked): boolean => {
  const outer = around(found, asked).filter(
    (part) => part !== SCHEMA_OF && !(found.place.facts.program && (HOLDER.test(part) || HOLDING.test(part))),
  );
  if (outer.includes('appSettings') || (outer.length === 1 && SECTION.test(outer[0] ?? ''))) return true;
  const [profile, further] = outer;
  // What a function without a name gives back has none.
  return further === undefined && (!profile || PROFILE.test(profile));
};

/** Entries whose path is what is asked: from the root on, or else as the end of a longer one. */
function matching(
  facts: Facts,
  asked: Asked,
  held: Asked | undefined,
  prefixes: readonly string[],
): readonly EntryFact[] {
  if (asked.space === 'resource')
    return asked.path[0] === NAMED_TEMPLATE ? namedTemplates(facts, asked.path[1] ?? '') : keysOfResource(facts, asked);
  if (asked.space === 'chart')
    return entriesNamed(facts, { ...asked, space: 'env' }).filter((found) => isOfChart(facts, found));
  if (asked.space === 'play') return entriesNamed(facts, { ...asked, space: 'env' }).filter(isOfPlay);
  const own = isForPrefixed(facts.path, facts.format, asked) ? [] : keyed(facts, asked);
  const named = [...own, ...prefixed(facts, asked, prefixes)];
  if (named.length > 0 || asked.space !== 'config' || asked.path.length < 2) return named;
  const inFile: Asked = { ...asked, path: asked.path.slice(1) };
  const ofFile = isNamedBy(facts.path, asked) ? keyed(facts, inFile, asked).filter((one) => isRooted(one, inFile)) : [];
  if (ofFile.length > 0 || !held || facts.program) return ofFile;
  return keyed(facts, held).filter((one) => isRooted(one, held));
}

/** Variables that stand for a key behind a prefix of the program's. */
const prefixed = (facts: Facts, asked: Asked, prefixes: readonly string[]): readonly EntryFact[] => {
  if (prefixes.length === 0 || asked.space !== 'config' || facts.program) return [];
  const names = new Set(namesOfVariables(asked, prefixes));
  const own = new Set(variablesOf(asked));
  return [...names]
    .filter((name) => !own.has(name))
    .flatMap((name) => (byLastKey(facts).get(fold(name)) ?? []).filter(({ path }) => path.at(-1) === name));
};

/** `whole` is what is asked, where the file's name is a part of it. */
function keyed(facts: Facts, asked: Asked, whole = asked): readonly EntryFact[] {
  const candidates = entriesNamed(facts, asked).filter((found) => !facts.program || isDefining(found, whole));
  const rooted = candidates.filter((found) => isRooted(found, asked));
  return rooted.length > 0 && asked.space === 'config' ? rooted : candidates;
}

/** Keys of the ConfigMap or Secret of the name. */
function keysOfResource(facts: Facts, { path: [resource = '', key = ''] }: Asked): readonly EntryFact[] {
  const named = (byLastKey(facts).get(fold(key)) ?? []).filter((found) => found.path.at(-1) === key);
  return [
    ...named.filter(
      (found) => isOfResource(found) && textOf(valueAt(documentAround(facts, found), 'metadata', 'name')) === resource,
    ),
    ...named.filter((found) => isGenerated(found, resource)),
    ...patchesOf(facts, resource).flatMap((patch) =>
      (byLastKey(patch).get(fold(key)) ?? []).filter((found) => found.path.at(-1) === key && isOfResource(found)),
    ),
  ];
}

const isOfResource = ({ path: { length, 0: first = '' } }: EntryFact): boolean =>
  length === 2 && /^(data|stringData|binaryData)$/.test(first);

/** `configMapGenerator: [{ name: mail, literals: [key=value] }]`. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/ */
const isGenerated = ({ path, around = [] }: EntryFact, resource: string): boolean =>
  /^(configMap|secret)Generator$/.test(path[0] ?? '') &&
  path.at(-2) === 'literals' &&
  textOf(around[0]?.find((one) => one.key === 'name')?.value) === resource;

/** The operations on a resource that a kustomization holds: `target: { name: mail }` beside `patch: |`. */
function patchesOf(facts: Facts, resource: string): readonly Facts[] {
  const patches = (byLastKey(facts).get('patch') ?? []).filter(
    ({ path, siblings }) =>
      path[0] === 'patches' &&
      textOf(valueAt(siblings.find((one) => one.key === 'target')?.value, 'name')) === resource,
  );
  return (facts.embedded ?? []).filter((one) => patches.some(({ value }) => isWithinLines(one, facts, value.range)));
}

function entriesNamed(facts: Facts, asked: Asked): readonly EntryFact[] {
  const index = byLastKey(facts);
  const [name = ''] = asked.path;
  if (asked.space === 'env')
    return (index.get(fold(lastPart(name))) ?? []).filter(
      ({ path }) => (name.includes('::') ? path.at(-1) : lastPart(path.at(-1) ?? '')) === name,
    );
  // `variable "x" { default = … }`, `locals { x = … }`, `x = …` of a tfvars file, TF_VAR_x of the environment.
  if (asked.space === 'terraform' && asked.path.length > 1) return [];
  if (asked.space === 'terraform')
    return [
      ...(index.get(fold(name)) ?? []).filter(
        (found) =>
          found.path.at(-1) === name &&
          (found.path.length === 1 || /^(?:variable|locals)$/.test(found.path.at(-2) ?? '')) &&
          !isDeclaration(found),
      ),
      ...(index.get(fold(`TF_VAR_${name}`)) ?? []),
    ];
  const { length } = asked.path;
  const isKey = ({ path }: EntryFact): boolean =>
    path.length >= length && asked.path.every((part, at) => isPart(part, path[path.length - length + at] ?? ''));
  const found = (index.get(fold(asked.path.at(-1) ?? '')) ?? []).filter(
    (one) => isKey(one) && (length > 1 || isRooted(one, asked)),
  );
  const keys = asked.path.some(isOpen)
    ? found.map((one) => ({
        ...one,
        item: one.path
          .slice(-length)
          .filter((_, at) => isOpen(asked.path[at] ?? ''))
          .join('.'),
      }))
    : found;
  const variables = variablesOf(asked).flatMap((name) =>
    (index.get(fold(name)) ?? []).filter(({ path }) => path.at(-1) === name),
  );
  return [...keys, ...variables];
}

/** The block of a Terraform variable itself, as against its default: without one it gives no value. */
const isDeclaration = ({ path, keyRange, value }: EntryFact): boolean =>
  path.at(-2) === 'variable' && value.kind === 'object' && value.range.start <= keyRange.start;

/** `define('MAILHOST', $host)`: a name that stands for another; `MAILHOST=MAILHOST` passes it on. */
const isDefining = ({ path, value }: EntryFact, asked: Asked): boolean =>
  !isType(value) &&
  (DECIDING.has(value.kind) || (value.kind === 'ref' && value.name !== path.at(-1)) || isElsewhere(value, asked)) &&
  (asked.path.length > 1 || path.includes(SCHEMA_OF) || /^[A-Z][A-Z0-9_]*$/.test(path.at(-1) ?? ''));

/** What stands within a class of Puppet's others call by the class's name. */
const isOfClass = ({ format }: Facts, { path: keys }: EntryFact): boolean => format === 'puppet' && keys.length > 1;

/** `host: process.env.MAIL_HOST`: the value of another name, and not once more what is asked. */
function isElsewhere(value: Expr, { path }: Asked): boolean {
  const chain = value.kind === 'member' ? chainOf(value) : undefined;
  return chain !== undefined && !`.${chain.join('.')}`.endsWith(`.${path.join('.')}`);
}

/**
 * `${X:=v}` where a script needs X: what another script finds when it has none is that script's own affair
 * (POSIX shell, 2.6.2, "Assign Default Values").
 */
const isStandIn = (from: Facts, facts: Facts, { keyRange, value }: EntryFact): boolean =>
  from.format === 'bash' &&
  facts.format === 'bash' &&
  from !== facts &&
  value.kind === 'env' &&
  value.range.start <= keyRange.start &&
  keyRange.end <= value.range.end;

/** What a module of a program calls its own is no variable of the environment for another one: `EMAIL_HOST = env("EMAIL_HOST")`. */
const isOwnName = (from: Facts, facts: Facts, { path: { length } }: EntryFact): boolean =>
  from !== facts && length === 1 && NAMING.has(from.format) && NAMING.has(facts.format);

/** Languages whose environment is asked for by functions, never by a bare name. */
const NAMING: ReadonlySet<Format> = new Set(['python', 'ruby', 'php', 'javascript']);

function definitionOf(
  root: Root,
  from: string,
  facts: Facts,
  found: Named,
  whom: ForWhom = forWhom(root, facts, found),
): Definition | undefined {
  if (!holdsFor(root, from, facts.path, whom)) return undefined;
  if (isForeignTest(facts.path, from)) return undefined;
  const role = roleOf(facts.path);
  return {
    expr: found.value,
    place: found.place,
    keyRange: found.keyRange,
    source: sourceOf(facts, found),
    ...(isBase(facts, found) ? { base: true as const } : {}),
    ...(describedIn(facts).includes(found) ? { standard: true as const } : {}),
    decides: (role === 'runtime' && !NOT_LIVE.test(found.path[0] ?? '')) || role === roleOf(from),
  };
}

/** Keys of one document of a file; variables of one container, service, section or use of a module. */
function sourceOf(facts: Facts, { path: keys, keyRange, place, item = '' }: Named): string {
  const document = facts.documents.findIndex(({ range }) => range.start <= keyRange.start && keyRange.end <= range.end);
  const at = keys.findIndex((key) =>
    /^(env|environment|environments|variables|data|stringData|build_args|args)$/.test(key),
  );
  const [first = ''] = keys;
  const profile = first === 'module' ? keys.slice(0, 2).join('.') : PROFILE.test(first) ? first : '';
  const home = facts.program ? place.scope : '';
  // The files of values of one environment are one choice, in whichever chart.
  const file = HELM_VALUES.test(facts.path) ? path.posix.basename(facts.path) : facts.path;
  return [file, facts.name ?? '', document, home, at < 0 ? profile : keys.slice(0, at).join('.'), item].join('\0');
}

/** Files and sections whose values hold in every environment, unless it has its own: node-config, Spring, .NET, Rails, dynaconf, roles of Ansible. */
const BASE_FILE =
  /(^|\/)((default|defaults|base|shared|common|application|appsettings|values)\.\w+|roles\/[^/]+\/defaults\/[\w.-]+)$/i;
const BASE_SECTION = /^(default|defaults|shared|all|global|base|common)$/i;

function isBase(facts: Facts, found: EntryFact): boolean {
  const { path, place } = found;
  const [profile = ''] = path;
  if (facts.program) return hasSubclass(facts.program, place.scope);
  // What a variable is unless a user of the module or a file of values says otherwise.
  if (facts.format === 'hcl' && path.at(-2) === 'variable') return true;
  // What an option is unless a machine sets it. https://nixos.org/manual/nixos/stable/#sec-option-declarations
  if (facts.format === 'nix' && path.includes('options')) return true;
  if (facts.documents.length > 1 && isForProfile(facts, found)) return false;
  // A chart's `global` is what its parts share, in whatever environment's file it stands.
  return PROFILE.test(profile) && !HELM_VALUES.test(facts.path)
    ? BASE_SECTION.test(profile)
    : BASE_FILE.test(facts.path);
}

/** https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.activation-properties */
const ACTIVATING = /^spring\.(?:config\.activate\.[\w-]+|profiles)$/;

/** Whether an entry stands in a document that holds for some profiles only. */
function isForProfile(facts: Facts, found: EntryFact): boolean {
  const document = documentAround(facts, found);
  const activating = ['onprofile', 'oncloudplatform', 'profiles']
    .flatMap((last) => byLastKey(facts).get(last) ?? [])
    .filter((one) => one.value.kind !== 'object' && ACTIVATING.test(one.path.join('.')));
  return document !== undefined && activating.some((one) => documentAround(facts, one) === document);
}

/** Whether a scope is that of a class whose fields others of the file have, too: Flask's `class Production(Base)`. */
const hasSubclass = ({ classes }: Program, scope: ScopeId): boolean => {
  const name = classes.find((one) => one.scope === scope)?.name;
  return name !== undefined && classes.some(({ bases }) => bases.some((base) => chainOf(base)?.at(-1) === name));
};
