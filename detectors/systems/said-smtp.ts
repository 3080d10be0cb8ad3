/** Objects whose neighbour says that they send mail: a row a family of products. */
import { type Detector, detector, LANGUAGES } from '../../src/detect/detector.ts';
import type { EntryFact } from '../../src/detect/entries.ts';
import { anyBeside } from '../../src/detect/matchers.ts';
import { beside } from '../../src/detect/neighbours.ts';
import { isOthersHost } from '../by-name/generic.ts';
import { isOfOtherKind } from '../by-name/other-kinds.ts';

/** The usual names of a host where something else says whose. */
const HOSTS = ['host', 'server', 'hostname', 'address', 'smtp_server', 'smtp_host', 'smarthost', 'relay', 'url'];

/** Formats with keys; lines of servers' own formats are read by their detectors. */
const DATA = ['yaml', 'json', 'toml', 'ini', 'properties', 'xml', 'hcl', 'nix', 'dotenv', 'sql'] as const;
const WITHIN = [
  'options',
  'config',
  'configuration',
  'settings',
  'args',
  'params',
  'parameters',
  'properties',
  'extra',
  // credentials that n8n exports, resources of Kubernetes
  'data',
  'spec',
].flatMap((parent) => ['host', 'server', 'hostname'].map((key) => `${parent}.${key}`));
/** Rails' word for the host: https://guides.rubyonrails.org/action_mailer_basics.html#action-mailer-configuration */
const OF_RAILS = ['settings.address', 'smtp_settings.address'];

/** PHPMailer's `Hostname` is what it calls itself. https://github.com/PHPMailer/PHPMailer/blob/v6.9.1/src/PHPMailer.php#L317 */
const isPhpMailer = ({ path, siblings }: EntryFact): boolean => path.at(-1) === 'Mailer' && callsItself(siblings);
const callsItself = anyBeside(({ key }) => key === 'Hostname');

export const saidSmtp: readonly Detector[] = [
  detector({
    id: 'said-smtp',
    title: 'Settings of which a neighbour says SMTP',
    docs: 'https://www.home-assistant.io/integrations/smtp/',
    layer: 'application',
    formats: [...DATA, ...LANGUAGES],
    keywords: [/smtp\??[\\"'\s,<>)]|smtp$|e?smtp_?(?:transport|mailer)/],
    recognises:
      '`platform: smtp` (Home Assistant), `type: smtp`, `plugin: smtp`, `transport: Smtp` (CakePHP), `conn_type: smtp` (Airflow), `adapter`, `driver`, `mailer` beside `host`, `server` or an object that holds it; `path: …/smtp?` beside `value.host` (BOSH)',
    settings: [
      beside({
        says: [
          ...['platform', 'type', 'kind', 'plugin', 'plugin_type', 'transport', 'driver', 'mailer', 'adapter'],
          ...['connector', 'conn_type', 'channel', 'method', 'backend', 'engine', 'delivery_method', 'provider'],
          ...['className', 'class', '@class', '@type', 'service_type', 'transport_type', 'mail_driver', 'sender'],
        ],
        // A symbol in the YAML of Ruby has a colon before it.
        is: /^:?(?:[\w.\\/-]*[.\\/])?(?:e?smtps?|(?:swift_?|e?)?smtp_?(?:transport|mailer|sender|client|email|mail|backend))$/i,
        host: [...HOSTS, ...WITHIN, ...OF_RAILS],
        strict: true,
        when: (said) => !isOfOtherKind(said) && !isOthersHost({ ...said, path: ['host'] }) && !isPhpMailer(said),
      }),
      // What is put where: operations of BOSH, patches of JSON (RFC 6902). https://bosh.io/docs/cli-ops-files/
      beside({
        says: ['path'],
        is: /\/(?:[\w-]+[_-])?e?smtps?\??$/,
        host: HOSTS.map((key) => `value.${key}`),
      }),
    ],
  }),
  // node-red-node-email: nodes "e-mail" send, "e-mail in" read, "e-mail mta" listen. Serilog.Settings.Configuration. Kibana's connectors.
  detector({
    id: 'said-email',
    title: 'Settings of which a neighbour says e-mail',
    docs: 'https://flows.nodered.org/node/node-red-node-email',
    layer: 'application',
    formats: DATA,
    keywords: [/e-?mail["'\s:,]/, '>mail</type>', 'email-notify', 'putemail', 'emailnotificationservice'],
    recognises:
      '`type: "e-mail"` (Node-RED) beside `server`, `Name: "Email"` beside `Args.host` (Serilog), `<type>MAIL</type>` (Pentaho), `.email` connectors of Kibana, the e-mail plug-ins of Drone and Woodpecker, NiFi’s `PutEmail` and `EmailNotificationService`',
    settings: [
      beside({ says: ['type'], is: /^e-mail$/, host: ['server'], strict: true }),
      // vtiger_systems of vtiger CRM: server, server_port, server_type
      beside({ says: ['server_type'], is: /^email$/, host: ['server'], strict: true }),
      // Pentaho's jobs and transformations: https://pentaho-public.atlassian.net/wiki/spaces/EAI/pages/372702754/Mail+job+entry
      beside({ says: ['type'], is: /^(?:MAIL|Mail)$/, host: ['server'], strict: true }),
      // init_data.json of Casdoor: a provider's "category"
      beside({ says: ['category'], is: /^e-?mail$/i, host: ['host'], strict: true }),
      beside({
        says: ['Name'],
        is: /^E?mail$/,
        host: [
          ...['Args.host', 'Args.mailServer', 'Args.connectionInfo.MailServer', 'Args.connectionInfo.host'],
          ...['Args.options.host', 'Args.smtpServer'],
        ],
      }),
      // Plug-ins of Drone and Woodpecker: http://plugins.drone.io/plugins/email, https://woodpecker-ci.org/plugins/email
      beside({
        says: ['image'],
        is: /^(?:[\w.-]+\/)*(?:drone-email|plugin-email)(?::[\w.-]+)?$/,
        host: ['settings.host', 'host'],
        isSent: true,
      }),
      // https://bitbucket.org/atlassian/email-notify
      beside({
        says: ['pipe'],
        is: /^(?:docker:\/\/)?atlassian\/email-notify(?::[\w.-]+)?$/,
        host: ['variables.HOST'],
        port: ['variables.PORT'],
        isSent: true,
      }),
      beside({ says: ['actionTypeId', 'connector_type_id'], is: /^\.email$/, host: ['config.host'] }),
      // org.apache.nifi.processors.standard.PutEmail: property descriptors "SMTP Hostname", "SMTP Port"
      beside({
        says: ['type', 'class'],
        is: /\.(?:PutEmail|EmailNotificationService)$/,
        host: [
          'properties.SMTP Hostname',
          'properties.smtp-hostname',
          'SMTP Hostname',
          'config.properties.SMTP Hostname',
        ],
        port: ['properties.SMTP Port', 'properties.smtp-port', 'SMTP Port', 'config.properties.SMTP Port'],
      }),
    ],
  }),
  detector({
    id: 'spring-xml',
    title: 'Spring XML beans',
    docs: 'https://docs.spring.io/spring-framework/reference/integration/email.html',
    layer: 'application',
    formats: ['xml', 'groovy'],
    keywords: ['javamailsenderimpl', 'mailsender'],
    recognises: '`<bean class="…JavaMailSenderImpl">` with `<property name="host" …>` or `p:host`',
    settings: [
      beside({ says: ['@class'], is: /MailSender(?:Impl)?$/, host: ['host', '@host'], port: ['port', '@port'] }),
    ],
  }),
];
