/** Tokens of Jsonnet and of CUE, which write names, texts and signs nearly alike. https://jsonnet.org/ref/spec.html, https://cuelang.org/docs/reference/spec/ */

export interface DataToken {
  readonly kind: 'name' | 'string' | 'number' | 'sign';
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Nothing but blanks stands before it on its line. */
  readonly isFirst: boolean;
  /** Of a string the stretch of its content, and whether backslashes mean anything in it. */
  readonly content?: { readonly start: number; readonly end: number; readonly isVerbatim: boolean };
}

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>//[^\r\n]*|#(?![A-Za-z_])[^\r\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`"""(?<triple>[\s\S]*?)(?:"""|$)`,
    String.raw`\|\|\|-?[ \t]*\r?\n(?<block>[\s\S]*?)(?:\n[ \t]*\|\|\||$)`,
    `@"(?<verbatim>[^"]*)"|@'(?<verbatim2>[^']*)'`,
    String.raw`"(?<double>(?:[^"\\\r\n]|\\[\s\S])*)"?`,
    String.raw`'(?<single>(?:[^'\\]|\\[\s\S])*)'?`,
    String.raw`(?<name>[#_]{0,2}[A-Za-z_$][\w$]*|\$)`,
    String.raw`(?<number>\d[\w.]*)`,
    String.raw`(?<sign>\+?:{1,3}|&&|\|\||[=!<>]=|[^\s])`,
  ].join('|'),
  'dg',
);

const CONTENTS = ['triple', 'block', 'verbatim', 'verbatim2', 'double', 'single'] as const;

/** More tokens than any such file that people write. */
const MOST = 400_000;

export function tokensOf(source: string, isJsonnet: boolean): readonly DataToken[] {
  const tokens: DataToken[] = [];
  const pattern = new RegExp(TOKEN);
  for (let found = pattern.exec(source); found && tokens.length < MOST; found = pattern.exec(source)) {
    const { groups = {}, indices, index: start, 0: whole } = found;
    if (isJsonnet && whole.startsWith('#')) {
      // Jsonnet has no names with a hash: the rest of the line is a comment, quotes and all.
      pattern.lastIndex = lineEnd(source, start);
      continue;
    }
    if (groups.comment !== undefined) continue;
    const end = start + whole.length;
    const before = tokens.at(-1)?.end ?? 0;
    const base = { word: whole, start, end, isFirst: tokens.length === 0 || /\n/.test(source.slice(before, start)) };
    const name = CONTENTS.find((one) => groups[one] !== undefined);
    const at = name && indices?.groups?.[name];
    if (name && at)
      tokens.push({
        ...base,
        kind: 'string',
        content: { start: at[0], end: at[1], isVerbatim: !/^(?:double|single|triple)$/.test(name) },
      });
    else if (groups.name !== undefined) tokens.push({ ...base, kind: 'name' });
    else tokens.push({ ...base, kind: groups.number === undefined ? 'sign' : 'number' });
  }
  return tokens;
}

function lineEnd(source: string, from: number): number {
  const at = source.indexOf('\n', from);
  return at < 0 ? source.length : at;
}
