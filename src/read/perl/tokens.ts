/**
 * Perl's tokens. Perl cannot be parsed without being run (perldoc perlsyn), and no grammar for it comes ready built; this
 * knows what scripts are written in: names, numbers, every kind of quoting, here-documents, regular expressions (skipped).
 */
import type { Range } from '../../model/expr.ts';

export type TokenKind = 'scalar' | 'array' | 'hash' | 'word' | 'number' | 'string' | 'words' | 'pattern' | 'sign';

export interface Token {
  readonly kind: TokenKind;
  /** The name without its sigil, the sign itself, the raw text of a string. */
  readonly value: string;
  readonly range: Range;
  /** Of a string: what stands between its quotes. */
  readonly content?: Range;
  /** Variables in it are filled in. */
  readonly expands?: boolean;
}

const MAX_TOKENS = 300_000;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

const SIGNS =
  /<=>|\*\*=|\|\|=|&&=|\/\/=|\.\.\.|<<=|>>=|->|=>|=~|!~|==|!=|<=|>=|\|\||&&|\/\/|\.\.|::|\+\+|--|\+=|-=|\*=|\.=|\*\*|\$#(?=[${])|[-+*/%=<>!~\\?:.,;(){}[\]&|^@$]/y;

/** After these a slash begins a pattern; after a value it divides. */
const BEFORE_PATTERN =
  /^(split|grep|map|join|if|elsif|unless|while|until|and|or|not|return|push|x|lt|gt|le|ge|eq|ne|cmp)$/;

const endOfLine = (source: string, at: number): number => {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
};

/** The offset behind a quoted stretch that opens at `at`; its content lies between. */
function quotedEnd(source: string, at: number, limit: number): number {
  const open = source[at] ?? '';
  const close = CLOSING[open] ?? open;
  let level = 0;
  for (let index = at; index < limit; index += 1) {
    const sign = source[index];
    if (sign === '\\') index += 1;
    else if (close !== open && sign === open) level += 1;
    else if (sign === close && index > at) {
      level -= close === open ? 0 : 1;
      if (level <= 0) return index + 1;
    }
  }
  return limit;
}

interface HereDocument {
  readonly token: { -readonly [K in keyof Token]: Token[K] };
  readonly tag: string;
  readonly indented: boolean;
}

