/** Sendmail. m4 names: cf/README; the lines that m4 makes of them: cf/m4/proto.m4. Names outside brackets stand for MX hosts. */

import { moduleEnd } from '../../src/detect/building.ts';
import type { Matcher } from '../../src/detect/detector.ts';
import { detector, needing } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import { inText, macrosIn } from '../../src/detect/text-matches.ts';
import type { Expr } from '../../src/model/expr.ts';
import { nexthopOf } from './nexthop.ts';

/** `mailer:host` or `host`; `local:` is no host. */
function hostOf(value: Expr): Expr | undefined {
  const first = value.kind === 'join' ? value.parts[0] : value;
  const host = first?.kind === 'text' && /^\s*[A-Za-z]\w*:(?!\d)/.test(first.value) ? nexthopOf(value) : value;
  // A macro of m4's, which the file or one that it includes defines.
  const macro =
    host?.kind === 'text' ? /^\[?(?<name>_[A-Z][A-Z\d_]*|[A-Z][A-Z\d]*_[A-Z\d_]+)\]?$/.exec(host.value) : null;
  const name = macro?.groups?.name;
  return host && name !== undefined ? { kind: 'env', name, range: host.range } : host;
}

/** A macro that the file defines itself: `define(`HOUSE_HUB', `h')`. */
const MACRO = /^[^\n]*?\bdefine\(\s*`?(?<name>_[A-Z][A-Z\d_]*|[A-Z][A-Z\d]*_[A-Z\d_]+)'?\s*,\s*`?(?<value>[^'`)\s]+)/;

/** The same with the macros of the file itself in their places. */
const withMacros = (matcher: Matcher): Matcher =>
  needing(matcher.needs, function* (facts, tools) {
    for (const match of matcher(facts, tools)) {
      const { host } = match;
      const macro = host?.kind === 'env' ? macrosIn(facts, MACRO).get(host.name) : undefined;
      if (!macro || host?.kind !== 'env') yield match;
      else
        yield {
          ...match,
          host: macro.value,
          via: [{ facts, range: macro.at, kind: 'defined', name: host.name }],
        };
    }
  });

const how = { refine: hostOf, mxUnlessBracketed: true } as const;

/** Parameters that hand mail to a host, by the mailer `relay` unless they name another one (cf/README, "MAILERS"). */
const PARAMETERS = ['SMART_HOST', 'MAIL_HUB', 'LOCAL_RELAY'];

/** Hosts for mail that its own mailer could not hand on; the mailer, and with it the port, is any. */
const FALLBACKS = ['confFALLBACK_SMARTHOST', 'confFALLBACK_MX'];

/** `TCP $h 587`: the port belongs to the mailer, and stands in its arguments. */
const mailerPort = (mailer: string): RegExp =>
  new RegExp(`^(?!dnl)[^\\n]*?\\bdefine\\(\\s*\`?${mailer}_MAILER_ARGS'?\\s*,\\s*\`?TCP \\$h (?<value>\\d+)`);

const definition = (key: string, named = ''): RegExp =>
  new RegExp(`^[^\\n]*?\\bdefine\\(\\s*\\\\?\`?${key}'?\\s*,\\s*\\\\?\`?${named}(?<value>[^'\`)\\s]+)`);

const defined = (key: string): readonly Matcher[] =>
  [
    { mailer: 'RELAY', named: '(?!e?smtp:)' },
    { mailer: 'ESMTP', named: '(?=esmtp:)' },
    { mailer: 'SMTP', named: '(?=smtp:)' },
  ].map(({ mailer, named }) =>
    inText({
      ...how,
      key,
      whole: true,
      host: definition(key, named),
      port: mailerPort(mailer),
    }),
  );

/** The line of a mailer in a .cf, with the lines that continue it. */
const mailerLine = (mailer: string): RegExp =>
  new RegExp(`^M${mailer},(?:[^\\n]|\\n[ \\t]){0,900}?\\bA=TCP \\$h (?<value>\\d+)`);

const submission = {
  ...how,
  key: 'msp',
  whole: true,
  host: /^[^\n]*?\bFEATURE\(\s*`?msp'?\s*,\s*`?(?<value>[^'`),\s]+)/,
} as const;

/** The second argument is `MSA` for port 587, or means nothing (cf/feature/msp.m4). */
const toMsa = inText({ ...submission, port: /\bmsp'?\s*,\s*`?[^'`),\s][^'`),]*(?:'\s*)?,\s*`?(?<value>MSA)\b/ });
const toMta = inText({ ...submission, port: mailerPort('RELAY') });

const msp: Matcher = function* (facts, tools) {
  for (const match of toMsa(facts, tools))
    if (match.port) yield { ...match, port: { kind: 'text', value: '587', range: match.port.range } };
    else yield* toMta(facts, tools);
};

const base = { docs: 'https://www.sendmail.org/m4/', layer: 'server' } as const;

export default [
  detector({
    ...base,
    id: 'sendmail',
    title: 'Sendmail m4',
    format: 'lines',
    files: ['*.mc', '*.mc.?(in|j2|erb|tmpl|template|dist|orig|example|sample)'],
    keywords: ['smart_host', 'mail_hub', 'local_relay', 'nullclient', 'msp', 'conffallback'],
    recognises:
      "`define(`SMART_HOST', …)`, `MAIL_HUB`, `FEATURE(`nullclient', …)`, `FEATURE(`msp', …)`, `confFALLBACK_SMARTHOST`",
    settings: [
      ...PARAMETERS.flatMap(defined).map(withMacros),
      ...FALLBACKS.map((key) => withMacros(inText({ ...how, key, host: definition(key) }))),
      inText({
        ...how,
        key: 'nullclient',
        whole: true,
        host: /^[^\n]*?\bFEATURE\(\s*`?nullclient'?\s*,\s*`?(?<value>[^'`),\s]+)/,
        port: mailerPort('RELAY'),
      }),
      msp,
    ],
  }),
  detector({
    ...base,
    id: 'sendmail-cf',
    title: 'Sendmail',
    format: 'lines',
    files: ['sendmail.cf', 'submit.cf', 'sendmail.cf.*', 'submit.cf.*'],
    keywords: [],
    recognises: '`DS` and its kin in `sendmail.cf`',
    settings: [
      inText({
        ...how,
        key: 'DS',
        whole: true,
        host: /^D(?:[SHR]|\{MTAHost\})(?!e?smtp:)(?<value>\S+)/,
        port: mailerLine('relay'),
      }),
      inText({ ...how, key: 'DS', whole: true, host: /^D[SHR](?=esmtp:)(?<value>\S+)/, port: mailerLine('esmtp') }),
      inText({ ...how, key: 'DS', whole: true, host: /^D[SHR](?=smtp:)(?<value>\S+)/, port: mailerLine('smtp') }),
      inText({ ...how, key: 'FallbackSmartHost', host: /^O\s+Fallback(?:SmartHost|MXhost)=(?<value>\S+)/ }),
    ],
  }),
  detector({
    ...base,
    id: 'mailertable',
    title: 'Sendmail mailertable',
    format: 'table',
    files: ['mailertable', 'mailertable.?(in|j2|erb|tmpl|template|txt|example|sample)'],
    keywords: [],
    recognises: '`domain smtp:[host]` in a `mailertable`',
    settings: [
      function* (facts) {
        for (const { path, value, place } of entriesOf(facts)) {
          const host = nexthopOf(value);
          if (host)
            yield {
              host,
              place: place ?? moduleEnd(facts),
              key: path.join('.'),
              anchor: value.range,
              mxUnlessBracketed: true,
            };
        }
      },
    ],
  }),
];
