/** Evidence as one page that needs nothing else: no script, no request, every value escaped. */
import type { MessageTrace } from '../evidence/messages/read-messages.ts';
import { xml } from './escape.ts';
import {
  STRENGTH_WORDS,
  shownClient,
  shownCounts,
  shownDelay,
  shownSource,
  shownSpan,
  shownTime,
  type TraceReport,
} from './hops.ts';
import { count } from './report.ts';

const MOST_ROWS = 5000;
const MOST_MESSAGES = 200;

const STYLE = `:root{color-scheme:light dark;--text:#1d2129;--ground:#fff;--faint:#5c6470;--line:#d5dae2;--bad:#b3261e;--good:#1b7f3b;--doubt:#8a5a00;--relay:#e8f0fe}
@media(prefers-color-scheme:dark){:root{--text:#d5dae2;--ground:#1d2129;--faint:#a3abb8;--line:#3a4250;--bad:#ff8a80;--good:#7bd88f;--doubt:#f0b866;--relay:#203a63}}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:var(--text);background:var(--ground)}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
code{font-size:.9em}.legacy,.error{color:var(--bad);font-weight:600}.approved{color:var(--good)}.unapproved,.warning{color:var(--doubt);font-weight:600}
.hops{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem;margin:.5rem 0}.hop{border:1px solid #8a919c;border-radius:6px;padding:.3rem .6rem}
.relay{border:2px solid #0b57d0;background:var(--relay)}.within{color:var(--faint);border-color:var(--line)}.doubt{border-style:dashed;border-color:var(--bad)}small{color:var(--faint)}`;

const cells = (tag: 'td' | 'th', values: readonly string[]): string =>
  `<tr>${values.map((value) => `<${tag}>${value}</${tag}>`).join('')}</tr>`;

const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : `<h2>${xml(title)}</h2>\n<table>${cells('th', head)}\n${rows
        .slice(0, MOST_ROWS)
        .map((row) => cells('td', row))
        .join(
          '\n',
        )}</table>\n${rows.length > MOST_ROWS ? `<p>${count(rows.length - MOST_ROWS, 'row')} more left out for length.</p>` : ''}`;

const code = (text: string): string => `<code>${xml(text)}</code>`;

export function hopsHtml(report: TraceReport): string {
  const { trace, findings, policy } = report;
  const active = findings.filter(({ suppressed }) => !suppressed);
  const body = [
    '<h1>Relays that mail went through</h1>',
    `<p>${count(active.length, 'finding')} · ${count(trace.relays.length, 'relay')} · ${count(trace.files.length, 'file')} · ${policy === null ? 'no policy' : `policy ${code(policy)}`}</p>`,
    report.complete ? '' : '<p class="warning">Not everything could be read: the result may lack something.</p>',
    table(
      'Findings',
      ['Level', 'What', 'Evidence'],
      active.map(({ level, message, rule, path, line }) => [
        `<span class="${level}">${level}</span>`,
        `${xml(message)} <small>${xml(rule)}</small>`,
        code(`${path}:${line}`),
      ]),
    ),
    table(
      'Relays',
      ['Relay', 'Address', 'Verdict', 'Mail', 'Seen'],
      trace.relays.map((relay) => [
        xml(relay.host),
        xml(relay.ip ?? ''),
        report.judges ? `<span class="${relay.verdict}">${relay.verdict}</span>` : '',
        shownCounts(relay),
        shownSpan(relay),
      ]),
    ),
    table(
      'Sources',
      ['Source', 'Relay', 'Mail', 'Seen', 'Evidence'],
      trace.sources.map((source) => [
        xml(shownSource(source)),
        xml(source.relay ?? "the recipients' own servers"),
        shownCounts(source),
        shownSpan(source),
        `${code(`${source.evidence.path}:${source.evidence.line}`)} <small>${STRENGTH_WORDS[source.strength]}</small>`,
      ]),
    ),
    ...trace.messages.slice(0, MOST_MESSAGES).map(messageSection),
    table(
      'Remarks',
      ['Where', 'What'],
      trace.diagnostics.map(({ path, line, message }) => [
        code(line === undefined ? path : `${path}:${line}`),
        xml(message),
      ]),
    ),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Relays that mail went through</title>
<style>${STYLE}</style></head>
<body>
${body.filter((part) => part !== '').join('\n')}
</body></html>
`;
}

function messageSection(message: MessageTrace): string {
  const { hops, relay } = message;
  const [first] = hops;
  const boxes = hops.map((hop, index) => {
    const kind = [
      'hop',
      relay?.hop === index ? 'relay' : '',
      hop.internal ? 'within' : '',
      hop.marks.length > 0 ? 'doubt' : '',
    ];
    const details = [hop.protocol, hop.time === null ? null : shownTime(hop.time), ...hop.marks].filter(
      (part) => part !== null,
    );
    return `<span>→ <small>${xml(shownDelay(hop.delay))}</small></span><span class="${kind.filter((one) => one !== '').join(' ')}">${xml(hop.by ?? '?')}<br><small>${xml(details.join(' · '))}</small></span>`;
  });
  const start = first ? `<span class="hop within">${xml(shownClient(first))}</span>` : '';
  const why =
    relay === null
      ? 'No hop shows through which relay it went.'
      : `Relay: ${relay.direct ? 'none' : (relay.endpoint.host ?? relay.endpoint.ip ?? '')}, because ${relay.why} (${STRENGTH_WORDS[relay.strength]}).`;
  return `<h3>Message ${code(message.messageId ?? `${message.place.path}:${message.place.line}`)}</h3>
<div class="hops">${start}${boxes.join('')}</div>
<p>${xml(why)}</p>${message.signs.length > 0 ? `<p><small>${xml(message.signs.map(({ kind, value }) => `${kind} ${value}`).join(' · '))}</small></p>` : ''}`;
}
