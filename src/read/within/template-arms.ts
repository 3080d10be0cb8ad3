/**
 * What has to be so for each stretch of a file that a template engine writes: `{% if live %} … {% else %} … {% endif %}`. Jinja,
 * Liquid and Twig, ERB, Go's and Helm's templates, Handlebars, Mustache.
 */

/** What a condition has to come to. */
export interface Condition {
  readonly condition: string;
  readonly holds: boolean;
}

/** What is asked from an offset on, up to the next stretch. */
export interface Arm {
  readonly from: number;
  readonly asked: readonly Condition[];
}

/** Bounded, so that a mark that nothing closes costs little. Azure's `${{ if x }}:` is a key of YAML, with a block of its own. */
const MARK =
  /\{%[-+~]?\s{0,40}(?<jinja>(?:if|unless|for|elif|elsif|elseif|else|endif|endunless|endfor)\b[^%}]{0,300})[-+~]?%\}|<%-?\s{0,40}(?<erb>(?:if|unless|elsif|else|end|while|until|case|[@\w][^%]{0,300}\bdo)\b[^%]{0,300}?)-?%>|(?<!\$)\{\{[-~]?\s{0,40}(?<go>(?:if|else|end|range|with|define|block|#|\^|\/)[^{}]{0,300}?)[-~]?\}\}/g;

interface Block {
  /** What closes it: its kind, or the name of a section. */
  readonly name: string;
  /** The conditions so far, of which the last one is asked now. */
  asked: readonly Condition[];
}

/** No template nests deeper. */
const DEEPEST = 30;

/** The stretches of a text in its order; none where it has no such marks. */
export function armsIn(text: string): readonly Arm[] {
  const open: Block[] = [];
  const arms: Arm[] = [];
  for (const { index, 0: mark, groups } of text.matchAll(MARK)) {
    const { jinja, erb, go } = groups ?? {};
    passed(open, said(jinja ?? erb ?? go ?? ''));
    arms.push({ from: index + mark.length, asked: open.flatMap(({ asked }) => asked) });
  }
  return arms;
}

const said = (code: string): string => code.trim().replace(/\s+/g, ' ').replaceAll('"', "'");

/** Opens, turns or closes a block. */
function passed(open: Block[], code: string): void {
  const [word = '', rest = ''] = divided(code);
  const block = open.at(-1);
  if (word === 'else' || word === 'elif' || word === 'elsif' || word === 'elseif') {
    const condition = word === 'else' ? /^if (.*)$/.exec(rest)?.[1] : rest;
    if (block) block.asked = [...otherwise(block.asked), ...(condition ? [asked(condition)] : [])];
  } else if (word === '/' || /^end/.test(word)) {
    if (block && (word !== '/' || block.name === rest)) open.pop();
  } else if (open.length < DEEPEST) open.push({ name: sectionOf(word, rest), asked: opened(word, rest) });
}

/** The word that says what a mark does, and what it does so to. */
function divided(code: string): readonly [string, string] {
  const [, sign, rest = ''] = /^([#^/])\s?(.*)$/.exec(code) ?? [];
  if (sign) return [sign, rest];
  const space = code.indexOf(' ');
  return space < 0 ? [code, ''] : [code.slice(0, space), code.slice(space + 1)];
}

/** Handlebars closes a helper by its name, Mustache a section by its own. */
const sectionOf = (word: string, rest: string): string =>
  word === '#' || word === '^' ? (/^\S+/.exec(rest)?.[0] ?? '') : word;

function opened(word: string, rest: string): readonly Condition[] {
  if (word === 'if') return [asked(rest)];
  if (word === 'unless') return otherwise([asked(rest)]);
  if (word === '^') return otherwise([asked(rest)]);
  if (word !== '#') return [];
  const helper = /^(if|unless) (.*)$/.exec(rest);
  if (!helper) return /^\S+$/.test(rest) ? [asked(rest)] : [];
  return helper[1] === 'if' ? [asked(helper[2] ?? '')] : otherwise([asked(helper[2] ?? '')]);
}

/** A condition without its negation and its outer parentheses. */
function asked(condition: string): Condition {
  const denied = /^(?:not |!)\s?\(?([\w.$@]+)\)?$/.exec(condition)?.[1];
  return denied === undefined ? { condition, holds: true } : { condition: denied, holds: false };
}

/** The last of the conditions the other way round. */
const otherwise = (all: readonly Condition[]): readonly Condition[] => {
  const last = all.at(-1);
  return last ? [...all.slice(0, -1), { ...last, holds: !last.holds }] : [];
};
