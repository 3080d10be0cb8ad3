/** Oracle's ways to send mail. https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/SMTP_OUT_SERVER.html, UTL_SMTP, APEX_INSTANCE_ADMIN. */
import { detector } from '../../src/detect/detector.ts';
import { entry } from '../../src/detect/matchers.ts';
import { inText, inVariables } from '../../src/detect/text-matches.ts';

const OPENED =
  /\bUTL_SMTP\.OPEN_CONNECTION\s*\(\s*(?:host\s*=>\s*)?(?:[a-z][\w$#]*\.)?(?<name>[a-z][\w$#]*)\s*(?:,\s*(?:port\s*=>\s*)?(?<port>\d+|[a-z][\w$#]*)|[,)])/dgi;
/** A PL/SQL assignment, declaration or parameter: `v_host := 'h'`, `c_host CONSTANT VARCHAR2(60) := 'h'`, `p_host IN VARCHAR2 DEFAULT 'h'`. */
const GIVEN =
  /(?<![\w$#.])(?<name>[a-z][\w$#]*)[ \t]*(?:[ \t](?:CONSTANT[ \t]+|IN[ \t]+(?:OUT[ \t]+)?)?[a-z][\w.%]*[ \t]*(?:\([^)\n]{0,30}\)[ \t]*)?)?(?::=|\bDEFAULT\b)\s*'(?<value>[^'\n]{1,255})'/dgi;
/** `c_port CONSTANT PLS_INTEGER := 2525` */
const NUMBER =
  /(?<![\w$#.])(?<name>[a-z][\w$#]*)[ \t]*(?:[ \t](?:CONSTANT[ \t]+|IN[ \t]+(?:OUT[ \t]+)?)?[a-z][\w.%]*[ \t]*(?:\([^)\n]{0,30}\)[ \t]*)?)?(?::=|\bDEFAULT\b)\s*(?<value>\d{2,5})\b/dgi;

export default detector({
  id: 'oracle-mail',
  title: 'Oracle Database',
  docs: 'https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/SMTP_OUT_SERVER.html',
  layer: 'application',
  formats: ['sql'],
  keywords: ['smtp_out_server', 'utl_smtp', 'smtp_host_address'],
  recognises:
    '`smtp_out_server`, `UTL_SMTP.open_connection` and the variable that it is given, APEX’s `SMTP_HOST_ADDRESS`',
  settings: [
    entry(['SMTP_HOST_ADDRESS'], { strict: true }),
    entry(['smtp_out_server'], { form: 'list', strict: true }),
    inText({
      key: 'UTL_SMTP.open_connection',
      host: /\bUTL_SMTP\.OPEN_CONNECTION\s*\(\s*(?:host\s*=>\s*)?'(?<value>[^'\n]{1,255})'/i,
      port: /\bUTL_SMTP\.OPEN_CONNECTION\s*\(\s*(?:host\s*=>\s*)?'[^'\n]{1,255}'\s*,\s*(?:port\s*=>\s*)?(?<value>\d+)/i,
      strict: true,
    }),
    inVariables({
      key: 'UTL_SMTP.open_connection',
      names: OPENED,
      given: GIVEN,
      numbers: NUMBER,
      needs: [/utl_smtp/i],
      strict: true,
    }),
  ],
});
