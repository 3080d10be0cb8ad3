/** nodemailer and what is built on it. Precedence of its options (options < url < service) was checked by running it. */
import { isDecided } from '../src/detect/alternatives.ts';
import { detector } from '../src/detect/detector.ts';
import { arg, call, hasOption, options } from '../src/detect/matchers.ts';

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

export default detector({
  id: 'nodemailer',
  title: 'Nodemailer',
  docs: 'https://nodemailer.com/smtp/',
  layer: 'application',
  formats: ['javascript'],
  keywords: ['nodemailer'],
  recognises: '`createTransport` with options object, URL, `{ url }`, `service` names, pools, SMTPConnection',
  settings: [
    options({
      of: transport,
      options: arg(0),
      host: ['host'],
      orUrl: true,
      implicit: 'localhost',
      when: (given, place, tools) =>
        ![...OTHER_TRANSPORTS, ...PREFERRED].some((name) => hasOption(given, name, place, tools)),
    }),
    options({
      of: transport,
      options: arg(0),
      host: ['host'],
      when: (given, place, tools) =>
        !OTHER_TRANSPORTS.some((name) => hasOption(given, name, place, tools)) &&
        PREFERRED.some((name) => hasOption(given, name, place, tools)) &&
        !PREFERRED.some((name) => isDecided(given, name, place, tools)),
    }),
    options({
      of: transport,
      options: arg(0),
      host: ['url'],
      when: (given, place, tools) => !hasOption(given, 'service', place, tools),
    }),
    options({ of: transport, options: arg(0), host: ['service'], form: 'service' }),
    options({
      of: ['@nestjs-modules/mailer.MailerModule.forRoot'],
      options: arg(0),
      host: ['transport.host', 'transport.url', 'transport'],
    }),
    options({
      of: ['emailjs.SMTPClient', 'emailjs.server.connect', 'emailjs.email.server.connect'],
      options: arg(0),
      host: ['host'],
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
      options: arg(0),
      host: ['server.host', 'server'],
    }),
    options({
      of: ['@payloadcms/email-nodemailer.nodemailerAdapter'],
      options: arg(0),
      host: ['transportOptions.host'],
      port: ['transportOptions.port'],
    }),
    options({ of: ['worker-mailer.WorkerMailer.connect'], options: arg(0), host: ['host'] }),
    options({
      of: ['email-templates'],
      options: arg(0),
      host: ['transport.host'],
      port: ['transport.port'],
      user: ['transport.auth.user'],
      password: ['transport.auth.pass'],
    }),
    call({ of: ['smtp-client.SMTPClient'], host: arg(0) }),
  ],
});
