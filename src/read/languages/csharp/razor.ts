/**
 * C# within Razor pages: blocks `@{ … }`, `@functions { … }` and `@code { … }` are the program, and so are `@(…)` and the
 * bodies of `@if (…) { … }` and its like; markup is none. https://learn.microsoft.com/aspnet/core/mvc/views/razor
 */

export const isRazor = (path: string): boolean => /\.(?:cshtml|razor)$/i.test(path);

/** `@@` is a sign, `@*` begins a comment; what stands before `@` in an address is a letter. */
const OPENING =
  /(?<![\w@])@(?:(?<block>(?:functions|code)?\s{0,20}\{)|(?<head>(?:if|for|foreach|while|switch|using|lock)\s{0,20}\()|\*)/g;

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** The page with everything but its C# blank, every offset as it was. */
export function razorBlocks(page: string): string {
  const shown: string[] = [];
  let end = 0;
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(page); found; found = OPENING.exec(page)) {
    const { block, head } = found.groups ?? {};
    const start = found.index;
    if (block === undefined && head === undefined) {
      const close = page.indexOf('*@', OPENING.lastIndex);
      if (close < 0) break;
      OPENING.lastIndex = close + 2;
      continue;
    }
    const open = block === undefined ? page.indexOf('{', OPENING.lastIndex) : OPENING.lastIndex - 1;
    const close = open < 0 ? -1 : closingOf(page, open);
    if (close < 0) break;
    const from = block === undefined ? start + 1 : open + 1;
    const to = block === undefined ? close + 1 : close;
    shown.push(blank(page.slice(end, from)), page.slice(from, to));
    end = to;
    OPENING.lastIndex = close + 1;
  }
  return shown.join('') + blank(page.slice(end));
}

/** Texts and comments, whose braces are none, and braces. */
const TOKEN = /@?"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)'|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|@\*[\s\S]*?\*@|[{}]/g;

/** Where the brace that opens at an offset is closed; -1 where it is not. */
function closingOf(page: string, open: number): number {
  TOKEN.lastIndex = open;
  let depth = 0;
  for (let found = TOKEN.exec(page); found; found = TOKEN.exec(page)) {
    if (found[0] === '{') depth += 1;
    else if (found[0] === '}') depth -= 1;
    if (depth === 0) return found.index;
  }
  return -1;
}
