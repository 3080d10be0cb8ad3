/** DragonFly's mail agent: the tag's brackets hold the queue id (`dma[1e4930.5612b9cd68f0]`). */
import { isLoopback } from '../../relays/known.ts';
import { type Endpoint, type Journal, NOWHERE, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { domainOf, endpointIn, endpointOf, interner, kept } from '../words.ts';
import type { LogReader } from './reader.ts';

const MOST = 10_000;

interface Mail {
  user: string | null;
  from: string | null;
  since: number | null;
}

export function dma(journal: Journal): LogReader {
  const same = interner();
  /** By the id before the dot: one mail may have an item for each recipient. */
  const mails = new Map<string, Mail>();
  const routes = new Map<string, { endpoint: Endpoint; local: boolean; tried: Set<string> }>();

  return {
    format: 'dma',
    programs: ['dma'],
    owns: () => false,
    read(line, context) {
      const { text, pid } = line;
      if (pid === null) return;
      const [id = ''] = pid.split('.');
      const time = context.timeOf(line);
      const submitted = /^new mail from user=(\S+) uid=(\d+) envelope_from=<([^>]*)>/.exec(text);
      if (submitted) {
        const from = domainOf(submitted[3] ?? '');
        if (mails.size < MOST)
          mails.set(kept(id), { user: same(submitted[1] ?? ''), from: from === null ? null : same(from), since: time });
        return;
      }
      let route = routes.get(pid);
      if (!route) {
        route = { endpoint: NOWHERE, local: false, tried: new Set() };
        if (routes.size < MOST) routes.set(kept(pid), route);
      }
      const smarthost = /^using smarthost \((\S+)\)/.exec(text)?.[1];
      if (smarthost !== undefined) route.endpoint = endpointIn(smarthost);
      const remote = /^trying remote delivery to (\S+) \[([^\]]+)\]/.exec(text);
      if (remote) {
        const { host, port } = route.endpoint;
        const found = endpointOf(remote[1], remote[2]);
        route.endpoint = { ...found, port: found.host === host ? port : null };
      }
      if (/^<[^>]*> trying delivery|^trying local delivery|^local delivery/.test(text))
        route.local = /local/.test(text);
      if (/trying local delivery|delivered locally/.test(text)) route.local = true;
      const outcome = outcomeOf(text);
      if (!outcome) return;
      const recipient = /^<([^>]*)>/.exec(text)?.[1] ?? '';
      const { endpoint, local } = route;
      const address = endpoint.ip ?? endpoint.host;
      if (local || (address !== null && isLoopback(address))) {
        if (outcome === 'delivered') journal.local(1);
        return;
      }
      const again = outcome === 'deferred' && route.tried.has(address ?? '');
      route.tried.add(address ?? '');
      if (outcome !== 'deferred') routes.delete(pid);
      const mail = mails.get(id);
      journal.attempt({
        source: {
          ...UNKNOWN_SOURCE,
          host: line.host === null ? null : same(line.host),
          program: 'dma',
          user: mail?.user ?? null,
          from: mail?.from ?? null,
        },
        endpoint,
        outcome,
        recipients: 1,
        domain: recipient === '' ? null : domainOf(recipient),
        time,
        queued: mail?.since ?? null,
        messageId: null,
        strength: 'sender',
        place: context.placeOf(line),
        ...(again ? { again } : {}),
      });
    },
  };
}

/** dma's own words: dma.c (deliver) and net.c (deliver_remote). */
function outcomeOf(text: string): Outcome | undefined {
  if (/^<[^>]*> delivery successful/.test(text)) return 'delivered';
  if (/^remote delivery deferred|^<[^>]*> .*deferred/.test(text)) return 'deferred';
  return /^remote delivery (?:to \S+ )?failed|^<[^>]*> delivery failed/.test(text) ? 'failed' : undefined;
}
