/**
 * Commands that give an option its value: `wp option patch update wp_mail_smtp smtp host h`, `bin/magento config:set
 * system/smtp/host h`, `mmctl config set EmailSettings.SMTPServer h`. The key is told as in files: by its name.
 */
import { moduleEnd } from '../../src/detect/building.ts';
import { detector, type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Range } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { isRelayVariable } from '../by-name/environment.ts';
import { isRelayKey } from '../by-name/generic.ts';
import { commandEnd } from '../servers/commands.ts';

/** Words that give a value, alone or behind the name of what they belong to: `config:set`, `option.set`, `kv put`. */
const VERB =
  /(?<![\w$-])(?:[\w-]+(?:::|[:.])){0,4}(?:set(?:_?(?:config|option|setting|value|var|env|prop(?:erty)?))?|put|cset|vset|setx|(?:[\w-]{1,40}-|config_)set|put-parameter|(?:crudini|openstack-config)[ \t]+--set|iniset|set[-_][\w-]{1,24}|Set-[A-Z]\w{1,60}|cfg\.php|update|(?<=::)Update|patch|add)(?=["']?[\s,])/g;

/** A word of a command: in quotes or not; lists of YAML and JSON have commas between. */
const WORD = /(?:\\?"(?:[^"\\\n]|\\[^"]){0,200}\\?"|'[^'\n]{0,200}'|\$\{[^}\n]{0,100}\}|[^\s"',;|&()[\]<>]){1,300}/g;

