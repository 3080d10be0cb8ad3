/**
 * A plain `host` and `port` that something around them says are a mail server's: the name of the file (`smtp.yml`,
 * `conf/mail.json`, the body of a request to `/v1/email`), or a sender's address beside them.
 */
import { detector, LANGUAGES } from '../../src/detect/detector.ts';
import type { EntryFact } from '../../src/detect/entries.ts';
import { anyBeside, entriesWhere } from '../../src/detect/matchers.ts';
import type { Expr } from '../../src/model/expr.ts';
import { isOthersHost } from './generic.ts';
import { isOfOtherKind, MAIL_PORT } from './other-kinds.ts';

const HOST = /^(?:host|host_?name|server|server_?name|address|smart_?host|relay(?:_?host)?|gateway)$/i;

/** Its words, as select asks for them. */
const PLAIN_HOSTS = [
  'host',
  'hostname',
  'server',
  'servername',
  'address',
  'smarthost',
  'relay',
  'relayhost',
  'gateway',
];

/** Such a port in a text. */
const A_MAIL_PORT = new RegExp(MAIL_PORT.source.replace('^', '(?<!\\d)').replace('$', '(?!\\d)'));
const hasMailPort = anyBeside(
  ({ key, value }) => /^(?:smtp_?)?port$/i.test(key) && value.kind === 'text' && MAIL_PORT.test(value.value.trim()),
);

const SENDER = /^(?:(?:mail|smtp|default)_?)?(?:from|sender)(?:_?(?:address|e?mail|addr))?$/i;
const hasSender = anyBeside(
  ({ key, value }) => SENDER.test(key) && value.kind === 'text' && /[^\s@]@/.test(value.value),
);

/** What an object is called that sends: `[Outgoing]` beside `[Incoming]`, `{ key: "super_smtp", host, port }`. */
const SENDS = /^(?:e?mail_?|smtp_?)?(?:outgoing|outbound|sending|submission)(?:_?(?:server|mail|account))?$/i;
const isCalledSmtp = anyBeside(
  ({ key, value }) =>
    /^(?:key|name|id|section|area|category)$/i.test(key) &&
    value.kind === 'text' &&
    /(?:^|[_.-])smtp(?:$|[_.-])/i.test(value.value),
);

/** authentik's stage then ignores its own connection: https://docs.goauthentik.io/add-secure-apps/flows-stages/stages/email/ */
const isOverridden = anyBeside(
  ({ key, value }) => key === 'use_global_settings' && value.kind === 'text' && /^true$/i.test(value.value),
);

const saysMail = ({ path, siblings }: EntryFact): boolean =>
  hasSender(siblings) || SENDS.test(path.at(-2) ?? '') || isCalledSmtp(siblings);

/** `h:587` */
const saysPort = (value: Expr): boolean =>
  value.kind === 'text' && MAIL_PORT.test(/:(?<port>\d+)$/.exec(value.value)?.groups?.port ?? '');

const isPlain = (found: EntryFact): boolean =>
  HOST.test(found.path.at(-1) ?? '') &&
  (hasMailPort(found.siblings) || saysPort(found.value)) &&
  !isOverridden(found.siblings) &&
  !isOfOtherKind(found) &&
  !isOthersHost(found);

/** FreeScout's mailboxes: the way out of an account beside the way in, or with a port of mail. */
const WAY_OUT = /^out_?(?:host|server)$/i;
const hasWayIn = anyBeside(({ key }) => /^in_?(?:host|server|imap\w*|protocol)$/i.test(key));
const hasOutPort = anyBeside(
  ({ key, value }) => /^out_?port$/i.test(key) && value.kind === 'text' && MAIL_PORT.test(value.value.trim()),
);

const FORMATS = ['json', 'yaml', 'toml', 'ini', 'properties', 'xml'] as const;
const docs = 'https://www.rfc-editor.org/rfc/rfc6409';

/** Containers without a meaning between the file and the host. */
const CONTAINER = /^(?:default|production|prod|settings?|config(?:uration)?|options|server|connection|transport|\d+)$/i;

export const mailObjects = [
  detector({
    id: 'mail-file',
    title: 'Files that are called after mail',
    docs,
    layer: 'application',
    formats: FORMATS,
    files: ['smtp', 'mail'].map((word) => `*${word}*.{json,yml,yaml,toml,ini,conf,properties,xml}`),
    keywords: ['host', 'server', 'address', 'relay'],
    recognises:
      '`host` or `server` beside a port of mail, in `smtp.yml`, `conf/mail.json`, the body of a request to `/v1/email`',
    settings: [
      entriesWhere((found) => isPlain(found) && found.path.slice(0, -1).every((key) => CONTAINER.test(key)), {
        strict: true,
        certainty: 'likely',
      }),
    ],
  }),
  detector({
    id: 'mail-object',
    title: 'Objects that are about mail going out',
    docs,
    layer: 'application',
    formats: [...FORMATS, ...LANGUAGES, 'powershell'],
    keywords: [
      /\[(?:outgoing|outbound|submission)\]|(?:outgoing|outbound|submission)(?:_?(?:server|mail|account))?["']?[ \t]*[:={]/,
      /(?:key|name|id|section|area|category)["']?[ \t]*[:=][ \t]*["'][\w.-]{0,30}smtp/,
      /(?:from|sender)[_-]?(?:address|e?mail|addr)?["']?[ \t]*[:=>][ \t]*["']?[^"'\s@]{1,60}@/,
    ],
    recognises:
      '`host` or `server` beside a port of mail, where a sender’s address stands beside them (`from: a@acme.example`), or the object is called `outgoing`',
    settings: [
      entriesWhere(
        (found) => isPlain(found) && saysMail(found),
        { strict: true, certainty: 'likely' },
        [
          /(?:from|sender)[\w-]{0,12}["']?[ \t]*[:=>][ \t]*["']?[^"'\s@]{1,60}@/i,
          /(?<![\w-])(?:e?mail_?|smtp_?)?(?:outgoing|outbound|sending|submission)(?:_?(?:server|mail|account))?(?:["'`]|[ \t]*(?:[\]=({[>]|->|\.\w|:(?![ \t]*\r?\n[ \t]*(?:\*|\/\/|#))))/i,
          /(?<![a-z\d])smtp(?![a-z\d])/i,
        ].map((said) => [said, PLAIN_HOSTS, A_MAIL_PORT]),
      ),
    ],
  }),
  detector({
    id: 'two-way-account',
    title: 'Accounts with a way out and a way in',
    docs: 'https://github.com/freescout-help-desk/freescout/wiki',
    layer: 'application',
    formats: [...FORMATS, 'sql', 'php'],
    keywords: [/out_?(?:host|server)/],
    recognises: '`out_server` beside `in_server`, or beside a port of mail under `out_port`',
    settings: [
      entriesWhere(
        ({ path, siblings }) => WAY_OUT.test(path.at(-1) ?? '') && (hasWayIn(siblings) || hasOutPort(siblings)),
        { strict: true, certainty: 'likely' },
        [
          [
            ['outserver', 'outhost'],
            ['outport', 'inserver', 'inhost', 'inprotocol'],
          ],
        ],
      ),
    ],
  }),
];
