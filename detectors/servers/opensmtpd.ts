/** OpenSMTPD: smtpd.conf(5), and table(5) for what a rule looks up by domain. */
import { moduleEnd, sliceOf, templated } from '../../src/detect/building.ts';
import type { Matcher } from '../../src/detect/detector.ts';
import { detector, MODEL } from '../../src/detect/detector.ts';
import { inText, literalAt } from '../../src/detect/text-matches.ts';
import type { Entry, TextExpr } from '../../src/model/expr.ts';
import { tableAt } from './tables.ts';

/** Blanks, where a backslash joins the next line. */
const GAP = '(?:[ \\t]|\\\\\\r?\\n)';

/** What stands in one word, or what a template fills in. */
const WORD = '(?:\\{\\{[^{}\\n]{0,200}\\}\\}|<%=[^%\\n]{0,200}%>|[^\\s"{<]|\\{(?!\\{)|<(?!%|[\\w-]+>))';

/** `relay domain <partners>`, and the names that tables of files have: `table partners file:/etc/mail/partners`. */
const BY_DOMAIN = /^(?=(?<head>[^\n#]*?\brelay\b))\k<head>[^\n#]*?\bdomain[ \t]+<(?<name>[\w-]+)>/gm;
const TABLE = /^[ \t]*table[ \t]+(?<name>[\w-]+)[ \t]+(?:file:)?"?(?<path>\/[^\s"{}]+)"?[ \t]*(?:#.*)?\r?$/gm;

/** `relay host <hops>`, and the lists that such a name stands for, in place or as a file of lines. */
const BY_LIST = /^(?=(?<head>[^\n#]*?\brelay\b))\k<head>[^\n#]*?\b(?:host|via)[ \t]+<(?<name>[\w-]+)>/gm;
const LIST = /^[ \t]*table[ \t]+(?<name>[\w-]+)[ \t]+\{(?<items>[^{}=]{1,2000})\}/dgm;

const linesOf = (whole: TextExpr): Entry[] =>
  [...whole.value.matchAll(/^[ \t]*(?<url>[^\s#]+)[ \t]*\r?$/dgm)].flatMap(({ groups, indices }): Entry[] => {
    const at = indices?.groups?.url;
    if (!at) return [];
    const value = sliceOf(whole, ...at);
    return [{ key: groups?.url ?? '', keyRange: value.range, value: templated(value) }];
  });

/** The URLs of relays in the lists that rules name as their hosts. */
const lists: Matcher = function* (facts, tools) {
  const { text } = facts.source;
  const used = new Map([...text.matchAll(BY_LIST)].map((found) => [found.groups?.name ?? '', found]));
  if (used.size === 0) return;
  for (const { groups, indices } of text.matchAll(LIST)) {
    const use = used.get(groups?.name ?? '');
    const from = indices?.groups?.items?.[0] ?? 0;
    if (!use) continue;
    const anchor = { start: use.index, end: use.index + use[0].length };
    for (const { index, 1: item = '' } of (groups?.items ?? '').matchAll(/"([^"\n]{1,300})"/g)) {
      const host = literalAt(facts, { start: from + index + 1, end: from + index + 1 + item.length });
      yield { host, place: moduleEnd(facts), key: 'relay host', anchor, strict: true };
    }
  }
  for (const { groups } of text.matchAll(TABLE)) {
    const use = used.get(groups?.name ?? '');
    const table = use && tableAt(facts, groups?.path ?? '', tools, linesOf);
    if (!use || !table) continue;
    const anchor = { start: use.index, end: use.index + use[0].length };
    for (const { value } of table.rows)
      yield { host: value, place: table.place, via: table.via, key: 'relay host', anchor, strict: true };
  }
};

/** The URLs of relays in the files of the tables that rules look up by domain. */
const tables: Matcher = function* (facts, tools) {
  const { text } = facts.source;
  const used = new Map([...text.matchAll(BY_DOMAIN)].map((found) => [found.groups?.name ?? '', found]));
  for (const { groups } of text.matchAll(TABLE)) {
    const use = used.get(groups?.name ?? '');
    const table = use && tableAt(facts, groups?.path ?? '', tools);
    if (!use || !table) continue;
    const anchor = { start: use.index, end: use.index + use[0].length };
    for (const { key, value } of table.rows)
      yield { host: value, place: table.place, via: table.via, key: `relay domain ${key}`, anchor, strict: true };
  }
};

export default detector({
  id: 'opensmtpd',
  title: 'OpenSMTPD',
  docs: 'https://man.openbsd.org/smtpd.conf',
  layer: 'server',
  format: 'lines',
  keywords: [],
  files: ['smtpd.conf', '*smtpd.conf', '**/smtpd/*.conf', '**/opensmtpd/*.conf'].map((file) => file + MODEL),
  recognises:
    '`relay host URL`, `relay via URL`, tables of relay URLs written in place or in the file that `table <name> file:` names',
  settings: [
    inText({
      key: 'relay host',
      // the head is looked for once: a line may say `relay` very often
      host: new RegExp(
        `^(?=(?<head>[^\\n#]*?\\brelay(?=${GAP})))\\k<head>(?:[^\\n#\\\\]|\\\\\\r?\\n)*?${GAP}(?:host|via)${GAP}+"?(?<value>${WORD}+)`,
      ),
      macros: /^[ \t]*(?<name>[A-Za-z]\w*)[ \t]*=[ \t]*"?(?<value>[^\s"]+)/,
      user: /\bauth[ \t]+(?<value>\S+)/,
    }),
    // `relay domain <table>`: the rows of a table written in place.
    inText({
      key: 'relay domain',
      host: /(?<![\w."*-])[\w."*-]+[ \t]*=[ \t]*"(?<value>smtp(?:s|\+\w+)?:\/\/[^\s"]+)"/,
    }),
    tables,
    lists,
  ],
});
