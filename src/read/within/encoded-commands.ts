/**
 * What scripts hold in base64 and decode: `echo … | base64 -d > .env`, `… | base64 -d | sh`, PowerShell's `-EncodedCommand`.
 */
import type { TextExpr } from '../../model/expr.ts';
import { isComment } from './shell-texts.ts';

const WORD = String.raw`(?<![\w+/=])(?<word>[A-Za-z0-9+/]{16,}={0,2})["']?`;
const DECODED = String.raw`(?:base64|openssl)[ \t][^\n|<>;&]{0,60}`;
/** Where it goes: a file, or a shell that runs it. */
const TO = String.raw`[ \t]*(?:(?:>>?|\|[ \t]*(?:sudo[ \t]+)?tee\b)[ \t]*["']?(?<file>[^\s"'|;&<>()]+)|\|[ \t]*(?:sudo[ \t]+)?(?<shell>(?:ba|da|k|z)?sh|source|eval)\b)`;

/** By a pipe, and by a here-string. */
const PIPED: readonly RegExp[] = [
  new RegExp(String.raw`${WORD}[ \t]*\|[ \t]*${DECODED}${TO}`, 'dg'),
  new RegExp(String.raw`\b${DECODED}<<<[ \t]*["']?${WORD}${TO}`, 'dg'),
];

/** https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_powershell_exe: any beginning of the name. */
const ENCODED_COMMAND = /[ \t"'][-/](?:e|ec|en[a-z]{0,12})[ \t"',]+(?<word>[A-Za-z0-9+/]{16,}={0,2})/dgi;

export interface DecodedFile {
  readonly name: string;
  readonly content: TextExpr;
}

export function* decodedIn(script: string): Generator<DecodedFile> {
  if (/base64|openssl/.test(script))
    for (const pattern of PIPED)
      for (const { index, groups = {}, indices } of script.matchAll(pattern)) {
        if (isComment(script, index)) continue;
        const content = decodedAt(indices?.groups?.word, groups.word, 'utf8');
        if (content) yield { name: groups.file?.replace(/^\/+/, '') ?? 'piped.sh', content };
      }
  if (/powershell|pwsh/i.test(script))
    for (const { groups = {}, indices } of script.matchAll(ENCODED_COMMAND)) {
      const content = decodedAt(indices?.groups?.word, groups.word, 'utf16le');
      if (content) yield { name: 'command.ps1', content };
    }
}

function decodedAt(
  at: readonly [number, number] | undefined,
  word: string | undefined,
  encoding: 'utf8' | 'utf16le',
): TextExpr | undefined {
  if (!at || word === undefined) return undefined;
  const value = Buffer.from(word, 'base64').toString(encoding);
  return { kind: 'text', value, range: { start: at[0], end: at[1] }, encoded: true };
}
