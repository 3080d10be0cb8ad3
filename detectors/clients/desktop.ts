/** Thunderbird, Outlook, Apple Mail, Evolution, K-9, Claws, and the files that set them up. */

import { moduleEnd } from '../../src/detect/building.ts';
import type { Matcher } from '../../src/detect/detector.ts';
import { detector } from '../../src/detect/detector.ts';
import { entriesWhere, entry, textBeside } from '../../src/detect/matchers.ts';
import { inText, isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Expr } from '../../src/model/expr.ts';
import { withElsewhere } from './elsewhere.ts';

const PREFERENCE =
  /\b(?:user_pref|sticky_pref|pref|lockPref|defaultPref)\(\s*(["'])mail\.smtpserver\.(?<id>\w+)\.(?<name>hostname|port|username|try_ssl|type)\1\s*,\s*(?<quote>["']?)(?<value>[^"'\n)]*?)\k<quote>\s*\)/dg;

/** nsMsgSocketType (mailnews/base/public/MailNewsTypes2.idl). */
const SOCKETS: Readonly<Record<string, string>> = { 0: 'none', 1: 'starttls', 2: 'starttls', 3: 'ssl' };

const literal = (expr: Expr | undefined): string => (expr?.kind === 'text' ? expr.value : '');

/** `user_pref("mail.smtpserver.smtp1.hostname", "h")`; what else the same server has are preferences of their own. */
const preferences: Matcher = function* (facts) {
  const servers = new Map<string, Map<string, Expr>>();
  for (const found of facts.source.text.matchAll(PREFERENCE)) {
    const at = found.indices?.groups?.value;
    const { id, name, quote, value } = found.groups ?? {};
    if (!at || id === undefined || name === undefined || isCommented(facts.source.text, found.index)) continue;
    const range = { start: at[0], end: at[1] };
    const server = servers.get(id) ?? new Map<string, Expr>();
    servers.set(id, server);
    // Outside quotes stands a number, or the name of what a configuration script computes.
    const computed = quote === '' && !/^\d+$/.test(value ?? '');
    server.set(name, computed ? { kind: 'unknown', note: value ?? '', range } : literalAt(facts, range));
  }
  for (const [id, server] of servers) {
    const host = server.get('hostname');
    // Exchange Web Services are no SMTP.
    if (!host || literal(server.get('type')) === 'ews') continue;
    const socket = SOCKETS[literal(server.get('try_ssl'))];
    yield {
      host,
      place: moduleEnd(facts),
      key: `mail.smtpserver.${id}.hostname`,
      anchor: host.range,
      port: server.get('port'),
      user: server.get('username'),
      ...(socket ? { tls: [{ value: { kind: 'text', value: socket, range: host.range }, whenTrue: 'implicit' }] } : {}),
    };
  }
};

const payload = inText({
  key: 'OutgoingMailServerHostName',
  block: /<key>PayloadContent<\/key>/,
  host: /<key>OutgoingMailServerHostName<\/key>\s*<string>(?<value>[^<]+|<\?[^\n]*?\?>)<\/string>/,
  port: /<key>OutgoingMailServerPortNumber<\/key>\s*<integer>(?<value>\d+)<\/integer>/,
  user: /<key>OutgoingMailServerUsername<\/key>\s*<string>(?<value>[^<]+)<\/string>/,
  password: /<key>OutgoingPassword<\/key>\s*<string>(?<value>[^<]+)<\/string>/,
});

const apple = {
  title: 'Apple configuration profiles',
  docs: 'https://developer.apple.com/documentation/devicemanagement/mail',
  layer: 'client',
  keywords: ['outgoingmailserverhostname'],
  settings: [payload],
} as const;

const autoconfig = {
  title: 'Mail client autoconfiguration',
  docs: 'https://datatracker.ietf.org/doc/draft-ietf-mailmaint-autoconfig/',
  layer: 'client',
  keywords: ['outgoingserver', 'outgoing-server', 'autodiscover'],
} as const;

const PROGRAMS = ['php', 'python', 'ruby', 'javascript', 'java', 'csharp', 'go'] as const;

