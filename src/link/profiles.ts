/** Which values are a choice of their own: those of one environment, document, container or use of a module; and which hold in all. */
import path from 'node:path';
import type { EntryFact } from '../detect/entries.ts';
import { chainOf } from '../model/expr.ts';
import type { Facts, Program, ScopeId } from '../model/facts.ts';
import { HELM_VALUES } from './chart-values.ts';
import { byLastKey, type Named } from './entries-by-key.ts';
import { documentAround } from './for-whom.ts';

/** Sections that hold the values of one environment, as Rails, Figaro, dynaconf and Quarkus have them, and Chef's levels of attributes. */
export const PROFILE =
  /^%?((?:force_)?(?:default|override|normal)(?:_attributes|_unless)?|defaults|shared|all|global|base|common|production|prod|live|staging|stage|preprod|uat|qa|sandbox|acceptance|preview|development|dev|local|test|testing)$/i;
/** Those among them that no mail of the organisation leaves from. */
export const NOT_LIVE = /^%?(development|dev|local|test|testing)$/i;

/** The profile whose section a key stands in; Grails has one around these. https://docs.grails.org/latest/guide/conf.html#environments */
const profileIn = ([first = '', second = '']: readonly string[]): string =>
  first === 'environments' && PROFILE.test(second) ? second : first;

/** The keys around a value, from the profile's section on. */
export const withinEnvironments = (outer: readonly string[]): readonly string[] =>
  profileIn(outer) === outer[0] ? outer : outer.slice(1);

/** Where a value belongs: keys of one document of a file; variables of one container, service, section or use of a module. */
export function sourceOf(facts: Facts, { path: keys, keyRange, place, item = '' }: Named): string {
  const document = facts.documents.findIndex(({ range }) => range.start <= keyRange.start && keyRange.end <= range.end);
  const first = profileIn(keys);
  const at =
    first === keys[0]
      ? keys.findIndex((key) => /^(env|environment|environments|variables|data|stringData|build_args|args)$/.test(key))
      : -1;
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

/** Whether a value holds wherever nothing more particular is said. */
export function isBase(facts: Facts, found: EntryFact): boolean {
  const { path, place } = found;
  const profile = profileIn(path);
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

/** https://guides.rubyonrails.org/configuring.html#creating-rails-environments */
const STAGE_OF_RAILS = /(?:^|\/)config\/environments\/([\w-]+)\.rb$/;

/** Whether a section is another environment's than the one whose file asks: `production:` for `config/environments/staging.rb`. */
export function isOfOtherStage(from: string, [profile = '']: readonly string[]): boolean {
  const stage = STAGE_OF_RAILS.exec(from)?.[1];
  return stage !== undefined && stage !== profile && PROFILE.test(profile) && !BASE_SECTION.test(profile);
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
