/**
 * Settings that a script changes in a document, or in a store of documents, where one part of the call says which and another the value:
 * `db.settings.updateOne({ _id: 'SMTP_Host' }, { $set: { value: 'h' } })`. https://www.mongodb.com/docs/manual/reference/method/db.collection.updateOne/
 */
import { moduleEnd } from '../../src/detect/building.ts';
import { detector, type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Range } from '../../src/model/expr.ts';
import { isRelayVariable } from './environment.ts';
import { isRelayKey } from './generic.ts';

const QUOTE = String.raw`\\?["']`;
const CALL = new RegExp(
  String.raw`\b(?:update(?:One|Many)?|findOneAndUpdate|findAndModify)\s*\(\s*\{\s*${QUOTE}?(?:_id|id|key|name)${QUOTE}?\s*:\s*${QUOTE}(?<key>[\w.:-]{1,80})${QUOTE}[^{}]{0,200}\}\s*,\s*\{\s*${QUOTE}?\\?\$set${QUOTE}?\s*:\s*\{[^{}]{0,200}?\b(?:value|val)${QUOTE}?\s*:\s*${QUOTE}(?<value>[^"'\\\n]{1,255})${QUOTE}`,
  'dg',
);

/** The operator as a key: Vue has a method of that name. https://www.mongodb.com/docs/manual/reference/operator/update/set/ */
const SETS = /\$set\b\\?["']?\s{0,20}(?::|=>)/;

const documentSettings: Matcher = needing([SETS], function* (facts): Generator<Match> {
  const { text } = facts.source;
  for (const found of text.matchAll(CALL)) {
    const key = found.groups?.key ?? '';
    const at = found.indices?.groups?.value;
    if (!at || isCommented(text, found.index)) continue;
    if (!isRelayVariable(key.toUpperCase()) && !isRelayKey(key.split(/[.:]/))) continue;
    const host = literalAt(facts, { start: at[0], end: at[1] });
    yield { host, place: { ...moduleEnd(facts), at: at[0] }, key, anchor: host.range, strict: true };
  }
});

/** The fields that such a call sets under names of their own: `db.setting.updateOne({ key: 'super_smtp' }, { $set: { host: 'h', port: 25 } })`. */
const FIELDS = new RegExp(
  String.raw`\b(?:update(?:One|Many)?|findOneAndUpdate|findAndModify)\s*\(\s*\{(?<which>[^{}]{0,200})\}\s*,\s*\{\s*${QUOTE}?\\?\$set${QUOTE}?\s*:\s*\{(?<fields>[^{}]{1,2000})\}`,
  'dg',
);
const FIELD = /["']?(?<name>[\w.-]{1,80})["']?\s*:\s*\\?(?:["'](?<text>[^"'\\\n]{1,255})\\?["']|(?<number>\d{2,5}))/dg;
const TEXT = /["'](?<text>[\w.:-]{1,80})\\?["']/g;

const documentFields: Matcher = needing([SETS], function* (facts): Generator<Match> {
  const { text } = facts.source;
  for (const call of text.matchAll(FIELDS)) {
    const start = call.indices?.groups?.fields?.[0];
    if (start === undefined || isCommented(text, call.index)) continue;
    const whose = [...(call.groups?.which ?? '').matchAll(TEXT)].flatMap(({ groups }) => groups?.text ?? []);
    const fields = [...(call.groups?.fields ?? '').matchAll(FIELD)];
    const at = ({ indices }: RegExpMatchArray): Range => {
      const [from, to] = indices?.groups?.text ?? indices?.groups?.number ?? [0, 0];
      return { start: start + from, end: start + to };
    };
    const port = fields.find(({ groups }) => /(?:^|[._a-z])port$/i.test(groups?.name ?? ''));
    for (const field of fields) {
      const path = [...whose, ...(field.groups?.name ?? '').split('.')];
      if (field.groups?.text === undefined || !isRelayKey(path)) continue;
      const host = literalAt(facts, at(field));
      const place = { ...moduleEnd(facts), at: host.range.start };
      const key = path.join('.');
      yield {
        host,
        place,
        key,
        anchor: host.range,
        strict: true,
        ...(port ? { port: literalAt(facts, at(port)) } : {}),
      };
    }
  }
});

/** Assignments of jq and yq: `.mail.host = "h"`, `.EmailSettings.SMTPServer |= "h"`. https://jqlang.org/manual/#assignment */
const ASSIGNED = /\.(?<key>[A-Za-z_]["\w.-]{0,100})[ \t]*\|?=[ \t]*\\?"(?<value>[^"\\\n]{1,255})\\?"/dg;
const IS_FILTER = /(?<![\w.-])(?:jq|yq|gojq|dasel)\b/;

const filtered: Matcher = needing([IS_FILTER], function* (facts): Generator<Match> {
  const { text } = facts.source;
  for (const found of text.matchAll(ASSIGNED)) {
    const key = (found.groups?.key ?? '').replaceAll('"', '');
    const at = found.indices?.groups?.value;
    if (!at || isCommented(text, found.index) || !isRelayKey(key.split('.'))) continue;
    const start = text.lastIndexOf('\n', found.index);
    if (!IS_FILTER.test(text.slice(Math.max(start, found.index - 300), found.index))) continue;
    const host = literalAt(facts, { start: at[0], end: at[1] });
    yield { host, place: { ...moduleEnd(facts), at: at[0] }, key, anchor: host.range, strict: true };
  }
});

export default detector({
  id: 'document-store',
  title: 'Settings in a store of documents',
  docs: 'https://www.mongodb.com/docs/manual/reference/method/db.collection.updateOne/',
  layer: 'deployment',
  formats: ['javascript', 'bash', 'yaml', 'dockerfile', 'python', 'ruby'],
  keywords: [
    /(?:jq|yq|dasel)\s.{0,300}(?:smtp|mail)/,
    /(?:_id|id|key|name).{0,40}(?:smtp|mail).{0,200}\$set/,
    /\$set.{0,200}(?:smtp|mail)/,
  ],
  recognises:
    '`db.settings.updateOne({ _id: "SMTP_Host" }, { $set: { value: "h" } })`, `jq \'.EmailSettings.SMTPServer = "h"\'` and `yq`',
  settings: [documentSettings, documentFields, filtered],
});
