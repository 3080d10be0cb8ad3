/** A page in one file: it opens from a folder without a network, and nothing that a value holds can run in it. */
import { createHash } from 'node:crypto';
import { html, type Markup, verbatim } from './markup.ts';
import { baseStyle } from './style.ts';
import { themeScript } from './theme.ts';

export interface Page {
  readonly title: string;
  /** Below the title. */
  readonly lead: Markup;
  /** What the page itself adds to the common style. */
  readonly style: string;
  /** Runs after the body is there. */
  readonly script: string;
  readonly body: Markup;
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page's text. Its style and script are known by their hashes; everything else, and every address, is refused. */
export function htmlPage({ title, lead, style, script, body }: Page): string {
  const sheet = `${baseStyle}${style}`;
  const program = `${themeScript}${script}`;
  const rules = [
    "default-src 'none'",
    `style-src ${hashOf(sheet)}`,
    `script-src ${hashOf(program)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(rules.join('; '))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="smtp-scan">
<title>${title}</title>
<style>${verbatim(sheet)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<div><h1>${title}</h1>${lead}</div>
<button type="button" id="theme" class="quiet" hidden>Theme: system</button>
</header>
<main id="main">
${body}
</main>
<footer>Written by smtp-scan. It reads what a repository says; what leaves a machine, only logs and headers prove.</footer>
<script>${verbatim(program)}</script>
</body>
</html>
`;
  return page.markup;
}
