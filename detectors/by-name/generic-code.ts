/**
 * Plainly named settings in programs no other detector knows: `smtpServer = "…"`, `put("smtp_host", "…")`,
 * `send("smtp://…")`. A guess by name or scheme, so its word is `likely`, and only a text that looks like a host counts.
 */
import { atCall, textsOf } from '../../src/detect/building.ts';
import {
  detector,
  isBundle,
  LANGUAGES,
  type Match,
  type Matcher,
  needing,
  type Question,
  SCRIPTS,
  type Tools,
} from '../../src/detect/detector.ts';
import { type EntryFact, entriesOf } from '../../src/detect/entries.ts';
import { arg, call, entriesWhere } from '../../src/detect/matchers.ts';
import { related } from '../../src/detect/siblings.ts';
import type { Place } from '../../src/evaluate/value.ts';
import type { Argument, Entry, Expr } from '../../src/model/expr.ts';
import type { CallSite, Facts, Format } from '../../src/model/facts.ts';
import { looksLikeHost, parseRelay } from '../../src/relays/host.ts';
import { isRelayVariable } from './environment.ts';
import { docs, isRelayKey, isSaid, isSettingIn, isUrl, namesRelay, recognises, SMTP } from './generic.ts';
import { NEEDS, URL_TEXT } from './generic-needs.ts';
import { listens } from './listeners.ts';
import { isNamedAlike, isRuleFor, namesItself } from './names.ts';
import { wordsOf } from './words.ts';

/** In programs `hostname` beside a sender is the program's own name (HELO, Message-ID) unless SMTP is said. */
const isOwnName = (path: readonly string[], last: RegExp): boolean =>
  last.test(path.at(-1) ?? '') && !path.some((key) => wordsOf(key).some((word) => SMTP.test(word)));

/** Node's and Go's option for the name in the server's certificate: https://nodejs.org/api/tls.html#tlsconnectoptions-callback */
const isTlsName = ({ path }: EntryFact): boolean =>
  /^servername$|(?:tls|ssl)_?server_?name$/i.test(path.at(-1) ?? '') && path.at(-1) !== 'serverName';

/** What is handed to a page to be shown: `$view->mailHost`. */
const isShown = ({ path }: EntryFact): boolean => /^(view|template|tpl|smarty|twig)$/i.test(path.at(-2) ?? '');

/** What went wrong with a server: `raise SMTPConnectionError(server=server)`. */
const isError = ({ path }: EntryFact): boolean => /(?:Error|Exception)$/.test(path.at(-2) ?? '');

/** What a test expects to find: https://jestjs.io/docs/expect, https://nodejs.org/api/assert.html */
const EXPECTED =
  /(?:^|\.)(?:to(?:Strict)?Equal|toMatchObject|toContainEqual|toHaveBeen(?:Last|Nth)?CalledWith|(?:object|array)Containing|deep(?:Strict)?Equal)$/;

const isExpected = ({ path }: EntryFact): boolean => path.some((key) => EXPECTED.test(key));

/** A constant or an entry of a map between names, as against a field that is given a value. */
const isConstant = ({ path }: EntryFact): boolean => /^[A-Z][A-Z0-9_]*$|^[a-z]+_[a-z_]+$/.test(path.at(-1) ?? '');

/** Languages that say what a field holds: a text given to the host of SMTP is one, whatever the word. */
const TYPED: ReadonlySet<Format> = new Set<Format>(['go', 'rust', 'csharp', 'java', 'kotlin', 'scala']);

/** `settings.SMTP.Host = "test"`; a type's name describes the field instead. */
const isTypedField = (found: EntryFact, { format }: Facts): boolean =>
  TYPED.has(format) &&
  /^(host|server)$/i.test(found.path.at(-1) ?? '') &&
  wordsOf(found.path.at(-2) ?? '').some((word) => SMTP.test(word)) &&
  found.value.kind === 'text' &&
  /^[a-z][a-z\d]*$/.test(found.value.value) &&
  !/^(str|string|text|required|optional)$/.test(found.value.value) &&
  !namesItself(found);

