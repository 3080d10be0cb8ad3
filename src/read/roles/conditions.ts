/** Conditions that hold where the application is developed or tested, and nowhere else. */
import { ANNOTATIONS, ASKED, ASKED_FOR, type BranchRole, ENVIRONMENT, literalOf, namedIn, VALUES } from './words.ts';

const ROLES = ['dev', 'test'] as const;

/** The comparisons of all languages, the name of the environment on either side. */
function comparisons(values: string): readonly string[] {
  const value = literalOf(values);
  const several = `[[({]\\s*${value}(?:\\s*,?\\s*${value})*\\s*[\\])}]`;
  return [
    `${ENVIRONMENT}\\s*(?:={1,3}|\\beq\\b|-i?eq\\b|\\bis\\b)\\s*${value}`,
    `${value}\\s*={2,3}\\s*${ENVIRONMENT}`,
    `${value}\\.(?:equals|equalsIgnoreCase|eql\\?)\\(\\s*${ENVIRONMENT}\\s*\\)`,
    `${ENVIRONMENT}\\.(?:equals|Equals|equalsIgnoreCase|eql\\?|eq_ignore_ascii_case)\\(\\s*${value}[\\s,.\\w]*\\)`,
    `(?:Objects\\.equals|strings\\.EqualFold|[Ss]tring\\.Equals)\\(\\s*${ENVIRONMENT}\\s*,\\s*${value}[\\s,.\\w]*\\)`,
    `${ENVIRONMENT}\\s+in\\s+${several}`,
    `${ENVIRONMENT}\\.in\\?\\(\\s*(?:%w)?${several}\\s*\\)`,
    `(?:%w)?${several}\\.(?:includes|include\\?|contains)\\(\\s*${ENVIRONMENT}\\s*\\)`,
    `in_array\\(\\s*${ENVIRONMENT}\\s*,\\s*${several}(?:\\s*,\\s*true)?\\s*\\)`,
  ];
}

const conditionOf = (values: string, asked: readonly string[]): RegExp =>
  new RegExp(
    `^(?:${[...asked, ...ASKED_FOR.map((form) => namedIn(form, values)), ...comparisons(values)].join('|')})$`,
    'i',
  );

/** What of the two roles a text has: that of tests, or that of development where it is any of both. */
function roleBy(
  expressionOf: (values: string, role: BranchRole | undefined) => RegExp,
): (text: string) => BranchRole | undefined {
  const [test, both] = [expressionOf(VALUES.test, 'test'), expressionOf(`${VALUES.dev}|${VALUES.test}`, undefined)];
  return (text) => (test.test(text) ? 'test' : both.test(text) ? 'dev' : undefined);
}

const roleOfComparison = roleBy((values, role) =>
  conditionOf(values, role ? ASKED[role] : ROLES.flatMap((one) => ASKED[one])),
);

const roleOfName = roleBy((values) => new RegExp(`^${literalOf(values)}(?:\\s*[,|]\\s*${literalOf(values)})*$`, 'i'));

const roleOfMark = roleBy(
  (values) => new RegExp(`^(?:${ANNOTATIONS.map((form) => namedIn(form, values)).join('|')})$`, 'i'),
);

const SUBJECT = new RegExp(`^${ENVIRONMENT}$`, 'i');

/** The longest condition that is looked at. */
const LONGEST = 160;

/** Without the brackets of the language around it: `( … )`, and a shell's `[ … ]`, `[[ … ]]` and `test …`. */
function bare(text: string): string {
  const own = text
    .trim()
    .replace(/;$/, '')
    .replace(/^\[{1,2}\s(.*)\s\]{1,2}$/s, '$1')
    .replace(/^test\s+/, '')
    .trim();
  return own.startsWith('(') && closingOf(own) === own.length - 1 ? own.slice(1, -1).trim() : own;
}

/** Where the bracket closes that a text starts with. */
function closingOf(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/**
 * The role of what runs only where a condition holds, which is given in the source's words: `dev` or `test`, if it holds in
 * no other environment. Of alternatives each must say so, of what must hold together one; what is negated says nothing.
 */
export function roleOfCondition(condition: string): BranchRole | undefined {
  if (condition.length > LONGEST) return undefined;
  const roles = bare(condition)
    .split(/\|\|(?!\s*["'][\w-]*["']\s*\))|\bor\b|\s-o\s/)
    .map(roleOfAll);
  if (roles.some((role) => role === undefined)) return undefined;
  return roles.every((role) => role === 'test') ? 'test' : 'dev';
}

const roleOfAll = (conditions: string): BranchRole | undefined =>
  conditions
    .split(/&&|\band\b|\s-a\s/)
    .map((one) => roleOfComparison(bare(one)))
    .find((role) => role !== undefined);

/** The role of an arm of a `switch`, `match`, `when` or `case` over `subject`, by what the arm is labelled. */
export function roleOfArm(subject: string, label: string): BranchRole | undefined {
  if (subject.length > LONGEST || label.length > LONGEST || !SUBJECT.test(bare(subject))) return undefined;
  return roleOfName(
    label
      .trim()
      .replace(/^(?:case|when)\s+/, '')
      .replace(/\s*(?::|->|=>|\)|\bthen)$/, ''),
  );
}

/** The role that an annotation gives to what it stands at: `@Profile("dev")`. */
export const roleOfAnnotation = (annotation: string): BranchRole | undefined =>
  annotation.length > LONGEST ? undefined : roleOfMark(annotation.trim());

/** The role of the environment of that name, alone: `development`. */
export const roleOfEnvironment = (name: string): BranchRole | undefined => roleOfName(name);
