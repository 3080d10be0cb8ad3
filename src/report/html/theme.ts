/** The button that changes between the system's theme, light and dark. A page from a folder may have no storage. */
export const themeScript = `
(() => {
  const button = document.getElementById('theme');
  const themes = ['system', 'light', 'dark'];
  const stored = () => { try { return localStorage.getItem('smtp-scan-theme'); } catch { return null; } };
  const store = (theme) => { try { localStorage.setItem('smtp-scan-theme', theme); } catch { } };
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
    button.textContent = 'Theme: ' + theme;
  };
  let current = themes.includes(stored()) ? stored() : 'system';
  apply(current);
  button.hidden = false;
  button.addEventListener('click', () => {
    current = themes[(themes.indexOf(current) + 1) % themes.length];
    apply(current);
    store(current);
  });
})();
`;
