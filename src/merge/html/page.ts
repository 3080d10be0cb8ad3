/** The map as a page in one file. */
import type { Verdict } from '../../model/setting.ts';
import { html, type Markup, nothing } from '../../report/html/markup.ts';
import { htmlPage } from '../../report/html/page.ts';
import { hostCode, notices, row, tableSection, verdictPill } from '../../report/html/parts.ts';
import { picture, pictureStyle } from '../../report/html/picture.ts';
import { type Field, filtered, tableScript, tableStyle } from '../../report/html/table.ts';
import { count, VERDICTS } from '../../report/report.ts';
import type { MergedMap } from '../map.ts';
import { changeWords, summary, warnings } from '../words.ts';
import { burnDown, burnDownStyle } from './burn-down.ts';
import { flowOf } from './picture.ts';

export function htmlMap(map: MergedMap): string {
  const change = changeWords(map);
  return htmlPage({
    title: 'Outbound relays of all repositories',
    lead: html`<p class="lead">${summary(map)}</p>${change === undefined ? nothing : html`<p class="lead">${change}</p>`}`,
    style: `${pictureStyle}${tableStyle}${burnDownStyle}${style}`,
    script: tableScript,
    body: html`${notices(warnings(map))}
${burnDown(map.history)}
${pictureSection(map)}
${usesSection(map)}
${placesSection(map)}
${changesSection(map)}
${repositoriesSection(map)}`,
  });
}

const style = `
#uses th:nth-child(1), #uses th:nth-child(3) { width: 30%; }
#to-change th:nth-child(2) { width: 30%; }
#to-change th:nth-child(4) { width: 8%; }
#to-change th:nth-child(5) { width: 11%; }
`;

function pictureSection(map: MergedMap): Markup {
  if (map.relays.length === 0) return nothing;
  return html`<section aria-labelledby="picture-title">
<h2 id="picture-title">Which repository uses which relay</h2>
<p class="soft small">Choose a box to see its uses. Pale bands are samples, development and tests.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="picture-title">${picture(flowOf(map))}</div>
</section>`;
}

/** A field of toggles for the verdicts that there are. */
function verdictField(all: readonly Verdict[]): Field {
  const values = VERDICTS.flatMap((verdict) => {
    const number = all.filter((one) => one === verdict).length;
    return number === 0 ? [] : [{ value: verdict, shown: verdict, colour: verdict, number }];
  });
  return { name: 'verdict', title: 'Verdict', toggles: true, values };
}

function usesSection({ relays }: MergedMap): Markup {
  const uses = relays.flatMap(({ host, knownAs, uses: own }) => own.map((use) => ({ host, knownAs, ...use })));
  if (uses.length === 0) return nothing;
  return filtered({
    id: 'uses',
    title: 'Relays and the repositories that use them',
    placeholder: 'Relay or repository …',
    fields: [verdictField(uses.map(({ verdict }) => verdict))],
    columns: ['Relay', 'Known as', 'Repository', 'Places', 'In production', 'Verdict'],
    rows: uses.map(
      ({ host, knownAs, repository, places, live, verdict }) => html`<tr data-verdict="${verdict}">
<td>${hostCode(host)}</td><td>${knownAs ?? ''}</td><td>${repository}</td><td>${places}</td><td>${live}</td><td>${verdictPill(verdict)}</td></tr>
`,
    ),
    noun: 'use',
  });
}

function placesSection({ places }: MergedMap): Markup {
  if (places.length === 0) return nothing;
  const owners = [...new Set(places.flatMap((place) => place.owners.join(' ')))].filter((one) => one !== '').sort();
  const sorted = [...places].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  return filtered({
    id: 'to-change',
    title: 'To change',
    placeholder: 'Repository, path, relay, key …',
    fields: [
      ...(owners.length > 0
        ? [{ name: 'owners', title: 'Owners', values: owners.map((one) => ({ value: one, shown: one })) }]
        : []),
      verdictField(places.map(({ verdict }) => verdict)),
    ],
    columns: ['Repository', 'Where', 'Relay', 'Role', 'Verdict', 'Owners'],
    rows: sorted.map((place) => {
      const { repository, path, line, host, port, key, role, verdict, excused, owners: own } = place;
      return html`<tr data-verdict="${verdict}" data-owners="${own.join(' ')}">
<td>${repository}</td><td><span class="place">${path}:${line}</span><br><code class="soft">${key}</code></td><td>${hostCode(host)}${port === null ? nothing : html`<br><span class="soft small">${port}</span>`}</td><td>${role}</td><td>${verdictPill(verdict)}${excused ? html`<br><span class="soft small">let through</span>` : nothing}</td><td>${own.join(' ')}</td></tr>
`;
    }),
    noun: 'place',
  });
}

/** What changed may be as much as there is; the first tell the story, and the JSON has all. */
const MOST_CHANGES = 300;

function changesSection({ change }: MergedMap): Markup {
  if (!change) return nothing;
  const all = [
    ...change.gone.map((place) => ({ what: 'gone', ...place })),
    ...change.come.map((place) => ({ what: 'new', ...place })),
    ...change.unsure.map((place) => ({ what: 'not looked at', ...place })),
  ];
  const left = all.length - MOST_CHANGES;
  return tableSection(
    'changes',
    'Since the merge before',
    ['', 'Repository', 'Where', 'Relay', 'Verdict'],
    all
      .slice(0, MOST_CHANGES)
      .map(({ what, repository, path, host, verdict }) =>
        row(what, repository, html`<span class="place">${path}</span>`, hostCode(host), verdictPill(verdict)),
      ),
    left > 0 ? html`<p class="soft">${count(left, 'row')} more left out.</p>` : nothing,
  );
}

function repositoriesSection({ repositories }: MergedMap): Markup {
  return filtered({
    id: 'repositories',
    title: 'Repositories',
    placeholder: 'Repository or owner …',
    fields: [
      {
        name: 'state',
        title: 'State',
        values: [
          { value: 'legacy', shown: 'with a legacy relay' },
          { value: 'partial', shown: 'not read in full' },
          { value: 'other', shown: 'others' },
        ],
      },
    ],
    columns: ['Repository', 'Places', 'Legacy', 'Unapproved', 'Unresolved', 'Errors', 'Owners'],
    rows: repositories.map(({ name, complete, judged, settings, verdicts, findings, owners }) => {
      const legacy = verdicts.legacy ?? 0;
      const state = complete ? (legacy > 0 ? 'legacy' : 'other') : 'partial';
      const doubt = [complete ? '' : 'not read in full', judged || settings === 0 ? '' : 'without a policy'].filter(
        (one) => one !== '',
      );
      return html`<tr data-state="${state}"><td>${name}${doubt.map((one) => html`<br><span class="small unapproved">${one}</span>`)}</td><td>${settings}</td><td>${legacy > 0 ? html`<strong class="legacy">${legacy}</strong>` : '0'}</td><td>${verdicts.unapproved ?? 0}</td><td>${verdicts.unresolved ?? 0}</td><td>${findings.error}</td><td>${owners.join(' ')}</td></tr>
`;
    }),
    noun: 'row',
  });
}
