/** Services of Kubernetes that stand for a host outside the cluster: who sends to the service's name sends there. */
import { moduleEnd, valueAt } from '../../src/detect/building.ts';
import { type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import type { Expr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { isMailPort, leadsIn, leadsOut } from './leads-out.ts';
import { itemsOf, textAt } from './trees.ts';

const writtenIn = (expr: Expr): string =>
  expr.kind === 'text'
    ? expr.value
    : expr.kind === 'join'
      ? expr.parts.map(writtenIn).join('')
      : expr.kind === 'env'
        ? `\${${expr.name}}`
        : '';

/** The port of mail among `ports: [{ name: smtp, port: 25 }]`; undefined where there is none. */
function mailPort(ports: readonly Expr[]): Expr | undefined {
  const found = ports.find((one) => isMailPort(textAt(one, 'port')) || isMailPort(textAt(one, 'name')));
  return found && valueAt(found, 'port');
}

const match = (facts: Facts, key: string, host: Expr, port: Expr | undefined): Match => ({
  host,
  place: moduleEnd(facts),
  key,
  anchor: host.range,
  port,
  certainty: 'likely',
  strict: true,
});

/** A service is called after what it is for: `smtp`, `mail-relay`, `mailer`; not what people read their mail with. */
const SENDS = /(?:^|[-.])(?:e?smtps?|mails?|mailer|mailout|mail-?relay|smarthost|mta|submission)(?=$|[-.\d])/;
const READS = /web|ui$|admin|imap|pop|http|api|db|dashboard|exporter/;

function* externalName(facts: Facts, document: Expr): Generator<Match> {
  const spec = valueAt(document, 'spec');
  const host = valueAt(spec, 'externalName');
  if (!host || textAt(spec, 'type') !== 'ExternalName') return;
  const name = textAt(document, 'metadata', 'name');
  const ports = itemsOf(valueAt(spec, 'ports'));
  const port = mailPort(ports);
  const isMail = ports.length > 0 ? port !== undefined : SENDS.test(name) && !READS.test(name);
  if (isMail && !leadsIn([name])) yield match(facts, 'spec.externalName', host, port);
}

/** Addresses of a service without a selector, in the old and in the new form. */
function* endpoints(facts: Facts, document: Expr): Generator<Match> {
  const names = [
    textAt(document, 'metadata', 'name'),
    textAt(valueAt(document, 'metadata', 'labels'), 'kubernetes.io/service-name'),
  ];
  const old = itemsOf(valueAt(document, 'subsets')).flatMap((subset) =>
    itemsOf(valueAt(subset, 'addresses')).map((address) => ({
      host: valueAt(address, 'ip') ?? valueAt(address, 'hostname'),
      port: mailPort(itemsOf(valueAt(subset, 'ports'))),
    })),
  );
  const port = mailPort(itemsOf(valueAt(document, 'ports')));
  const sliced = itemsOf(valueAt(document, 'endpoints')).flatMap((one) =>
    itemsOf(valueAt(one, 'addresses')).map((host) => ({ host, port })),
  );
  for (const one of [...old, ...sliced]) {
    if (!one.host || !one.port) continue;
    if (leadsOut({ names, listens: [], host: writtenIn(one.host), port: writtenIn(one.port) }))
      yield match(facts, 'addresses', one.host, one.port);
  }
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#externalname, #services-without-selectors */
export const kubernetesServices: Matcher = needing(
  [/externalName|EndpointSlice|kind["']?:[ \t]*["']?Endpoints/],
  function* (facts) {
    for (const document of facts.documents) {
      const kind = textAt(document, 'kind');
      if (kind === 'List')
        for (const item of itemsOf(valueAt(document, 'items'))) yield* ofKind(textAt(item, 'kind'), facts, item);
      else yield* ofKind(kind, facts, document);
    }
  },
);

function* ofKind(kind: string, facts: Facts, document: Expr): Generator<Match> {
  if (kind === 'Service') yield* externalName(facts, document);
  else if (kind === 'Endpoints' || kind === 'EndpointSlice') yield* endpoints(facts, document);
}
