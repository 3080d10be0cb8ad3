/**
 * One `Received:` field (RFC 5321 section 4.4), as servers write it: clauses in any order, names and addresses in
 * comments, the date after the last semicolon. What a field does not say stays null.
 */
import { addressOf, hostOf, kept } from '../words.ts';

export interface Received {
  /** What the client called itself. */
  readonly helo: string | null;
  /** Its name by its address, as the server looked it up. */
  readonly rdns: string | null;
  readonly ip: string | null;
  /** The server that wrote the field. */
  readonly by: string | null;
  /** `ESMTPS`, `local`, `mapi`, `LMTP` */
  readonly protocol: string | null;
  /** The server's own queue id. */
  readonly id: string | null;
  readonly recipient: string | null;
  /** Milliseconds since 1970. */
  readonly time: number | null;
  /** The server's own words of its software, or of who handed the mail in. */
  readonly note: string | null;
}

/** A piece of the field outside of comments, or a comment's inside. */
interface Token {
  readonly text: string;
  readonly comment: boolean;
}

const MOST_TOKENS = 200;

/** Words and comments; comments nest, and `\` quotes. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let start = 0;
  const put = (end: number, comment: boolean): void => {
    if (end > start && tokens.length < MOST_TOKENS) tokens.push({ text: text.slice(start, end), comment });
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '(') {
      if (depth === 0) {
        put(at, false);
        start = at + 1;
      }
      depth += 1;
    } else if (char === ')' && depth > 0) {
      depth -= 1;
      if (depth === 0) {
        put(at, true);
        start = at + 1;
      }
    } else if (depth === 0 && char !== undefined && /\s/.test(char)) {
      put(at, false);
      start = at + 1;
    }
  }
  put(text.length, depth > 0);
  return tokens;
}

const KEYWORDS = new Set(['from', 'by', 'via', 'with', 'id', 'for', 'envelope-from']);

/** The words of each clause, and the comments that stand with it. */
function clausesOf(tokens: readonly Token[]): ReadonlyMap<string, { words: string[]; comments: string[] }> {
  const clauses = new Map<string, { words: string[]; comments: string[] }>();
  let open = { words: [] as string[], comments: [] as string[] };
  clauses.set('', open);
  for (const { text, comment } of tokens) {
    const keyword = text.toLowerCase();
    if (comment) open.comments.push(text);
    else if (KEYWORDS.has(keyword) && !clauses.has(keyword)) {
      open = { words: [], comments: [] };
      clauses.set(keyword, open);
    } else open.words.push(text);
  }
  return clauses;
}

/** A stamp as programs write it that put no semicolon before it: SendGrid's servers, some of Go. */
const BARE_DATE = /\s(?:[A-Z][a-z]{2}, +)?\d{1,2} [A-Z][a-z]{2} \d{4} \d|\s\d{4}-\d\d-\d\d[ T]\d\d:/;

/** The clauses, and the date behind the last semicolon that is in no comment. */
function parted(text: string): { readonly clauses: string; readonly date: string } {
  const semicolon = lastSemicolon(text);
  if (semicolon >= 0) return { clauses: text.slice(0, semicolon), date: text.slice(semicolon + 1) };
  const bare = text.search(BARE_DATE);
  return bare < 0 ? { clauses: text, date: '' } : { clauses: text.slice(0, bare), date: text.slice(bare) };
}

function lastSemicolon(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const char = text[at];
    if (char === ')') depth += 1;
    else if (char === '(' && depth > 0) depth -= 1;
    else if (char === ';' && depth === 0) return at;
  }
  return text.lastIndexOf(';');
}

/** Undefined when nothing of it can be read. */
export function parseReceived(value: string): Received | undefined {
  const { clauses: said, date } = parted(value);
  const time = dateOf(date);
  const clauses = clausesOf(tokensOf(said));
  const word = (name: string): string | null => clauses.get(name)?.words[0] ?? null;
  const from = clauses.get('from');
  const by = hostOf(word('by') ?? '');
  const lead = clauses.get('')?.comments[0];
  const client = clientOf(from?.words[0], from?.comments ?? []);
  const recipient = word('for');
  const received: Received = {
    ...client,
    by: by === null ? null : kept(by),
    protocol:
      word('with') === null ? (word('via') === null ? null : kept(word('via') ?? '')) : kept(word('with') ?? ''),
    id: word('id') === null ? null : kept((word('id') ?? '').replace(/[;,]$/, '')),
    recipient: recipient === null ? null : kept(recipient.replace(/^<|>$|,$/g, '')),
    time,
    note: noteOf(lead, clauses.get('by')?.comments[0]),
  };
  const { helo, ip, note } = received;
  return helo === null && ip === null && by === null && note === null && time === null ? undefined : received;
}

