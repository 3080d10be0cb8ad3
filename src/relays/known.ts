/** What is known of a relay by its name alone: whose it is, whether mail to it leaves the machine at all. */
import { BlockList, isIP } from 'node:net';
import { normalHost } from './comparable-host.ts';
import known from './known.json' with { type: 'json' };

const NAMES: ReadonlyMap<string, string> = new Map(
  known.flatMap(({ name, hosts }) => hosts.map((host) => [host, name] as const)),
);

const PATTERNS = known.flatMap(({ name, patterns }) => (patterns ?? []).map((source) => ({ name, source })));

/** Whose relay it is: `Gmail` for `smtp.gmail.com`; undefined for a host that is not known. */
export function relayName(host: string): string | undefined {
  const name = normalHost(host);
  return NAMES.get(name) ?? PATTERNS.find(({ source }) => new RegExp(source).test(name))?.name;
}

/** Programs that take mail and deliver none; as host names they are the names of their images, and compose services. */
const PROGRAMS =
  '(mailhog|mailpit|mailcatcher|maildev|smtp4dev|inbucket|greenmail|papercut|mailslurper|fake-?smtp|smtp-?sink|mail-?catcher|mailsink|mailcrab|mocksmtp)';

/** One of several, and a service of a cluster. */
const CATCHER = new RegExp(`^${PROGRAMS}([-_]?\\d+)?((\\.[^.]+)?\\.svc(\\.cluster\\.local)?)?$`);

/** The name of one among other words, in a domain or not: it may be a real host. */
const LIKE_ONE = new RegExp(`^([^.]*[-_])?${PROGRAMS}([-_\\d][^.]*)?(\\.|$)`);

/** Services on the net that do the same. */
const CATCHING_SERVICES =
  /(^|\.)(mailtrap\.io|ethereal\.email|mailosaur\.(io|net)|debugmail\.io|sandbox-smtp\.mailcatch\.app)$/;

/** Mailtrap delivers too, from these. */
const DELIVERING = /^(live|bulk|send)\.smtp\.mailtrap\.io$/;

/** Whether it is a known mail catcher: mail sent there reaches nobody. */
export function isCatcher(host: string): boolean {
  const name = normalHost(host);
  if (DELIVERING.test(name)) return false;
  return CATCHER.test(name) || CATCHING_SERVICES.test(name);
}

/** Whether it is called after a mail catcher: `dev-mailpit`, `mailhog.corp.internal`. */
export const looksLikeCatcher = (host: string): boolean => LIKE_ONE.test(normalHost(host));

/** RFC 6761 and RFC 1122 loopback, RFC 3927 and RFC 4291 link-local, and Docker's default bridge. */
const LOCAL_ADDRESSES = new BlockList();
LOCAL_ADDRESSES.addSubnet('127.0.0.0', 8, 'ipv4');
LOCAL_ADDRESSES.addSubnet('169.254.0.0', 16, 'ipv4');
LOCAL_ADDRESSES.addAddress('0.0.0.0', 'ipv4');
LOCAL_ADDRESSES.addAddress('172.17.0.1', 'ipv4');
LOCAL_ADDRESSES.addAddress('::1', 'ipv6');
LOCAL_ADDRESSES.addAddress('::', 'ipv6');
LOCAL_ADDRESSES.addSubnet('fe80::', 10, 'ipv6');

/** The machine itself, by name; and the host as containers see it. */
const LOCAL_NAMES =
  /^(localhost[46]?(\.localdomain[46]?)?|(.+\.)?localhost|ip6-(localhost|loopback)|loopback|(host|gateway)\.docker\.internal|docker\.host\.internal|kubernetes\.docker\.internal|host\.(containers|lima|minikube|orb)\.internal|127(\.\d{1,3}){1,2})$/;

/** Whether it is this machine: loopback and link-local addresses, `localhost` and names under it, the container's host. */
export function isLoopback(host: string): boolean {
  const name = normalHost(host);
  const family = isIP(name);
  if (family === 0) return LOCAL_NAMES.test(name);
  return LOCAL_ADDRESSES.check(name.replace(/%.*$/, ''), family === 6 ? 'ipv6' : 'ipv4');
}
