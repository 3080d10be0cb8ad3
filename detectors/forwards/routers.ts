/** Proxies whose configuration is a tree: Traefik's TCP services, Envoy's clusters. */
import { grow, moduleEnd, valueAt } from '../../src/detect/building.ts';
import { type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import type { Entry, Expr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { splitAddress } from './forward-match.ts';
import { awaitsOf, type Forward, leadsOut } from './leads-out.ts';
import { entriesOfObject, itemsOf, textAt, textsIn, valuesUnder } from './trees.ts';

function* forwardOf(
  facts: Facts,
  key: string,
  address: Expr | undefined,
  forward: Omit<Forward, 'host' | 'port'>,
  portBeside?: Expr,
): Generator<Match> {
  if (!address) return;
  const { text } = facts.source;
  const { host, port = portBeside?.kind === 'text' ? portBeside.value : undefined } = splitAddress(
    address.kind === 'text' ? address.value : text.slice(address.range.start, address.range.end),
  );
  const whole = { ...forward, host, port };
  const awaits = leadsOut(whole) ? undefined : awaitsOf(whole);
  if (!leadsOut(whole) && !awaits) return;
  const place = moduleEnd(facts);
  yield { host: address, place, key, anchor: address.range, port: portBeside, certainty: 'likely', awaits };
}

/** `tcp.services.NAME.loadBalancer.servers[].address`. https://doc.traefik.io/traefik/routing/services/#configuring-tcp-services */
export const traefik: Matcher = needing([/loadBalancer/i], function* (facts) {
  for (const document of facts.documents) {
    const tcp = valueAt(document, 'tcp');
    const routersOf = new Map<string, Entry[]>();
    for (const router of entriesOfObject(valueAt(tcp, 'routers')))
      grow(routersOf, textAt(router.value, 'service').replace(/@.*$/, ''), [router]);
    const addresses = new Map(
      entriesOfObject(valueAt(document, 'entryPoints')).map(({ key, value }) => [key, textAt(value, 'address')]),
    );
    for (const { key, value } of entriesOfObject(valueAt(tcp, 'services'))) {
      const own = routersOf.get(key) ?? [];
      const points = own.flatMap((router) => textsIn(valueAt(router.value, 'entryPoints')));
      const listens = points.flatMap((point) => addresses.get(point) || []);
      const balancer = valueAt(value, 'loadBalancer');
      const toOwnServer = valueAt(balancer, 'proxyProtocol') !== undefined;
      for (const server of itemsOf(valueAt(balancer, 'servers')))
        yield* forwardOf(facts, `tcp.services.${key}`, valueAt(server, 'address'), {
          names: [key, ...own.map((router) => router.key), ...points],
          listens,
          toOwnServer,
        });
    }
  }
});

const addressOf = (socket: Expr | undefined): string => {
  const port = textAt(socket, 'port_value');
  return port === '' ? '' : `${textAt(socket, 'address')}:${port}`;
};

/** A cluster that a `tcp_proxy` filter of a listener names. https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/tcp_proxy_filter */
export const envoy: Matcher = needing([/socket_address/], function* (facts) {
  for (const document of facts.documents) {
    const listenersOf = new Map<string, { readonly name: string; readonly address: string }[]>();
    for (const listener of [...valuesUnder(document, 'listeners')].flatMap(itemsOf)) {
      const one = {
        name: textAt(listener, 'name'),
        address: addressOf(valueAt(listener, 'address', 'socket_address')),
      };
      for (const cluster of new Set([...valuesUnder(listener, 'cluster')].flatMap(textsIn)))
        grow(listenersOf, cluster, [one]);
    }
    for (const cluster of [...valuesUnder(document, 'clusters')].flatMap(itemsOf)) {
      const name = textAt(cluster, 'name');
      const own = listenersOf.get(name) ?? [];
      const names = [name, ...own.map((listener) => listener.name)];
      const listens = own.flatMap(({ address }) => address || []);
      for (const socket of valuesUnder(valueAt(cluster, 'load_assignment'), 'socket_address'))
        yield* forwardOf(
          facts,
          `clusters.${name}`,
          valueAt(socket, 'address'),
          { names, listens },
          valueAt(socket, 'port_value'),
        );
    }
  }
});