const noteOf = (lead: string | undefined, software: string | undefined): string | null => {
  const note = lead ?? software;
  return note === undefined || note.trim() === '' ? null : kept(note.trim());
};

/**
 * `helo (rdns [ip])` · `rdns (HELO name) (ip)` · `[ip] (port=1 helo=name)` · `rdns ([ip])` · `name (ip)` ·
 * `helo (rdns. [ip] (may be forged))`
 */
function clientOf(word: string | undefined, comments: readonly string[]): Pick<Received, 'helo' | 'rdns' | 'ip'> {
  const all = comments.join(' ');
  const named = /\b(?:HELO|helo=|EHLO)\s*([^\s()]+)/.exec(all)?.[1];
  const own = word === undefined ? null : addressOf(word);
  const ip = own ?? addressIn(all);
  const rdns = /^\s*([^\s[\]()=]+\.[^\s[\]()=]*)\s+\[/.exec(comments[0] ?? '')?.[1];
  const first = word === undefined || own !== null ? null : hostOf(word);
  // With a HELO in a comment the word itself is what the server looked up.
  const helo = named === undefined ? first : hostOf(named);
  const found = named === undefined ? (rdns === undefined ? null : hostOf(rdns)) : first;
  const plain = found === null || addressOf(found) !== null ? null : kept(found);
  return { helo: helo === null ? null : kept(helo), rdns: plain, ip };
}

function addressIn(comment: string): string | null {
  for (const found of comment.matchAll(
    /\[([^\]\s]+)\]|(?<![\w.:])((?:\d{1,3}\.){3}\d{1,3}|[\da-f]*:[\da-f:.]+)(?![\w.:])/gi,
  )) {
    const address = addressOf(found[1] ?? found[2] ?? '');
    if (address !== null) return address;
  }
  return null;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Names that RFC 5322 section 4.3 keeps; other letters mean no zone that is known. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  gmt: 0,
  utc: 0,
  z: 0,
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
};

/** RFC 5322's date, and the same without weekday, seconds or with comments; ISO 8601's, as Go prints it, too. Milliseconds since 1970. */
export function dateOf(text: string): number | null {
  const found =
    /(?:^|[\s,])(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[\s-]+(\d{4}|\d\d)[\s,]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(?:([+-]\d{4})|([A-Za-z]{1,5}))?/.exec(
      text.slice(0, 200),
    );
  if (!found) return isoDateOf(text);
  const [, day, name = '', written = '', hour, minute, second, offset, zone] = found;
  const month = MONTHS.indexOf(name.toLowerCase());
  const year = written.length === 2 ? Number(written) + (Number(written) < 50 ? 2000 : 1900) : Number(written);
  if (month < 0 || Number(hour) > 24 || Number(day) > 31 || year < 1970) return null;
  const minutes = offset === undefined ? (ZONES[(zone ?? 'utc').toLowerCase()] ?? 0) : offsetOf(offset);
  return Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second ?? 0)) - minutes * 60_000;
}

/** `2026-11-02 10:00:05.123456789 +0000 UTC m=+123456.789`; without a zone it is universal time. */
function isoDateOf(text: string): number | null {
  const found = /(?:^|\s)(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.\d+)?\s*([+-]\d\d:?\d\d)?/.exec(
    text.slice(0, 200),
  );
  if (!found) return null;
  const [, year, month, day, hour, minute, second, offset] = found;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return at - (offset === undefined ? 0 : offsetOf(offset.replace(':', ''))) * 60_000;
}

const offsetOf = (text: string): number => {
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3, 5));
  return text.startsWith('-') ? -minutes : minutes;
};
