// Before the first paint: the theme that was chosen last, or the system's.
(() => {
  const root = document.documentElement;
  if (!root.dataset.bsTheme) {
    const kept = document.cookie.match(/(?:^|; )theme=(dark|light)/);
    root.dataset.bsTheme = kept ? kept[1] : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.classList.add("scripted");
})();
