/** Caddy's app for connections of any protocol, which a Caddyfile configures among the global options. */
import { type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { rangeOfGroup } from '../../src/detect/text-matches.ts';
import type { Facts } from '../../src/model/facts.ts';
import { forwardTo } from './forward-match.ts';

/** A server within `layer4 { … }`: the addresses that it waits at, `:25 127.0.0.1:587 {`. */
const SERVER = /^[ \t]*(?<listens>(?:[\w./-]*:\d+[ \t,]+)+)\{/;
const PROXY = /^[ \t]*proxy[ \t]+(?:tcp\/)?(?<target>[\w.[\]-]+:\w+)/d;

/** https://github.com/mholt/caddy-l4#caddyfile-configuration-examples */
export const caddyLayer4: Matcher = needing([/^[ \t]*layer4[ \t]*\{/m], function* (facts: Facts): Generator<Match> {
  const { text } = facts.source;
  let listens: readonly string[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const server = SERVER.exec(line)?.groups?.listens;
    if (server) listens = server.split(/[\s,]+/).filter(Boolean);
    const at = rangeOfGroup(PROXY.exec(line)?.indices?.groups?.target, index);
    if (at) yield* forwardTo(facts, { key: 'layer4.proxy', at }, { names: [], listens });
  }
});
