/** Postfix. Parameters: postconf(5); their precedence: ADDRESS_REWRITING_README, trivial-rewrite(8). */

import { moduleEnd } from '../../src/detect/building.ts';
import { type Detector, detector, type Matcher } from '../../src/detect/detector.ts';
import type { Entry } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { postfixElsewhere } from './postfix-elsewhere.ts';
import { entriesRelays, relaysOf, senderRows, transportRows } from './postfix-parameters.ts';

const mainCf: Matcher = function* (facts, tools) {
  for (const document of facts.documents)
    if (document.kind === 'object') yield* entriesRelays(document.entries, moduleEnd(facts), tools);
};

/** Options of the smtp client's own services reach it; where mail is routed, only trivial-rewrite is asked (trivial-rewrite(8)). */
const masterCf: Matcher = function* (facts, tools) {
  for (const document of facts.documents) {
    for (const service of document.kind === 'object' ? document.entries : []) {
      for (const { key, value } of service.value.kind === 'object' ? service.value.entries : []) {
        const reaches = key === 'smtp_fallback_relay' || key === 'fallback_relay' || service.key === 'trivial-rewrite';
        yield* relaysOf(key, value, moduleEnd(facts), tools, {
          key: `${service.key}.${key}`,
          ...(reaches ? {} : { certainty: 'likely' as const }),
        });
      }
    }
  }
};

const senderMap: Matcher = (facts) => senderRows(rowsOf(facts), moduleEnd(facts));
const transportMap: Matcher = (facts) => transportRows(rowsOf(facts), moduleEnd(facts));

/** Behind them stand the variables of a template. */
const rowsOf = (facts: Facts): readonly Entry[] =>
  facts.documents.slice(0, 1).flatMap((document) => (document.kind === 'object' ? document.entries : []));

const base = { docs: 'https://www.postfix.org/postconf.5.html', layer: 'server', keywords: [] } as const;
/** Endings of maps and of their templates; `.cf` is a database query, `.db` a compiled map. */
const MAP =
  '?(.map|.regexp|.pcre|.hash|.texthash)?(.j2|.jinja2|.erb|.epp|.tmpl|.tpl|.template|.in|.example|.sample|.dist|.default)';
const MODELS = '!(md|rst|html|py|sh|rb|php|go|pm|md5|sha*|db|lmdb)';

/** One table for each kind of host, by its name: `transports.gateway`, `transport.mx1.acme.example`. */
const OF_HOST =
  '!(md|rst|adoc|txt|html|htm|xml|json|yml|yaml|toml|ini|conf|cf|cfg|py|sh|bash|rb|php|go|pm|pl|js|ts|pp|tf|nix|sls|te|cil|pcap|key|pem|crt|md5|sha*|db|lmdb|cdb|pag|dir)';

const postfix: readonly Detector[] = [
  detector({
    ...base,
    id: 'postfix-master',
    title: 'Postfix services',
    docs: 'https://www.postfix.org/master.5.html',
    format: 'postfix',
    formats: ['postfix'],
    files: ['master.cf', '*master.cf', `*master.cf.${MODELS}`],
    recognises: '`-o relayhost=`, `-o smtp_fallback_relay=` in `master.cf`',
    settings: [masterCf],
  }),
  detector({
    ...base,
    id: 'postfix-relay-map',
    title: 'Postfix sender-dependent relays',
    remake: 'postmap on the table unless its type is texthash, regexp or pcre',
    docs: 'https://www.postfix.org/SASL_README.html#client_sasl_sender',
    format: 'table',
    formats: ['table'],
    files: [
      'sender_dependent_relayhost',
      'sender-dependent-relayhost',
      'sender_relay',
      'sender_relay@(host|hosts|map|maps)',
      'relayhost@(_|-)map?(s)',
      'relay-map',
      'relaymap',
    ]
      .map((name) => name + MAP)
      .concat('postfix-relaymap.cf'),
    recognises:
      '`@domain [host]:587` in files named `sender_dependent_relayhost`, `relayhost_map`, `postfix-relaymap.cf`',
    settings: [senderMap],
  }),
  detector({
    ...base,
    id: 'postfix-transport',
    title: 'Postfix transport maps',
    remake: 'postmap on the table unless its type is texthash, regexp or pcre',
    docs: 'https://www.postfix.org/transport.5.html',
    format: 'table',
    formats: ['table'],
    files: ['transport', 'transport@(_|-)map?(s)', '**/postfix*/**/*transport?(s)']
      .map((name) => name + MAP)
      .concat(`**/postfix*/**/transport?(s).${OF_HOST}`),
    recognises: '`pattern smtp:[host]:587` in files named `transport`, `transport_maps`, `transports.<host>`',
    settings: [transportMap],
  }),
  detector({
    ...base,
    id: 'postfix',
    title: 'Postfix',
    format: 'postfix',
    formats: ['postfix'],
    files: [
      'main.cf',
      '*main.cf',
      'main.cf-*',
      // https://docs.mailcow.email/manual-guides/Postfix/u_e-postfix-extra_cf/
      'extra.cf',
      `*main.cf.${MODELS}`,
      '**/postfix*/**/*.cf',
      `**/postfix*/**/*.cf.${MODELS}`,
    ],
    recognises:
      '`relayhost`, `smtp_fallback_relay`, `default_transport`, maps written in place, in `main.cf` and its templates',
    settings: [mainCf],
  }),
  detector({
    ...base,
    id: 'postfix-embedded',
    title: 'Postfix, set up from elsewhere',
    keywords: [
      'postconf',
      'postfix/relayhost',
      'main.cf',
      /<<.{0,99}(?:relay|transport)|(?:relay|transport).{0,99}<</,
      /["'\s](?:e?smtps?|relay):\[?\w[\w-]{0,60}\.\w/,
      /\[\$\{?\w{0,60}(?:relay|smtp|mail|host)\w{0,60}\}?\]/,
      /(?:postfix|postconf)_(?:transport|sender_dependent|relay_transport|fallback|content_filter)/,
    ],
    recognises:
      '`postconf -e relayhost=…`, debconf’s `postfix/relayhost`, `main.cf` in ConfigMaps, cloud-init and heredocs; `transport: smtp:[h]:587` of a role’s variables; `[$RELAY_HOST]:$RELAY_PORT` in scripts; `POSTFIX_transport_maps` of images',
    settings: postfixElsewhere,
  }),
];

export default postfix;
