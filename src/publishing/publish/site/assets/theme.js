// Before the page is painted: the theme that was chosen last, else the system's. A page opened from disk may have no storage.
(() => {
  try {
    const chosen = localStorage.getItem('theme');
    if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
  } catch {
    // The system's theme, then.
  }
})();
