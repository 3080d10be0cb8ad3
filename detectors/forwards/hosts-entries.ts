/**
 * Addresses that a hosts file or a container is given for a name, in the place of what DNS says. Whether it is a relay's is
 * known when all files are read: src/link/hosts-entries.ts.
 */
import { isIP } from 'node:net';
import { moduleEnd } from '../../src/detect/building.ts';
import { asWritten, type Match, type Matcher } from '../../src/detect/detector.ts';
import { isCommented, literalAt, rangeOfGroup } from '../../src/detect/text-matches.ts';
import type { Facts } from '../../src/model/facts.ts';
import { isLoopback } from '../../src/relays/known.ts';

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const ADDRESS = String.raw`(?<address>(?!127\.|0\.0\.0\.0)${OCTET}(?:\.${OCTET}){3}|(?=[\da-f:]{0,40}?(?:::[\da-f]|[\da-f]:[\da-f]{1,4}:[\da-f]))[\da-f]{0,4}:[\da-f:.]{1,40})(?![\w.:-])`;
const NAME = String.raw`(?=[\d.-]{0,253}[a-z_])[a-z0-9][\w.-]{0,253}`;
const NAMES = String.raw`(?<names>\[[^\]]{0,2000}\]|-[ \t]+["']?${NAME}["']?(?:\s+-[ \t]+["']?${NAME}["']?)*|["']?${NAME})`;
const IP = String.raw`\bip(?:_?address)?["']?\s*[:=]>?\s*["']?${ADDRESS}["']?`;
const HOSTNAMES = String.raw`\bhostnames?["']?\s*[:=]>?\s*${NAMES}`;
const NEXT = String.raw`["']?\s*(?:[,;]\s*)?(?:-[ \t]+)?["']?`;

/** How an address and its names stand together, each with where that is written so. */
const FORMS: readonly string[] = [
  // A line of hosts(5), also where a command writes it.
  String.raw`(?<![\w.:-])${ADDRESS}(?:[ \t]|\\t)+(?<names>${NAME}(?:[ \t]+${NAME})*)`,
  // Compose' extra_hosts, docker's --add-host, Podman's AddHost=: `name:address`, `name=address`, or a map.
  String.raw`(?<![\w.-])(?<names>${NAME})["']?\s*(?::|=>?|,)\s*["']?\[?${ADDRESS}`,
  // Kubernetes' hostAliases, ECS' extraHosts, Terraform's blocks.
  `${IP}${NEXT}${HOSTNAMES}`,
  `${HOSTNAMES}${NEXT}${IP}`,
  // Istio's ServiceEntry: where the proxies beside the programs lead the names.
  String.raw`kind:[ \t]*ServiceEntry\b(?:(?!^---|\bkind:)[^]){0,1500}?\bhosts:\s*${NAMES}(?:(?!^---|\bkind:)[^]){0,1500}?\baddress:[ \t]*["']?${ADDRESS}`,
  // NixOS' networking.hosts.
  String.raw`["']${ADDRESS}["']\s*=\s*(?<names>\[[^\]]{0,2000}\])`,
  // Puppet's resource `host`.
  String.raw`\bhost\s*\{\s*["'](?<names>${NAME})["']\s*:[^}]{0,400}?\bip\s*=>\s*["']${ADDRESS}`,
];

const EXPRESSIONS = FORMS.map((form) => new RegExp(form, 'dgim'));

const namesIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/[a-z0-9][\w.-]*/gi), ([name]) => name.toLowerCase().replace(/\.$/, ''));

/** Where programs are told of such entries. */
export const HOSTS =
  /\/etc[\\/]{1,4}hosts|drivers[\\/]{1,4}etc[\\/]|extra_?hosts|serviceentry|host_?aliases|add-?host|networking\.hosts|\bhost\s*\{\s*["'$]/;

function* entriesIn(facts: Facts): Generator<Match> {
  const { text } = facts.source;
  for (const form of EXPRESSIONS)
    for (const { index, groups = {}, indices } of text.matchAll(form)) {
      const at = rangeOfGroup(indices?.groups?.address);
      const names = namesIn(groups.names ?? '');
      const address = groups.address ?? '';
      if (!at || isIP(address) === 0 || isLoopback(address) || isCommented(text, index)) continue;
      const place = { ...moduleEnd(facts), at: at.start };
      yield { host: literalAt(facts, at), place, key: 'hosts', anchor: at, standsFor: names };
    }
}

const SPOKEN = new RegExp(HOSTS.source, 'i');

/** Entries wherever a file speaks of them. */
export const hostsEntries: Matcher = asWritten(
  FORMS.map((form) => [SPOKEN, new RegExp(form, 'i')]),
  (facts) => entriesIn(facts),
);

/** Entries of a file that holds nothing else. */
export const hostsFile: Matcher = (facts) => entriesIn(facts);
