/**
 * Settings that a script changes in a store of documents, where one part of the call says which and another the value:
 * `db.settings.updateOne({ _id: 'SMTP_Host' }, { $set: { value: 'h' } })`. https://www.mongodb.com/docs/manual/reference/method/db.collection.updateOne/
 */
import { moduleEnd } from '../../src/detect/building.ts';
import { detector, type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import { isRelayVariable } from './environment.ts';
import { isRelayKey } from './generic.ts';

const QUOTE = String.raw`\\?["']`;
const CALL = new RegExp(
  String.raw`\b(?:update(?:One|Many)?|findOneAndUpdate|findAndModify)\s*\(\s*\{\s*${QUOTE}?(?:_id|id|key|name)${QUOTE}?\s*:\s*${QUOTE}(?<key>[\w.:-]{1,80})${QUOTE}[^{}]{0,200}\}\s*,\s*\{\s*${QUOTE}?\\?\$set${QUOTE}?\s*:\s*\{[^{}]{0,200}?\b(?:value|val)${QUOTE}?\s*:\s*${QUOTE}(?<value>[^"'\\\n]{1,255})${QUOTE}`,
  'dg',
);

const documentSettings: Matcher = needing([/\$set\b/], function* (facts): Generator<Match> {
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

export default detector({
  id: 'document-store',
  title: 'Settings in a store of documents',
  docs: 'https://www.mongodb.com/docs/manual/reference/method/db.collection.updateOne/',
  layer: 'deployment',
  formats: ['javascript', 'bash', 'yaml', 'dockerfile', 'python', 'ruby'],
  keywords: [/(?:_id|id|key|name).{0,40}(?:smtp|mail).{0,200}\$set/],
  recognises: '`db.settings.updateOne({ _id: "SMTP_Host" }, { $set: { value: "h" } })`',
  settings: [documentSettings],
});
