/**
 * Filter, search and order of a page's tables. A `section.filtered` holds a form, a table and three places for what is
 * said of it; `filtered` writes it. The script only hides and moves rows that are there, so that a reader without scripts
 * misses nothing. Thousands of rows at once take a browser seconds, so the first hundreds are shown until more are asked
 * for, or printed.
 */
import { count } from '../report.ts';
import { html, type Markup, nothing } from './markup.ts';

/** A field by which rows are told apart; rows say theirs as `data-NAME`. */
export interface Field {
  readonly name: string;
  readonly title: string;
  /** `colour` is a class of the style sheet. With `toggles` each value can be switched off, otherwise one be selected. */
  readonly values: readonly {
    readonly value: string;
    readonly shown: string;
    readonly colour?: string;
    readonly number?: number;
  }[];
  readonly toggles?: boolean;
}

export interface FilteredTable {
  /** Unique within the page. */
  readonly id: string;
  readonly title: string;
  readonly lead?: Markup;
  readonly placeholder: string;
  readonly fields: readonly Field[];
  readonly columns: readonly string[];
  readonly rows: readonly Markup[];
  /** What a row is, in the singular. */
  readonly noun: string;
}

export function filtered(table: FilteredTable): Markup {
  const { id, title, fields, columns, rows, noun } = table;
  const choices = (toggles: boolean): readonly Field[] =>
    fields.filter((field) => (field.toggles ?? false) === toggles);
  return html`<section class="filtered" aria-labelledby="${id}-title" data-noun="${noun}">
<h2 id="${id}-title">${title}</h2>
${table.lead ?? nothing}<form class="filters" role="search" aria-label="Filter: ${title}">
<label class="find"><span>Search</span><input type="search" placeholder="${table.placeholder}" autocomplete="off" spellcheck="false"></label>
${choices(false).map(select)}<button type="reset" class="quiet">Show all</button>
${choices(true).map(toggles)}</form>
<p class="shown soft small" role="status">${count(rows.length, noun)}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-title"><table id="${id}"><thead><tr>${columns.map(
    (column) => html`<th scope="col"><button type="button">${column}</button></th>`,
  )}</tr></thead><tbody>
${rows}</tbody></table></div>
<button type="button" class="more quiet" hidden>Show more</button>
<p class="none soft" hidden>Nothing is like that.</p>
</section>`;
}

const select = ({ name, title, values }: Field): Markup =>
  html`<label><span>${title}</span><select name="${name}"><option value="">All</option>${values.map(
    ({ value, shown }) => html`<option value="${value}">${shown}</option>`,
  )}</select></label>
`;

const toggles = ({ name, title, values }: Field): Markup =>
  html`<fieldset><legend>${title}</legend>
${values.map(
  ({ value, shown, colour, number }) =>
    html`<label class="toggle ${colour}"><input type="checkbox" name="${name}" value="${value}" checked> ${shown} <span>${number}</span></label>
`,
)}</fieldset>
`;

export const tableStyle = `
.filters { display: flex; flex-wrap: wrap; gap: 12px 14px; align-items: end; margin: 0 0 10px; }
.filters label > span, .filters legend { display: block; margin-bottom: 3px; padding: 0; font-size: 12.5px; font-weight: 600; color: var(--soft); }
.filters .find { flex: 1 1 280px; }
.filters .find input { width: 100%; }
.filters fieldset { flex-basis: 100%; margin: 0; padding: 0; border: 0; }
.filters .toggle { display: inline-block; margin: 0 6px 6px 0; padding: 3px 12px 3px 9px; border: 1px solid var(--line); border-radius: 99px; font-size: 13.5px; font-weight: 600; cursor: pointer; }
.filters .toggle span { display: inline; margin: 0 0 0 2px; color: inherit; font-weight: 400; }
.filters .toggle:has(:checked) { border-color: currentColor; }
.filters .toggle input { margin: 0 3px 0 0; vertical-align: -1px; accent-color: currentColor; }
.filtered .shown { margin: 0 0 6px; }
.filtered table { table-layout: fixed; min-width: 980px; }
.filtered .more { margin-top: 12px; }
@media print { .filtered table { min-width: 0; } }
`;

