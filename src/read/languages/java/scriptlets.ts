/**
 * Java within Jakarta Server Pages: declarations `<%! … %>` and scriptlets `<% … %>` are the program, in their order, across
 * whatever markup stands between them. https://jakarta.ee/specifications/pages/3.1/jakarta-server-pages-spec-3.1#scripting-elements
 */

/** Whether a file is a page or a fragment of one: no program begins with markup. */
export const isPage = (path: string, text: string): boolean => /\.jspf?$/i.test(path) || /^\s*</.test(text);

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** The page with everything but its Java blank, every offset as it was. */
export function scriptlets(page: string): string {
  const shown: string[] = [];
  let end = 0;
  for (let start = page.indexOf('<%'); start >= 0; start = page.indexOf('<%', end)) {
    const closing = page.startsWith('<%--', start) ? '--%>' : '%>';
    const close = page.indexOf(closing, start + 2);
    if (close < 0) break;
    const code = start + (page[start + 2] === '!' ? 3 : 2);
    const isCode = closing === '%>' && !/[@=]/.test(page.charAt(start + 2));
    const after = close + closing.length;
    shown.push(
      blank(page.slice(end, code)),
      isCode ? page.slice(code, close) : blank(page.slice(code, close)),
      ' '.repeat(after - close),
    );
    end = after;
  }
  return shown.join('') + blank(page.slice(end));
}
