/**
 * Filter, search and order of the page's table. It only hides and moves rows that are there, so that a reader without
 * scripts misses nothing.
 */
export const routesScript = `
(() => {
  const table = document.getElementById('route-table');
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const search = document.getElementById('search');
  const layer = document.getElementById('layer');
  const role = document.getElementById('role');
  const verdicts = [...document.querySelectorAll('input[name=verdict]')];
  const shown = document.getElementById('shown');
  const none = document.getElementById('none');
  const said = (number) => number.toLocaleString('en-US');

  function filter() {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const wanted = new Set(verdicts.filter((box) => box.checked).map((box) => box.value));
    let number = 0;
    rows.forEach((row, index) => {
      const { layer: ownLayer, role: ownRole, verdict } = row.dataset;
      const fits =
        wanted.has(verdict) &&
        (layer.value === '' || layer.value === ownLayer) &&
        (role.value === '' || role.value === ownRole) &&
        words.every((word) => texts[index].includes(word));
      if (fits) number += 1;
      if (row.hidden === fits) row.hidden = !fits;
    });
    shown.textContent = number === rows.length
      ? said(number) + (number === 1 ? ' route' : ' routes')
      : said(number) + ' of ' + said(rows.length) + ' routes';
    none.hidden = number > 0;
  }

  let waiting;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  for (const control of [layer, role, ...verdicts]) control.addEventListener('change', filter);
  search.form.addEventListener('submit', (event) => { event.preventDefault(); filter(); });
  document.getElementById('clear').addEventListener('click', () => {
    search.form.reset();
    filter();
  });

  const ordered = (column, sign) => {
    const keys = new Map(rows.map((row) => [row, row.cells[column].textContent.trim().toLowerCase()]));
    const compared = (a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : 0);
    body.append(...[...rows].sort((a, b) => sign * compared(a, b)));
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    head.querySelector('button').addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      ordered(column, up ? 1 : -1);
    });
  });

  const choose = (box) => {
    search.form.reset();
    search.value = box.dataset.query;
    layer.value = box.dataset.layer;
    filter();
    document.getElementById('routes').scrollIntoView({ block: 'start' });
    search.focus({ preventScroll: true });
  };
  for (const box of document.querySelectorAll('.box')) {
    box.addEventListener('click', () => choose(box));
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(box);
    });
  }
})();
`;