/** The tokens of a stretch of source. Comments, POD and what follows `__END__` are none. */
export function tokensOf(source: string, from = 0, limit = source.length): Token[] {
  const tokens: Token[] = [];
  const open: HereDocument[] = [];
  let at = from;

  const add = (kind: TokenKind, value: string, end: number, more: Partial<Token> = {}): void => {
    tokens.push({ kind, value, range: { start: at, end }, ...more });
    at = end;
  };
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    return found && pattern.lastIndex <= limit ? found : null;
  };
  const isOperand = (): boolean => {
    const last = tokens.at(-1);
    if (!last) return false;
    if (last.kind === 'word') return !BEFORE_PATTERN.test(last.value);
    return last.kind !== 'sign' || /^[)\]}]$/.test(last.value);
  };
  const lineBreak = (): void => {
    at += 1;
    for (const here of open.splice(0)) {
      const start = at;
      let line = at;
      while (line < limit) {
        const end = endOfLine(source, line);
        const text = source.slice(line, end).replace(/\r$/, '');
        if ((here.indented ? text.trim() : text) === here.tag) break;
        line = end + 1;
      }
      here.token.content = { start, end: Math.min(line, limit) };
      at = Math.min(endOfLine(source, line) + 1, limit);
    }
    if (source[at] === '=' && /^=[a-zA-Z]/.test(source.slice(at, at + 2))) {
      const end = /^=cut\b.*$/m.exec(source.slice(at, limit));
      at = end ? endOfLine(source, at + end.index) : limit;
    }
  };

  if (from === 0 && /^=[a-zA-Z]/.test(source)) {
    at = -1;
    lineBreak();
  }
  while (at < limit && tokens.length < MAX_TOKENS) {
    const sign = source[at] ?? '';
    if (sign === '\n') lineBreak();
    else if (/\s/.test(sign)) at += 1;
    else if (sign === '#') at = Math.min(endOfLine(source, at), limit);
    else if (sign === '"' || sign === "'" || sign === '`') quoted(at, sign !== "'");
    else if (!variable() && !hereDocument() && !word() && !number() && !pattern()) {
      const found = match(SIGNS);
      if (found) add('sign', found[0], at + found[0].length);
      else at += 1;
    }
  }
  return tokens;

  function quoted(opens: number, expands: boolean, kind: TokenKind = 'string'): void {
    const end = quotedEnd(source, opens, limit);
    add(kind, source.slice(opens + 1, end - 1), end, { content: { start: opens + 1, end: end - 1 }, expands });
  }

  function variable(): boolean {
    const found = match(
      /([$@%]|\$#)(?:\{\s*(\^?\w+)\s*\}|((?:::)?[A-Za-z_]\w*(?:(?:::|')[A-Za-z_]\w*)*)|(?<=\$)([0-9]+|\^[A-Z]|[&!@/\\,;.<>?+"'`|~:-](?![\w{$])|\$(?![\w{$:])))/y,
    );
    if (!found) return false;
    const sigil = found[1] ?? '$';
    // A percent sign behind a value divides.
    if (sigil === '%' && isOperand()) return false;
    const kind = sigil === '@' ? 'array' : sigil === '%' ? 'hash' : 'scalar';
    add(kind, found[2] ?? found[3] ?? found[4] ?? '', at + found[0].length);
    return true;
  }

  function hereDocument(): boolean {
    const found =
      isOperand() && tokens.at(-1)?.kind !== 'word'
        ? null
        : match(/<<(~?)(?:"([^"\n]{1,80})"|'([^'\n]{1,80})'|([A-Za-z_]\w*))/y);
    if (!found) return false;
    add('string', '', at + found[0].length, { content: { start: at, end: at }, expands: found[3] === undefined });
    const token = tokens.at(-1);
    if (token) open.push({ token, tag: found[2] ?? found[3] ?? found[4] ?? '', indented: found[1] === '~' });
    return true;
  }

  function word(): boolean {
    const found = match(/[A-Za-z_]\w*(?:(?:::|'(?=[A-Za-z_]\w*::))\w+)*(?:::)?/y);
    if (!found) return false;
    const name = found[0];
    if (name === '__END__' || name === '__DATA__') {
      at = limit;
      return true;
    }
    if (/^(q|qq|qw|qr|m|s|tr|y)$/.test(name) && quoteLike(name)) return true;
    add('word', name, at + name.length);
    return true;
  }

  /** `q(…)`, `qw{…}`, `s/a/b/`; none before `=>` or as a key in braces. */
  function quoteLike(name: string): boolean {
    const last = tokens.at(-1);
    if (last?.kind === 'sign' && (last.value === '->' || last.value === '&')) return false;
    const gap = /\s*/y;
    gap.lastIndex = at + name.length;
    gap.exec(source);
    const opens = gap.lastIndex;
    const sign = source[opens] ?? '';
    if (opens >= limit || /[\w\s;)}]/.test(sign) || (sign === ',' && opens > at + name.length)) return false;
    if (sign === '=' && (name === 'y' || name === 's' || /^=[>=~]/.test(source.slice(opens, opens + 2)))) return false;
    if (sign === ',' && !/^(m|s|qr)$/.test(name)) return false;
    if (sign === '#' && opens > at + name.length) return false;
    if (name === 'q' || name === 'qq' || name === 'qw') {
      quoted(opens, name === 'qq', name === 'qw' ? 'words' : 'string');
      return true;
    }
    let end = quotedEnd(source, opens, limit);
    if (name === 's' || name === 'tr' || name === 'y') {
      const second = CLOSING[sign]
        ? opens + (end - opens) + (/^\s*/.exec(source.slice(end, end + 100))?.[0].length ?? 0)
        : end - 1;
      end = quotedEnd(source, second, limit);
    }
    add('pattern', '', behindFlags(end));
    return true;
  }

  /** `/…/gi` */
  function behindFlags(end: number): number {
    const flags = /[a-z]*/y;
    flags.lastIndex = end;
    flags.exec(source);
    return Math.min(flags.lastIndex, limit);
  }

  function number(): boolean {
    const found = match(/\d[\d_]*(?:\.\d+)?/y);
    if (found) add('number', found[0], at + found[0].length);
    return found !== null;
  }

  function pattern(): boolean {
    if (source[at] !== '/' || isOperand()) return false;
    const end = quotedEnd(source, at, endOfLine(source, at));
    add('pattern', '', behindFlags(end));
    return true;
  }
}
