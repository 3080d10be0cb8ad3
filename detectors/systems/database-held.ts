/**
 * Products that keep the host of their mail in a database. Where such a product is set up and no file says the host, the use
 * is open: the row says how it is seen and changed. Sources: each product's own documentation and table.
 */
import { moduleEnd } from '../../src/detect/building.ts';
import { type Detector, detector, type Held, type Matcher, needing } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import type { Range } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';

/** A file or an image that shows that the product runs here; what names a relay in it says more. */
const SAYS_RELAY =
  /smtp[ \t]+host[ \t]|smtp[\w.-]{0,20}["']?\s*(?:=|:|=>)|mail[\w-]{0,20}(?:host|server|url|dsn)|relay_?host/i;

function* openAt(facts: Facts, range: Range, key: string): ReturnType<Matcher> {
  yield {
    host: { kind: 'unknown', note: 'its own database', range },
    place: moduleEnd(facts),
    key,
    anchor: range,
    certainty: 'likely',
  };
}

/** A container of the product's image, whose variables name no relay. */
const byImage = (image: RegExp, key: string): Matcher =>
  needing([/\bimage["']?:/], function* (facts) {
    for (const { path, value, siblings } of entriesOf(facts)) {
      if (path.at(-1) !== 'image' || value.kind !== 'text' || !image.test(value.value)) continue;
      const said = siblings.some((one) =>
        SAYS_RELAY.test(
          facts.source.text.slice(one.keyRange.start, Math.min(one.value.range.end, one.keyRange.start + 20_000)),
        ),
      );
      if (!said) yield* openAt(facts, value.range, key);
    }
  });

/** A line that shows the product, where neither its file nor the one that `elsewhere` names says a relay. */
const byFile = (sign: RegExp, key: string, elsewhere?: string): Matcher =>
  needing([new RegExp(sign.source, 'm')], function* (facts, tools) {
    const found = new RegExp(sign.source, 'md').exec(facts.source.text);
    const at = found?.indices?.groups?.sign;
    const other = elsewhere === undefined ? undefined : tools.textFile(facts, elsewhere);
    const isSaid = [facts, other].some((one) => one && SAYS_RELAY.test(one.source.text));
    if (at && !isSaid) yield* openAt(facts, { start: at[0], end: at[1] }, key);
  });

const product = (
  id: string,
  title: string,
  docs: string,
  key: string,
  images: string,
  held: Held,
  extra: Partial<Detector> = {},
): Detector =>
  detector({
    id,
    title,
    docs,
    layer: 'application',
    formats: ['yaml'],
    keywords: [new RegExp(`image["']?:.{0,120}(?:${images})`)],
    recognises: 'a container of its image that is told no relay: the host is in its database',
    held,
    settings: [byImage(named(images), key)],
    ...extra,
  });

/** The last parts of an image's name, before the tag. */
const named = (names: string): RegExp => new RegExp(`(?:^|/)(?:${names})(?=[:@]|$)`, 'i');

export const databaseHeld: readonly Detector[] = [
  product(
    'jira',
    'Jira, Confluence',
    'https://confluence.atlassian.com/adminjiraserver/configuring-jira-s-smtp-mail-server-to-send-notifications-938847608.html',
    'mailserver',
    'jira-(?:software|core|servicemanagement|service-management)|confluence(?:-server)?',
    {
      show: "SELECT name, servername, smtp_port FROM mailserver (Jira); SELECT bandanavalue FROM bandana WHERE bandanakey = 'atlassian.confluence.smtp.mail.accounts' (Confluence)",
      change: 'Administration → System → Outgoing Mail (Jira), → Mail Servers (Confluence)',
    },
  ),
  product('wiki-js', 'Wiki.js', 'https://docs.requarks.io/mail', 'mail', 'requarks/wiki', {
    show: "SELECT value FROM settings WHERE key = 'mail'",
    change: 'Administration → Mail',
  }),
  product(
    'uptime-kuma',
    'Uptime Kuma',
    'https://github.com/louislam/uptime-kuma/wiki/Notification-Methods',
    'notification.smtpHost',
    'louislam/uptime-kuma',
    { show: 'SELECT name, config FROM notification', change: 'Settings → Notifications' },
  ),
  product('listmonk', 'listmonk', 'https://listmonk.app/docs/configuration/', 'smtp', 'listmonk/listmonk', {
    show: "SELECT value FROM settings WHERE key = 'smtp'",
    change: 'Settings → SMTP, then restart',
  }),
  product(
    'sonarqube',
    'SonarQube',
    'https://docs.sonarsource.com/sonarqube-server/instance-administration/notifications/',
    'email.smtp_host.secured',
    '(?:library/)?sonarqube',
    {
      show: "SELECT prop_key, text_value FROM properties WHERE prop_key LIKE 'email.%'",
      change: 'Administration → General → Email',
    },
  ),
  product(
    'nexus',
    'Sonatype Nexus Repository',
    'https://help.sonatype.com/en/email-server-configuration.html',
    'email.host',
    'sonatype/nexus3',
    { show: 'GET /service/rest/v1/email', change: 'PUT /service/rest/v1/email' },
  ),
  product(
    'zabbix',
    'Zabbix',
    'https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/email',
    'media_type.smtp_server',
    'zabbix/zabbix-server-(?:mysql|pgsql)',
    {
      show: "SELECT name, smtp_server, smtp_port FROM media_type WHERE smtp_server <> ''",
      change: 'Alerts → Media types, or mediatype.update of the API',
    },
  ),
  product(
    'glpi',
    'GLPI',
    'https://glpi-user-documentation.readthedocs.io/',
    'smtp_host',
    'glpi/glpi|(?:diouxx|elestio)/glpi',
    {
      show: "SELECT name, value FROM glpi_configs WHERE name LIKE 'smtp_%'",
      change: 'php bin/console glpi:config:set smtp_host HOST',
    },
  ),
  product(
    'wordpress-plugin',
    'WordPress mail plugins',
    'https://developer.wordpress.org/cli/commands/option/',
    'wp_mail_smtp',
    '(?!)',
    {
      show: 'wp option get wp_mail_smtp --format=json (or fluentmail-settings, swpsmtp_options, postman_options)',
      change: 'wp option patch update wp_mail_smtp smtp host HOST',
    },
    {
      formats: ['bash', 'json', 'dockerfile', 'yaml'],
      keywords: ['wp-mail-smtp', 'fluent-smtp', 'easy-wp-smtp', 'post-smtp'],
      recognises:
        '`wp plugin install`, `activate` or a Composer requirement of wp-mail-smtp, FluentSMTP, Easy WP SMTP, Post SMTP where no option is set',
      settings: [
        byFile(
          /^[^\n#]{0,200}(?:plugin (?:install|activate)\b[^\n]{0,100}?[ \t]|wpackagist-plugin\/)(?<sign>wp-mail-smtp|fluent-smtp|easy-wp-smtp|post-smtp)\b/,
          'wp_mail_smtp',
          'wp-config.php',
        ),
      ],
    },
  ),
  product(
    'odoo-database',
    'Odoo',
    'https://www.odoo.com/documentation/18.0/applications/general/email_communication/email_servers_outbound.html',
    'ir_mail_server.smtp_host',
    '(?:library/)?odoo|bitnami/odoo',
    {
      show: 'SELECT name, smtp_host, smtp_port, sequence FROM ir_mail_server WHERE active ORDER BY sequence',
      change: 'Settings → Technical → Outgoing Mail Servers, or smtp_server in odoo.conf where no record exists',
    },
  ),
  product(
    'moodle-database',
    'Moodle',
    'https://docs.moodle.org/en/Mail_configuration',
    'smtphosts',
    '(?:bitnami|bitnamilegacy)/moodle',
    {
      show: 'php admin/cli/cfg.php --name=smtphosts',
      change: 'php admin/cli/cfg.php --name=smtphosts --set=HOST:PORT, then php admin/cli/purge_caches.php',
    },
    {
      formats: ['yaml', 'php'],
      keywords: ['bitnami/moodle', 'bitnamilegacy/moodle', /\$cfg->wwwroot/],
      recognises: 'its `config.php` or image without `smtphosts`: the host is in `mdl_config`',
      settings: [
        byImage(named('(?:bitnami|bitnamilegacy)/moodle'), 'smtphosts'),
        byFile(/^[ \t]*(?<sign>\$CFG->wwwroot)[ \t]*=/, 'smtphosts'),
      ],
    },
  ),
];
