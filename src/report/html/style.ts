/**
 * What all pages look like. Both themes from one list of colours: `light-dark()` is in every browser since May 2024
 * (https://web-platform-dx.github.io/web-features-explorer/features/light-dark/). Text has a contrast of 4.5:1 and more.
 */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #0f141b);
  --card: light-dark(#ffffff, #171e28);
  --raised: light-dark(#eef1f5, #202a37);
  --line: light-dark(#d8dee6, #2e3a49);
  --text: light-dark(#17202b, #e6ebf1);
  --soft: light-dark(#526071, #9fafc1);
  --accent: light-dark(#0b5cad, #7cb8ff);
  --legacy: light-dark(#b3261e, #ff8f85);
  --unapproved: light-dark(#9a4a05, #ffb868);
  --unresolved: light-dark(#6432b8, #c3a6ff);
  --approved: light-dark(#14693a, #6fd698);
  --local: light-dark(#4b5a6b, #a9b8c8);
  --placeholder: light-dark(#5b6875, #93a1b0);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
:root[data-theme=light] { color-scheme: light; }
:root[data-theme=dark] { color-scheme: dark; }
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
.top, main, footer { max-width: 1500px; margin: 0 auto; padding: 0 28px; }
.top { display: flex; justify-content: space-between; align-items: start; gap: 24px; padding-top: 28px; }
h1 { margin: 0; font-size: 26px; line-height: 1.2; letter-spacing: -0.015em; }
h2 { margin: 0 0 12px; font-size: 17px; letter-spacing: -0.005em; }
.lead { margin: 6px 0 0; color: var(--soft); }
section { margin: 20px 0; padding: 20px 22px 22px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
footer { padding-top: 4px; padding-bottom: 36px; color: var(--soft); font-size: 13px; }
code, .place { font-family: var(--mono); font-size: 0.89em; overflow-wrap: anywhere; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
.soft { color: var(--soft); }
.small { font-size: 13px; }
.whole { white-space: nowrap; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 12px; top: 12px; z-index: 9; padding: 8px 14px; background: var(--card); border-radius: 8px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }

.notice { margin: 16px 0 0; padding: 10px 14px; border: 1px solid var(--line); border-left: 4px solid var(--unapproved); border-radius: 8px; background: var(--card); }
.notice.bad { border-left-color: var(--legacy); }

button, input, select { font: inherit; color: inherit; }
button.quiet, select, input[type=search] { min-height: 36px; padding: 5px 12px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
button.quiet { cursor: pointer; white-space: nowrap; color: var(--soft); }
button.quiet:hover { color: var(--text); border-color: var(--soft); }

.scroll { overflow-x: auto; margin: 0 -22px; padding: 0 22px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { padding: 8px 12px 8px 0; text-align: left; font-size: 12.5px; font-weight: 600; color: var(--soft); border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: 9px 12px 9px 0; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
tbody tr:last-child td { border-bottom: 0; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
th button { padding: 0; background: none; border: 0; font: inherit; color: inherit; cursor: pointer; }
th button:hover { color: var(--text); }
th button::after { content: ' ↕'; opacity: 0.45; }
th[aria-sort=ascending] button::after { content: ' ↑'; opacity: 1; }
th[aria-sort=descending] button::after { content: ' ↓'; opacity: 1; }

.pill { display: inline-block; padding: 1px 9px; border-radius: 99px; border: 1px solid currentColor; font-size: 12.5px; font-weight: 600; line-height: 1.5; white-space: nowrap; }
.legacy { color: var(--legacy); }
.unapproved { color: var(--unapproved); }
.unresolved { color: var(--unresolved); }
.approved { color: var(--approved); }
.local { color: var(--local); }
.placeholder { color: var(--placeholder); }

@media (max-width: 720px) {
  .top, main, footer { padding-left: 14px; padding-right: 14px; }
  section { padding: 14px; }
  .scroll { margin: 0 -14px; padding: 0 14px; }
}
@media print {
  :root, :root[data-theme] { color-scheme: light; }
  @page { size: A4 landscape; margin: 12mm; }
  body { background: #fff; font-size: 11px; }
  .top, main, footer { max-width: none; padding: 0; }
  section { padding: 0; border: 0; margin: 14px 0; }
  table { font-size: 10px; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  button, .filters, .skip { display: none !important; }
  th button { display: inline !important; }
  th button::after { content: ''; }
}
`;
