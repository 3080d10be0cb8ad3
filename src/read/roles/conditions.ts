/** Conditions that hold where the application is developed or tested, and nowhere else. */
import { heldIn, spelledOut } from './held.ts';
import {
  ANNOTATIONS,
  ASKED,
  ASKED_FOR,
  type BranchRole,
  ENVIRONMENT,
  filledIn,
  literalOf,
  MARK,
  MARKS,
  VALUES,
} from './words.ts';

const LITERALS: Readonly<Record<BranchRole, RegExp>> = {
  dev: new RegExp(literalOf(VALUES.dev), 'gi'),
  test: new RegExp(literalOf(VALUES.test), 'gi'),
};

/** The text with a mark for each name of an environment of development or of tests. */
const marked = (text: string): string => text.replace(LITERALS.dev, MARKS.dev).replace(LITERALS.test, MARKS.test);

/** The role that marks give: what runs in development or in tests is for development. */
const roleOfMarks = (text: string): BranchRole => (text.includes(MARKS.dev) ? 'dev' : 'test');

const whole = (...forms: readonly string[]): RegExp => new RegExp(`^(?:${forms.join('|')})$`, 'i');

const SEVERAL = `(?:%w)?[[({]\\s*${MARK}(?:\\s*,?\\s*${MARK})*\\s*[\\])}]`;
const BEHIND = [
  `\\s*(?:={1,3}|\\beq\\b|-i?eq\\b|\\bis\\b)\\s*${MARK}`,
  `\\.(?:equals|equalsIgnoreCase|eql\\?|eq_ignore_ascii_case)\\(\\s*${MARK}[\\s,.\\w]*\\)`,
  `\\s+in\\s+${SEVERAL}`,
  `\\.in\\?\\(\\s*${SEVERAL}\\s*\\)`,
].join('|');
const BEFORE = [
  `${MARK}\\s*={2,3}\\s*`,
  `${MARK}\\.(?:equals|equalsIgnoreCase|eql\\?)\\(\\s*`,
  `${SEVERAL}\\.(?:includes|include\\?|contains)\\(\\s*`,
].join('|');

/** The comparisons of all languages, the name of the environment on either side. */
const COMPARISONS = [
  whole(`${ENVIRONMENT}(?:${BEHIND})`),
  whole(`(?:${BEFORE})${ENVIRONMENT}\\s*\\)?`),
  whole(
    `(?:Objects\\.equals|strings\\.EqualFold|string\\.Equals|in_array)\\(\\s*${ENVIRONMENT}\\s*,\\s*(?:${MARK}|${SEVERAL})[\\s,.\\w]*\\)`,
  ),
  whole(...ASKED_FOR.map(filledIn)),
];

const QUESTIONS: Readonly<Record<BranchRole, RegExp>> = { dev: whole(...ASKED.dev), test: whole(...ASKED.test) };
const SUBJECT = whole(ENVIRONMENT);
const LABEL = whole(`${MARK}(?:\\s*[,|]\\s*${MARK})*`);
const ANNOTATION = whole(...ANNOTATIONS.map(filledIn));

function roleOfComparison(condition: string): BranchRole | undefined {
  if (QUESTIONS.dev.test(condition)) return 'dev';
  if (QUESTIONS.test.test(condition)) return 'test';
  const text = marked(condition);
  return text !== condition && COMPARISONS.some((form) => form.test(text)) ? roleOfMarks(text) : undefined;
}

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
 * no other environment. Names that `source` gives such a value stand for it. Of alternatives each must say so, of what must
 * hold together one; what is negated says nothing.
 */
export function roleOfCondition(condition: string, source: string): BranchRole | undefined {
  if (condition.length > LONGEST) return undefined;
  return roleOfAny(spelledOut(condition, heldIn(source, saysWhere)));
}

/** The environment's name, or a condition that gives a role, in one form whatever the language. */
function saysWhere(text: string): string | undefined {
  if (SUBJECT.test(bare(text))) return 'NODE_ENV';
  const role = roleOfAny(text);
  return role && `NODE_ENV === '${role}'`;
}

function roleOfAny(condition: string): BranchRole | undefined {
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
  if (subject.length > LONGEST || label.length > LONGEST) return undefined;
  const names = marked(
    label
      .trim()
      .replace(/^(?:case|when)\s+/, '')
      .replace(/\s*(?::|->|=>|\)|\bthen)$/, ''),
  );
  return LABEL.test(names) && SUBJECT.test(bare(subject)) ? roleOfMarks(names) : undefined;
}

/** The role that an annotation gives to what it stands at: `@Profile("dev")`. */
export function roleOfAnnotation(annotation: string): BranchRole | undefined {
  if (annotation.length > LONGEST) return undefined;
  const text = marked(annotation.trim());
  return ANNOTATION.test(text) ? roleOfMarks(text) : undefined;
}
