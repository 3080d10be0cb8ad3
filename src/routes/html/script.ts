/**
 * Filter, search and order of the page's table. It only hides and moves rows that are there, so that a reader without
 * scripts misses nothing. Thousands of rows at once take a browser seconds, so the first hundreds are shown until more
 * are asked for, or printed.
 */
export const routesScript = `
(() => {
  const table = document.getElementById('route-table');
  if (!table) return;
  const STEP = 300;
  const body = table.tBodies[0];
  const entries = [...body.rows].map((row) => ({ row, text: row.textContent.toLowerCase(), ...row.dataset }));
  let order = entries;
  let most = STEP;
  const search = document.getElementById('search');
  const layer = document.getElementById('layer');
  const role = document.getElementById('role');
  const verdicts = [...document.querySelectorAll('input[name=verdict]')];
  const shown = document.getElementById('shown');
  const none = document.getElementById('none');
  const more = document.getElementById('more');
  const said = (number) => number.toLocaleString('en-US');

  function show() {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const wanted = new Set(verdicts.filter((box) => box.checked).map((box) => box.value));
    let number = 0;
    for (const entry of order) {
      const fits =
        wanted.has(entry.verdict) &&
        (layer.value === '' || layer.value === entry.layer) &&
        (role.value === '' || role.value === entry.role) &&
        words.every((word) => entry.text.includes(word));
      if (fits) number += 1;
      const hidden = !fits || number > most;
      if (entry.row.hidden !== hidden) entry.row.hidden = hidden;
    }
    const all = number === entries.length
      ? said(number) + (number === 1 ? ' route' : ' routes')
      : said(number) + ' of ' + said(entries.length) + ' routes';
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
  for (const control of [layer, role, ...verdicts]) control.addEventListener('change', showAgain);
  search.form.addEventListener('submit', (event) => { event.preventDefault(); showAgain(); });
  document.getElementById('clear').addEventListener('click', () => {
    search.form.reset();
    showAgain();
  });
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
      const compared = (a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : 0);
      order = [...entries].sort((a, b) => sign * compared(a, b));
      body.append(...order.map(({ row }) => row));
      show();
    });
  });

  const choose = (box) => {
    search.form.reset();
    search.value = box.dataset.query;
    layer.value = box.dataset.layer;
    showAgain();
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
  show();
})();
`;
