/** Monitoring and operations: Alertmanager, Grafana, Zabbix, Monit, Keycloak, GitLab, Jenkins, Airflow and others. Keys as in their own sources. */

import { detector } from '../../src/detect/detector.ts';
import { entriesWhere, entry, exactEntry } from '../../src/detect/matchers.ts';
import { sendsTo } from '../by-name/listeners.ts';

const alertmanager = detector({
  id: 'alertmanager',
  title: 'Prometheus Alertmanager',
  docs: 'https://prometheus.io/docs/alerting/latest/configuration/',
  layer: 'monitoring',
  formats: ['yaml', 'json', 'hcl'],
  keywords: ['smarthost'],
  recognises: '`smtp_smarthost`, `email_configs[].smarthost`, AlertmanagerConfig, the operator’s `smartHost`',
  settings: [
    // In capitals it is an application's own variable.
    exactEntry('smtp_smarthost'),
    entry(['email_configs.*.smarthost', 'emailConfigs.*.smarthost', 'smtp.smartHost.host', 'smartHost.host']),
    entriesWhere(({ path, value }) => path.at(-1) === 'smarthost' && value.kind !== 'object'),
  ],
});

/** `custom.ini` and `defaults.ini` are Grafana's own names; others name it. */
const GRAFANA_FILES = ['*grafana*', '**/*grafana*/**', 'custom.ini', 'defaults.ini', 'sample.ini'];

const grafana = detector({
  id: 'grafana',
  title: 'Grafana',
  docs: 'https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#smtp',
  layer: 'monitoring',
  formats: ['ini', 'yaml'],
  keywords: ['smtp'],
  recognises: '`[smtp] host` of grafana.ini, `grafana.ini: smtp: host` in Helm values',
  settings: [
    entry('grafana.ini.smtp.host'),
    entriesWhere(
      ({ path }, facts, tools) =>
        facts.format === 'ini' && path.join('.') === 'smtp.host' && tools.isFile(GRAFANA_FILES),
      {},
      [/^[ \t]*\[smtp\]/m],
    ),
  ],
});

const keycloak = detector({
  id: 'keycloak',
  title: 'Keycloak',
  docs: 'https://www.keycloak.org/docs/latest/server_admin/#_email',
  held: {
    show: 'kcadm.sh get realms/REALM --fields smtpServer',
    change: 'kcadm.sh update realms/REALM -s smtpServer.host=HOST',
  },
  layer: 'application',
  formats: ['json', 'yaml', 'hcl'],
  keywords: ['smtp'],
  recognises: '`smtpServer.host` of realms, `smtp_server { host }` in Terraform',
  settings: [entry(['smtpServer.host', 'smtp_server.host', 'smtp_server.*.host'])],
});

const gitlab = detector({
  id: 'gitlab',
  title: 'GitLab',
  docs: 'https://docs.gitlab.com/omnibus/settings/smtp/',
  remake: 'gitlab-ctl reconfigure',
  layer: 'application',
  formats: ['ruby', 'yaml', 'dotenv'],
  keywords: ['smtp'],
  recognises: '`gitlab_rails["smtp_address"]`, `global.smtp.address` of the chart',
  settings: [
    entry(['gitlab_rails.smtp_address', 'global.smtp.address', 'mattermost.email_smtp_server']),
    // Without what it belongs to, an e-mail address under this key is no host.
    entriesWhere(sendsTo(/^smtp_?address$/i), { strict: true }, [['smtpaddress']]),
  ],
});

export const monitoring = [alertmanager, grafana, keycloak, gitlab];
