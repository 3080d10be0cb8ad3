/** .NET: System.Net.Mail, MailKit, FluentEmail, configuration files. Sources: dotnet SmtpClient.cs, MailKit MailService.cs, FluentEmail src/Senders. */
import { chainOf } from '../../../src/detect/building.ts';
import { detector, type Tools } from '../../../src/detect/detector.ts';
import { arg, call, entry, named, options, property } from '../../../src/detect/matchers.ts';
import type { Place } from '../../../src/evaluate/value.ts';
import type { Expr } from '../../../src/model/expr.ts';
import type { CallSite } from '../../../src/model/facts.ts';

/** What an initialiser sets counts as named arguments: `new SmtpClient("h") { EnableSsl = true }`. */
const SMTP_CLIENT = {
  of: ['SmtpClient'],
  host: arg(0, 'host', 'Host'),
  port: arg(1, 'port', 'Port'),
  startTls: named('EnableSsl'),
} as const;

/** MailKit's constructor takes what writes its log, and no host: MailKit/Net/Smtp/SmtpClient.cs */
const isGivenLogger = ({ call: { args } }: CallSite, place: Place, tools: Tools): boolean => {
  const first = args[0]?.value;
  return (
    first !== undefined &&
    args.length === 1 &&
    (isLogger(first) ||
      tools.evaluate(first, place).some((value) => value.kind === 'structure' && isLogger(value.expr)))
  );
};

const isLogger = (expr: Expr): boolean =>
  (expr.kind === 'call' && expr.construct) ||
  (expr.kind === 'instance' && /Logger$/.test(chainOf(expr.type)?.at(-1) ?? ''));

/** Classes of other languages have the name, too. */
const isCSharp = ({ facts: { format } }: Place): boolean => format === 'csharp';

export default detector({
  id: 'dotnet',
  title: '.NET mail',
  docs: 'https://learn.microsoft.com/dotnet/api/system.net.mail.smtpclient',
  layer: 'application',
  formats: ['csharp', 'plain', 'xml', 'json', 'powershell'],
  keywords: ['smtp', 'mailkit', 'mailserver', /mail(?:settings|config\w*|er)?["']?\s*:/],
  recognises:
    '`new SmtpClient(host)`, its `Host`, MailKit’s `Connect`, FluentEmail senders, `<mailSettings>`, `appsettings.json` sections, NLog and log4net targets',
  settings: [
    // EnableSsl is false unless it is set: System.Net.Mail, SmtpClient.cs
    call({
      ...SMTP_CLIENT,
      transport: 'none',
      when: (site, place, tools) => site.call.construct && isCSharp(place) && !isGivenLogger(site, place, tools),
    }),
    call({ ...SMTP_CLIENT, when: ({ call: { construct } }, place) => construct && !isCSharp(place) }),
    property({ of: ['SmtpClient#Host'], transport: 'none' }),
    // MailKit's options, or true for TLS at once: MailKit/MailService.cs
    call({
      of: ['SmtpClient#Connect', 'SmtpClient#ConnectAsync'],
      host: arg(0, 'host'),
      port: arg(1, 'port'),
      implicitTls: arg(2, 'options', 'useSsl'),
    }),
    call({ of: ['*#AddSmtpSender'], host: arg(0, 'host'), port: arg(1, 'port'), user: arg(2), password: arg(3) }),
    call({ of: ['*#AddMailtrapSender'], host: arg(2, 'host'), implicit: 'smtp.mailtrap.io' }),
    property({
      of: ['SmtpClientOptions#Server', 'EmailSinkOptions#Host', 'EmailConnectionInfo#MailServer'],
      port: 'Port',
    }),
    // In place: AddMailKitSender(new SmtpClientOptions { Server = … })
    call({ of: ['SmtpClientOptions'], host: named('Server'), port: named('Port') }),
    entry([
      'mailSettings.smtp.network.@host',
      'smtp.network.@host',
      'target.@smtpServer',
      'appender.smtpHost',
      'errorMail.@smtpServer',
      'SmtpAppender.smtpHost',
    ]),
    entry(
      [
        'Smtp.Host',
        'Smtp.Server',
        'SmtpSettings.Host',
        'SmtpSettings.Server',
        'SmtpOptions.Host',
        'SmtpConfig.Host',
        'SmtpConfiguration.Host',
        'EmailSettings.Host',
        'EmailSettings.Server',
        'EmailSettings.MailServer',
        'EmailConfiguration.Host',
        'EmailConfig.Host',
        'MailSettings.Host',
        'MailSettings.Server',
        'MailSettings.Smtp',
        'Mail.Host',
        'Email.Host',
        'Email.Smtp.Host',
        'MailKit.Host',
        'Mailer.Host',
        'Abp.Mailing.Smtp.Host',
        'OrchardCore_Smtp.Host',
        'OrchardCore_Email_Smtp.Host',
      ],
      { strict: true },
    ),
    // NLog's targets: https://github.com/NLog/NLog/wiki/Mail-Target, https://github.com/NLog/NLog.MailKit
    property({
      of: ['NLog.MailKit.MailTarget#SmtpServer', 'NLog.Targets.MailTarget#SmtpServer', '=MailTarget#SmtpServer'],
    }),
    options({ of: ['MailTarget'], host: ['SmtpServer'], port: ['SmtpPort'], startTls: ['EnableSsl'] }),
    // https://learn.microsoft.com/dotnet/api/system.web.helpers.webmail.smtpserver
    property({ of: ['=WebMail.SmtpServer'], port: 'SmtpPort', strict: true }),
    // System.Web.Mail, before .NET 2.0: https://learn.microsoft.com/dotnet/api/system.web.mail.smtpmail.smtpserver
    property({ of: ['=SmtpMail.SmtpServer', '=System.Web.Mail.SmtpMail.SmtpServer'], transport: 'none' }),
    // services.Configure<SmtpSettings>(options => options.Host = …)
    property({
      of: [
        'SmtpSettings#Host',
        'SmtpSettings#Server',
        'SmtpOptions#Host',
        'SmtpOptions#Server',
        'SmtpConfiguration#Host',
        'SmtpConfig#Host',
        'EmailSettings#Host',
        'MailSettings#Host',
      ],
      port: 'Port',
      strict: true,
    }),
    entry(['EmailSettings.SMTPServer', 'Args.mailServer', 'Args.connectionInfo.MailServer']),
  ],
});
