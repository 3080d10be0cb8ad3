/**
 * Programs that are nothing but a table of texts, as frameworks keep what their pages say in each language: an array or an
 * object of literals. In such a table nothing is put together, so that a text holds a host only where it is written whole.
 */
import type { Format } from '../model/facts.ts';

const TEXTS = '\'(?:[^\'\\\\]|\\\\.)*\'|"(?:[^"\\\\{$]|\\\\.|\\{(?!\\$)|\\$(?![\\w{]))*"';
const COMMENTS = '\\/\\/[^\\n]*|\\/\\*(?:[^*]|\\*(?!\\/))*\\*\\/';

/** What a table consists of: its frame, comments, texts without variables, names that call nothing. */
const PARTS: Partial<Readonly<Record<Format, RegExp>>> = {
  // What guards a file of texts against being asked for, and adds texts to those that are there, puts none together.
  php: new RegExp(
    `\\s+|<\\?php|\\?>|${COMMENTS}|#[^\\n]*|${TEXTS}|\\b(?:array|array_merge|define|defined|empty|is_array|isset|die|exit|if|declare)\\s*\\(|[\\w$]+(?![\\w$(])|=>|[=,;()\\[\\]{}!&|\\\\-]`,
    'y',
  ),
  javascript: new RegExp(
    `\\s+|${COMMENTS}|'(?:[^'\\\\]|\\\\.)*'|"(?:[^"\\\\]|\\\\.)*"|\`(?:[^\`\\\\$]|\\\\.|\\$(?!\\{))*\`|[\\w$]+(?:\\.[\\w$]+)*(?![\\w$(.\`])|[=,;:{}\\[\\]-]`,
    'y',
  ),
};

/** Whether a program is a table of texts and nothing else. */
export function isTextTable(format: Format, text: string): boolean {
  const part = PARTS[format];
  if (!part) return false;
  const parts = new RegExp(part.source, 'y');
  while (parts.lastIndex < text.length) if (!parts.test(text)) return false;
  return true;
}
