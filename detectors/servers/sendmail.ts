/** Sendmail. m4 names: cf/README; the lines that m4 makes of them: cf/m4/proto.m4. Names outside brackets stand for MX hosts. */

import { moduleEnd } from '../../src/detect/building.ts';
import { detector } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import { inText } from '../../src/detect/text-matches.ts';
import type { Expr } from '../../src/model/expr.ts';
import { nexthopOf } from './nexthop.ts';

/** `mailer:host` or `host`; `local:` is no host. */
function hostOf(value: Expr): Expr | undefined {
  const first = value.kind === 'join' ? value.parts[0] : value;
  return first?.kind === 'text' && /^\s*[A-Za-z]\w*:(?!\d)/.test(first.value) ? nexthopOf(value) : value;
}

const how = { refine: hostOf, mxUnlessBracketed: true } as const;

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
      inText({ ...how, key: 'SMART_HOST', host: /^[^\n]*?\bdefine\(\s*`?SMART_HOST'?\s*,\s*`?(?<value>[^'`)\s]+)/ }),
      inText({ ...how, key: 'MAIL_HUB', host: /^[^\n]*?\bdefine\(\s*`?MAIL_HUB'?\s*,\s*`?(?<value>[^'`)\s]+)/ }),
      inText({ ...how, key: 'LOCAL_RELAY', host: /^[^\n]*?\bdefine\(\s*`?LOCAL_RELAY'?\s*,\s*`?(?<value>[^'`)\s]+)/ }),
      inText({
        ...how,
        key: 'confFALLBACK_SMARTHOST',
        host: /^[^\n]*?\bdefine\(\s*`?confFALLBACK_SMARTHOST'?\s*,\s*`?(?<value>[^'`)\s]+)/,
      }),
      inText({
        ...how,
        key: 'confFALLBACK_MX',
        host: /^[^\n]*?\bdefine\(\s*`?confFALLBACK_MX'?\s*,\s*`?(?<value>[^'`)\s]+)/,
      }),
      inText({ ...how, key: 'nullclient', host: /^[^\n]*?\bFEATURE\(\s*`?nullclient'?\s*,\s*`?(?<value>[^'`),\s]+)/ }),
      inText({
        ...how,
        key: 'msp',
        host: /^[^\n]*?\bFEATURE\(\s*`?msp'?\s*,\s*`?(?<value>[^'`),\s]+)/,
        port: /\bmsp'?\s*,\s*`?[^'`),]+'?\s*,\s*`?(?<value>\d+)/,
      }),
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
      inText({ ...how, key: 'DS', host: /^D(?:[SHR]|\{MTAHost\})(?<value>\S+)/ }),
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
