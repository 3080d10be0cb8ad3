/** nodemailer and what is built on it. Precedence of its options (options < url < service) was checked by running it. */
import { isDecided } from '../../../src/detect/alternatives.ts';
import { detector, type Tools } from '../../../src/detect/detector.ts';
import { arg, call, entriesWhere, hasOption, optionOf, options } from '../../../src/detect/matchers.ts';
import type { Place } from '../../../src/evaluate/value.ts';
import type { Expr } from '../../../src/model/expr.ts';
import type { CallSite } from '../../../src/model/facts.ts';

/** Transports that open no SMTP connection: they are checked before SMTP (nodemailer's lib/nodemailer.js). */
const OTHER_TRANSPORTS = ['sendmail', 'streamTransport', 'jsonTransport', 'SES', 'send'];

/** Given with a host, these decide and the host does not; given only sometimes, both may. */
const PREFERRED = ['service', 'url'];

const transport = [
  'nodemailer.createTransport',
  'nodemailer.default.createTransport',
  'nodemailer-smtp-transport',
  'nodemailer-smtp-pool',
  'nodemailer/lib/smtp-transport',
  'nodemailer/lib/smtp-pool',
  'nodemailer/lib/smtp-connection',
  'smtp-connection',
];

/**
 * Until 0.7 the first argument named the transport and the options came second: `createTransport("SMTP", { … })`
 * (nodemailer v0.7.1 lib/transport.js). A text that is no URL is no host in later versions either.
 */
const isTypeName = (given: Expr): boolean =>
  given.kind === 'text' && /^(smtp|ses|sendmail|pickup|stub|direct)$/i.test(given.value);

const hasOther = (given: Expr, place: Place, tools: Tools): boolean =>
  OTHER_TRANSPORTS.some((name) => hasOption(given, name, place, tools));

/** `{ ...defaults, host }`: of what is spread nothing may be known, but who writes a host means nothing that goes before it. */
const writesHost = (given: Expr, preferred: string, place: Place, tools: Tools): boolean =>
  given.kind === 'object' &&
  given.entries.some(({ key, spread }) => key === 'host' && !spread) &&
  !given.entries.some(({ key, spread, value }) =>
    spread ? spreads(value, preferred, place, tools) : key === preferred,
  );

/** `...(service ? { service } : {})` */
const spreads = (value: Expr, key: string, place: Place, tools: Tools): boolean =>
  tools
    .evaluate(value, place)
    .some(
      (one) =>
        one.kind === 'structure' && one.expr.kind === 'object' && one.expr.entries.some((entry) => entry.key === key),
    );

/** A transporter says itself where it sends to. */
const isMade = (transporter: Expr, place: Place, tools: Tools): boolean =>
  tools.evaluate(transporter, place).some((one) => one.kind === 'structure' && one.expr.kind === 'call');

const afterType = {
  of: ['nodemailer.createTransport'],
  options: arg(1),
  user: ['auth.user'],
  password: ['auth.pass'],
  implicitTls: ['secureConnection'],
  where: ({ call }: CallSite): boolean => {
    const type = call.args[0]?.value;
    return type?.kind === 'text' && type.value.toUpperCase() === 'SMTP';
  },
} as const;

/** Where the rest stands when the options of the transport are one option of others. */
const within = (of: string) => ({
  port: [`${of}.port`],
  user: [`${of}.auth.user`],
  password: [`${of}.auth.pass`],
  implicitTls: [`${of}.secure`],
  startTls: [`${of}.requireTLS`],
  noTls: [`${of}.ignoreTLS`],
});

/** `fastify.register(require('fastify-mailer'), options)`. */
const fastify = {
  of: ['*#register'],
  options: arg(1),
  where: ({ call: { args } }: CallSite, place: Place, tools: Tools): boolean => {
    const plugin = args[0]?.value;
    return plugin !== undefined && tools.origins(plugin, place).some((name) => /^fastify-(?:node)?mailer\b/.test(name));
  },
} as const;

/** Its first name is still installed: https://www.npmjs.com/package/@nest-modules/mailer. */
const nestModule = (method: string): string[] =>
  ['@nestjs-modules', '@nest-modules'].map((scope) => `${scope}/mailer.MailerModule.${method}`);

const nest = { ...within('transport'), options: arg(0), host: ['transport.host', 'transport.url', 'transport'] };

