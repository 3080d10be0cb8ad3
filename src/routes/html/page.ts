/** The document as a page in one file, with a picture, a filter and a search. */
import type { Role, Verdict } from '../../model/setting.ts';
import { thousands } from '../../model/thousands.ts';
import { html, type Markup, nothing } from '../../report/html/markup.ts';
import { htmlPage } from '../../report/html/page.ts';
import { hostCode, notices, row, tableSection, verdictPill } from '../../report/html/parts.ts';
import { picture, pictureStyle } from '../../report/html/picture.ts';
import { filtered, tableScript, tableStyle } from '../../report/html/table.ts';
import { count } from '../../report/report.ts';
import { LAYERS, type Place, type Route, type RoutesDocument } from '../document.ts';
import { graphOf } from '../graph.ts';
import type { LinkTo } from '../links.ts';
import type { RelayRow } from '../relays.ts';
import {
  connectionWords,
  credentialWords,
  deliveredWords,
  LAYER_TITLES,
  SENDER_FIELDS,
  STATUS_WORDS,
  summary,
  timeWords,
  verdictCounts,
  verdictWord,
  warnings,
} from '../words.ts';
import { flowOf } from './picture.ts';
import { routesStyle } from './style.ts';

/** @param linkTo gives the addresses behind places. */
export function htmlDocument(document: RoutesDocument, linkTo: LinkTo): string {
  const policy = document.policy === null ? nothing : html` Judged by <code>${document.policy}</code>.`;
  return htmlPage({
    title: 'Outbound mail path',
    lead: html`<p class="lead">${summary(document)}${policy}</p>`,
    style: `${pictureStyle}${tableStyle}${routesStyle}`,
    script: tableScript,
    body: html`${notices(warnings(document))}
${document.routes.length === 0 ? nothing : pictureSection(document)}
${relaysSection(document)}
${document.routes.length === 0 ? nothing : routesSection(document, linkTo)}
${sendersSection(document)}
${unreadSection(document, linkTo)}`,
  });
}

function pictureSection({ routes }: RoutesDocument): Markup {
  return html`<section aria-labelledby="picture-title">
<h2 id="picture-title">Who sends through which relay</h2>
<p class="soft small">Choose a box to see its routes. Pale bands are samples, development and tests.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="picture-title">${picture(flowOf(graphOf(routes)))}</div>
</section>`;
}

function relaysSection(document: RoutesDocument): Markup {
  const { relays, evidence } = document;
  const seen = evidence ? ['In the evidence', 'Delivered', 'First seen', 'Last seen'] : [];
  const rows = relays.map((relay) =>
    row(
      html`${hostCode(relay.host)}${relay.also.map((name) => html`<br><span class="soft small">also <code>${name}</code></span>`)}`,
      relay.knownAs ?? '',
      verdictCell(relay.verdict, relay.replacement, document),
      relay.routes,
      ...(evidence ? seenCells(relay) : []),
    ),
  );
  const title = evidence ? 'Relays: configured and seen' : 'Relays';
  return tableSection('relays', title, ['Relay', 'Known as', 'Verdict', 'Routes', ...seen], rows);
}

function seenCells({ status, seen, routes }: RelayRow): readonly Markup[] {
  const word = STATUS_WORDS[status];
  const time = (at: string | null | undefined): Markup => html`<span class="whole">${timeWords(at ?? null)}</span>`;
  return [
    routes === 0 ? html`<strong class="unapproved">${word}</strong>` : html`${word}`,
    html`${seen ? deliveredWords(seen) : ''}`,
    time(seen?.first),
    time(seen?.last),
  ];
}

const ROLES: readonly Role[] = ['runtime', 'sample', 'dev', 'test'];

