/** Programs that wait at a port of mail and carry each connection on, as proxies do. */
import { detector, type Need } from '../../src/detect/detector.ts';
import { arg, call, options } from '../../src/detect/matchers.ts';
import type { Facts } from '../../src/model/facts.ts';

/** https://nodejs.org/api/net.html#serverlisten */
const WAITS = /\.listen\(\s{0,20}(?:\{\s{0,20}port\s{0,5}:\s{0,5})?(?:25|465|587|2525)\b/;
const CARRIES = /\.pipe\(|\bpipeline\(/;

/** What a file has that waits and carries on; nearly every bundle has the names of the calls. */
const needs: readonly Need[] = [[/\b(?:net|tls)\b/, WAITS, CARRIES]];

/** A program that makes names as it runs is read whatever it needs. */
const carries = ({ source: { text } }: Facts): boolean => WAITS.test(text) && CARRIES.test(text);

const CONNECTS = ['net.connect', 'net.createConnection', 'net.Socket#connect', 'tls.connect'];

export const forwardingPrograms = detector({
  id: 'forwarding-program',
  title: 'Programs that carry mail on',
  docs: 'https://nodejs.org/api/net.html#netconnect',
  layer: 'server',
  format: 'javascript',
  keywords: [/(?:net|tls|socket)\.(?:connect|createconnection)/],
  recognises: '`net.connect(25, host)` of a program that waits at a port of mail and pipes what it is sent',
  settings: [
    call({ of: CONNECTS, host: arg(1), port: arg(0), needs, when: (_site, { facts }) => carries(facts) }),
    options({ of: CONNECTS, options: arg(0), host: ['host'], needs, when: (_given, { facts }) => carries(facts) }),
  ],
});
