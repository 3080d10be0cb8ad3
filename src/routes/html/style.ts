/** What the page of routes adds to the common style. */
export const routesStyle = `
.picture { display: block; width: 100%; min-width: 900px; height: auto; }
.picture text { fill: var(--text); font-size: 13.5px; }
.picture .detail { fill: var(--soft); font-size: 11.5px; }
.picture .side { fill: var(--soft); font-size: 12px; font-weight: 600; }
.band { fill: none; stroke: currentColor; stroke-opacity: 0.34; }
.band.aside { stroke-opacity: 0.15; }
.band:hover { stroke-opacity: 0.6; }
.box { cursor: pointer; }
.box rect { fill: currentColor; }
.box.sender { color: var(--soft); }
.box:hover text { text-decoration: underline; }

.filters { display: flex; flex-wrap: wrap; gap: 12px 14px; align-items: end; margin: 0 0 10px; }
.filters label > span, .filters legend { display: block; margin-bottom: 3px; padding: 0; font-size: 12.5px; font-weight: 600; color: var(--soft); }
.filters .find { flex: 1 1 280px; }
.filters .find input { width: 100%; }
.filters fieldset { flex-basis: 100%; margin: 0; padding: 0; border: 0; }
.filters .toggle { display: inline-block; margin: 0 6px 6px 0; padding: 3px 12px 3px 9px; border: 1px solid var(--line); border-radius: 99px; font-size: 13.5px; font-weight: 600; cursor: pointer; }
.filters .toggle span { display: inline; margin: 0 0 0 2px; color: inherit; font-weight: 400; }
.filters .toggle:has(:checked) { border-color: currentColor; }
.filters .toggle input { margin: 0 3px 0 0; vertical-align: -1px; accent-color: currentColor; }
#shown { margin: 0 0 6px; }
#route-table { table-layout: fixed; min-width: 980px; }
#route-table th:nth-child(1) { width: 26%; }
#route-table th:nth-child(2) { width: 18%; }
#route-table th:nth-child(3) { width: 21%; }
#route-table th:nth-child(4) { width: 10%; }
#route-table th:nth-child(5) { width: 6%; }
summary { cursor: pointer; color: var(--soft); }
details ol { margin: 4px 0 0; padding-left: 20px; }
@media print {
  .picture { min-width: 0; }
  #route-table { min-width: 0; }
}
`;
