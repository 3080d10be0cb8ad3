/** What a file has to hold for a plainly named setting to stand in it. */
import { isBundle, type Need, type Question } from '../../src/detect/detector.ts';

/** A key of a host, before what gives it its value. */
const keyOf = (names: string): string => `(?<![a-z0-9])(?:${names})["'\\\\\\])\`]*\\s*(?:=>|:(?!:)|=(?!=)|>|,)`;
/** As far as the parent that speaks of mail may stand before the key. */
const BEFORE = 3000;

/** Names that say it all. */
const NAMES = [
  '(?:smtp|submission|smarthost)[\\w.-]{0,40}?(?:host|server|relay|hub(?![a-z])|addr|ur[il](?![a-z])|dsn|endpoint|connection|gateway)',
  '(?:mail|mta|postfix)[\\w.-]{0,40}?(?:host|server|relay|hub(?![a-z])|gateway|dsn)',
  'outgoing[\\w-]{0,8}?(?:host|server)|smart[-_]?host|relay[-_]?host|smtp_?srv',
  '(?:host|server|servidor|serveur)[-_]?smtp|(?:smtp|mail)[-_]?(?:servidor|serveur)|servidor[\\w-]{0,4}correo',
];

/** Submission as a name or key; comments speak of a form's. */
const SUBMISSION =
  'submission(?:[\\w-]|["\'`\\])}]{0,3}\\s*(?:=>|[:=({[])\\s*["\'`{\\w$[]|["\'`\\])}]{0,3}(?:\\.|->)\\w)';

const MAIL = 'smtp|mail|submission|mta|postfix';

/** A host's key not far below a parent's that speaks of mail. */
const BELOW_MAIL = new RegExp(
  `${keyOf('host(?:[-_]?(?:name|address|port))?|server(?:[-_]?(?:host|name|address))?|relay(?:[-_]?host)?|smart[-_]?host|hub')}(?<=(?:${MAIL})[\\s\\S]{0,${BEFORE}}?)`,
  'gi',
);

/** The same in a bundle, which has no white space, and a word of anything near a word of anything. */
const BEFORE_IN_BUNDLE = 300;
const NEAR_MAIL = new RegExp(MAIL, 'i');

/** Validators list the formats of texts, `email` and `hostname` among them: https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3 */
const isListOfFormats = (list: string): boolean =>
  /(?<![a-z])ipv4(?![a-z])/i.test(list) && /(?<![a-z])(?:uuid|uri|date-?time)(?![a-z])/i.test(list);
const AROUND = 1500;

const hasKeyBelowMail: Question = (text, format) => {
  const isDense = isBundle(format, text);
  for (const { index, 0: found } of text.matchAll(BELOW_MAIL)) {
    if (!isDense) return true;
    const isObject = text[index + found.length] === '{';
    const isNear = NEAR_MAIL.test(text.slice(Math.max(0, index - BEFORE_IN_BUNDLE), index));
    if (!isObject && isNear && !isListOfFormats(text.slice(Math.max(0, index - AROUND), index + AROUND))) return true;
  }
  return false;
};

/**
 * What a file holds that has such a setting: a key that says it all, a host's key below one that speaks of mail, or a value
 * that is named for what it does.
 */
const needsWith = (end: string): readonly Need[] => [
  ...NAMES.map((name) => new RegExp(`(?:${name})${end}`, 'im')),
  [hasKeyBelowMail],
  new RegExp(
    `${keyOf('address|addr|url|uri|dsn|endpoint|connection')}(?<=(?:smtp|smarthost|${SUBMISSION})[\\s\\S]{0,${BEFORE}}?)`,
    'i',
  ),
  // YAML's alias brings the key from anywhere.
  /(?:smtp|submission|smarthost|mail|mta|postfix)[\w-]{0,20}["']?:\s{0,200}(?:<<:[ \t]*\[?)?\*\w/i,
  /(?<![\w@.-])(?:smtp|esmtp|email-smtp|mail-?relay|smart-?host)[\w-]*\.[\w-]+\./i,
];

/** In a program a name may be followed by anything: its type, a comma, the next argument. */
export const NEEDS = needsWith('');

/** In data it is a key: before a sign, at the start of a line, as a whole text or line (`- name: SMTP_HOST`, `<name>smtp_host</name>`). */
export const DATA_NEEDS = [
  /\bwhere\b[^;]{0,200}?(?:smtp|mail)[^;]{0,200}?'(?:host(?:_?name)?|server)'/i,
  ...needsWith(
    String.raw`[\w.-]{0,30}(?:["'\`\\\])}]*[ \t]*(?:[?+]?[:=]|[>,);]|<\/|\t|\r?$)|["']|[ \t]+val(?:ue)?=|(?<=^[ \t]{0,40}(?:(?:ENV|ARG|export)[ \t]+)?[\w.-]{1,120})[ \t])`,
  ),
];

/** A scheme says what it is for: smtp://, smtps://, submission://, smtp+tls://, smtp+starttls:// … */
export const URL_TEXT = /(?:smtp|submission)s?(?:\+[a-z]+)?:\/\//i;