export default detector({
  id: 'nodemailer',
  title: 'Nodemailer',
  docs: 'https://nodemailer.com/smtp/',
  layer: 'application',
  formats: ['javascript'],
  keywords: [
    'nodemailer',
    '@nestjs-modules/mailer',
    '@nest-modules/mailer',
    'next-auth/providers',
    'email-templates',
    'fastify-mailer',
    '@adonisjs/mail',
    'denomailer',
    'emailjs',
    'worker-mailer',
    'smtpclient',
    /smtp-(?:client|connection)/,
  ],
  recognises:
    '`createTransport` with options object, URL, `{ url }`, `service` names, pools, SMTPConnection; NestJS `MailerModule`, Auth.js, email-templates, emailjs, Deno’s `SmtpClient`',
  settings: [
    options({
      of: transport,
      options: arg(0),
      host: ['host'],
      orUrl: true,
      implicit: 'localhost',
      when: (given, place, tools) =>
        !isTypeName(given) && ![...OTHER_TRANSPORTS, ...PREFERRED].some((name) => hasOption(given, name, place, tools)),
    }),
    options({
      of: transport,
      options: arg(0),
      host: ['host'],
      when: (given, place, tools) =>
        !hasOther(given, place, tools) &&
        PREFERRED.some((name) => hasOption(given, name, place, tools)) &&
        !PREFERRED.some((name) => isDecided(given, name, place, tools)),
    }),
    options({
      of: transport,
      options: arg(0),
      host: ['url'],
      when: (given, place, tools) =>
        !hasOption(given, 'service', place, tools) &&
        (!writesHost(given, 'url', place, tools) || isDecided(given, 'url', place, tools)),
    }),
    options({
      of: transport,
      options: arg(0),
      host: ['service'],
      form: 'service',
      when: (given, place, tools) =>
        !writesHost(given, 'service', place, tools) || isDecided(given, 'service', place, tools),
    }),
    options({
      ...afterType,
      host: ['host'],
      implicit: 'localhost',
      when: (given, place, tools) => !hasOption(given, 'service', place, tools),
    }),
    options({ ...afterType, host: ['service'], form: 'service' }),
    options({ ...nest, of: nestModule('forRoot') }),
    // Several by name: lib/interfaces/mailer-options.interface.ts, `transports`
    entriesWhere(({ path }) => path.at(-3) === 'transports' && /^(host|url)$/.test(path.at(-1) ?? ''), {}, [
      /@nest(?:js)?-modules\/mailer/,
    ]),
    options({ ...nest, of: nestModule('forRootAsync'), returnedBy: 'useFactory' }),
    // lib/interfaces/mailer-options-factory.interface.ts
    ...['useClass', 'useExisting'].map((name) =>
      options({
        ...nest,
        of: nestModule('forRootAsync'),
        returnedBy: { class: name, method: 'createMailerOptions' },
      }),
    ),
    options({
      of: ['emailjs.SMTPClient', 'emailjs.server.connect', 'emailjs.email.server.connect'],
      options: arg(0),
      host: ['host'],
      // emailjs smtp/connection.ts: `ssl` is TLS at once, `tls` STARTTLS
      implicitTls: ['ssl'],
      startTls: ['tls'],
      implicit: 'localhost',
    }),
    options({
      of: [
        'next-auth/providers/email',
        'next-auth/providers/nodemailer',
        '@auth/core/providers/nodemailer',
        'next-auth/providers.Email',
        'next-auth/providers.EmailProvider',
      ],
      ...within('server'),
      options: arg(0),
      host: ['server.host', 'server'],
    }),
    options({
      of: ['@payloadcms/email-nodemailer.nodemailerAdapter'],
      ...within('transportOptions'),
      options: arg(0),
      host: ['transportOptions.host'],
    }),
    // https://github.com/lependu/fastify-nodemailer, https://github.com/coopflow/fastify-mailer
    options({ ...fastify, host: ['host'] }),
    options({ ...fastify, ...within('transport'), host: ['transport.host', 'transport.url'] }),
    options({ of: ['worker-mailer.WorkerMailer.connect'], options: arg(0), host: ['host'], startTls: ['startTls'] }),
    // What createTransport makes of a URL, called by hand: nodemailer's lib/shared/index.js
    call({
      of: ['shared.parseConnectionUrl', 'shared/index.parseConnectionUrl', 'shared/index.js.parseConnectionUrl'],
      host: arg(0),
    }),
    // https://github.com/manyuanrong/deno-smtp: client.connect({ hostname, port }), connectTLS; denomailer before 1.0
    options({
      of: ['SmtpClient#connect', 'SmtpClient#connectTLS'],
      options: arg(0),
      host: ['hostname'],
    }),
    // https://docs.adonisjs.com/guides/digging-deeper/mail#configuration: nodemailer's options
    options({
      of: ['@adonisjs/mail.transports.smtp'],
      options: arg(0),
      host: ['host'],
      port: ['port'],
      user: ['auth.user'],
      password: ['auth.pass'],
      implicitTls: ['secure'],
    }),
    // https://github.com/EC-Nordbund/denomailer
    options({
      of: ['denomailer.SMTPClient', 'mod.ts.SMTPClient'],
      options: arg(0),
      host: ['connection.hostname'],
      port: ['connection.port'],
      user: ['connection.auth.username'],
      password: ['connection.auth.password'],
      implicitTls: ['connection.tls'],
    }),
    // What nodemailer's createTransport takes, or what it made: email-templates' index.js
    options({
      ...within('transport'),
      of: ['email-templates'],
      options: arg(0),
      host: ['transport.host', 'transport.url', 'transport'],
      when: (given, place, tools) => !isMade(optionOf(given, 'transport'), place, tools),
    }),
    // https://github.com/xpepermint/smtp-client: new SMTPClient({ host, port })
    options({ of: ['smtp-client.SMTPClient'], options: arg(0), host: ['host'], implicit: 'localhost' }),
  ],
});