/** A text that can only be a host: a single word could be anything, and one with a full stop ends a sentence. Servers listen on 0.0.0.0. */
const isHostText = (value: Expr): boolean =>
  value.kind === 'text' &&
  !value.value.startsWith('0.0.0.0') &&
  (/[.:]./.test(value.value) || value.value === 'localhost') &&
  looksLikeHost(parseRelay(value.value)[0]?.host ?? '');

const nameOf = ({ call: { callee } }: CallSite): string => {
  if (callee.kind === 'ref') return callee.name;
  return callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';
};

const guess = (host: Expr, key: string, place: Place): Match => ({
  host,
  place,
  key,
  anchor: host.range,
  strict: true,
  literalOnly: true,
  certainty: 'likely',
});

/** `NewSMTPAddress("submission", "h", 587)`, `set_smtp_server("h")`, `withSmtpHost("h")`: the first argument that can only be a host. A `MailAddress` is somebody's. */
const RELAY =
  '(?:smtp_?(?:host(?:_?name)?|server|address|addr|relay|ur[il]|endpoint|smarthost)|mail_?(?:host(?:_?name)?|server|relay|smarthost))';
const RELAY_CALL = new RegExp(`^(?:(?:new|set|with|use|make|create|add|parse|configure)_?)?${RELAY}$`, 'i');

const relayCalls: Matcher = needing([new RegExp(`${RELAY}\\w{0,10}[\\s({'"[]`, 'i')], function* (facts) {
  for (const site of facts.program?.calls ?? []) {
    const name = nameOf(site);
    if (!RELAY_CALL.test(name)) continue;
    const host = site.call.args.find(({ value }) => isHostText(value))?.value;
    if (host) yield guess(host, name, atCall(facts, site));
  }
});

/** What is set up for mail, by the name of its type: `EmailConfiguration`, `SmtpSettings`, `MailServerConfig`. */
const MAIL_TYPE =
  /(?:^|[.$])(?:\w*[a-z\d])?(?:Smtp|SMTP|E?[Mm]ail)(?:Server|Sender|Client|Account|Transport|Host)?(?:Config(?:uration)?|Settings?|Options|Properties|Account|Params)$/;

/** A bundle brings its classes along, and the word `mail` from anywhere. */
const namesMail: Question = (text, format) =>
  isBundle(format, text)
    ? /(?:smtp|mail)\w{0,10}(?:config|setting|option|propert|account|params)/i.test(text)
    : /smtp|mail/i.test(text);

