/** Oracle's ways to send mail. https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/SMTP_OUT_SERVER.html, UTL_SMTP, APEX_INSTANCE_ADMIN. */
import { moduleEnd } from '../src/detect/building.ts';
import { detector, type Matcher, needing } from '../src/detect/detector.ts';
import { entry } from '../src/detect/matchers.ts';
import { inText, isCommented, literalAt } from '../src/detect/text-matches.ts';

const OPENED = /\bUTL_SMTP\.OPEN_CONNECTION\s*\(\s*(?:host\s*=>\s*)?(?<name>[a-z][\w$#]*)\s*[,)]/gi;
/** A PL/SQL assignment or declaration: `v_host := 'h'`, `c_host CONSTANT VARCHAR2(60) := 'h'`, `v_host VARCHAR2(60) DEFAULT 'h'`. */
const GIVEN =
  /(?<![\w$#.])(?<name>[a-z][\w$#]*)[ \t]*(?:[ \t](?:CONSTANT[ \t]+)?[a-z][\w.%]*[ \t]*(?:\([^)\n]{0,30}\)[ \t]*)?)?(?::=|\bDEFAULT\b)\s*'(?<value>[^'\n]{1,255})'/dgi;

/** The variables that hold the host of `UTL_SMTP.open_connection(v_host, 25)`, where the file gives them a text. */
const byVariable: Matcher = needing([/utl_smtp/i], function* (facts) {
  const { text } = facts.source;
  const names = new Set(
    Array.from(text.matchAll(OPENED))
      .filter((found) => !isCommented(text, found.index))
      .map((found) => found.groups?.name?.toLowerCase() ?? ''),
  );
  if (names.size === 0) return;
  for (const found of text.matchAll(GIVEN)) {
    const at = found.indices?.groups?.value;
    if (!at || !names.has(found.groups?.name?.toLowerCase() ?? '') || isCommented(text, found.index)) continue;
    const host = literalAt(facts, { start: at[0], end: at[1] });
    yield {
      host,
      place: { ...moduleEnd(facts), at: at[0] },
      key: 'UTL_SMTP.open_connection',
      anchor: host.range,
      strict: true,
    };
  }
});

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
    byVariable,
  ],
});