function routesSection(document: RoutesDocument, linkTo: LinkTo): Markup {
  const { routes } = document;
  const layers = LAYERS.filter((layer) => routes.some((route) => route.layer === layer));
  const roles = ROLES.filter((role) => routes.some((route) => route.role === role));
  return filtered({
    id: 'routes',
    title: 'Routes',
    placeholder: 'Path, relay, system, key …',
    fields: [
      { name: 'layer', title: 'Layer', values: layers.map((layer) => ({ value: layer, shown: LAYER_TITLES[layer] })) },
      { name: 'role', title: 'Role', values: roles.map((role) => ({ value: role, shown: role })) },
      {
        name: 'verdict',
        title: 'Verdict',
        toggles: true,
        values: verdictCounts(document).map(({ verdict, number }) => ({
          value: verdict,
          shown: verdictWord(verdict, document),
          colour: verdict,
          number,
        })),
      },
    ],
    columns: ['Sent by', 'Relay', 'Decided by', 'Credentials', 'Role', 'Verdict'],
    rows: routes.map((route) => routeRow(route, document, linkTo)),
    noun: 'route',
  });
}

function routeRow(route: Route, document: RoutesDocument, linkTo: LinkTo): Markup {
  const { from, at, host, destination, key, trail, certainty } = route;
  const isElsewhere = from.path !== at.path || from.line !== at.line;
  const other = route.findings.filter((rule) => rule !== `${route.verdict}-relay`);
  const hidden =
    host !== null && host !== destination ? html`<br><span class="soft small">${destination}</span>` : nothing;
  return html`<tr data-layer="${route.layer}" data-role="${route.role}" data-verdict="${route.verdict}">
<td>${placeLink(from, linkTo)}<br><span class="soft small">${route.system} · ${LAYER_TITLES[route.layer]}</span></td>
<td>${host === null ? html`${destination}` : html`<code>${host}</code>`}${hidden}<br><span class="soft small">${connectionWords(route)}</span></td>
<td>${isElsewhere ? html`${placeLink(at, linkTo)}<br>` : nothing}<code class="soft">${key}</code>${trail.length > 2 ? way(trail, linkTo) : nothing}</td>
<td>${credentialWords(route)}</td>
<td>${route.role}</td>
<td>${verdictCell(route.verdict, route.replacement, document)}${other.map((rule) => html`<br><span class="small soft">${rule}</span>`)}${certainty === 'likely' ? html`<br><span class="small soft">likely</span>` : nothing}</td>
</tr>
`;
}

const way = (trail: Route['trail'], linkTo: LinkTo): Markup =>
  html`<details><summary class="small">${count(trail.length, 'step')}</summary><ol>${trail.map(
    (step) => html`<li>${placeLink(step, linkTo)}<br><span class="soft small">${step.note}</span></li>`,
  )}</ol></details>`;

const verdictCell = (verdict: Verdict, replacement: string | null, document: RoutesDocument): Markup =>
  html`${verdictPill(verdict, verdictWord(verdict, document))}${
    replacement === null ? nothing : html`<br><span class="small soft">change to</span> <code>${replacement}</code>`
  }`;

function placeLink(place: Omit<Place, 'column'>, linkTo: LinkTo): Markup {
  const shown = `${place.path}:${place.line}`;
  const target = linkTo(place);
  return target === undefined
    ? html`<span class="place">${shown}</span>`
    : html`<a class="place" href="${target}">${shown}</a>`;
}

/** Senders in evidence may be very many; the weightiest tell the story. */
const MOST_SENDERS = 500;

function sendersSection({ senders, evidence }: RoutesDocument): Markup {
  if (!evidence) return nothing;
  const left = senders.length - MOST_SENDERS;
  const rows = senders
    .slice(0, MOST_SENDERS)
    .map((one) => row(...SENDER_FIELDS.map((field) => one[field] ?? ''), thousands(one.deliveries)));
  return tableSection(
    'senders',
    'Seen senders',
    ['Host', 'Program', 'Client', 'Envelope domain', 'Relay', 'Delivered'],
    rows,
    left > 0 ? html`<p class="soft">${count(left, 'sender')} with fewer deliveries left out.</p>` : nothing,
  );
}

function unreadSection({ unread }: RoutesDocument, linkTo: LinkTo): Markup {
  const rows = unread.map(({ path, line, message }) => row(placeLink({ path, line: line ?? 1 }, linkTo), message));
  return tableSection('unread', 'Not read', ['Where', 'Why'], rows);
}
