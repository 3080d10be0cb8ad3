/** Java, Kotlin, Scala: Jakarta Mail and what is built on it. Sources: angus-mail SMTPTransport.java, spring JavaMailSenderImpl.java, commons-email Email.java, simple-java-mail ConfigLoader.java. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call, entriesWhere, entry, property } from '../../../src/detect/matchers.ts';
import { sessions, setsHost } from './mail-sessions.ts';

/** Service.connect(host, user, password) and (host, port, user, password) of a transport. */
const CONNECT = [
  ['transport', 'connect'],
  ['smtptransport', 'connect'],
  ['gettransport', 'connect'],
];

/** Where no type is declared, a transport is what a session gives: `val t = session.getTransport("smtp")`. */
const TRANSPORT = ['Transport#connect', 'SMTPTransport#connect', '*#getTransport#connect'];

export default detector({
  id: 'java-mail',
  title: 'Jakarta Mail, Spring, Commons Email',
  docs: 'https://jakarta.ee/specifications/mail/',
  layer: 'application',
  formats: [
    ...([
      'java',
      'kotlin',
      'scala',
      'groovy',
      'properties',
      'yaml',
      'json',
      'xml',
      'ini',
      'bash',
      'dockerfile',
      'dotenv',
    ] as const),
  ],
  keywords: [
    'smtp',
    'javamail',
    /mail\.host|\bmail(?:er)?["']?[ \t]*[:={]|mailer\./,
    'commons.mail',
    'jakarta.mail',
    'javax.mail',
    'mailsender',
    'ext.mail',
    'extra.mail',
  ],
  recognises:
    '`mail.smtp.host`, `spring.mail.host`, `quarkus.mailer.host`, `setHostName`, `JavaMailSenderImpl`, `Transport.connect`, Simple Java Mail, Vert.x, Hutool’s `MailAccount` and `mail.setting`, logback and log4j appenders',
  settings: [
    call({
      of: ['*#put', '*#setProperty', '*#set', 'System.setProperty', '=put', '*#property', '*#addProperty'],
      host: arg(1),
      when: setsHost,
      needs: [/(?:\bput|\bset|[pP]roperty)\s*(?:\(\s*|[ \t]+(?=["']))[^,;\n]{0,100}(?:mail|smtp|host)/i],
    }),
    sessions,
    // https://github.com/dmurvihill/courier: STARTTLS when asked for
    call({ of: ['courier.Mailer', 'Mailer'], host: arg(0), port: arg(1), needs: [/\bcourier\b/] }),
    entry([
      'spring.mail.host',
      'spring.mail.properties.mail.smtp.host',
      'mail.smtp.host',
      'mail.smtps.host',
      'quarkus.mailer.host',
      'quarkus.mailer.*.host',
      'simplejavamail.smtp.host',
      'play.mailer.host',
      'grails.mail.host',
      // Ant's mail task, as AntBuilder takes it
      'mail.mailhost',
      'javamail.properties.mail.smtp.host',
      'micronaut.email.smtp.host',
      'flowable.mail.server.host',
      'flowable.mail-server-host',
      'camunda.bpm.mail.host',
      'spring.sendgrid.host',
      'mail.session.mail.smtp.host',
    ]),
    // Hutool's own configuration: MailAccount.java, MAIL_SETTING_PATHS
    entriesWhere(
      ({ path }, _, tools) => path.at(-1) === 'host' && tools.isFile(['mail.setting', 'mailaccount.setting']),
      {},
      [/^[ \t]*host[ \t]*=/m],
    ),
    entriesWhere(({ path }) => /^-?D?(mail\.smtps?\.host|spring\.mail\.host)$/.test(path.join('.')), {}, [
      /mail\.smtps?\.host|spring\.mail\.host/,
    ]),
    call({
      of: [
        'SimpleEmail#setHostName',
        'HtmlEmail#setHostName',
        'MultiPartEmail#setHostName',
        'ImageHtmlEmail#setHostName',
        'Email#setHostName',
        '*#setHostName',
      ],
      host: arg(0),
      needs: [/\bsetHostName\b/],
      when: (site, place) => /mail\.|Email/.test(place.facts.source.text.slice(0, 6000)) && site.call.args.length === 1,
    }),
    call({
      of: [
        'JavaMailSenderImpl#setHost',
        'MailSender#setHost',
        'SMTPTransport#setHost',
        'SmtpServer#setHost',
        'MailSenderImpl#setHost',
        // Hutool, cn.hutool.extra.mail.MailAccount
        'MailAccount#setHost',
      ],
      host: arg(0),
    }),
    property({
      of: [
        'JavaMailSenderImpl#host',
        'SimpleEmail#hostName',
        'HtmlEmail#hostName',
        'MultiPartEmail#hostName',
        'Email#hostName',
        'MailConfig#hostname',
        'MailAccount#host',
      ],
      port: 'port',
      user: 'username',
      password: 'password',
    }),
    call({
      of: TRANSPORT,
      host: arg(0),
      user: arg(1),
      password: arg(2),
      needs: CONNECT,
      when: (site) => site.call.args.length === 3,
    }),
    call({
      of: TRANSPORT,
      host: arg(0),
      port: arg(1),
      user: arg(2),
      password: arg(3),
      needs: CONNECT,
      when: (site) => site.call.args.length > 3,
    }),
    call({
      of: ['MailerBuilder#withSMTPServer', '*#withSMTPServer', '*#withSMTPServerHost', 'MailerBuilder.withSMTPServer'],
      host: arg(0),
      port: arg(1),
      user: arg(2),
      password: arg(3),
    }),
    call({ of: ['MailConfig#setHostname', 'MailConfig.setHostname'], host: arg(0) }),
    call({ of: ['io.vertx.ext.mail.MailConfig'], host: arg(0), port: arg(1), startTls: arg(2) }),
    entry([
      'appender.smtpHost',
      'SMTPAppender.smtpHost',
      'appender.SMTPHost',
      'SMTP.@smtpHost',
      'mailAccount.smtpHost',
      'descriptor.smtpHost',
      'hudson.tasks.Mailer_-DescriptorImpl.smtpHost',
      'unclassified.mailer.smtpHost',
      'unclassified.email-ext.mailAccount.smtpHost',
      'unclassified.email-ext.smtpServer',
      '@smtpHost',
    ]),
    entriesWhere(
      ({ path }, facts) => facts.program === undefined && /^SMTPHost$|^smtpHost$/.test(path.at(-1) ?? ''),
      {},
      [/\b(?:SMTPHost|smtpHost)\b/],
    ),
    call({
      of: [
        '*#setSmtpHost',
        '*#setSmtpServer',
        '*#setMailHost',
        '*#setMailServer',
        '*#setSmtpHostName',
        '*#smtpHost',
        '*#smtpServer',
        '*#setMailServerHost',
        '*#withSmtpHost',
      ],
      host: arg(0),
      needs: [/\bset(?:Smtp|Mail)(?:Host|Server)|\bsmtp(?:Host|Server)\b|\bwithSmtpHost\b/],
      strict: true,
      certainty: 'likely',
    }),
  ],
});
