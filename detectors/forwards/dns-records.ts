/**
 * Records of name servers that lead a name elsewhere: zone files, dnsmasq, unbound, CoreDNS, Terraform, OctoDNS, DNSControl. Where they
 * lead is what DNS says, so they count only where a relay's name is led to a legacy one: src/link/hosts-entries.ts.
 */
import { moduleEnd, text } from '../../src/detect/building.ts';
import { asWritten, type Match, type Matcher } from '../../src/detect/detector.ts';
import { isCommented, literalAt, rangeOfGroup } from '../../src/detect/text-matches.ts';
import type { Facts } from '../../src/model/facts.ts';
import { isLoopback } from '../../src/relays/known.ts';

const NAME = String.raw`[a-z0-9_*][\w.*-]{0,253}`;
const TARGET = String.raw`(?<target>[a-z0-9][\w.:-]{0,253})`;
/** Outside of zones a name is whole; programs have many a `name` beside a `value`, of which a record's are texts. */
const WHOLE_TARGET = String.raw`(?<target>[a-z0-9][\w-]{0,253}[.:][\w.:-]{1,253})`;
/** What may stand between a record's name and its data: life, class, type. */
const RECORD = String.raw`[ \t]+(?:\d+[smhdw]?[ \t]+)?(?:IN[ \t]+)?(?:\d+[smhdw]?[ \t]+)?(?:A|AAAA|CNAME)[ \t]+`;
const KEY = String.raw`["']?\s*[:=]\s*`;
const NAMING = '(?:name|record|dnsName|hostname)';
const LEADING = '(?:records?|rrdatas|content|value|targets?)';

/** A line of a zone, RFC 1035. */
const LINE_OF_ZONE = `^(?<name>${NAME}|@)${RECORD}${TARGET}`;

const FORMS: readonly string[] = [
  LINE_OF_ZONE,
  // https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.conf.html
  String.raw`\blocal-data:[ \t]*["'](?<name>${NAME})${RECORD}${TARGET}`,
  // https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html
  String.raw`\baddress=/(?<name>${NAME})/${TARGET}`,
  String.raw`\b(?:cname|host-record)=(?<name>${NAME}),${TARGET}`,
  // https://coredns.io/plugins/rewrite/
  String.raw`\brewrite[ \t]+(?:(?:stop|continue)[ \t]+)?name[ \t]+(?:exact[ \t]+)?(?<name>${NAME})[ \t]+${TARGET}`,
  // Terraform's records and Pulumi's.
  String.raw`\b${NAMING}${KEY}["'](?<name>${NAME})["'][ \t]*(?:,|\r?\n)[^}]{0,400}?\b${LEADING}${KEY}(?:\[\s*)?["']${WHOLE_TARGET}`,
  // https://docs.dnscontrol.org/language-reference/domain-modifiers
  String.raw`\b(?:A|AAAA|CNAME)\(\s*["'](?<name>${NAME}|@)["']\s*,\s*["']${WHOLE_TARGET}`,
  // external-dns' endpoints, Ansible's modules.
  String.raw`^[ \t]*(?:-[ \t]+)?["']?${NAMING}${KEY}["']?(?<name>${NAME})["']?[ \t]*\r?\n[^}]{0,400}?^[ \t]*(?:-[ \t]+)?["']?${LEADING}${KEY}(?:\[\s*)?(?:-\s*)?["']?${WHOLE_TARGET}`,
  // https://octodns.readthedocs.io/: the file has the zone's name.
  String.raw`^["']?(?<name>${NAME})["']?:[ \t]*\r?\n(?:[ \t][^\n]*\n){0,6}?[ \t]+values?:\s*(?:-\s*)?["']?${TARGET}`,
];

const EXPRESSIONS = FORMS.map((form) => new RegExp(form, 'dgim'));

const ORIGIN = /^\$ORIGIN[ \t]+([\w.-]+)/im;
/** `db.corp.example`, `corp.example.zone`, `corp.example.yaml`. */
const ZONE_OF_FILE = /(?:^|\/)(?:db\.)?([\w-]+(?:\.[\w-]+)+?)(?:\.(?:zone|db|hosts|ya?ml))?$/i;

/** The names that a record's own may stand for: as it is, and below the zone's. */
function namesOf(name: string, zones: readonly string[]): readonly string[] {
  const plain = name.toLowerCase();
  if (plain.endsWith('.')) return [plain.slice(0, -1)];
  return [plain, ...zones.map((zone) => (plain === '@' ? zone : `${plain}.${zone}`))];
}

/** Where lists of names to block lead them by the thousand. */
const leadsNowhere = (target: string): boolean => /^(?:0\.0\.0\.0|::)\.?$/.test(target) || isLoopback(target);

function* recordsIn(facts: Facts): Generator<Match> {
  const written = facts.source.text;
  const zones = [ORIGIN.exec(written)?.[1], ZONE_OF_FILE.exec(facts.path)?.[1]].flatMap((zone) =>
    zone === undefined ? [] : [zone.toLowerCase().replace(/\.$/, '')],
  );
  for (const form of EXPRESSIONS)
    for (const { index, groups = {}, indices } of written.matchAll(form)) {
      const at = rangeOfGroup(indices?.groups?.target);
      if (!at || leadsNowhere(groups.target ?? '') || isCommented(written, index)) continue;
      const isRelative = form.source === LINE_OF_ZONE && /^[\w-]+$/.test(groups.target ?? '') && zones[0] !== undefined;
      yield {
        host: isRelative ? text(`${groups.target}.${zones[0]}`, at) : literalAt(facts, at),
        place: { ...moduleEnd(facts), at: at.start },
        key: 'dns',
        anchor: at,
        standsFor: namesOf(groups.name ?? '', zones),
      };
    }
}

/** What a file holds that speaks of name servers. */
export const RECORDS =
  /\bcname\b|\$ttl|\$origin|\baddress=\/|host-record=|local-data:|rewrite[ \t][\w \t]*name|_record|dnsname|rrdatas/;

const SPOKEN = new RegExp(RECORDS.source, 'i');

export const dnsRecords: Matcher = asWritten(
  FORMS.map((form) => [SPOKEN, new RegExp(form, 'im')]),
  (facts) => recordsIn(facts),
);

/** Records of a file that holds nothing else. */
export const dnsZone: Matcher = (facts) => recordsIn(facts);
