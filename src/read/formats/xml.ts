/**
 * XML: each element is an object of its attributes (`@name`), its child elements by local name, and its text (`#text`);
 * an element of nothing but text is that text. Apple's property lists read as what they mean.
 */
import { SaxesParser } from 'saxes';
import type { Entry, Expr, Range, TextExpr } from '../../model/expr.ts';
import { character, decoded, type Escapes } from '../lower-text.ts';
import { contentsOf, join, object, type Reader, range, text } from '../reader.ts';
import { templated } from '../within/templated.ts';
import { type OwnEntities, ownEntities } from './xml-entities.ts';

/** Elements nested deeper than in any real file are left out. */
const MAX_DEPTH = 150;

/** What template engines read before the markup: Ansible's `#jinja2:` line, a statement or comment of Jinja, Helm or ERB. */
const BEFORE_MARKUP = /\s*(?:#[^\r\n<]*(?=[\r\n])|\{[%#{][^<>]{0,500}?[%#}]\}|<%[^<>]{0,500}?%>)/y;

/** The text with blanks for that; each step is taken once, however many there are. */
function fromMarkup(content: string): string {
  let at = 0;
  for (;;) {
    BEFORE_MARKUP.lastIndex = at;
    const step = BEFORE_MARKUP.exec(content);
    if (!step) break;
    at += step[0].length;
  }
  return at === 0 ? content : ' '.repeat(at) + content.slice(at);
}

export const readXml: Reader = async ({ path, source }) => {
  const content = fromMarkup(source.text);
  const own = ownEntities(content);
  const entries = /^\s*</.test(content) ? elementsOf(content, own) : [];
  // An entity may hold elements, which stand in the text where it is named.
  for (const { start, end } of own.markup)
    entries.push(...elementsOf(`${' '.repeat(start)}${content.slice(start, end)}`, own));
  const documents = entries.length > 0 ? [object(entries, range(0, content.length))] : [];
  const problems = documents.length === 0 && /^\s*</.test(content) ? [{ message: 'not XML', offset: 0 }] : [];
  return { path, format: 'xml', source, documents, problems };
};

/** An element that is being read. */
interface Element {
  readonly name: string;
  readonly nameRange: Range;
  readonly start: number;
  readonly entries: Entry[];
  readonly texts: Expr[];
}

function elementsOf(content: string, own: OwnEntities): Entry[] {
  const entities = entitiesWith(own.texts);
  const parser = new SaxesParser();
  const root: Entry[] = [];
  const stack: Element[] = [];
  let attributes: Entry[] = [];
  let nameAt = 0;
  /** Where the markup before the present text ended. */
  let from = 0;
  let depth = 0;

  const close = (): void => {
    const element = stack.pop();
    const included = element && includedBy(element, content);
    if (included) stack.at(-1)?.texts.push(included);
    else if (element)
      (stack.at(-1)?.entries ?? root).push({
        key: element.name,
        keyRange: element.nameRange,
        value: closed(content, element, from),
      });
  };
  const written = (at: Range): Expr =>
    fileOf(content, at, own.files) ?? templated(said(content, at, entities, own.texts));
  const say = (at: Range): void => {
    const trimmed = trimmedIn(content, at);
    if (depth <= MAX_DEPTH && trimmed.end > trimmed.start) stack.at(-1)?.texts.push(written(trimmed));
  };

  // What is not well-formed is reported by the parser and read all the same.
  parser.on('error', () => {});
  parser.on('opentagstart', ({ name }) => {
    attributes = [];
    nameAt = Math.max(0, content.lastIndexOf(`<${name}`, parser.position)) + 1;
  });
  parser.on('attribute', (attribute) => {
    const found = attributeOf(content, attribute, parser.position, nameAt, written);
    if (found) attributes.push(found);
  });
  parser.on('opentag', ({ name }) => {
    depth += 1;
    from = parser.position;
    if (depth > MAX_DEPTH) return;
    const local = localName(name);
    const nameEnd = nameAt + name.length;
    stack.push({
      name: local,
      nameRange: range(nameEnd - local.length, nameEnd),
      start: nameAt - 1,
      entries: attributes,
      texts: [],
    });
  });
  parser.on('text', () => {
    const end = content.indexOf('<', from);
    say(range(from, end < 0 ? content.length : end));
  });
  parser.on('cdata', () => {
    const start = content.indexOf('<![CDATA[', from) + 9;
    const at = trimmedIn(content, range(start, parser.position - 3));
    if (depth <= MAX_DEPTH && at.end > at.start) stack.at(-1)?.texts.push(templated(decoded(content, at)));
    from = parser.position;
  });
  // These two come before the parser has passed their `>`.
  const behindMarkup = (): void => {
    from = Math.max(from, content.indexOf('>', parser.position - 1) + 1);
  };
  parser.on('comment', behindMarkup);
  parser.on('processinginstruction', behindMarkup);
  parser.on('closetag', () => {
    from = Math.max(from, parser.position);
    if (depth <= MAX_DEPTH) close();
    depth -= 1;
  });
  parser.write(content).close();
  while (stack.length > 0) close();
  return root;
}

/** The type before a value in a document view of JCR: `smtp.port="{Long}587"`. JSR 283, 7.3.2 */
const TYPE = /\{(?:String|Long|Boolean|Double|Decimal|Date|Name|Path|URI)\}/y;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** `end` is the offset behind the closing quote. */
function attributeOf(
  content: string,
  { name }: { readonly name: string },
  end: number,
  from: number,
  valueAt: (at: Range) => Expr,
): Entry | undefined {
  const quote = content[end - 1] ?? '';
  if (name.startsWith('xmlns') || (quote !== '"' && quote !== "'")) return undefined;
  const open = content.lastIndexOf(quote, end - 2);
  const at = content.lastIndexOf(name, open);
  if (open < from || at < from) return undefined;
  const local = localName(name);
  TYPE.lastIndex = open + 1;
  const start = TYPE.test(content) ? TYPE.lastIndex : open + 1;
  const value = valueAt(range(start, end - 1));
  return { key: `@${local}`, keyRange: range(at + name.length - local.length, at + name.length), value };
}

function trimmedIn(content: string, { start, end }: Range): Range {
  const raw = content.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  return range(start + lead, start + lead + raw.trim().length);
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** https://www.w3.org/TR/xml/#sec-references; an entity that nobody declares stays as it is written. */
const entitiesWith = (own: OwnEntities['texts']): Escapes => ({
  pattern: /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([\w.:-]+));|\r\n/g,
  value([found, decimal, hexadecimal, name]) {
    if (decimal !== undefined) return character(decimal, 10);
    if (hexadecimal !== undefined) return character(hexadecimal, 16);
    return found === '\r\n' ? '\n' : (NAMED.get(name ?? '') ?? own.get(name ?? '') ?? found);
  },
});

/** What the file holds that the only entity of a text stands for. */
function fileOf(content: string, at: Range, files: OwnEntities['files']): Expr | undefined {
  if (files.size === 0) return undefined;
  const name = /^&([\w.:-]+);$/.exec(content.slice(at.start, at.end))?.[1];
  const file = name === undefined ? undefined : files.get(name);
  return file && contentsOf(text(content.slice(file.start, file.end), file), at);
}

/** `<xi:include href="relay.txt" parse="text"/>`. https://www.w3.org/TR/xinclude/#text-included-items */
function includedBy({ name, nameRange, entries }: Element, content: string): Expr | undefined {
  if (name !== 'include' || content[nameRange.start - 1] !== ':') return undefined;
  const given = (key: string): Expr | undefined => entries.find((one) => one.key === `@${key}`)?.value;
  const [parse, href] = [given('parse'), given('href')];
  return parse?.kind === 'text' && parse.value === 'text' && href ? contentsOf(href, nameRange) : undefined;
}

/** A text with its entities put in; what one of the document's own stands for is written elsewhere. */
function said(content: string, at: Range, entities: Escapes, own: OwnEntities['texts']): TextExpr {
  const value = decoded(content, at, entities);
  const isElsewhere =
    own.size > 0 &&
    [...content.slice(at.start, at.end).matchAll(/&([\w.:-]+);/g)].some(([, name = '']) => own.has(name));
  return isElsewhere ? { kind: 'text', value: value.value, range: at, encoded: true } : value;
}

/** `end` is the offset behind the element's closing tag. */
function closed(content: string, element: Element, end: number): Expr {
  const { entries, texts, name, start } = element;
  const at = range(start, Math.max(start, end));
  if (name === 'dict') return object(pairsOf(entries), at);
  if (name === 'array' && entries.length > 0)
    return { kind: 'list', items: entries.map(({ value }) => value), range: at };
  const [first] = texts;
  if (entries.length === 0 && first) return joined(texts);
  if (entries.length === 0) return nothing(content, element, at);
  if (first && entries.every(saysDataType)) return joined(texts);
  const said: Entry[] = first ? [{ key: '#text', keyRange: element.nameRange, value: joined(texts) }] : [];
  return object([...entries, ...said], at);
}

/** `<SMTP_Server type="SZ">h</SMTP_Server>`, `<port type="integer">25</port>`: the element is its text all the same. */
const saysDataType = ({ key, value }: Entry): boolean =>
  key === '@type' &&
  value.kind === 'text' &&
  /^(?:xsd?:)?(?:sz|dword|str(?:ing)?|text|int(?:eger)?|long|short|number|bool(?:ean)?|symbol)$/i.test(value.value);

const joined = (texts: readonly Expr[]): Expr =>
  join(texts, range(texts[0]?.range.start ?? 0, texts.at(-1)?.range.end ?? 0));

/** An empty element: a property list's truth values are their own names, anything else is the empty text. */
function nothing(content: string, { name, nameRange }: Element, at: Range): TextExpr {
  if (name === 'true' || name === 'false') return { kind: 'text', value: name, range: nameRange };
  const inner = content.indexOf('>', at.start) + 1;
  const start = inner > 0 && inner <= at.end ? inner : at.end;
  return { kind: 'text', value: '', range: range(start, start) };
}

/** `<key>K</key><string>v</string>` is `K: v`. https://developer.apple.com/library/archive/documentation/General/Conceptual/DevPedia-CocoaCore/PropertyList.html */
function pairsOf(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry, index): Entry[] => {
    const before = entries[index - 1];
    if (entry.key === 'key') return [];
    if (before?.key !== 'key' || before.value.kind !== 'text') return [entry];
    return [{ key: before.value.value, keyRange: before.value.range, value: entry.value }];
  });
}
