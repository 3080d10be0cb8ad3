/** Draws what commands of the demonstration print on a terminal, for the documentation. */
import { loadSource, project } from './load-source.mjs';

/** The words of each picture's command, and which module runs it. */
const PICTURES = {
  scan: { words: ['fixtures/demo'], file: 'src/cli/scan-command.ts', command: 'scanCommand' },
  trace: {
    words: ['trace', 'fixtures/demo/evidence/3-invoice.eml'],
    file: 'src/cli/trace-command.ts',
    command: 'traceCommand',
  },
};
const WIDTH = 118;
const COLORS = {
  31: '#ff6b68',
  32: '#5fd38a',
  33: '#e8bf6a',
  34: '#6c9ef8',
  35: '#d08ee0',
  36: '#56c8d8',
  90: '#8a919c',
};

/** Splits a line with SGR codes into runs of one style. */
function runsOf(line) {
  const runs = [];
  let style = { color: '#d5dae2', bold: false, dim: false };
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part);
    if (!codes) {
      if (part !== '') runs.push({ text: part, ...style });
      continue;
    }
    for (const code of codes[1].split(';').map(Number)) {
      if (code === 0) style = { color: '#d5dae2', bold: false, dim: false };
      else if (code === 1) style = { ...style, bold: true };
      else if (code === 2) style = { ...style, dim: true };
      else if (code === 22) style = { ...style, bold: false, dim: false };
      else if (code === 39) style = { ...style, color: '#d5dae2' };
      else if (COLORS[code]) style = { ...style, color: COLORS[code] };
    }
  }
  return runs;
}

/** Breaks a line's runs at the terminal's width. */
function wrapped(runs) {
  const lines = [[]];
  let used = 0;
  for (const run of runs) {
    let { text } = run;
    while (text !== '') {
      const piece = text.slice(0, WIDTH - used);
      if (piece === '') {
        lines.push([]);
        used = 0;
        continue;
      }
      lines.at(-1).push({ ...run, text: piece });
      used += piece.length;
      text = text.slice(piece.length);
    }
  }
  return lines;
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What the command writes. */
async function output({ words, file, command }) {
  const run = (await loadSource(file))[command];
  const { write } = process.stdout;
  const before = process.cwd();
  const written = [];
  process.stdout.write = (text) => written.push(text) > 0;
  process.chdir(project);
  try {
    await run([...words.filter((word) => word !== 'trace'), '--color', 'always'], '');
  } finally {
    process.stdout.write = write;
    process.chdir(before);
  }
  return written.join('');
}

function rowOf(runs, row) {
  const spans = runs.map(
    ({ text, color, bold, dim }) =>
      `<tspan fill="${color}"${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.65"' : ''}>${escape(text)}</tspan>`,
  );
  return `<text x="18" y="${34 + row * 18}" xml:space="preserve">${spans.join('')}</text>`;
}

/** The picture of the scan or of the trace, as SVG. */
export async function demoPicture(name) {
  const picture = PICTURES[name];
  const shown = [`$ npx smtp-scan ${picture.words.join(' ')}`, ...(await output(picture)).trimEnd().split('\n')];
  const rows = shown.flatMap((line) => wrapped(runsOf(line))).map(rowOf);
  const height = 34 + rows.length * 18 + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1010" height="${height}" viewBox="0 0 1010 ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13.5"><rect width="100%" height="100%" rx="8" fill="#1d2129"/>\n${rows.join('\n')}\n</svg>\n`;
}
