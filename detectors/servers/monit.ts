/** Monit's `set mailserver`, a list whose servers have options of their own. https://mmonit.com/monit/documentation/monit.html */
import { moduleEnd } from '../../src/detect/building.ts';
import { type Detector, detector, type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Expr, Range } from '../../src/model/expr.ts';

/** The whole statement: lines go on behind a comma, and with an option. */
const STATEMENT =
  /\bset[ \t]+mailservers?[ \t]+(?:[^\n,#]{0,400},[ \t]*(?:#[^\n]*)?\r?\n?){0,40}[^\n#]{1,400}(?:\r?\n[ \t]+(?:port|username|password|using|with|certificate)\b[^\n#]{0,200}){0,6}/gi;
const SET = /^set[ \t]+mailservers?[ \t]+/i;

/** One of the servers: its name, and what is said of it up to the next comma. */
const SERVER =
  /(?<host>(?:\{\{[^}\n]{0,300}\}\}|<%[^%\n]{0,300}%>|[^\s,#"'{<]|[{<](?![{%]))+)(?<options>(?:"[^"\n]*"|[^,"])*)(?:,|$)/dg;

const PORT = /^\s*port\s+(?<value>[^\s"',;]+)|\sport\s+(?<other>[^\s"',;]+)/di;
const USER = /\busername\s+["']?(?<value>[^\s"',]+)/di;
const PASSWORD = /\bpassword\s+["']?(?<value>[^\s"',]+)/di;
/** `using ssl`, `with tls`, `using tlsv12`; Monit speaks STARTTLS unless the port is that of TLS from the first byte. */
const TLS = /\b(?:using|with)\s+(?<value>tls\w*|ssl\w*)/di;

/** The servers of each statement, each with its own port, user and TLS. */
const mailservers: Matcher = needing([/set\s+mailserver/i], function* (facts): Generator<Match> {
  const { text } = facts.source;
  for (const statement of text.matchAll(STATEMENT)) {
    if (isCommented(text, statement.index)) continue;
    const start = statement.index + (SET.exec(statement[0])?.[0].length ?? 0);
    const list = text
      .slice(start, statement.index + statement[0].length)
      .replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
    for (const server of list.matchAll(SERVER)) {
      const at = server.indices?.groups?.host;
      const options = server.indices?.groups?.options;
      if (!at || !options) continue;
      const host = literalAt(facts, moved(at, start));
      const said = (pattern: RegExp): Expr | undefined => {
        const found = pattern.exec(list.slice(...options))?.indices?.groups;
        const place = found?.value ?? found?.other;
        return place && literalAt(facts, moved(place, start + options[0]));
      };
      const tls = said(TLS);
      yield {
        host,
        place: { ...moduleEnd(facts), at: host.range.start },
        key: 'set mailserver',
        anchor: host.range,
        port: said(PORT),
        user: said(USER),
        password: said(PASSWORD),
        ...(tls ? { tls: [{ value: tls, whenTrue: 'starttls' as const }] } : {}),
      };
    }
  }
});

const moved = ([start, end]: readonly [number, number], by: number): Range => ({ start: start + by, end: end + by });

const monit = {
  title: 'Monit',
  docs: 'https://mmonit.com/monit/documentation/monit.html#Setting-a-mail-server-for-alert-delivery',
  layer: 'monitoring',
  keywords: [/set\s+mailserver/],
  settings: [mailservers],
} as const;

export const monitDetectors: readonly Detector[] = [
  detector({
    ...monit,
    id: 'monit',
    format: 'lines',
    files: ['*monitrc', 'monitrc.*', '**/monit/{conf.d,conf-available,conf-enabled}/*'],
    recognises: '`set mailserver h1 port n, h2`',
  }),
  detector({ ...monit, id: 'monit-embedded', title: 'Monit, in other files' }),
];