export default [
  detector({
    id: 'thunderbird',
    title: 'Thunderbird preferences',
    docs: 'https://support.mozilla.org/kb/profiles-where-thunderbird-stores-user-data',
    layer: 'client',
    keywords: ['mail.smtpserver'],
    recognises: '`user_pref("mail.smtpserver.….hostname", …)`, `lockPref`, `mail.smtpserver` keys of policies',
    settings: [
      preferences,
      withElsewhere(entry(['mail.smtpserver.*.hostname', 'mail.smtpserver.*.hostname.Value']), {
        port: (key) => key.replace(/hostname(?=(?:\.Value)?$)/, 'port'),
      }),
    ],
  }),
  detector({
    ...autoconfig,
    id: 'autoconfig-template',
    title: 'Mail client autoconfiguration, templates of it',
    format: 'xml',
    files: ['*config-v1.1', '*config-v1.1.{j2,jinja2,erb,epp,tmpl,tpl,template,in}'],
    recognises: '`<outgoingServer><hostname>` in templates of `config-v1.1.xml`',
    settings: [entry(['outgoingServer.hostname', 'outgoingServer.*.hostname'])],
  }),
  detector({
    ...autoconfig,
    id: 'autoconfig',
    formats: ['xml'],
    recognises: '`<outgoingServer><hostname>`, K-9’s `<outgoing-server><host>`, the SMTP protocol of Autodiscover',
    settings: [
      entry(['outgoingServer.hostname', 'outgoingServer.*.hostname', 'outgoing-server.host', 'outgoing-server.*.host']),
      entriesWhere(
        ({ path, siblings }) =>
          path.at(-1) === 'Server' && path.includes('Protocol') && textBeside(siblings, 'Type') === 'smtp',
      ),
    ],
  }),
  detector({
    ...autoconfig,
    id: 'autoconfig-embedded',
    title: 'Mail client autoconfiguration, made by programs',
    formats: PROGRAMS,
    recognises: '`<outgoingServer type="smtp"><hostname>`, `<Type>SMTP</Type><Server>` in the text of programs',
    settings: [
      inText({
        key: 'outgoingServer.hostname',
        host: /<outgoingServer[^>\n]*>\s*<hostname>(?<value>[^<\n]+|<\?[^\n]*?\?>)<\/hostname>/,
      }),
      inText({
        key: 'Protocol.Server',
        host: /<Type>SMTP<\/Type>\s*<Server>(?<value>[^<\n]+|<\?[^\n]*?\?>)<\/Server>/,
      }),
    ],
  }),
  detector({
    ...apple,
    id: 'apple-mail',
    format: 'lines',
    files: ['*.mobileconfig', '*.mobileconfig.*'],
    recognises: '`OutgoingMailServerHostName` of a mail payload',
  }),
  detector({
    ...apple,
    id: 'apple-mail-embedded',
    title: 'Apple configuration profiles, in other files',
    settings: [payload, entry(['OutgoingMailServerHostName'])],
  }),
  detector({
    id: 'outlook',
    title: 'Outlook profiles',
    docs: 'https://learn.microsoft.com/previous-versions/office/office-2007-resource-kit/cc179062(v=office.12)',
    layer: 'client',
    format: 'ini',
    files: ['*.prf', '*.prf.*'],
    keywords: ['smtpserver'],
    recognises: '`SMTPServer=` of a `.prf` file',
    settings: [
      entriesWhere(
        ({ path, value }) => path.at(-1) === 'SMTPServer' && !(value.kind === 'text' && /^PT_/.test(value.value)),
      ),
    ],
  }),
  detector({
    id: 'evolution',
    title: 'Evolution',
    docs: 'https://wiki.gnome.org/Apps/Evolution',
    layer: 'client',
    format: 'ini',
    files: ['*.source'],
    keywords: ['[mail transport]'],
    recognises: '`[Authentication] Host` of an account with a `[Mail Transport]`',
    settings: [
      withElsewhere(
        entriesWhere(
          ({ path }, facts) =>
            path.join('.') === 'Authentication.Host' &&
            /\[Mail Transport\][^[]*BackendName=smtp/.test(facts.source.text),
        ),
        {
          tls: () => ['Security.Method'],
          words: { 'ssl-on-alternate-port': 'ssl', 'starttls-on-standard-port': 'starttls', none: 'none' },
        },
      ),
    ],
  }),
  detector({
    id: 'claws-mail',
    title: 'Claws Mail',
    docs: 'https://www.claws-mail.org/manual/claws-mail-manual.html',
    layer: 'client',
    format: 'ini',
    files: ['accountrc', 'accountrc.*'],
    keywords: ['smtp_server'],
    recognises: '`smtp_server=` in `accountrc`',
    settings: [entry(['smtp_server'])],
  }),
];
