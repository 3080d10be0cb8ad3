/**
 * Sections of configuration that hold for one environment alone: `development:` beside `production:` (Rails, Sequelize, Grails,
 * dynaconf), and documents of Spring that a profile switches on.
 */
import type { Entry, Expr } from '../model/expr.ts';
import type { RoleStretch } from '../model/facts.ts';

const DEV = /^%?(?:dev|develop|development|local)$/i;
const TEST = /^%?(?:test|tests|testing)$/i;
const LIVE = /^%?(?:prod|production|live)$/i;

/** Environments stand at the root, or under a key that says so: Grails' `environments:`. */
const MOST_LEVELS = 3;

/** https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.multi-document */
const PROFILE_KEYS = ['spring.config.activate.on-profile', 'spring.profiles'];

type BranchRole = RoleStretch['role'];

const roleOfName = (name: string): BranchRole | undefined =>
  DEV.test(name) ? 'dev' : TEST.test(name) ? 'test' : undefined;

/** The stretches of a data file's documents. */
export const sectionRoles = (documents: readonly Expr[]): readonly RoleStretch[] =>
  documents.flatMap((document) => {
    const role = documents.length > 1 ? roleOfProfiles(document) : undefined;
    return role ? [{ range: document.range, role }] : sectionsIn(document, MOST_LEVELS);
  });

function sectionsIn(value: Expr, levels: number): readonly RoleStretch[] {
  if (value.kind !== 'object' || levels === 0) return [];
  const sections = value.entries.filter((entry) => !entry.spread && entry.value.kind === 'object');
  // A key called `test` or `local` alone is a word like others.
  if (sections.some(({ key }) => LIVE.test(key)))
    return sections.flatMap(({ key, value: { range } }) => {
      const role = roleOfName(key);
      return role ? [{ range, role }] : [];
    });
  return sections.flatMap((entry) => sectionsIn(entry.value, levels - 1));
}

/** The role of a document that a profile, or one of several, switches on. */
function roleOfProfiles(document: Expr): BranchRole | undefined {
  const [profiles] = PROFILE_KEYS.flatMap((key) => textAt(document, key) ?? []);
  const names = profiles?.split(/[\s,|]+/).filter((name) => name !== '') ?? [];
  const roles = names.map(roleOfName);
  if (roles.length === 0 || roles.some((role) => role === undefined)) return undefined;
  return roles.every((role) => role === 'test') ? 'test' : 'dev';
}

/** The text at a dotted path, whose steps may be written as one key or as several. */
function textAt(value: Expr, path: string): string | undefined {
  if (value.kind !== 'object') return undefined;
  for (const entry of value.entries) {
    if (entry.key === path) return textsOf(entry);
    if (!path.startsWith(`${entry.key}.`)) continue;
    const found = textAt(entry.value, path.slice(entry.key.length + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

const textsOf = ({ value }: Entry): string | undefined => {
  if (value.kind === 'text') return value.value;
  if (value.kind !== 'list') return undefined;
  return value.items.map((item) => (item.kind === 'text' ? item.value : '?')).join(',');
};
