/**
 * Writes docs/detectors.md and docs/rules.md from the registers, docs/demo.svg and docs/trace.svg from the demonstration, and the tables of
 * docs/ci.md from the action and of docs/merge.md from the organisation's workflow, what the commands of docs/tour.md print, and
 * THIRD-PARTY-LICENSES.txt from what is bundled. `--check` writes nothing and ends with 1 when one is stale.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { load } from 'js-yaml';
import { demoPicture } from './demo-picture.mjs';
import { thirdPartyLicences } from './licences.mjs';
import { loadSource, project } from './load-source.mjs';
import { playedTour } from './tour.mjs';

const NOTE = (source) => `<!-- Written by \`npm run generate\` from ${source}; edit that instead. -->`;

const LAYERS = {
  server: ['Mail servers', 'Programs that take mail from others on the machine or network and hand it on.'],
  client: ['Clients', 'Programs that people and scripts send with.'],
  application: ['Applications, frameworks and libraries', 'What sends mail from inside a program.'],
  monitoring: ['Monitoring', 'What sends alerts.'],
  deployment: ['Deployment', 'What sets a relay from outside: pipelines, infrastructure as code, command lines.'],
};

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function detectorsPage(detectors) {
  const sections = Object.entries(LAYERS).flatMap(([layer, [title, text]]) => {
    const rows = detectors
      .filter((detector) => detector.layer === layer)
      .sort((a, b) => a.title.localeCompare(b.title, 'en'));
    if (rows.length === 0) return [];
    const lines = rows.map(
      ({ id, title: name, recognises, docs }) => `| \`${id}\` | [${cell(name)}](${docs}) | ${cell(recognises ?? '')} |`,
    );
    return [
      [`## ${title}`, '', text, '', '| Id | System | What is recognised |', '| --- | --- | --- |', ...lines].join('\n'),
    ];
  });
  const head = `# Detectors

${NOTE('detectors/')}

A detector knows where one system keeps its relay. Its id stands in every report; \`smtp-scan explain ID\` prints its row. The links lead to the documentation that the detector follows. To add a system, see \`npm run new-detector\`.`;
  return `${[head, ...sections].join('\n\n')}\n`;
}

/** A rule's help stands below the rule's own heading. */
const lowered = (markdown) => markdown.trim().replaceAll(/^##(?= )/gm, '###');

function rulesPage(rules) {
  const rows = rules.map(
    ({ id, level, shortDescription }) => `| [\`${id}\`](#${id}) | ${level} | ${cell(shortDescription)} |`,
  );
  const head = `# Rules

${NOTE('src/rules/')}

The levels hold for files that are deployed; in samples they are one step lower, in development and tests \`note\`, unless the policy says otherwise.

| Rule | Level | When |
| --- | --- | --- |
${rows.join('\n')}`;
  const sections = rules.map(
    ({ id, title, fullDescription, help }) => `## ${id}\n\n**${title}.** ${fullDescription}\n\n${lowered(help)}`,
  );
  return `${[head, ...sections].join('\n\n')}\n`;
}

/** Aligned, as the formatter has it. */
function table(head, rows) {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((text, column) => text.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const code = (text) => (text ? `\`${text}\`` : '');

const inputsTable = (inputs) =>
  table(
    ['Input', 'Default', 'What it does'],
    Object.entries(inputs).map(([name, { description, default: value }]) => [
      code(name),
      code(value === undefined ? '' : String(value)),
      cell(description),
    ]),
  );

/** Puts the text between the page's marks of a source. */
async function pageWith(file, source, text) {
  const page = await readFile(path.join(project, file), 'utf8');
  const marks = new RegExp(`(<!-- ${source.replaceAll('.', '\\.')}: .*? -->\n)[\\s\\S]*?(<!-- end -->)`);
  return page.replace(marks, (_, start, end) => `${start}\n${text}\n\n${end}`);
}

/** The tables of what the action takes and gives, within the page about CI. */
async function ciPage() {
  const { inputs, outputs } = load(await readFile(path.join(project, 'action.yml'), 'utf8'));
  const made = Object.entries(outputs).map(([name, { description }]) => [code(name), cell(description)]);
  return pageWith('docs/ci.md', 'action.yml', `${inputsTable(inputs)}\n\n${table(['Output', 'What it is'], made)}`);
}

/** The table of what the organisation's workflow takes, within the page about merging. */
async function mergePage() {
  const workflow = load(await readFile(path.join(project, '.github/workflows/organisation.yml'), 'utf8'));
  return pageWith('docs/merge.md', 'organisation.yml', inputsTable(workflow.on.workflow_call.inputs));
}

async function stale(file, text) {
  const old = await readFile(path.join(project, file), 'utf8').catch(() => '');
  return old !== text;
}

const { detectors } = await loadSource('detectors/index.ts');
const { rules } = await loadSource('src/rules/index.ts');
const pages = {
  'docs/detectors.md': detectorsPage(detectors),
  'docs/rules.md': rulesPage(rules),
  'docs/demo.svg': await demoPicture('scan'),
  'docs/trace.svg': await demoPicture('trace'),
  'docs/ci.md': await ciPage(),
  'docs/merge.md': await mergePage(),
  'THIRD-PARTY-LICENSES.txt': await thirdPartyLicences(),
  'docs/tour.md': await playedTour(await readFile(path.join(project, 'docs/tour.md'), 'utf8')),
};

for (const [file, text] of Object.entries(pages)) {
  if (!(await stale(file, text))) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${file} is stale: run npm run generate\n`);
    process.exitCode = 1;
    continue;
  }
  await mkdir(path.dirname(path.join(project, file)), { recursive: true });
  await writeFile(path.join(project, file), text);
  process.stdout.write(`${file} written\n`);
}
