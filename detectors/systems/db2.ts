/** Db2 sends mail by UTL_MAIL and UTL_SMTP through what its database's configuration names. */
import { detector } from '../../src/detect/detector.ts';
import { inText } from '../../src/detect/text-matches.ts';

/** UPDATE DATABASE CONFIGURATION, also within a command of the shell or ADMIN_CMD. https://www.ibm.com/docs/en/db2/11.5?topic=parameters-smtp-server-smtp-server */
export default detector({
  id: 'db2',
  title: 'Db2',
  docs: 'https://www.ibm.com/docs/en/db2/11.5?topic=parameters-smtp-server-smtp-server',
  layer: 'application',
  keywords: [/using\s+smtp_server/],
  recognises: '`UPDATE DB CFG FOR x USING SMTP_SERVER h`',
  settings: [
    inText({
      key: 'SMTP_SERVER',
      host: /\bupdate\s+(?:db|database)\s+(?:cfg|config|configuration)\b[^\n;]{0,200}?\busing\s+smtp_server\s+\\?["']{0,2}(?<value>[\w.:,${}[\]-]+)/i,
      form: 'list',
      separators: /,/,
      strict: true,
    }),
  ],
});
