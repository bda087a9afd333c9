// The picture of the page beside its text or instead of it, with the pinned passages marked on it.

import { isRecord } from "./desk_outbox.js";
import type { ReportText, Stretch } from "./desk_text.js";

export type View = "text" | "page" | "both";
const VIEWS: readonly View[] = ["text", "page", "both"];
const SVG = "http://www.w3.org/2000/svg";

export class Pages {
  view: View = "text";
  private shown = 0;
  private asked = "";
  /** Where the reader stood in the text when it was put away, and on which page that was. */
  private left: { readonly page: number; readonly comeBack: () => void } | undefined;

  constructor(
    private readonly text: ReportText,
    private readonly report: string,
    private readonly column: HTMLElement,
    private readonly desk: HTMLElement,
    private readonly pins: () => readonly Stretch[],
    private readonly page: () => number,
    /** Notes where the reader stands in the text; what it gives back goes there again. */
    private readonly hold: () => () => void,
  ) {
    const views = document.getElementById("views");
    if (views) views.hidden = false;
    views?.addEventListener("click", (event) => {
      const view = event.target instanceof HTMLElement ? event.target.dataset["view"] : undefined;
      if (view) this.turnTo(view as View);
    });
  }

  cycle(): void {
    this.turnTo(VIEWS[(VIEWS.indexOf(this.view) + 1) % VIEWS.length] ?? "text");
  }

  turnTo(view: View): void {
    const page = this.view === "page" ? this.shown : this.page();
    if (this.view !== "page") this.left = { page, comeBack: this.hold() };
    this.view = view;
    const report = document.getElementById("report");
    if (report) report.hidden = view === "page";
    this.column.hidden = view === "text";
    this.desk.classList.toggle("wm-desk--both", view === "both");
    this.desk.classList.toggle("wm-desk--page", view === "page");
    for (const button of document.querySelectorAll<HTMLElement>("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset["view"] === view));
    }
    if (view !== "text") this.show(page);
    if (view === "page") return;
    if (this.left?.page === page) this.left.comeBack();
    else document.getElementById(`page-${page}`)?.scrollIntoView({ block: "start" });
  }

  // Where the page stands in the text, while the page alone is shown.
  firstOfShown(): HTMLElement | undefined {
    if (this.view !== "page") return undefined;
    return document.querySelector<HTMLElement>(`#page-${this.shown} [data-start]`) ?? undefined;
  }

  // Called as the reader moves on.
  follow(): void {
    if (this.view === "both") this.show(this.page());
  }

  step(by: 1 | -1): void {
    this.show(this.shown + by);
  }

  show(page: number): void {
    if (!document.getElementById(`page-${page}`)) return;
    if (page !== this.shown) this.draw(page);
    void this.drawPins();
  }

  pinsChanged(): void {
    if (this.view !== "text") void this.drawPins();
  }

  private draw(page: number): void {
    this.shown = page;
    this.asked = "";
    const figure = document.createElement("div");
    figure.className = "wm-page";
    const image = document.createElement("img");
    image.className = "wm-page-picture";
    image.alt = `Page ${page} of the report, as printed`;
    image.src = `/reports/${this.report}/pages/${page}.png?width=${this.column.dataset["width"] ?? "900"}`;
    image.addEventListener("error", () => {
      const told = document.createElement("p");
      told.textContent = "The picture of this page could not be had. Its text is beside it.";
      figure.replaceChildren(told);
    });
    figure.append(image);
    const label = document.createElement("p");
    label.className = "wm-page__number";
    label.textContent = `page ${page}`;
    this.column.replaceChildren(label, figure);
    this.column.scrollTop = 0;
  }

  private async drawPins(): Promise<void> {
    const page = this.shown;
    const wanted = this.pins().filter((pin) => this.text.pageOf(pin.start) === page);
    const query = wanted.map((pin) => `passage=${pin.start}-${pin.end}`).join("&");
    if (query === this.asked) return;
    this.asked = query;
    this.column.querySelector("svg")?.remove();
    if (!query) return;
    const response = await fetch(`/reports/${this.report}/pages/${page}/rectangles?${query}`, {
      headers: { Accept: "application/json" },
    }).catch(() => undefined);
    const said: unknown = response?.ok ? await response.json() : undefined;
    if (page !== this.shown || query !== this.asked || !isRecord(said)) return;
    this.column.querySelector(".wm-page")?.append(drawing(said));
  }
}

function drawing(said: Record<string, unknown>): SVGElement {
  const width = Number(said["width"]);
  const height = Number(said["height"]);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "wm-page__pins");
  const passages = Array.isArray(said["passages"]) ? (said["passages"] as number[][][]) : [];
  for (const [left = 0, bottom = 0, right = 0, top = 0] of passages.flat()) {
    const box = document.createElementNS(SVG, "rect");
    const sides = { x: left - 1, y: height - top - 1, width: right - left + 2, height: top - bottom + 2 };
    for (const [name, value] of Object.entries(sides)) box.setAttribute(name, value.toFixed(2));
    svg.append(box);
  }
  return svg;
}
