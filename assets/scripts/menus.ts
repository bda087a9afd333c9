// Small menus of <details>: they close with Escape, and when one goes elsewhere.

export function closeMenus(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector<HTMLDetailsElement>("details.wm-menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, (event) => {
      for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.wm-menu[open]")) {
        if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
      }
    });
  }
}
