/** Windows' own SMTP service and what IIS and SSIS hold of mail, as commands, the metabase and packages have them. */
import { type Detector, detector } from '../../src/detect/detector.ts';
import { inText } from '../../src/detect/text-matches.ts';

/** A value in quotes or bare. */
const VALUE = String.raw`\\?["']?(?<value>\[?[\w-]+(?:\.[\w-]+)*\]?|\$\w+|%\w+%)\\?["']?`;

export const windowsMail: readonly Detector[] = [
  detector({
    id: 'iis-smtp',
    title: 'SMTP service of Windows, mail settings of IIS',
    docs: 'https://learn.microsoft.com/previous-versions/iis/6.0-sdk/ms525943(v=vs.90)',
    layer: 'server',
    keywords: ['smtpsvc', 'iissmtpserver', 'appcmd'],
    recognises:
      '`adsutil.vbs set smtpsvc/1/SmartHost h`, `SmartHost="h"` of the metabase, `.SmartHost = "h"` behind ADSI, `appcmd set config /section:smtp /network.host:h`',
    settings: [
      inText({
        key: 'smtpsvc.SmartHost',
        host: new RegExp(
          String.raw`\badsutil(?:\.vbs)?["']?[ \t]+set[ \t]+["']?smtpsvc/(?:\d+/)?(?:domain/[\w.*-]+/)?(?:SmartHost|RouteAction)["']?[ \t]+${VALUE}`,
          'i',
        ),
      }),
      inText({
        key: 'IIsSmtpServer.SmartHost',
        host: /^[ \t]*(?:<IIsSmtp(?:Server|Service|Domain)\b[^>\n]{0,300}[ \t])?SmartHost="(?<value>[^"\n]+)"/i,
        when: (text) => /<IIsSmtp/i.test(text),
      }),
      inText({
        key: 'SmtpSvc.SmartHost',
        host: new RegExp(
          String.raw`^[ \t]*\$\w+\.(?:SmartHost[ \t]*=[ \t]*|Put\([ \t]*["']SmartHost["'][ \t]*,[ \t]*)${VALUE}`,
          'i',
        ),
        when: (text) => /SmtpSvc/i.test(text),
      }),
      inText({
        key: 'network.host',
        host: new RegExp(
          String.raw`\bappcmd(?:\.exe)?["']?[ \t][^\n]{0,200}?section:["']?(?:system\.net/mailSettings/)?smtp\b[^\n]{0,200}?/network\.host:${VALUE}`,
          'i',
        ),
        port: /\/network\.port:\\?["']?(?<value>\d+)/i,
      }),
    ],
  }),
  // https://learn.microsoft.com/previous-versions/office/sharepoint-2007-products-and-technologies/cc262541(v=office.12)
  detector({
    id: 'sharepoint',
    title: 'SharePoint',
    docs: 'https://learn.microsoft.com/sharepoint/administration/outgoing-email-configuration',
    layer: 'application',
    keywords: ['outsmtpserver'],
    recognises: '`stsadm -o email -outsmtpserver h`',
    settings: [
      inText({
        key: 'outsmtpserver',
        host: new RegExp(String.raw`\bstsadm(?:\.exe)?["']?[ \t][^\n]{0,300}?-outsmtpserver[ \t:]+${VALUE}`, 'i'),
      }),
    ],
  }),
  detector({
    id: 'ssis',
    title: 'SQL Server Integration Services',
    docs: 'https://learn.microsoft.com/sql/integration-services/connection-manager/smtp-connection-manager',
    layer: 'application',
    keywords: [/smtpserver\s*=/],
    recognises: '`SmtpServer=h` in the connection string of an SMTP connection manager',
    settings: [
      inText({
        key: 'SmtpConnectionManager',
        host: /ConnectionString["']?(?:[ \t]*=[ \t]*|[ \t]*>|[ \t]*:[ \t]*)\\?["']?SmtpServer[ \t]*=[ \t]*(?<value>[^;"'<\s]+)[ \t]*;/i,
      }),
    ],
  }),
];
