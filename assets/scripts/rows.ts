// Tables marked with data-rows are walked with j and k: the focus goes from the link of one row to the next, so
// that Enter opens it and a screen reader says it. A row's link is its [data-row-link], else its first link.

import { addKey } from "./keys.js";

export function walkRows(): void {
  if (!document.querySelector("[data-rows]")) return;
  addKey({ keys: ["j"], help: "Next row", run: () => step(1) });
  addKey({ keys: ["k"], help: "Previous row", run: () => step(-1) });
}

function step(by: 1 | -1): void {
  const links = rowLinks();
  const row = document.activeElement?.closest("[data-rows] tr, [data-rows] > li") ?? null;
  const here = links.findIndex((link) => row?.contains(link));
  const next = here === -1 ? (by === 1 ? 0 : links.length - 1) : here + by;
  const link = links[next];
  if (!link) return;
  link.focus();
  link.closest("tr, li")?.scrollIntoView({ block: "nearest" });
}

// Rows change while the page is open, so they are looked for anew each time.
function rowLinks(): HTMLElement[] {
  const rows = document.querySelectorAll("[data-rows] tbody tr, [data-rows] > li");
  return [...rows].flatMap((row) => {
    const link = row.querySelector<HTMLElement>("[data-row-link]") ?? row.querySelector<HTMLElement>("a[href]");
    return link && !(row as HTMLElement).hidden ? [link] : [];
  });
}
