/** Application servers: mail sessions in their XML, and the commands of their administration. */
import { type Detector, detector, type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { type EntryFact, entriesOf } from '../../src/detect/entries.ts';
import { entriesWhere, entry } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';
import type { Entry, Expr } from '../../src/model/expr.ts';

const textOf = (value: Expr | undefined): string => (value?.kind === 'text' ? value.value : '');

const memberOf = (entries: readonly Entry[], key: string): Expr | undefined =>
  entries.find((one) => one.key === key)?.value;

/** `<smtp-server outbound-socket-binding-ref="mail-smtp"/>`: the bindings that mail goes out by. */
const smtpBindings = (entries: readonly EntryFact[]): ReadonlySet<string> =>
  new Set(
    entries
      .filter(({ path }) => path.at(-1) === '@outbound-socket-binding-ref' && path.at(-2) === 'smtp-server')
      .map(({ value }) => textOf(value)),
  );

/** The mail session refers to a binding, which names the host; bindings may stand in a file of their own. */
const outboundBindings: Matcher = needing([/outbound-socket-binding/], function* (facts): Generator<Match> {
  const entries = entriesOf(facts);
  const bindings = smtpBindings(entries);
  for (const { path, value, siblings, around = [], place } of entries) {
    if (path.at(-1) !== '@host' || path.at(-2) !== 'remote-destination') continue;
    const name = textOf(memberOf(around[0] ?? [], '@name'));
    const isMails = bindings.has(name) || (bindings.size === 0 && IS_MAILS.test(name));
    if (isMails)
      yield { host: value, place, key: `${name}.host`, anchor: value.range, port: memberOf(siblings, '@port') };
  }
});

/** Names that WildFly's own configuration has: `mail-smtp`. */
const IS_MAILS = /smtp|mail(?!.*(?:imap|pop))/i;

/** A name, an address or what is filled in, within a command's argument. */
const VALUE = String.raw`\\?["']?(?<value>\$\{[^}\n]*\}|\{\{[^}\n]{0,300}\}\}|[^\s"',;()\\]+)`;

/** `…/remote-destination-outbound-socket-binding=mail-smtp:add(host=h, port=25)`, `:write-attribute(name=host, value=h)`. */
const BINDING = String.raw`outbound-socket-binding=\\?["']?[\w-]*(?:smtp|mail)(?:[\w$-]|\{+[^}\n]*\}+)*\\?["']?[:/]{1,2}[\w-]*\(`;
const JBOSS = [
  inText({
    key: 'outbound-socket-binding.host',
    host: new RegExp(String.raw`${BINDING}[^)\n]{0,200}?\bhost[ \t]*=[ \t]*${VALUE}`),
    port: new RegExp(String.raw`${BINDING}[^)\n]{0,200}?\bport[ \t]*=[ \t]*${VALUE}`),
  }),
  inText({
    key: 'outbound-socket-binding.host',
    host: new RegExp(
      String.raw`${BINDING}[^)\n]{0,80}?\bname[ \t]*=[ \t]*\\?["']?host\\?["']?[ \t]*,[ \t]*value[ \t]*=[ \t]*${VALUE}`,
    ),
    port: new RegExp(
      String.raw`${BINDING}[^)\n]{0,80}?\bname[ \t]*=[ \t]*\\?["']?port\\?["']?[ \t]*,[ \t]*value[ \t]*=[ \t]*${VALUE}`,
    ),
    whole: true,
  }),
];

const jboss = {
  title: 'WildFly, JBoss EAP',
  docs: 'https://docs.wildfly.org/32/Admin_Guide.html#Mail',
  layer: 'application',
} as const;

/** `mail.smtp.host=h` in a text among other properties: WebLogic parts them by `;`, TomEE and Liberty by lines. */
const PROPERTIES = inText({
  key: 'mail.smtp.host',
  block: /<(?:Resource|mail-session|mailSession|properties)\b/,
  host: /(?<![\w.-])mail\.(?:smtps?\.)?host[ \t]*=[ \t]*(?<value>[^\s;<>"'&,)|]+)/,
  port: /(?<![\w.-])mail\.smtps?\.port[ \t]*=[ \t]*(?<value>\d+)/,
  user: /(?<![\w.-])mail\.smtps?\.user[ \t]*=[ \t]*(?<value>[^\s;<>"'&,)]+)/,
  startTls: /(?<![\w.-])mail\.smtps?\.starttls\.enable[ \t]*=[ \t]*(?<value>true)/,
  implicitTls: /(?<![\w.-])mail\.smtps?\.ssl\.enable[ \t]*=[ \t]*(?<value>true)/,
});

export const appServers: readonly Detector[] = [
  detector({
    ...jboss,
    id: 'wildfly',
    formats: ['xml'],
    keywords: ['outbound-socket-binding'],
    recognises: '`remote-destination` of the `outbound-socket-binding` that an `smtp-server` refers to',
    settings: [outboundBindings],
  }),
  detector({
    ...jboss,
    id: 'jboss-cli',
    title: 'WildFly, JBoss EAP by command',
    formats: ['bash', 'dockerfile', 'yaml', 'groovy', 'ini', 'json', 'powershell'],
    keywords: ['outbound-socket-binding'],
    recognises: '`…outbound-socket-binding=mail-smtp:add(host=h)`, `:write-attribute(name=host, value=h)` in scripts',
    settings: JBOSS,
  }),
  detector({
    ...jboss,
    id: 'jboss-cli-file',
    title: 'WildFly, JBoss EAP command files',
    format: 'lines',
    files: ['*.cli', '*.cli.?(j2|erb|tmpl|template|in|sample)'],
    keywords: ['outbound-socket-binding'],
    recognises: 'the same in `*.cli`',
    settings: JBOSS,
  }),
  // WebLogic's MailSessionMBean, "Properties"; TomEE's resources; Liberty's mailSession.
  detector({
    id: 'mail-session',
    title: 'WebLogic, TomEE, Liberty, WebSphere',
    docs: 'https://docs.oracle.com/en/middleware/fusion-middleware/weblogic-server/14.1.1.0/wlmbr/mailsessionmbean.html',
    layer: 'application',
    formats: ['xml', 'python', 'bash', 'yaml', 'dockerfile', 'ini', 'java', 'kotlin'],
    keywords: [
      /mail\.(?:smtps?\.)?host\s*=/,
      'mailtransporthost',
      '<mailsession',
      '<mail-session',
      'mail-resource',
      'mailsessiondefinition',
    ],
    recognises:
      '`mail.smtp.host=h;…` in `<properties>` of a mail session and in WLST, `mailTransportHost`, `<mailSession host>`, `<mail-resource host>` of GlassFish',
    settings: [
      PROPERTIES,
      // Jakarta EE's own descriptors say <mail-session><host>.
      entry(['mailSession.@host', 'mail-resource.@host', 'mail-session.host', '@mailTransportHost']),
      entriesWhere(({ path }, facts) => facts.program === undefined && path.at(-1) === 'mailTransportHost'),
      // Jakarta Mail's annotation, jakarta.mail.MailSessionDefinition
      inText({
        key: 'MailSessionDefinition.host',
        block: /@(?:\w+\.){0,4}MailSessionDefinition\b/,
        host: /@(?:\w+\.){0,4}MailSessionDefinition\s*\([^)@]{0,600}?\bhost\s*=\s*"(?<value>[^"\n]+)"/,
        port: /"mail\.smtps?\.port=(?<value>\d+)"/,
      }),
      inText({
        key: 'mailTransportHost',
        host: /['"]?\bmailTransportHost['"]?(?:[ \t]*[,=][ \t]*|[ \t]+)["'](?<value>[\w.-]+\w)["']/,
        when: (text) => /AdminConfig|AdminTask|wsadmin/.test(text),
      }),
    ],
  }),
  detector({
    id: 'asadmin',
    title: 'GlassFish, Payara',
    docs: 'https://glassfish.org/docs/latest/reference-manual.html#create-javamail-resource',
    layer: 'application',
    keywords: ['create-javamail-resource', 'mail-resource'],
    recognises: '`create-javamail-resource --mailhost h`, `set resources.mail-resource.….host=h`',
    settings: [
      inText({
        key: 'create-javamail-resource.mailhost',
        block: /\bcreate-javamail-resource\b/,
        host: new RegExp(String.raw`\bcreate-javamail-resource\b(?:[^\n\\]|\\\r?\n){0,400}?--mailhost[= \t]+${VALUE}`),
        port: /\bmail[.-]smtp[.-]port\\?=(?<value>\d+)/,
      }),
      inText({
        key: 'mail-resource.host',
        host: new RegExp(String.raw`\bmail-resource\.[\w/.\\-]{1,80}?\.host=${VALUE}`),
      }),
    ],
  }),
];
