/** Postfix, set up from elsewhere: by postconf, debconf, here-documents, blocks of YAML. */

import { atCall, heredocsOf, moduleEnd, parameters, rows, templated } from '../../src/detect/building.ts';
import { inPrograms, type Matcher, needing, PROGRAMS } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import { isRelayVariable } from '../by-name/environment.ts';
import { commandMatches } from './commands.ts';
import {
  entriesRelays,
  NAMES,
  relaysOf,
  STARTTLS_NAMES,
  senderRows,
  tlsOf,
  transportRows,
} from './postfix-parameters.ts';

/** `main.cf: |` in a ConfigMap, `content:` of a write_files item whose `path` is a main.cf. */
const inBlocks: Matcher = needing([/main\.cf/], function* (facts, tools) {
  for (const { path, value, siblings, place } of entriesOf(facts)) {
    if (value.kind !== 'text' || !value.value.includes('=')) continue;
    const named = path.at(-1) === 'cf' && /main$/.test(path.at(-2) ?? '');
    const placed = siblings.some(
      (one) =>
        /^(path|dest|file|target)$/.test(one.key) && one.value.kind === 'text' && /main\.cf$/.test(one.value.value),
    );
    if (named || (placed && path.at(-1) === 'content')) yield* entriesRelays(parameters(value), place, tools);
  }
});

/** Names of the tables that the text gives to parameters, by what the parameter takes. */
function namedTables(text: string): ReadonlyMap<string, 'senders' | 'transports'> {
  const found = new Map<string, 'senders' | 'transports'>();
  for (const { groups = {} } of text.matchAll(NAMED_TABLE))
    found.set(groups.name ?? '', groups.parameter?.endsWith('relayhost_maps') ? 'senders' : 'transports');
  return found;
}

