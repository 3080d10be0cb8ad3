/** Environment variables that name an SMTP relay, by the names that real applications and images read. */
import { askedName, textOf, valueAt } from '../../src/detect/building.ts';
import { detector, type Matcher, needing, type Tools } from '../../src/detect/detector.ts';
import { type EntryFact, entriesNamed } from '../../src/detect/entries.ts';
import { anyBeside, arg, call, entriesWhere } from '../../src/detect/matchers.ts';
import { withoutRank } from '../../src/detect/ranks.ts';
import type { Expr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { listens } from './listeners.ts';
import { namesItself } from './names.ts';
import { isOfOtherKind, isOtherRelay } from './other-kinds.ts';

/** Of any prefix: `SMTP_HOST`, `GF_SMTP_HOST`, `AUTHENTIK_EMAIL__HOST`, `MM_EMAILSETTINGS_SMTPSERVER`. */
const RELAY_NAME =
  /(?:^|_)(?:SMTPS?|NODEMAILER|PHPMAILER|E?MAIL(?:ER|ING)?(?:_?(?:SETTINGS|CONFIG))?|MAIL_SMTP|SMTP_MAIL|OUTGOING_E?MAIL|EMAIL_TRANSPORT_DEFAULT)_{0,2}(?:SMTP_?)?(?:RELAY_?)?(?:OUT_?)?(?:HOST(?:_?NAME|_ADDR(?:ESS)?)?|SERVER(?:_?(?:HOST|NAME|ADDR(?:ESS)?))?|ADDR(?:ESS)?|RELAY(?:_?HOST)?|ENDPOINT|CONNECTION_?URI)$/;

/** The same with the words the other way round, and in Spanish, Portuguese and French. */
const OTHER_ORDER = /(?:^|_)(?:(?:HOST|SERVER|SERVIDOR|SERVEUR)_SMTP|(?:SMTP|E?MAIL)_SERVIDOR|SMTP_SERVEUR)$/;

/** Names without a mail word that only mail images read, and URLs. */
const OTHER_NAMES =
  /^(?:(?:DEFAULT_)?RELAY_?HOST|POSTFIX_?(?:RELAYHOST|relayhost)|SMART_?HOST(?:_ADDRESS)?|[A-Z0-9_]*MAILHUB|SSMTP_(?:MAILHUB|HOST|SERVER)|MSMTP_HOST|SMTPHOST|SMTPSERVER|SMTP|(?:[A-Z0-9_]+_)?SMTP_(?:HOSTS|SERVERS)|(?:[A-Z0-9_]+_)?E?MAIL_SMTP|MAILHOST|MAILSERVER|MAIL_?URL|MAILER_(?:DSN|URL)|EMAIL_URL|EMAIL_SERVER|SMTP_(?:URL|URI|DSN)|[A-Z0-9_]+_(?:MAILER_DSN|SMTP_UR[LI]|EMAIL_URL|RELAYHOST|SMARTHOST|MAILHOST)|COURIER_SMTP_CONNECTION_URI|MAILDEV_OUTGOING_HOST|NTFY_SMTP_SENDER_ADDR|MAIN_MAIL_SMTP_SERVER_(?:EMAILING|TICKET|PASSWORDRESET)|EMAIL_TRANSPORT_DEFAULT_(?:HOST|URL)|POSTFIX_(?:smtp_fallback_relay|default_transport))$/;

/** Names of the machine itself, of listeners, of inbound servers; credentials; files that hold a value. */
const NEAR_MISS =
  /(?:^|_)(?:IMAP|POP3?|HELO|EHLO|LISTEN(?:ER)?|BIND|INBOUND|INCOMING|LMTP|SIEVE|WEB|UI|HTTP|API|TEST_?PORT|RELAY_?DOMAINS?|PORTA?|PUERTO)(?:_|$)|_FILE$|^SASL_|(?:^|_)(?:LOCAL|OWN|SERVER)_?HOSTNAME$|(?:TLS|SSL)_?SERVER_?NAME$/;

/** `SMTP_HOSTNAME` and `MAIL_HOSTNAME` are often the server's own name; a mail server image beside them says which. */
const OWN_NAME =
  /^(?:SERVER_HOSTNAME|MAILNAME|SENTRY_MAIL_HOST|HOSTNAME|EMAIL_ADDRESS|MAIL_ADDRESS|[A-Z0-9_]*(?:FROM|TO|SENDER|SUPPORT|ADMIN|REPLY|CONTACT|DEFAULT|NOREPLY|NOTIFY)_E?MAIL_ADDR(?:ESS)?|[A-Z0-9_]*(?<!SMTP_)E?MAIL(?:ER|ING)?_ADDR(?:ESS)?)$/;

/** A key of ASP.NET Core, Ghost or Gitea: sections joined by two underscores, in mixed case. */
const SECTION_KEY =
  '(?:smtp|mail|mailer|email|mailsettings|smtpsettings|emailsettings|emailconfiguration)__(?:options__|smtp__)?(?:host|server|smtp_?addr|smtp_?host|smtp_?server|smtpserver|address|mailserver|hostname)';
const SECTIONED = new RegExp(`^(?:[A-Za-z0-9]+__)*${SECTION_KEY}$`, 'i');

/** What a file holds that names such a variable. */
const NEEDS: readonly RegExp[] = [
  /SMTP[A-Z0-9_]{0,30}?(?:HOST|SERVER|ADDR|UR[IL]|DSN|HUB|RELAY|ENDPOINT)|(?<![A-Za-z])SMTP["'\]]?\s*[=:,)]|SMTP\s+\S+\.\S/,
  /MAIL[A-Z0-9_]{0,30}?(?:HOST|SERVER|UR[IL]|DSN|HUB|RELAY|ENDPOINT|SMTP)|RELAY_?HOST|SMART_?HOST|POSTFIX_/,
  new RegExp(`${SECTION_KEY}(?![A-Za-z])`, 'i'),
];

/** Names that look like a relay's and are the machine's own. */
export const isOwnVariable = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name) && OWN_NAME.test(name);

export function isRelayVariable(name: string): boolean {
  const unranked = withoutRank(name);
  if (unranked !== undefined && /[A-Z]$/.test(unranked)) return isRelayVariable(unranked);
  if (SECTIONED.test(name)) return true;
  if (name !== name.toUpperCase() && !/^POSTFIX_/.test(name)) return false;
  if (OWN_NAME.test(name) || NEAR_MISS.test(name))
    return OTHER_NAMES.test(name) && !OWN_NAME.test(name) && !/_FILE$/.test(name);
  return RELAY_NAME.test(name) || OTHER_ORDER.test(name) || OTHER_NAMES.test(name);
}

/** A name in nodemailer's table of services: `SMTP_SERVICE=gmail`. A `MAIL_SERVICE` may be any service that the application has. */
const SERVICE_NAME = /(?:^|_)(?:SMTP|NODEMAILER)_SERVICE$/;
const MAIL_SERVICE = /(?:^|_)(?:E?MAIL|MAILER)_SERVICE$/;
const logsIn = anyBeside(({ key }) => /(?:SMTP|MAIL(?:ER)?)_(?:USER(?:_?NAME)?|PASS(?:WORD|WD)?)$/.test(key));

const isVariable = (found: EntryFact): boolean => {
  const name = found.path.at(-1) ?? '';
  return (
    isRelayVariable(name) &&
    !listens(name, found.value, found.siblings) &&
    !isOfOtherKind(found) &&
    !isNameBeside(found) &&
    !isOtherRelay(found) &&
    !isSwitch(found)
  );
};

/** Baserow's `EMAIL_SMTP: "true"` beside `EMAIL_SMTP_HOST`: whether mail is sent by SMTP. */
function isSwitch({ path, siblings }: EntryFact): boolean {
  const name = path.at(-1) ?? '';
  return /SMTP$/.test(name) && siblings.length <= MOST_BESIDE && siblings.some(({ key }) => key === `${name}_HOST`);
}

/** Of `RELAY_SMTP_HOSTNAME` and `RELAY_SMTP_SERVER`, both filled in from outside, the first is what the machine calls itself. */
export function isNameBeside({ path, value, siblings }: EntryFact): boolean {
  const stem = /^(?<stem>(?:[A-Z0-9]+_)+)HOSTNAME$/.exec(path.at(-1) ?? '')?.groups?.stem;
  if (stem === undefined || value.kind === 'text' || value.kind === 'join' || siblings.length > MOST_BESIDE)
    return false;
  return siblings.some(
    ({ key }) => key.startsWith(stem) && /^(?:HOST|SERVER|ADDR(?:ESS)?)$/.test(key.slice(stem.length)),
  );
}

/** More variables than any container is given. */
const MOST_BESIDE = 500;

/** Of SQL only rows are known; their neighbours may be anything. */
const isHostText = ({ value }: EntryFact): boolean =>
  value.kind === 'text' && /^([\w-]+\.)+[\w-]+(:\d+)?$|^localhost$/.test(value.value);

/** `SMTP_HOST: process.env.MAIL_CATCHER`. */
const isPassedOn = ({ path, value, place }: EntryFact, tools: Tools): boolean => {
  if (value.kind !== 'member' && value.kind !== 'call' && value.kind !== 'env') return false;
  const [asked] = tools.evaluate(value, place).map(askedName);
  return asked !== undefined && /^[A-Z][A-Z0-9_]*$/.test(asked) && asked !== path.at(-1);
};

/** Infrastructure as a program: Pulumi, CDK, CDK for Terraform. */
const isDeployment = ({ program }: Facts): boolean =>
  program?.imports.some(({ module }) => /(?:^|[/@])pulumi(?:[/_]|$)|aws-cdk|aws_cdk|cdktf/.test(module)) ?? false;

/** Names that a ConfigMap or Secret gives behind the prefix of `envFrom`. */
const BEHIND_PREFIX = [
  ...['HOST', 'SERVER', 'HOSTNAME', 'ADDRESS', 'ADDR', 'RELAY', 'RELAY_HOST', 'RELAYHOST', 'SMARTHOST'],
  ...['SMTP_HOST', 'SMTP_SERVER', 'MAIL_HOST', 'MAIL_SERVER', 'EMAIL_HOST', 'URL', 'DSN'],
];

/** https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables */
const prefixedVariables: Matcher = needing([/\bprefix:[ \t]*["']?\w*(?:SMTP|MAIL|RELAY)/i], function* (facts) {
  for (const { path, keyRange, value, siblings, place } of entriesNamed(facts, ['prefix'])) {
    const from = siblings.find(({ key }) => key === 'configMapRef' || key === 'secretRef')?.value;
    const resource = textOf(valueAt(from, 'name'));
    if (path.at(-3) !== 'envFrom' || resource === undefined || value.kind !== 'text') continue;
    const ofResource = (name: string): Expr => ({ kind: 'env', name, resource, range: value.range });
    for (const name of BEHIND_PREFIX.filter((one) => isRelayVariable(value.value + one)))
      yield {
        host: ofResource(name),
        port: ofResource('PORT'),
        place,
        key: value.value + name,
        anchor: keyRange,
        literalOnly: true,
      };
  }
});

/** `spec.template.spec.containers.[name=desk].env.[name=SMTP_HOST].value`, `data.SMTP_HOST`: the variable that a replacement sets. */
const REPLACED = /(?:\.env\.\[name=(?<variable>\w+)\]\.value|^(?:data|stringData)\.(?<key>\w+))$/;

/**
 * What kustomize copies from one resource into the variables of others.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
 */
const replacements: Matcher = needing([/^replacements:/m], function* (facts) {
  for (const { path, value, siblings, place } of entriesNamed(facts, ['targets'])) {
    const source = path[0] === 'replacements' ? siblings.find(({ key }) => key === 'source')?.value : undefined;
    const resource = textOf(valueAt(source, 'name'));
    const from = valueAt(source, 'fieldPath');
    const name = /^(?:data|stringData)\.(?<key>[\w.-]+)$/.exec(textOf(from) ?? '')?.groups?.key;
    const targets = value.kind === 'list' ? value.items : [];
    const replaced = targets
      .flatMap((target) => itemsOf(valueAt(target, 'fieldPaths')))
      .flatMap((field) => Object.values(REPLACED.exec(textOf(field) ?? '')?.groups ?? {}));
    const variable = replaced.find((one) => one !== undefined && isRelayVariable(one));
    if (variable === undefined || resource === undefined || name === undefined || !from) continue;
    yield {
      host: { kind: 'env', name, resource, range: from.range },
      place,
      key: variable,
      anchor: from.range,
    };
  }
});

const itemsOf = (value: Expr | undefined): readonly Expr[] => (value?.kind === 'list' ? value.items : []);

/** `SMTP_HOST: '{{ get .Secrets "host" }}'`: a text that somebody else fills in. */
const isFilledInLater = (value: Expr): boolean =>
  value.kind === 'text' && /^\{\{-?\s*(?:get\s|\.|index\s|with\s|lookup\b)[^{}]*\}\}$/.test(value.value);

const DECIDED_ELSEWHERE: ReadonlySet<Expr['kind']> = new Set(['ref', 'member', 'call']);

export default detector({
  id: 'environment',
  title: 'Environment variables',
  docs: 'https://12factor.net/config',
  byName: true,
  layer: 'application',
  keywords: [
    /(?:smtp|mail|relay|smart|submission)[\w.]{0,30}?(?:host|serv(?:er|idor|eur)|addr|ur[il]|dsn|hub|relay|endpoint)|smtp['"\s=:\]]|(?:smtp|mail(?:er)?)_service/,
  ],
  recognises:
    'Variables such as `SMTP_HOST`, `MAIL_HOST`, `EMAIL_HOST`, `RELAYHOST`, `MAILER_DSN`, with any prefix, in env files, compose, Dockerfiles, manifests, CI files and code',
  settings: [
    entriesWhere(
      (found, facts) =>
        facts.program === undefined && isVariable(found) && (facts.format !== 'sql' || isHostText(found)),
      {},
      NEEDS,
    ),
    entriesWhere(
      (found, facts) =>
        facts.program !== undefined && facts.format !== 'bash' && isVariable(found) && !namesItself(found),
      { literalOnly: true },
      NEEDS,
    ),
    prefixedVariables,
    replacements,
    entriesWhere(({ path }, { program }) => !program && SERVICE_NAME.test(path.at(-1) ?? ''), { form: 'service' }, [
      /(?:SMTP|NODEMAILER)_SERVICE/,
    ]),
    entriesWhere(
      ({ path, siblings }, { program }) => !program && MAIL_SERVICE.test(path.at(-1) ?? '') && logsIn(siblings),
      { form: 'service', literalOnly: true, certainty: 'likely' },
      [/MAIL(?:ER)?_SERVICE/],
    ),
    // A program that deploys others: what it hands to them is decided where it asks for it.
    entriesWhere(
      (found, facts) =>
        facts.program !== undefined &&
        isVariable(found) &&
        ((isDeployment(facts) && DECIDED_ELSEWHERE.has(found.value.kind)) || isFilledInLater(found.value)),
      {},
      NEEDS,
    ),
    // A test or a launcher that passes one variable on under another name.
    entriesWhere(
      (found, facts, tools) =>
        facts.program !== undefined && facts.format !== 'bash' && isVariable(found) && isPassedOn(found, tools),
      {},
      NEEDS,
    ),
    entriesWhere((found, facts) => facts.format === 'bash' && isVariable(found), {}, NEEDS),
    call({
      of: [
        '*#Setenv',
        'os.Setenv',
        '=Setenv',
        'os.environ.setdefault',
        '=setenv',
        '*#set_var',
        'env.set_var',
        '*#stubEnv',
        'vi.stubEnv',
        '*#setenv',
      ],
      host: arg(1),
      needs: [/(?:setenv|set_var|setdefault)[\s(]{1,40}["'`][\w-]*(?:smtp|mail|relay|smart|mta|host|server)/i],
      when: (site) => {
        const name = site.call.args[0]?.value;
        return name?.kind === 'text' && isRelayVariable(name.value);
      },
    }),
  ],
});
