/** Airflow's connections: by command, as a URI and as JSON. https://airflow.apache.org/docs/apache-airflow/stable/howto/connection.html */
import { detector } from '../../src/detect/detector.ts';
import { inText } from '../../src/detect/text-matches.ts';

/** The rest of the command, whose options come in any order; a backslash joins lines. */
const REST = String.raw`(?:[^\n\\;|&]|\\\r?\n|\\.){0,500}?`;
/** Before options of a connection whose type is SMTP. */
const CONNECTION = String.raw`\bairflow["']?[\s,]+["']?connections["']?[\s,]+["']?add\b(?=${REST}--conn-type["']?[=\s,]+["']?smtp\b)${REST}`;

export default detector({
  id: 'airflow-connection',
  title: 'Airflow connections',
  docs: 'https://airflow.apache.org/docs/apache-airflow/stable/howto/connection.html',
  layer: 'application',
  held: {
    show: 'airflow connections get smtp_default',
    change:
      'airflow connections delete smtp_default, then airflow connections add smtp_default --conn-type smtp --conn-host HOST',
  },
  keywords: [/connections.{0,20}add/, 'airflow_conn_'],
  recognises:
    '`airflow connections add … --conn-type smtp --conn-host h`, `--conn-uri smtp://h`, `AIRFLOW_CONN_…=smtp://h`',
  settings: [
    inText({
      key: 'airflow connections add.conn-host',
      host: new RegExp(String.raw`${CONNECTION}--conn-host["']?[=\s,]+["']?(?<value>[^\s"',]+)`),
      port: /--conn-port["']?[=\s,]+["']?(?<value>\d+)/,
    }),
    inText({
      key: 'airflow connections add.conn-uri',
      host: new RegExp(
        String.raw`\bairflow["']?[\s,]+["']?connections["']?[\s,]+["']?add\b${REST}--conn-uri["']?[=\s,]+["']?(?<value>smtps?://[^\s"',]+)`,
      ),
    }),
    inText({ key: 'AIRFLOW_CONN', host: /\bAIRFLOW_CONN_\w+["']?[ \t]*[=:][ \t]*["']?(?<value>smtps?:\/\/[^\s"']+)/ }),
  ],
});
