/** Applications with configuration files of their own. A row an application: where its host stands. */
import type { Detector } from '../../src/detect/detector.ts';
import { detector } from '../../src/detect/detector.ts';
import { anyBeside, entriesWhere, entry, exactEntry } from '../../src/detect/matchers.ts';
import { beside } from '../../src/detect/neighbours.ts';
import { inText } from '../../src/detect/text-matches.ts';
import { sendsTo } from '../by-name/listeners.ts';
import { isCheckVariable } from '../by-name/other-kinds.ts';

const isVaultwardens = anyBeside(({ key }) => /^(enabled|fromemail|forcessl|skiptlsverify|authtype)$/.test(key));
const isMessage = anyBeside(({ key }) => key === 'subject' || key === 'to');

const app = (
  id: string,
  title: string,
  docs: string,
  keywords: readonly (string | RegExp)[],
  keys: readonly string[],
  extra: Partial<Detector> = {},
): Detector =>
  detector({
    id,
    title,
    docs,
    layer: 'application',
    keywords,
    recognises: keys.map((key) => `\`${key}\``).join(', '),
    settings: [entry(keys)],
    ...extra,
  });

const data = ['yaml', 'json', 'toml', 'ini', 'properties'] as const;

export const applications: readonly Detector[] = [
  app(
    'authelia',
    'Authelia',
    'https://www.authelia.com/configuration/notifications/smtp/',
    ['smtp'],
    ['notifier.smtp.address', 'notifier.smtp.host'],
    { formats: ['yaml', 'toml', 'json'] },
  ),
  app(
    'kratos',
    'Ory Kratos',
    'https://www.ory.sh/docs/kratos/',
    ['smtp'],
    ['courier.smtp.connection_uri', 'courier.smtp.connectionURI'],
    { formats: data },
  ),
  app('ntfy', 'ntfy', 'https://docs.ntfy.sh/config/#e-mail-notifications', ['smtp-sender-addr'], ['smtp-sender-addr'], {
    formats: data,
  }),
  app(
    'lemmy',
    'Lemmy',
    'https://join-lemmy.org/docs/administration/configuration.html',
    [/email["']?\s*[:{]/],
    ['email.connection', 'email.smtp_server'],
    { formats: ['json'] },
  ),
  app(
    'gitea',
    'Gitea, Forgejo, Gogs',
    'https://docs.gitea.com/administration/email-setup',
    ['mailer', 'email'],
    ['mailer.SMTP_ADDR', 'mailer.HOST', '^email.HOST', 'gitea.config.mailer.SMTP_ADDR', 'gitea.config.mailer.HOST'],
    {
      formats: ['ini', 'yaml'],
      settings: [
        entriesWhere(
          ({ path }, facts) =>
            facts.format === 'ini' && /^(mailer\.(smtp_addr|host)|email\.host)$/i.test(path.join('.')),
          {},
          [/^[ \t]*\[(?:mailer|email)\]/im],
        ),
        entry(['gitea.config.mailer.SMTP_ADDR', 'gitea.config.mailer.HOST']),
      ],
    },
  ),
  app(
    'mattermost',
    'Mattermost',
    'https://docs.mattermost.com/configure/smtp-email.html',
    ['smtpserver'],
    ['EmailSettings.SMTPServer'],
    { formats: data, settings: [exactEntry('EmailSettings.SMTPServer')] },
  ),
  // Properties of a bean: `name@bean=value`. kernel/api of Sakai, BasicEmailService
  detector({
    id: 'sakai',
    title: 'Sakai',
    docs: 'https://sakaiproject.atlassian.net/wiki/spaces/DOC/pages/17310646580/Sakai+Admin+Guide+-+Advanced+Configuration+Topics',
    layer: 'application',
    formats: ['properties'],
    keywords: ['smtp@'],
    recognises: '`smtp@org.sakaiproject.email.api.EmailService`, `smtpPort@…`',
    settings: [
      inText({
        key: 'smtp@org.sakaiproject.email.api.EmailService',
        host: /^[ \t]*smtp@org\.sakaiproject\.email\.api\.EmailService[ \t]*=[ \t]*(?<value>[^\s#]+)/,
        port: /^[ \t]*smtpPort@org\.sakaiproject\.email\.api\.EmailService[ \t]*=[ \t]*(?<value>\d+)/,
        whole: true,
      }),
    ],
  }),
  // framework/common/config/general.properties, the entity SystemProperty
  detector({
    id: 'ofbiz',
    title: 'Apache OFBiz',
    docs: 'https://cwiki.apache.org/confluence/display/OFBIZ/How+to+Send+Emails',
    layer: 'application',
    formats: ['properties', 'xml'],
    keywords: ['mail.smtp.relay.host'],
    recognises: '`mail.smtp.relay.host`, also as a `SystemProperty`',
    settings: [
      inText({
        key: 'mail.smtp.relay.host',
        host: /^[ \t]*mail\.smtp\.relay\.host[ \t]*=[ \t]*(?<value>[^\s#]+)/,
        port: /^[ \t]*mail\.smtp\.port[ \t]*=[ \t]*(?<value>\d+)/,
        whole: true,
      }),
      beside({
        says: ['@systemPropertyId'],
        is: /^mail\.smtp\.relay\.host$/,
        host: ['@systemPropertyValue'],
      }),
    ],
  }),
  app('ghost', 'Ghost', 'https://ghost.org/docs/config/#mail', [/["']mail["']\s*:/], ['^mail.options.host'], {
    formats: ['json'],
  }),
  // Its e-mail plugin hands providerOptions to nodemailer: @strapi/provider-email-nodemailer src/index.ts
  app(
    'strapi',
    'Strapi',
    'https://docs.strapi.io/cms/features/email',
    ['provideroptions'],
    ['email.config.providerOptions.host', 'email.providerOptions.host'],
    { formats: ['javascript', 'json'] },
  ),
  // A server's own code often puts the URL together: meteor/meteor packages/email/email.js reads process.env.MAIL_URL
  app('meteor', 'Meteor', 'https://docs.meteor.com/api/email', ['mail_url'], ['process.env.MAIL_URL'], {
    formats: ['javascript'],
    settings: [exactEntry('process.env.MAIL_URL')],
    lookups: [{ of: ['=Meteor.settings'], form: 'member', kind: 'config' }],
  }),
  // craftcms/cms src/mail/transportadapters/Smtp.php
  app(
    'craft',
    'Craft CMS',
    'https://craftcms.com/docs/5.x/reference/config/app.html#mailer',
    ['transportsettings'],
    ['transportSettings.host'],
    {
      formats: ['php', 'yaml'],
    },
  ),
  // middlewared's plugin: https://www.truenas.com/docs/scale/api/
  app(
    'truenas',
    'TrueNAS',
    'https://www.truenas.com/docs/scale/scaletutorials/toptoolbar/managingemailscale/',
    ['outgoingserver'],
    ['outgoingserver', 'em_outgoingserver'],
    { formats: [...data, 'sql', 'lines', 'bash', 'python'] },
  ),
  // https://kb.synology.com: /usr/syno/etc/synosmtp.conf
  app(
    'synology',
    'Synology DSM',
    'https://kb.synology.com/en-global/DSM/help/DSM/AdminCenter/system_notification_email',
    ['eventsmtp'],
    ['eventsmtp'],
    {
      settings: [
        inText({
          key: 'eventsmtp',
          host: /^[ \t]*eventsmtp[ \t]*=[ \t]*["']?(?<value>[^"'\s]+)/,
          port: /^[ \t]*eventport[ \t]*=[ \t]*["']?(?<value>\d+)/,
          whole: true,
        }),
      ],
    },
  ),
  // sonar.core.config.EmailProperties (until 10): email.smtp_host.secured
  app(
    'sonarqube-file',
    'SonarQube’s settings',
    'https://docs.sonarsource.com/sonarqube-server/instance-administration/notifications/',
    ['smtp_host.secured'],
    ['email.smtp_host.secured'],
    {
      formats: ['properties'],
      settings: [
        inText({
          key: 'email.smtp_host.secured',
          host: /^[ \t]*email\.smtp_host\.secured[ \t]*[=:][ \t]*(?<value>\S+)/,
          port: /^[ \t]*email\.smtp_port\.secured[ \t]*[=:][ \t]*(?<value>\d+)/,
          whole: true,
        }),
      ],
    },
  ),
  // Its configuration is INI below a line of PHP.
  app(
    'matomo',
    'Matomo',
    'https://matomo.org/faq/how-to/how-do-i-setup-smtp-with-matomo/',
    ['[mail]'],
    ['^mail.host'],
    {
      format: 'ini',
      files: ['config.ini.php', 'global.ini.php', 'common.config.ini.php'],
    },
  ),
  app('odoo', 'Odoo', 'https://www.odoo.com/documentation/', ['smtp_server'], ['^options.smtp_server'], {
    formats: ['ini'],
  }),
  app(
    'airflow',
    'Apache Airflow',
    'https://airflow.apache.org/docs/apache-airflow/stable/howto/email-config.html',
    ['smtp_host'],
    ['smtp.smtp_host', 'config.smtp.smtp_host'],
    { formats: ['ini', 'yaml'] },
  ),
  app(
    'trac',
    'Trac',
    'https://trac.edgewall.org/wiki/TracNotification',
    ['smtp_server'],
    ['notification.smtp_server'],
    { formats: ['ini'] },
  ),
  app('frappe', 'Frappe, ERPNext', 'https://frappeframework.com/docs', ['mail_server'], ['^mail_server'], {
    formats: ['json'],
  }),
  // drupal.org/project/smtp, config/schema/smtp.schema.yml
  app('drupal', 'Drupal', 'https://www.drupal.org/project/smtp', ['smtp_hostbackup'], ['smtp_hostbackup'], {
    formats: ['yaml', 'json', 'sql', 'php'],
    settings: [exactEntry('smtp_hostbackup', { form: 'list', separators: /[;,\s]+/, strict: true })],
  }),
  // Moodle's mdl_config, lib/moodlelib.php: get_mailer()
  app('moodle', 'Moodle', 'https://docs.moodle.org/en/Mail_configuration', ['smtphosts'], ['smtphosts'], {
    formats: ['sql', 'yaml', 'json', 'dotenv', 'ini'],
    settings: [entry('smtphosts', { form: 'list', separators: /[;,\s]+/, strict: true })],
  }),
  // argoproj/notifications-engine pkg/services/services.go: the part behind "service." names the kind, a second one the service.
  app(
    'argocd-notifications',
    'Argo CD notifications',
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/email/',
    ['host'],
    ['^host'],
    {
      format: 'yaml',
      formats: ['yaml'],
      files: ['service.email', 'service.email.*'],
      layer: 'deployment',
      recognises: '`host:` in the text under `service.email` of `argocd-notifications-cm`',
    },
  ),
  app('sentry', 'Sentry', 'https://develop.sentry.dev/self-hosted/email/', ['mail.host'], ['mail.host'], {
    formats: ['yaml'],
  }),
  app('discourse', 'Discourse', 'https://meta.discourse.org/', ['smtp_address'], ['smtp_address'], {
    formats: ['ini', 'yaml', 'dotenv'],
    settings: [
      entriesWhere((found) => sendsTo(/^smtp_?address$/i)(found) && !isCheckVariable(found), {}, [['smtpaddress']]),
    ],
  }),
  app('vikunja', 'Vikunja', 'https://vikunja.io/docs/config-options/', ['mailer'], ['^mailer.host'], {
    formats: ['yaml', 'json', 'toml'],
    settings: [
      entriesWhere(({ path, siblings }) => path.join('.') === 'mailer.host' && isVaultwardens(siblings), {}, [
        ['mailer', 'host'],
      ]),
    ],
  }),
  app(
    'supabase',
    'Supabase',
    'https://supabase.com/docs/guides/local-development/cli/config',
    ['smtp'],
    ['auth.email.smtp.host'],
    { formats: ['toml'] },
  ),
  app(
    'backstage',
    'Backstage',
    'https://backstage.io/docs/',
    ['transportconfig'],
    ['processors.email.transportConfig.hostname'],
    { formats: ['yaml'] },
  ),
  app(
    'git-send-email',
    'git send-email',
    'https://git-scm.com/docs/git-send-email',
    ['sendemail'],
    ['sendemail.smtpServer', 'sendemail.*.smtpServer'],
    { formats: ['ini'], layer: 'client' },
  ),
  app(
    'php-ini',
    'php.ini',
    'https://www.php.net/manual/en/mail.configuration.php',
    ['smtp'],
    ['^mail function.SMTP', '^SMTP'],
    { formats: ['ini'], files: ['php*.ini', '*.user.ini', 'php.ini*', '*php*.ini'] },
  ),
  app(
    'action-send-mail',
    'action-send-mail',
    'https://github.com/dawidd6/action-send-mail',
    ['server_address', 'connection_url'],
    ['with.server_address', 'with.connection_url'],
    {
      formats: ['yaml'],
      layer: 'deployment',
      settings: [entry(['with.server_address', 'with.connection_url'], { isSent: true })],
    },
  ),
  app(
    'terraform',
    'Terraform providers',
    'https://registry.terraform.io/',
    [/smtp|_e?mail|email_|notifier/],
    [
      ...['credentials.smtp_host', 'okta_email_smtp_server.*.host', 'azurerm_dashboard_grafana.*.smtp.host'],
      ...[
        'authentik_stage_email.*.host',
        'fusionauth_tenant.*.email_configuration.host',
        'rancher2_notifier.*.smtp_config.host',
      ],
      ...['fortios_system_emailserver.*.server', 'routeros_tool_email.*.server', 'routeros_tool_email.*.address'],
      ...['opensearch_channel_configuration.*.body.config.smtp_account.host', 'vcd_org.*.smtp_server.host'],
      ...['harbor_config_email.*.email_host', 'uptimekuma_notification_smtp.*.host', 'nexus_email_config.*.host'],
    ],
    { formats: ['hcl'], layer: 'deployment' },
  ),
  detector({
    id: 'ansible-mail',
    title: 'Ansible mail module',
    docs: 'https://docs.ansible.com/ansible/latest/collections/community/general/mail_module.html',
    layer: 'deployment',
    formats: ['yaml'],
    keywords: ['mail:'],
    recognises: '`host` of `community.general.mail` tasks',
    settings: [
      entriesWhere(
        ({ path, siblings }) =>
          path.at(-1) === 'host' &&
          (path.at(-2) === 'mail' || path.slice(-4, -1).join('.') === 'community.general.mail') &&
          isMessage(siblings),
        {},
        [/\bmail["']?:[\s\S]{0,2000}?\bhost["']?[:=]/],
      ),
    ],
  }),
];