/** For every filtered table, and for the boxes of a picture, which choose rows of the first. */
export const tableScript = `
(() => {
  const STEP = 100;
  const said = (number) => number.toLocaleString('en-US');

  function filtered(section) {
    const form = section.querySelector('form');
    const table = section.querySelector('table');
    const body = table.tBodies[0];
    const entries = [...body.rows].map((row) => ({ row, text: row.textContent.toLowerCase() }));
    const search = form.querySelector('input[type=search]');
    const selects = [...form.querySelectorAll('select')];
    const boxes = [...form.querySelectorAll('input[type=checkbox]')];
    const fields = [...new Set(boxes.map((box) => box.name))];
    const [shown, more, none] = ['.shown', '.more', '.none'].map((one) => section.querySelector(one));
    const counted = (number) => said(number) + ' ' + section.dataset.noun + (number === 1 ? '' : 's');
    let order = entries;
    let most = STEP;

    function show() {
      const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
      const wanted = fields.map((name) => [name, new Set(boxes.filter((box) => box.name === name && box.checked).map((box) => box.value))]);
      const isWanted = ({ row, text }) =>
        wanted.every(([name, values]) => values.has(row.dataset[name])) &&
        selects.every(({ name, value }) => value === '' || value === row.dataset[name]) &&
        words.every((word) => text.includes(word));
      let number = 0;
      for (const entry of order) {
        const fits = isWanted(entry);
        if (fits) number += 1;
        const hidden = !fits || number > most;
        if (entry.row.hidden !== hidden) entry.row.hidden = hidden;
      }
      const all = number === entries.length ? counted(number) : said(number) + ' of ' + counted(entries.length);
      shown.textContent = number > most ? all + ', the first ' + said(most) + ' shown' : all;
      none.hidden = number > 0;
      more.hidden = number <= most;
      more.textContent = 'Show ' + said(Math.min(STEP, number - most)) + ' more';
    }

    const showAgain = () => {
      most = STEP;
      show();
    };
    let waiting;
    search.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(showAgain, 120);
    });
    for (const control of [...selects, ...boxes]) control.addEventListener('change', showAgain);
    form.addEventListener('submit', (event) => { event.preventDefault(); showAgain(); });
    // The fields have their first values only after the event.
    form.addEventListener('reset', () => setTimeout(showAgain));
    more.addEventListener('click', () => {
      most += STEP;
      show();
    });
    addEventListener('beforeprint', () => {
      most = entries.length;
      show();
    });
    addEventListener('afterprint', showAgain);

    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      head.querySelector('button').addEventListener('click', () => {
        const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
        const keys = new Map(entries.map((entry) => [entry, entry.row.cells[column].textContent.trim().toLowerCase()]));
        const numbers = [...keys.values()].every((key) => /^[\\d,]*$/.test(key));
        const keyOf = (entry) => (numbers ? Number(keys.get(entry).replaceAll(',', '')) : keys.get(entry));
        const compared = (a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);
        order = [...entries].sort((a, b) => sign * compared(a, b));
        body.append(...order.map(({ row }) => row));
        show();
      });
    });

    show();
    return (query, field, value) => {
      search.value = query;
      for (const one of selects) one.value = one.name === field ? value : '';
      for (const box of boxes) box.checked = true;
      showAgain();
      section.scrollIntoView({ block: 'start' });
      search.focus({ preventScroll: true });
    };
  }

  const [choose] = [...document.querySelectorAll('.filtered')].map(filtered);
  for (const box of document.querySelectorAll('.box')) {
    const chosen = () => choose && choose(box.dataset.query, box.dataset.field, box.dataset.value);
    box.addEventListener('click', chosen);
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      chosen();
    });
  }
})();
`;