const typedSetters = call({
  of: ['*#setHost', '*#setHostName', '*#setHostname'],
  host: arg(0),
  strict: true,
  literalOnly: true,
  certainty: 'likely',
  needs: [[/\.setHost(?:[nN]ame)?\s*\(/, namesMail]],
  when: ({ call: { callee, args } }, place, tools) =>
    args.length === 1 &&
    callee.kind === 'member' &&
    tools.types(callee.of, place).some((type) => MAIL_TYPE.test(type) && !/bounce|imap|pop3?/i.test(type)),
});

/** A key of such a table: another server's name or address, or what stands for all others. */
const IS_SERVER = /^(?:[\w-]+(?:\.[\w-]+)+|localhost|\*|default)$/;

/** Roundcube's table: `$config['smtp_server'] = ['imap.acme.example' => 'out.acme.example']`, the relay for each store of mail. */
const byServer: Matcher = needing(NEEDS, function* (facts) {
  for (const { path, value, siblings, place } of entriesOf(facts)) {
    if (value.kind !== 'object' || value.entries.length === 0 || !isRelayKey(path)) continue;
    if (!value.entries.every((one) => IS_SERVER.test(one.key) && isHostText(one.value))) continue;
    const { port } = related(path.at(-1) ?? '', siblings);
    for (const one of value.entries) yield { ...guess(one.value, path.join('.'), place), port };
  }
});

/** `new Smtp("h")`, `SmtpClient("h")`: a class of whatever library, by its name. Servers and their mistakes have other names. */
const CLIENT = 'E?SMTP_?(?:Client|Mail(?:er)?|Sender|Transport|Connection|Session|Class|Service)?';
const IS_CLIENT = new RegExp(`^${CLIENT}$`, 'i');

/** What a client calls itself: MailKit's `LocalDomain`, `clientName`. */
const OWN_NAME = /^(?:local|own|helo|ehlo|client)_?(?:domain|(?:host_?)?name)$/i;

const clients: Matcher = needing([new RegExp(`\\b${CLIENT}\\s*\\(`, 'i')], function* (facts) {
  for (const site of facts.program?.calls ?? []) {
    const name = nameOf(site).split('\\').at(-1) ?? '';
    if (!IS_CLIENT.test(name) || !(site.call.construct || /^[ES]/.test(name))) continue;
    // What an initialiser sets has a name of its own.
    const given = site.call.args[0];
    const isOwn = OWN_NAME.test(given?.name ?? '');
    if (given && !isOwn && isHostText(given.value)) yield guess(given.value, name, atCall(facts, site));
  }
});

/** First words of calls that only speak of a setting, or look at it: assertions, log lines, translations, text functions. */
const SPEAKING =
  /^(assert\w*|expects?|should|verify|is|has|not|equals?|eq|eql|compare|log\w*|debug|info|warn\w*|error\w*|fatal|trace|print\w*|puts|echo|f?s?printf|errorf|format|str|g?sub|replace|contains?|includes?|match\w*|describe|it|test|t|tr|i18n|translate|trans|gettext|label|rename|alias|deprecate\w*|parse\w*|valid\w*|redact\w*|mask\w*|normali[sz]e\w*)$/;

const onlySpeaks = (name: string): boolean => {
  const words = wordsOf(name);
  return SPEAKING.test(words[0] ?? '') || words.includes('header') || words.includes('headers');
};

/** The text that an argument is, or the constant that it names. */
function keyText(value: Expr, place: Place, tools: Tools): string | undefined {
  if (value.kind === 'text') return value.value;
  if (value.kind !== 'ref' && value.kind !== 'member') return undefined;
  const [only, second] = textsOf(tools.evaluate(value, place));
  return second === undefined ? only : undefined;
}

/**
 * Keys as maps, preferences, command lines and configuration stores write them: `mail.smtp.host`, `--smtp-host`, `Smtp:Host`;
 * with a host that may say what the key does not, a plain `host`, too.
 */
function isKeyOfRelay(key: string, host?: Expr): boolean {
  if (/^[A-Z][A-Z0-9_]*$/.test(key)) return isRelayVariable(key);
  if (key.length > 80 || !/^-{0,2}[A-Za-z][\w.:/-]*$/.test(key)) return false;
  const path = key.replace(/^-+/, '').split(/[.:/]|__/);
  if (isOwnName(path, /host_?name$/i)) return false;
  return isRelayVariable(key) || isRelayKey(path) || (host !== undefined && namesRelay(path, host, 'program'));
}

/** Options of TLS, where the name stands that the server's certificate must have. */
const TLS_OPTIONS = /^(?:tls|ssl)_?opt(?:ion)?s$|^server_?name(?:_indication)?$|^sni$/i;

/** Elixir: `tls_options: [server_name_indication: to_charlist(System.get_env("SMTP_HOST", "h"))]`. */
const verifiesName = (facts: Facts, { call: { range } }: CallSite): boolean =>
  entriesOf(facts).some(
    ({ path, value }) =>
      TLS_OPTIONS.test(path.at(-1) ?? '') && value.range.start <= range.start && range.end <= value.range.end,
  );

/** `put("smtp_host", "h")`, `flag.String("smtp-host", "h", …)`, `add_argument("--smtp-host", default="h")`: a key and its value side by side. */
const keyedCalls: Matcher = needing(NEEDS, function* (facts, tools) {
  const calls = facts.program?.calls ?? [];
  for (const site of calls) {
    const pair = pairOf(site);
    if (!pair || onlySpeaks(nameOf(site))) continue;
    const place = atCall(facts, site);
    const key = keyText(pair.key, place, tools);
    if (key === undefined || !isKeyOfRelay(key, pair.isByName ? undefined : pair.host)) continue;
    if (listens(key, pair.host)) continue;
    if (verifiesName(facts, site)) continue;
    yield { ...guess(pair.host, key, place), ...related(key, besideOf(site, calls)) };
  }
});

/** A builder's step that gives what it builds its value. */
const VALUE_STEP = /^(?:(?:set|with|default)?_?(?:default_?)?value|default)$/i;
/** No builder has more steps before that one. */
const MOST_STEPS = 12;

/** rspec-puppet's `contain_postfix__config('relayhost').with_value('h')`: what a test expects. https://rspec-puppet.com/documentation/classes/ */
const isAsserted = ({ call: { callee } }: CallSite): boolean => {
  const of = callee.kind === 'member' ? callee.of : undefined;
  return of?.kind === 'call' && of.callee.kind === 'ref' && /^(?:contain|create)_\w+$/.test(of.callee.name);
};

/** The arguments of the calls that a call is chained to. */
function* argumentsBefore({ call: { callee } }: CallSite): Generator<Expr> {
  let of = callee.kind === 'member' ? callee.of : undefined;
  for (let step = 0; of?.kind === 'call' && step < MOST_STEPS; step += 1) {
    yield* of.args.map(({ value }) => value);
    of = of.callee.kind === 'member' ? of.callee.of : undefined;
  }
}

/** Nearly every bundle has both words somewhere: there the key stands in the chain. */
const buildsValues: Question = (text, format) =>
  isBundle(format, text)
    ? /(?:smtp|mail|relay)[^;{}]{0,400}?(?:value|default)\s*\(/i.test(text)
    : /(?:value|default)\s*\(/i.test(text) && /smtp|mail|relay/i.test(text);

/** `InputParam.newBuilder(NAME, "smtp.host").setValue("h")`, `$table->string('smtp_host')->default('h')`: the key stands at the start of the chain. */
const builtValues: Matcher = needing([[buildsValues]], function* (facts, tools) {
  for (const site of facts.program?.calls ?? []) {
    const host = site.call.args.length === 1 ? site.call.args[0]?.value : undefined;
    if (!host || !VALUE_STEP.test(nameOf(site)) || !isHostText(host) || isAsserted(site)) continue;
    const place = atCall(facts, site);
    const key = [...argumentsBefore(site)]
      .map((one) => keyText(one, place, tools))
      .find((one) => one !== undefined && isKeyOfRelay(one, host));
    if (key !== undefined) yield guess(host, key, place);
  }
});

const named = (args: readonly Argument[], name: RegExp): Expr | undefined =>
  args.find((one) => one.name !== undefined && name.test(one.name))?.value;

/** `add_option("-m", "--mailhost", default="h")`: the long of two names says what is meant. */
const isLongOption = (value: Expr): boolean => value.kind === 'text' && value.value.startsWith('--');

/** `add_column :settings, :smtp_host, :string, default: "h"`: the table's name stands before. */
const isRelayColumn = (value: Expr): boolean => value.kind === 'text' && isRelayKey([value.value]);

interface Pair {
  readonly key: Expr;
  readonly host: Expr;
  /** The key has a name of its own, beside what else the call is told: it has to say all. */
  readonly isByName?: boolean;
}

/** The first argument that can only be a host, and what stands before it; flags may have a letter for short in between. */
function pairOf({ call: { args } }: CallSite): Pair | undefined {
  const plain = args.filter((one) => one.name === undefined && !one.spread).map((one) => one.value);
  // `Setting.create!(key: "smtp_host", value: "h")`
  const byName = plain[0] ? undefined : named(args, /^(key|name|var|setting|option|code|slug)$/i);
  const first = plain[0] ?? byName;
  const given = named(args, /^(default(_?value)?|value)$/i);
  if (first && given && isHostText(given))
    return {
      key: plain.find(isLongOption) ?? plain.find(isRelayColumn) ?? first,
      host: given,
      isByName: byName !== undefined,
    };
  const index = plain.findIndex((value, at) => at > 0 && isHostText(value));
  const host = plain[index];
  const before = plain[index - 1];
  if (index < 1 || !host || !before) return undefined;
  const short = before.kind === 'text' && before.value.length <= 1;
  const key = short ? plain[index - 2] : before;
  return key && { key, host };
}

/** What the same call is told under other keys: `put("smtp_port", 25)`. */
function besideOf(site: CallSite, calls: readonly CallSite[]): Entry[] {
  const name = nameOf(site);
  return calls.flatMap((other): Entry[] => {
    const [key, second] = other.call.args;
    if (other.scope !== site.scope || key?.value.kind !== 'text' || nameOf(other) !== name) return [];
    // `add_argument("--smtp-port", type=int, default=25)`
    const value = named(other.call.args, STANDARD) ?? second?.value;
    return value ? [{ key: key.value.value, keyRange: key.value.range, value }] : [];
  });
}

const urlArguments: Matcher = needing([URL_TEXT], function* (facts) {
  for (const site of facts.program?.calls ?? []) {
    const urls = site.call.args.filter(
      ({ name, value }) => name === undefined && value.kind === 'text' && isUrl(value),
    );
    if (urls.length === 0 || onlySpeaks(nameOf(site))) continue;
    for (const { value } of urls) yield guess(value, nameOf(site), atCall(facts, site));
  }
});

/** What a field holds where nobody gives it anything: of models, forms and serialisers. */
const STANDARD = /^(?:default|default_value|load_default|server_default|initial)$/;

const standardOf = (value: Expr): Expr =>
  value.kind === 'call' ? (value.args.find(({ name }) => STANDARD.test(name ?? ''))?.value ?? value) : value;

/** `smtp_host = models.CharField(default="h")`, `fields.Char(default='h')` of Odoo, `Column(String, default="h")`. */
const declaredFields: Matcher = needing(NEEDS, function* (facts) {
  for (const found of entriesOf(facts)) {
    const host = standardOf(found.value);
    if (host === found.value || !isHostText(host)) continue;
    if (!isPlainSetting({ ...found, value: host, siblings: found.siblings }, facts)) continue;
    const siblings = found.siblings.map((one) => ({ ...one, value: standardOf(one.value) }));
    const key = found.path.at(-1) ?? '';
    yield { ...guess(host, found.path.join('.'), found.place), ...related(key, siblings) };
  }
});

/** A key that names a relay, and nothing that speaks against it. */
const isPlainSetting = (found: EntryFact, facts: Facts): boolean =>
  isSettingIn(found, facts.path) &&
  !isOwnName(found.path, /^host_?name$/i) &&
  !isShown(found) &&
  !isError(found) &&
  !isExpected(found) &&
  !isTlsName(found) &&
  !isNamedAlike(found) &&
  !isRuleFor(found) &&
  !(isConstant(found) && namesItself(found));

export const genericCode = detector({
  id: 'generic-code',
  title: 'Plainly named settings in programs',
  docs,
  byName: true,
  layer: 'application',
  formats: [...LANGUAGES, ...SCRIPTS],
  keywords: [
    'smtp',
    /\.sethost(?:name)?[ \t]*\(/,
    'smarthost',
    'relayhost',
    'mailhub',
    /servidor_?(?:de_?)?correo/,
    /e?mail\w{0,12}[\w.'"\]:> ]{0,12}(?:host|server|servidor)|mail\w*['"]?\]?\s*(?:=>|[:=])\s*[{[(]/,
  ],
  recognises: `${recognises}; \`put("smtp_host", "…")\` and other calls that take a key and its value; texts with the scheme \`smtp://\``,
  settings: [
    entriesWhere(isPlainSetting, { strict: true, literalOnly: true, certainty: 'likely' }, NEEDS),
    declaredFields,
    entriesWhere(isTypedField, { literalOnly: true, certainty: 'likely' }, NEEDS),
    entriesWhere(
      ({ path, value }) => (value.kind === 'text' || value.kind === 'env') && isUrl(value) && isSaid(path),
      { strict: true, literalOnly: true, certainty: 'likely' },
      [URL_TEXT],
    ),
    relayCalls,
    typedSetters,
    clients,
    byServer,
    keyedCalls,
    builtValues,
    urlArguments,
  ],
});
