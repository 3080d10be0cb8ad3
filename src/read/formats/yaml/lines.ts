/** The lines of YAML that another tool fills in first: which of them hold content, and where a line's key ends. */
import type { Range } from '../../../model/expr.ts';
import { range } from '../../reader.ts';

export interface Line {
  readonly kind: 'content' | 'document' | 'other';
  readonly blank: boolean;
  /** The number of blanks before it; of a line that begins with a control tag, those before the tag. */
  readonly indent: number;
  /** Offsets of its content, without blanks around it and control tags before and behind it. */
  readonly start: number;
  readonly end: number;
}

/** Statements, comments and inclusions of Go templates; whatever else stands in `{{ }}` alone on a line. */
const CONTROL_START = /^(?:\{\{|\{%|\{#|<%(?!=))/;
const TAG_BEFORE =
  /^(?:(?:\{%(?:[^%]|%(?!\}))*%\}|\{\{-?\s*(?:if|else|end|range|with|define|block)\b(?:[^}]|\}(?!\}))*\}\})[ \t]*)+/;
const TAG_BEHIND = /(?<![ \t])(?:[ \t]*(?:\{%-?\s*(?:end\w*|else)\b[^%}]*%\}|\{\{-?\s*(?:end|else)\s*-?\}\}))+$/;
const CLOSING: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' };

/** A control tag may run over this many lines. */
const MAX_TAG_LINES = 60;

export function linesOf(content: string): Line[] {
  const lines: Line[] = [];
  let closing: string | undefined;
  let since = 0;
  for (const { 0: raw, index } of content.matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)) {
    const whole = raw.replace(/[\r\n]+$/, '');
    const body = whole.trim();
    const indent = whole.length - whole.trimStart().length;
    const line = { blank: body === '', indent, start: index + indent, end: index + indent + body.length };
    if (closing !== undefined && since < MAX_TAG_LINES) {
      since += 1;
      if (body.includes(closing)) closing = undefined;
      lines.push({ ...line, kind: 'other' });
      continue;
    }
    closing = unclosed(body);
    since = 0;
    lines.push(closing === undefined ? classified(line, body, whole) : { ...line, kind: 'other' });
  }
  return lines;
}

function unclosed(body: string): string | undefined {
  const opening = CONTROL_START.exec(body)?.[0];
  const closing = opening === undefined ? undefined : CLOSING[opening];
  return closing === undefined || body.includes(closing) ? undefined : closing;
}

function classified(line: Omit<Line, 'kind'>, body: string, whole: string): Line {
  if (line.blank || body.startsWith('#') || body.startsWith('%') || /^<%(?!=)/.test(body))
    return { ...line, kind: 'other' };
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(whole)) return { ...line, kind: 'document' };
  const before = TAG_BEFORE.exec(body)?.[0].length ?? 0;
  const behind = /[%}]\}$/.test(body) ? (TAG_BEHIND.exec(body.slice(before).slice(-200))?.[0].length ?? 0) : 0;
  const start = line.start + before;
  const end = Math.max(start, line.end - behind);
  if (start >= end) return { ...line, kind: 'other' };
  const rest = body.slice(before, body.length - behind);
  // A whole line that is one tag includes other text; `{{ key }}: value` is content.
  const lone = /^(?:\{\{(?:[^}]|\}(?!\}))*\}\}|\{#.*#\})$/.test(rest);
  return { blank: false, indent: line.indent, start, end, kind: lone ? 'other' : 'content' };
}

/** The key of `key: value` that begins at `at`, and where its value begins. */
export function splitKey(
  content: string,
  at: number,
  end: number,
): { key: string; keyRange: Range; value: number } | undefined {
  const quoted = /(["'])((?:(?!\1)[^\\\r\n]|\\.)*)\1[ \t]*:(?=[ \t\r\n]|$)[ \t]*/y;
  quoted.lastIndex = at;
  const found = quoted.exec(content);
  if (found?.[2] !== undefined) {
    const keyRange = range(at + 1, at + 1 + found[2].length);
    return { key: found[2], keyRange, value: Math.min(end, at + found[0].length) };
  }
  if (/["'[|>%@`#*&!]/.test(content[at] ?? '') || (content[at] === '{' && content[at + 1] !== '{')) return undefined;
  const colon = colonIn(content, at, end);
  if (colon === undefined || colon === at) return undefined;
  const key = content.slice(at, colon).trimEnd();
  const value = /[ \t]*/y;
  value.lastIndex = colon + 1;
  return {
    key,
    keyRange: range(at, at + key.length),
    value: Math.min(end, colon + 1 + (value.exec(content)?.[0].length ?? 0)),
  };
}

/** The first `: ` outside of template tags and before any comment. */
function colonIn(content: string, at: number, end: number): number | undefined {
  const rest = content.slice(at, end);
  const next = /:(?=[ \t]|$)|\{\{|<%|[ \t]#/g;
  for (let found = next.exec(rest); found; found = next.exec(rest)) {
    if (found[0] === ':') return at + found.index;
    const closing = CLOSING[found[0]];
    const close = closing === undefined ? -1 : rest.indexOf(closing, found.index);
    if (close < 0) return undefined;
    next.lastIndex = close + 2;
  }
  return undefined;
}