const NAMED_TABLE =
  /\b(?<parameter>transport_maps|sender_dependent_(?:default_transport|relayhost)_maps)\s*=\s*["']?(?:proxy:)?(?:hash|btree|lmdb|texthash|cdb|dbm|regexp|pcre):\S*?(?<name>[\w.-]+)(?=["'\s,]|$)/gm;

/** `cat > /etc/postfix/main.cf <<EOF`, and the same for maps. */
const inHeredocs: Matcher = needing(
  [/<<.*(?:main\.cf|relay|transport)|(?:main\.cf|relay|transport).*<<|_maps\s*=/i],
  function* (facts, tools) {
    const place = moduleEnd(facts);
    const tables = namedTables(facts.source.text);
    for (const { head, body, indent } of heredocsOf(facts.source.text)) {
      const table = tables.get(
        /[/>=]\s*["']?(?:[^\s"'/]*\/)*(?<name>[\w.-]+)["']?\s*$/.exec(head.trimEnd())?.groups?.name ?? '',
      );
      if (/main\.cf\b/.test(head)) yield* entriesRelays(parameters(body, indent), place, tools);
      else if (table === 'senders') yield* senderRows(rows(body, indent), place);
      else if (table === 'transports') yield* transportRows(rows(body, indent), place);
      else if (/(relay(host)?_?maps?|sender_dependent_relayhost|sender_relay\w*)\b/i.test(head))
        yield* senderRows(rows(body, indent), place);
      else if (/postfix\/transport(_maps)?\b/.test(head)) yield* transportRows(rows(body, indent), place);
    }
  },
);

/**
 * `postconf -e 'relayhost = [h]:587'`; scripts wrap it in functions of like name. What a program runs is read as a script of its
 * own; what it only says of the command is no setting.
 */
const postconf: Matcher = needing([/postconf\b/], function* (facts, tools) {
  if (PROGRAMS.has(facts.format)) return;
  const relays = [...commandMatches(facts, /postconf\b/g, NAMES)];
  if (relays.length === 0) return;
  // Scripts set the wrapper for one port only, where nothing says which it is.
  const isWrapped = /\bsmtp_tls_wrappermode\b/.test(facts.source.text);
  const tls = isWrapped ? undefined : tlsOf(commandMatches(facts, /postconf\b/g, STARTTLS_NAMES));
  for (const { name, value, place } of relays) yield* relaysOf(name, value, place, tools, tls);
});

const ITEM_OF_LOOP = /postconf\b[^\n]{0,60}\bitem\b/;
/** A loop stands behind the command that it is for, within so many characters. */
const BEFORE = 2000;
const ITEM = new RegExp(
  String.raw`^[ \t]*-[ \t]+(?<quote>["']?)(?<name>${NAMES})[ \t]*=[ \t]*(?<value>[^\n"']+?)\k<quote>[ \t]*\r?$`,
  'dgm',
);

/** `command: postconf -e '{{ item }}'` of Ansible, whose items are parameters: `- "relayhost = [h]:587"`. */
const postconfItems: Matcher = needing([ITEM_OF_LOOP], function* (facts, tools) {
  if (facts.format !== 'yaml') return;
  const { text } = facts.source;
  for (const found of text.matchAll(ITEM)) {
    const at = found.indices?.groups?.value;
    const before = text.slice(Math.max(0, found.index - BEFORE), found.index);
    const task = before.slice(Math.max(0, before.lastIndexOf('postconf')));
    // Another task has begun where an item is a set of keys.
    if (!at || !ITEM_OF_LOOP.test(task) || /\n[ \t]*-[ \t]+[\w.]+:/.test(task)) continue;
    const value = literalAt(facts, { start: at[0], end: at[1] });
    yield* relaysOf(found.groups?.name ?? '', value, { ...moduleEnd(facts), at: at[0] }, tools);
  }
});

/** `set_option relayhost "[h]:587"`, where the script itself says that `set_option` hands both to Postfix. */
const wrapped: Matcher = inPrograms([new RegExp(`\\b(?:${NAMES})\\b`)], function* (facts, tools) {
  if (facts.format !== 'bash' || !facts.program) return;
  const { calls, functions } = facts.program;
  const { text } = facts.source;
  const setters = new Set(
    functions.flatMap(({ name, range }) =>
      name && /\bpostconf\b|\bmain\.cf\b/.test(text.slice(range.start, range.end)) ? [name] : [],
    ),
  );
  for (const site of calls) {
    const { call } = site;
    if (call.callee.kind !== 'ref' || !setters.has(call.callee.name)) continue;
    const [name, value, more] = call.args.filter((one) => one.name === undefined);
    if (name?.value.kind !== 'text' || !value || more) continue;
    yield* relaysOf(name.value.value, value.value, atCall(facts, site), tools);
  }
});

/** debconf: `postfix postfix/relayhost string h`. */
const debconf: Matcher = needing([/postfix\/relayhost/], function* (facts) {
  const { text } = facts.source;
  for (const found of text.matchAll(
    /\bpostfix\/relayhost[ \t]+(?:string[ \t]+|select[ \t]+)?(["']?)((?:<%[^\n]{0,300}?%>|\{\{[^\n]{0,300}?\}\}|[^\s"'|;])+)/g,
  )) {
    if (isCommented(text, found.index)) continue;
    const host = found[2] ?? '';
    const end = found.index + found[0].length;
    const value = templated({ kind: 'text', value: host, range: { start: end - host.length, end } });
    yield {
      ...{ host: value, place: moduleEnd(facts), key: 'postfix/relayhost', anchor: value.range },
      mxUnlessBracketed: true,
    };
  }
});

/** `echo "[${RELAY_HOST}]:${RELAY_PORT:-25}"`: a next hop as Postfix wants it, which a script makes of its variables. */
const nextHops: Matcher = needing([/\[\$\{?\w{1,60}\}?\]:\$/], function* (facts) {
  if (facts.format !== 'bash') return;
  for (const found of facts.source.text.matchAll(NEXT_HOP)) {
    const { name = '' } = found.groups ?? {};
    if (!isRelayVariable(name) || isCommented(facts.source.text, found.index)) continue;
    const host = literalAt(facts, { start: found.index, end: found.index + found[0].length });
    const place = { ...moduleEnd(facts), at: found.index };
    yield { host, place, key: 'relayhost', anchor: host.range, certainty: 'likely', mxUnlessBracketed: true };
  }
});

const NEXT_HOP = /(?<=["'\s=])\[\$\{?(?<name>[A-Z][A-Z0-9_]*)\}?\]:\$\{?\w+(?::-\d+)?\}?(?=["'\s])/g;

/** Keys of rows in which roles and modules list where Postfix hands the mail of a domain. */
const TRANSPORT_KEY = /^(?:(?:relay_)?transport|route|next_?hop|via|relay)$/i;
/** A table of them, whose keys are the domains. */
const TRANSPORT_TABLE = /transports?(?:_?maps?|_?table)?$|relay_destinations$/i;
const TRANSPORT_VALUE = /^(?:e?smtps?|relay|submission):(?!\/\/)\[?[\w-]+(?:\.[\w-]+)+\]?(?::\w+)?$/;

/** `transport: smtp:[h]:587` of a list or a table of transports in a role's variables, in Hiera's data, in a manifest. */
const transportsInData: Matcher = needing([/["'\s](?:e?smtps?|relay|submission):\[?[\w-]+\.[\w-]/], function* (facts) {
  if (facts.program) return;
  for (const { path, keyRange, value, place } of entriesOf(facts)) {
    if (value.kind !== 'text' || !TRANSPORT_VALUE.test(value.value)) continue;
    if (!TRANSPORT_KEY.test(path.at(-1) ?? '') && !path.slice(0, -1).some((key) => TRANSPORT_TABLE.test(key))) continue;
    yield* transportRows([{ key: path.at(-1) ?? '', keyRange, value }], place);
  }
});

/** Variables that images of Postfix make parameters of: https://github.com/bokysan/docker-postfix#postfix-specific-options */
const OF_IMAGE =
  /^(?:POSTFIX|POSTCONF)_(?<name>transport_maps|sender_dependent_\w+_maps|relay_transport|fallback_relay|content_filter)$/i;

/** `POSTFIX_transport_maps: "inline:{ *=smtp:[h]:25 }"`. */
const imageVariables: Matcher = needing([new RegExp(OF_IMAGE.source.slice(1, -1), 'i')], function* (facts, tools) {
  for (const { path, value, place } of entriesOf(facts)) {
    const name = OF_IMAGE.exec(path.at(-1) ?? '')?.groups?.name;
    if (name !== undefined) yield* relaysOf(name.toLowerCase(), value, place, tools);
  }
});

export const postfixElsewhere: readonly Matcher[] = [
  imageVariables,
  transportsInData,
  postconf,
  postconfItems,
  wrapped,
  debconf,
  inBlocks,
  inHeredocs,
  nextHops,
];
