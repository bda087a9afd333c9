// Filters stand beside a list where there is room. Where there is not, they would push the list out of sight, and are
// folded under a line that says how many are set; not where something in them has to be mended.

export function foldFilters(): void {
  const filters = document.querySelectorAll<HTMLDetailsElement>("details.wm-filters");
  if (filters.length === 0) return;
  const wide = window.matchMedia("(min-width: 769px)");
  for (const one of filters) one.open = wide.matches || one.querySelector(".govuk-error-message") !== null;
  wide.addEventListener("change", () => {
    if (wide.matches) for (const one of filters) one.open = true; // beside the list there is no line to open them by
  });
}
