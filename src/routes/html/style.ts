/** What the page of routes adds to the common style. */
export const routesStyle = `
#routes th:nth-child(1) { width: 24%; }
#routes th:nth-child(2) { width: 17%; }
#routes th:nth-child(3) { width: 21%; }
#routes th:nth-child(4) { width: 14%; }
#routes th:nth-child(5) { width: 6%; }
summary { cursor: pointer; color: var(--soft); }
details ol { margin: 4px 0 0; padding-left: 20px; }
`;
