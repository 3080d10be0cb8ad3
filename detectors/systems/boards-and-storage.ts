/** Server boards, storage systems, hypervisors, firewalls with files of their own: commands, attributes and XML profiles. */
import { type Detector, detector } from '../../src/detect/detector.ts';
import { entriesWhere, entry } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';

const HOST = String.raw`["']?(?<value>[\w$\{\}[\]:.-]*[\w\]\}])`;

export const boardsAndStorage: readonly Detector[] = [
  // Attribute registry of iDRAC: RemoteHosts.1.SMTPServerIPAddress, SMTPPort; racadm config -g cfgRemoteHosts of the older ones.
  detector({
    id: 'idrac',
    title: 'Dell iDRAC, HPE iLO, Lenovo XCC',
    docs: 'https://www.dell.com/support/manuals/idrac9-lifecycle-controller-v5.x-series/idrac9_5.xx_racadm_pub/',
    layer: 'monitoring',
    keywords: ['smtpserveripaddress', 'cfgrhostssmtpserveripaddr', 'alertmailsmtpserver', 'alertmail_smtp_server'],
    recognises:
      '`racadm set iDRAC.RemoteHosts.SMTPServerIPAddress h`, `cfgRhostsSmtpServerIpAddr`, the attribute in XML profiles, JSON and playbooks, `AlertMailSMTPServer`, `<ALERTMAIL_SMTP_SERVER VALUE="h"/>`',
    settings: [
      inText({
        key: 'RemoteHosts.SMTPServerIPAddress',
        host: new RegExp(
          String.raw`\bracadm\b[^\n]{0,200}?(?:RemoteHosts(?:\.1)?\.SMTPServerIPAddress|-o[ \t]+cfgRhostsSmtpServerIpAddr)[ \t]+${HOST}`,
          'i',
        ),
      }),
      entry([
        'RemoteHosts.*.SMTPServerIPAddress',
        'RemoteHosts.SMTPServerIPAddress',
        'RemoteHosts.1#SMTPServerIPAddress',
      ]),
      entry(['AlertMailSMTPServer', 'ALERTMAIL_SMTP_SERVER']),
    ],
  }),
  // ONTAP: event config modify -mail-server, autosupport -mail-hosts; OneFS: isi email; Purity: puresmtp; Spectrum Virtualize: mkemailserver.
  detector({
    id: 'storage-cli',
    title: 'ONTAP, OneFS, Purity, Spectrum Virtualize',
    docs: 'https://docs.netapp.com/us-en/ontap-cli/event-config-modify.html',
    layer: 'monitoring',
    keywords: [
      '/net/smtp',
      '/sys/smtp',
      '-mail-server',
      '-mail-hosts',
      'autosupport.mailhost',
      '--mail-relay',
      'puresmtp',
      'emailserver',
    ],
    recognises:
      '`event config modify -mail-server h`, `autosupport modify -mail-hosts a,b`, `options autosupport.mailhost h`, `isi email … --mail-relay h`, `puresmtp setattr --relay-host h`, `mkemailserver -ip h`',
    settings: [
      inText({
        key: 'event config.mail-server',
        host: new RegExp(String.raw`\bevent config modify\b[^\n]{0,200}?-mail-server[ \t]+${HOST}`),
      }),
      inText({
        key: 'autosupport.mail-hosts',
        host: /\bautosupport (?:modify|create)\b[^\n]{0,300}?-mail-hosts[ \t]+"?(?<value>[\w.:,-]+)/,
        form: 'list',
      }),
      inText({
        key: 'autosupport.mailhost',
        host: /\boptions[ \t]+autosupport\.mailhost[ \t]+"?(?<value>[\w.:,-]+)/,
        form: 'list',
      }),
      inText({
        key: 'isi email.mail-relay',
        host: new RegExp(String.raw`\bisi email\b[^\n]{0,200}?--mail-relay[= \t]+${HOST}`),
        port: /--smtp-port[= \t]+(?<value>\d+)/,
      }),
      inText({
        key: 'puresmtp.relay-host',
        host: new RegExp(String.raw`\bpuresmtp\b[^\n]{0,200}?--relay-host[= \t]+${HOST}`),
      }),
      // Unisphere CLI, "Configure SMTP settings": -addr of /net/smtp, in later releases of /sys/smtp
      inText({
        key: '/net/smtp.addr',
        host: new RegExp(String.raw`\buemcli\b[^\n]{0,200}?/(?:net|sys)/smtp\b[^\n]{0,80}?-addr[ \t]+${HOST}`),
      }),
      inText({
        key: 'mkemailserver',
        host: new RegExp(String.raw`\b(?:mk|ch)emailserver\b[^\n]{0,200}?-ip[ \t]+${HOST}`),
        port: /-port[ \t]+(?<value>\d+)/,
      }),
    ],
  }),
  // VMware: advanced setting "mail.smtp.server" of vCenter. https://knowledge.broadcom.com/external/article/316538
  detector({
    id: 'vcenter',
    title: 'VMware vCenter',
    docs: 'https://techdocs.broadcom.com/us/en/vmware-cis/vsphere/vsphere/8-0/vcenter-server-configuration.html',
    layer: 'monitoring',
    keywords: ['mail.smtp.server'],
    recognises:
      '`mail.smtp.server` by `New-AdvancedSetting`, `Set-AdvancedSetting`, `govc option.set`, in playbooks and option files',
    settings: [
      inText({
        key: 'mail.smtp.server',
        host: /\bmail\.smtp\.server\b["']?(?:[^\n;|]|\|[ \t]*(?:\r?\n)?){0,160}?-Value[ \t:]+["']?(?<value>[^\s"';|]+)/i,
        port: /\bmail\.smtp\.port\b["']?(?:[^\n;|]|\|[ \t]*(?:\r?\n)?){0,160}?-Value[ \t:]+["']?(?<value>\d+)/i,
        whole: true,
      }),
      entry('mail.smtp.server'),
    ],
  }),
  // pfSense: system_advanced_notifications.php writes notifications/smtp/ipaddress.
  detector({
    id: 'pfsense',
    title: 'pfSense',
    docs: 'https://docs.netgate.com/pfsense/en/latest/config/advanced-notifications.html',
    layer: 'monitoring',
    formats: ['xml'],
    keywords: ['ipaddress'],
    recognises: '`<notifications><smtp><ipaddress>` of `config.xml`',
    settings: [entry('notifications.smtp.ipaddress')],
  }),
  // Entries of servers below an entry of a profile, in what the firewall and Panorama export.
  detector({
    id: 'pan-os',
    title: 'PAN-OS',
    docs: 'https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/configure-email-alerts',
    layer: 'monitoring',
    formats: ['xml'],
    keywords: ['log-settings'],
    recognises: '`<gateway>` below `<log-settings><email>` of a configuration in XML',
    settings: [
      entriesWhere(
        ({ path }) => path.at(-1) === 'gateway' && path.indexOf('email') > path.indexOf('log-settings'),
        {},
        [['gateway', 'email', 'logsettings']],
      ),
    ],
  }),
  // https://www.elastic.co/docs/reference/logstash/plugins/plugins-outputs-email
  detector({
    id: 'logstash',
    title: 'Logstash’s email output',
    docs: 'https://www.elastic.co/docs/reference/logstash/plugins/plugins-outputs-email',
    layer: 'monitoring',
    keywords: [/email[ \t]*\{/],
    recognises: '`output { email { address => "h" } }`',
    settings: [
      inText({
        key: 'email.address',
        host: /(?<!\w)email[ \t]*\{[^{}]{0,4000}?\baddress[ \t]*=>[ \t]*["'](?<value>[^"'\n]+)["']/,
        block: /(?<!\w)email[ \t]*\{/,
        port: /\bport[ \t]*=>[ \t]*["']?(?<value>\d+)/,
        user: /\busername[ \t]*=>[ \t]*["'](?<value>[^"'\n]+)["']/,
        password: /\bpassword[ \t]*=>[ \t]*["'](?<value>[^"'\n]+)["']/,
        startTls: /\buse_tls[ \t]*=>[ \t]*["']?(?<value>true)/,
      }),
    ],
  }),
  // https://www.openhab.org/addons/bindings/mail/
  detector({
    id: 'openhab',
    title: 'openHAB’s mail binding',
    docs: 'https://www.openhab.org/addons/bindings/mail/',
    layer: 'application',
    format: 'lines',
    files: ['*.things'],
    keywords: ['mail:smtp'],
    recognises: '`Thing mail:smtp:name [ hostname="h" ]`',
    settings: [
      inText({
        key: 'mail:smtp.hostname',
        host: /\bmail:smtp:[^\][]{0,300}\[[^\][]{0,1000}?\bhostname[ \t]*=[ \t]*"(?<value>[^"\n]+)"/,
        block: /\bmail:smtp:/,
        port: /\bport[ \t]*=[ \t]*(?<value>\d+)/,
        implicitTls: /\bsecurity[ \t]*=[ \t]*"(?<value>SSL|TLS)"/,
        startTls: /\bsecurity[ \t]*=[ \t]*"(?<value>STARTTLS)"/,
      }),
    ],
  }),
];