/** Quotes at the start and the end of a word; of several quoted parts side by side the first counts. */
const QUOTED = /^\\?(["'])(?<inner>(?:(?!\1)[^\\\n])*)\\?\1/d;

/** A word without its quotes. */
function unquoted(text: string, start: number): Word {
  const inner = QUOTED.exec(text)?.indices?.groups?.inner;
  if (!inner) return { text, at: { start, end: start + text.length } };
  return { text: text.slice(inner[0], inner[1]), at: { start: start + inner[0], end: start + inner[1] } };
}

/** Options whose value is the key, and those whose value is the value. */
const KEY_OPTION = /^--?(?:name|key|key-?name|setting-?name|n|property|path)$/i;
const VALUE_OPTION = /^--?(?:value|key-?value|v|set|body|b|data|string)$/i;

/** Names of the two fields of a form that sets an option: `-d key=email.smtp_host -d value=h`. */
const KEY_FIELD = /^(?:key|name|setting|property|option|param(?:eter)?)$/i;
const VALUE_FIELD = /^(?:new_?)?(?:value|val)$/i;

interface Word {
  readonly text: string;
  readonly at: Range;
  /** The value of an option that stands before it, joined by `=`. */
  readonly ofOption?: true;
  /** What stands before it, joined by `=`. */
  readonly named?: string;
}

/** More words than any such command has between its verb and the value. */
const MOST_WORDS = 14;

function wordsOf(facts: Facts, from: number): readonly Word[] {
  const { text } = facts.source;
  const stretch = text.slice(from, Math.min(commandEnd(text, from), from + 600));
  const words: Word[] = [];
  for (const found of stretch.matchAll(WORD)) {
    if (words.length >= MOST_WORDS) break;
    words.push(...split(found[0], from + found.index));
  }
  return words;
}

/** `--value=h`, `key=h` are two words; `'key=k&value=h'` is four, as a form is written. */
function split(written: string, start: number): readonly Word[] {
  const fields = /^(?<before>(?<quote>["']?)(?:[^"'\s?]*\?)?)(?:[\w.]+=[^&"'\s]*&)+[\w.]+=[^&"'\s]*\k<quote>$/.exec(
    written,
  );
  if (fields) {
    const from = fields.groups?.before?.length ?? 0;
    const to = written.length - (fields.groups?.quote ? 1 : 0);
    return [...written.slice(from, to).matchAll(/[^&]+/g)].flatMap(({ 0: field, index }) =>
      split(field, start + from + index),
    );
  }
  const quote = /^["'](?=[A-Za-z][\w./:-]*=["']?[^"'\s]+["']?["']$)/.exec(written)?.[0].length ?? 0;
  if (quote > 0) return split(written.slice(quote, -quote), start + quote);
  const sign = /^(?:--?[\w-]+|[A-Za-z][\w./:-]*)=(?=.)/.exec(written)?.[0].length;
  if (sign === undefined) return [unquoted(written, start)];
  const name = written.slice(0, sign - 1);
  return [
    { text: name, at: { start, end: start + sign - 1 } },
    {
      ...unquoted(written.slice(sign), start + sign),
      named: name,
      ...(written.startsWith('-') ? { ofOption: true as const } : {}),
    },
  ];
}

interface Given {
  readonly key: readonly Word[];
  readonly value: Word;
  /** The words of the whole command. */
  readonly words: readonly Word[];
}

/** What a command's words give: the key before the value, or each as an option or a field. */
function* givenBy(words: readonly Word[]): Generator<Given> {
  const plain: Word[] = [];
  const options = new Map<'key' | 'value', Word>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const next = words[at + 1];
    if (!word) break;
    const isKey = KEY_OPTION.test(word.text);
    const isValue = VALUE_OPTION.test(word.text);
    if (!/^-/.test(word.text) && !word.ofOption) plain.push(word);
    else if (next && isKey) options.set('key', next);
    else if (next && isValue && !isField(words[at + 2])) options.set('value', next);
    if (isKey || (isValue && !isField(words[at + 2]))) at += 1;
  }
  const key = options.get('key');
  const value = options.get('value');
  if (value) yield { key: key ? [key] : plain, value, words };
  else if (key && plain[0]) yield { key: [key], value: plain[0], words };
  yield* fieldsOf(words);
  for (let at = 1; at < plain.length && !value; at += 1) {
    const word = plain[at];
    if (word) yield { key: plain.slice(Math.max(0, at - 4), at), value: word, words };
  }
}

/** The value of such a field: `-d value=h`. */
const isField = (word: Word | undefined): boolean =>
  word?.named !== undefined && (KEY_FIELD.test(word.named) || VALUE_FIELD.test(word.named));

function* fieldsOf(words: readonly Word[]): Generator<Given> {
  const field = (name: RegExp): Word | undefined =>
    words.find((word) => word.named !== undefined && name.test(word.named.replace(/^-+/, '')));
  const key = field(KEY_FIELD);
  const value = field(VALUE_FIELD);
  if (key && value) yield { key: [key], value, words };
}

/** A name or address, with a port or in a URL, or a variable that stands for one. */
const MAY_BE_HOST =
  /^(?:smtps?:\/\/\S+|(?:\[?[\w-]+(?:\.[\w-]+)+\]?|localhost)(?:::?\d+)?|\$\{?\w+\}?|\$\(?\{\{[^}]*\}\}\)?|\{\{[^}]*\}\})$/;

/** Last words of a key that say what a name of one label is: `smtp host`, `system/smtp/server_name`. */
const HOST_LAST = /(?:host|server|smart_?host|relay|gateway)(?:_?name)?$/i;

/** A name of one label counts as a host where nothing follows it in a shell's command; in a sentence it is a word. */
const isNamedAlone = (facts: Facts, { key, value, words }: Given): boolean =>
  (facts.format === 'bash' || facts.format === 'powershell') &&
  /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/.test(value.text) &&
  HOST_LAST.test(key.at(-1)?.text ?? '') &&
  words.at(-1) === value &&
  !/\b(?:echo|printf|log|Write-\w+)\b[^\n]*$/.test(facts.source.text.slice(0, value.at.start).slice(-200));

/** Options of WordPress' plug-ins for mail that do not say so: Post SMTP, Fluent SMTP. */
const MAIL_OPTION = /^(?:postman_options|fluentmail-settings)$/;

/** How products write a key: SonarQube marks what it keeps encrypted at its end, DHIS2 each key at its start. */
const plainKey = (text: string): string => {
  if (MAIL_OPTION.test(text)) return 'smtp';
  // Dahua's HTTP API, "Email settings": the server's address
  if (/^(?:table\.)?Email\.Address$/.test(text)) return 'Email.Server';
  return text.replace(/\.secured$/, '').replace(/^key(?=[A-Z])/, '');
};

const keyPath = (key: readonly Word[]): readonly string[] =>
  key.flatMap(({ text }) => plainKey(text).split(/[./:]|__/)).filter((part) => part !== '');

const isRelay = (key: readonly Word[]): boolean => {
  const path = keyPath(key);
  const last = plainKey(key.at(-1)?.text ?? '');
  return isRelayVariable(last) || isRelayKey(path) || isRelayKey(path.slice(-2));
};

const PORT_KEY = /^(?:.*[^a-z])?(?:smtp_?|mail_?)?(?:server_?|host_?)?port$|(?:smtp|mail)(?:server|host)?port$/i;

/** The port that the same command sets, or another one under the same key but for its last part. */
function portBeside(facts: Facts, { key, words }: Given, commands: readonly Given[]): Match['port'] {
  const stem = keyPath(key).slice(0, -1).join('.');
  const own = words.findIndex(
    (word, index) =>
      PORT_KEY.test(lastPart(word.text)) &&
      /^\d{2,5}$/.test(words[index + 1]?.text ?? '') &&
      (/^-*port$|smtp|mail|server|host|relay/i.test(lastPart(word.text)) || subjectOf([word]) === subjectOf(key)),
  );
  const beside = words[own + 1];
  if (own >= 0 && beside) return literalAt(facts, beside.at);
  const other = commands.find(
    (one) =>
      /^\d{2,5}$/.test(one.value.text) &&
      PORT_KEY.test(keyPath(one.key).at(-1) ?? '') &&
      keyPath(one.key).slice(0, -1).join('.') === stem &&
      (stem !== '' || subjectOf(one.key) === subjectOf(key)),
  );
  return other && literalAt(facts, other.value.at);
}

/** What a key of one part is about: of `email-smtp-host` and `email-smtp-port` the same. */
const subjectOf = (key: readonly Word[]): string =>
  keyPath(key)
    .join('')
    .toLowerCase()
    .replace(/[_-]/g, '')
    .replace(/(?:host|server|relay|gateway|name|address|addr|port){1,4}$/, '');

const lastPart = (name: string): string =>
  name
    .replace(/^-+/, '')
    .split(/[./:]|__/)
    .at(-1) ?? '';

/** A verb that says mail is a part of the key, `ncli cluster set-smtp-server address=h`, unless that is of something else: `set_mail APP_HOST h`. */
const withVerb = (given: Given, { 0: verb, index }: RegExpExecArray): Given =>
  /smtp|mail/i.test(verb) && /^$|smtp|mail|relay/.test(subjectOf(given.key.slice(-1)))
    ? { ...given, key: [{ text: verb, at: { start: index, end: index + verb.length } }, ...given.key] }
    : given;

/** Cmdlets whose noun is the mail of a product: `Set-OVSMTPConfig`, `New-VBRMailNotification`; of a mailbox they set something else. */
const OF_MAIL = /^(?:Set|Add|Update|New)-\w*(?:smtp|mail(?!box|user|contact|public|message|flow))\w*$/i;
const HOST_OPTION = /^-(?:smtp_?|mail_?)?(?:server|host|relay|gateway)(?:name|address|host)?$/i;

/** The host that such a cmdlet is given as an option of its own. */
function* hostOptions(words: readonly Word[], verb: string): Generator<Given> {
  if (!OF_MAIL.test(verb)) return;
  for (const [at, word] of words.entries()) {
    const value = words[at + 1];
    const key = HOST_OPTION.test(word.text) && value ? { ...word, text: `smtp/${word.text.slice(1)}` } : undefined;
    if (key && value) yield { key: [key], value, words };
  }
}

/** Commands that send a form to an interface. */
const SENDING = /(?<![\w.-])(?:curl|https?|xh|wget|Invoke-RestMethod|Invoke-WebRequest|irm|iwr)(?=[ \t])/g;

/** A URL whose last part is the key, with the value behind it: `…/systemSettings/keyEmailHostName?value=h`. */
const KEY_IN_URL = /(?:^|\/)(?<key>[A-Za-z][\w.-]{2,80})(?:\?value=(?<value>[^&"'\s]+))?$/d;
/** A body that is nothing but the value: `'{"value": "h"}'`. */
const BODY = /^\{\s*\\?"value\\?"\s*:\s*\\?"(?<value>[^"'\\\s]+)\\?"\s*\}$/d;

/** The part of a word that the group `value` of an expression finds. */
function partOf(word: Word, found: RegExpExecArray): Word | undefined {
  const part = found.indices?.groups?.value;
  if (!part) return undefined;
  const [start, end] = part;
  return { text: word.text.slice(start, end), at: { start: word.at.start + start, end: word.at.start + end } };
}

/** What a request says in its URL and its body: `/setting/email-smtp-host -d '{"value": "h"}'`, or as a field: `-d smtp_host=h`. */
function* requested(words: readonly Word[]): Generator<Given> {
  yield* fieldsOf(words);
  for (const word of words)
    if (word.named !== undefined && !word.ofOption) yield { key: [{ ...word, text: word.named }], value: word, words };
  const bodies = words.flatMap((word) => {
    const found = BODY.exec(word.text);
    return found ? (partOf(word, found) ?? []) : [];
  });
  for (const word of words) {
    const found = word.text.includes('/') ? KEY_IN_URL.exec(word.text) : undefined;
    const value = found && (partOf(word, found) ?? bodies[0]);
    if (value) yield { key: [{ ...word, text: found?.groups?.key ?? '' }], value, words };
  }
}

const setCommands: Matcher = needing([/smtp|mail|relay|postman/i], function* (facts): Generator<Match> {
  const { text } = facts.source;
  if (facts.format === 'ini' && !/\.(?:bat|cmd)$/i.test(facts.name ?? facts.path)) return;
  const given = [...text.matchAll(VERB)]
    .filter((found) => !isCommented(text, found.index))
    .flatMap((found) => {
      const words = wordsOf(facts, found.index + found[0].length);
      return [...[...givenBy(words)].map((one) => withVerb(one, found)), ...hostOptions(words, found[0])];
    });
  const sent = [...text.matchAll(SENDING)]
    .filter((found) => !isCommented(text, found.index))
    .flatMap((found) => [...requested(wordsOf(facts, found.index + found[0].length))]);
  const all = [...given, ...sent];
  for (const one of all) {
    const { key, value } = one;
    if (!(MAY_BE_HOST.test(value.text) || isNamedAlone(facts, one)) || !isRelay(key)) continue;
    const host = literalAt(facts, value.at);
    const place = { ...moduleEnd(facts), at: host.range.start };
    yield {
      host,
      place,
      key: keyPath(key).join('.'),
      anchor: host.range,
      strict: true,
      port: portBeside(facts, one, all),
    };
  }
});

export default detector({
  id: 'set-command',
  title: 'Commands that set an option',
  docs: 'https://developer.wordpress.org/cli/commands/option/patch/',
  layer: 'deployment',
  // batch files are read as ini
  formats: ['bash', 'dockerfile', 'yaml', 'json', 'powershell', 'groovy', 'hcl', 'toml', 'ini'],
  keywords: [
    /(?:set[\w-]{0,60}|put|put-parameter|cset|config[-_]set|cfg\.php|write|update|patch|add|create|curl)["']?[\s,].{0,200}(?:smtp|mail|relay|postman)/,
    // an option of a command that began on a line before
    /-{1,2}\w[\w-]{0,20}[\s=]["']?[\w.:/-]{0,60}(?:smtp|mail|relay)[\w.]{0,30}=/,
    /(?:key|name|setting|property|option|param)=.{0,80}(?:smtp|mail|relay)/,
  ],
  recognises:
    '`wp option patch update … smtp host h`, `bin/magento config:set system/smtp/host h`, `drush config:set`, `moosh config-set`, `mmctl config set`, `govc option.set`, `gh variable set`, `consul kv put` and any other `set KEY VALUE` whose key names a relay',
  settings: [setCommands],
});
