// Finding words in the report: how often, and from one place to the next.

import { addKey } from "./keys.js";
import { markRanges } from "./desk_marks.js";
import { points, startOf, type ReportText, type Stretch } from "./desk_text.js";

const MOST = 2_000;

export class Find {
  private found: Stretch[] = [];
  private at = -1;
  private readonly field: HTMLInputElement;

  constructor(
    private readonly text: ReportText,
    private readonly goTo: (stretch: Stretch) => void,
  ) {
    const form = document.getElementById("find") as HTMLFormElement;
    this.field = document.getElementById("find-words") as HTMLInputElement;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.step(1);
    });
    this.field.addEventListener("input", () => this.look());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave();
      if (event.key === "Enter" && event.shiftKey) {
        event.preventDefault();
        this.step(-1);
      }
    });
    document.getElementById("find-next")?.addEventListener("click", () => this.step(1));
    document.getElementById("find-previous")?.addEventListener("click", () => this.step(-1));
    const group = "Report";
    addKey({ keys: ["/"], help: "Find in the report", group, run: () => this.enter() });
    addKey({ keys: ["]"], help: "Next place found", group, run: () => this.step(1) });
    addKey({ keys: ["["], help: "Previous place found", group, run: () => this.step(-1) });
  }

  private enter(): void {
    this.field.focus();
    this.field.select();
  }

  private leave(): void {
    this.field.blur();
    this.text.root.parentElement?.focus({ preventScroll: true });
  }

  private look(): void {
    const wanted = this.field.value.trim().toLowerCase();
    this.found = wanted.length > 1 ? this.everywhere(wanted) : [];
    this.at = -1;
    this.tell();
  }

  private everywhere(wanted: string): Stretch[] {
    const found: Stretch[] = [];
    for (const paragraph of this.text.paragraphs) {
      const said = paragraph.textContent;
      const lower = said.toLowerCase();
      for (let at = lower.indexOf(wanted); at >= 0 && found.length < MOST; at = lower.indexOf(wanted, at + 1)) {
        const start = startOf(paragraph) + points(said, at);
        found.push({ start, end: start + points(said.slice(at), wanted.length) });
      }
    }
    return found;
  }

  private step(by: 1 | -1): void {
    if (this.found.length === 0) return;
    this.at = this.at === -1 && by === -1 ? this.found.length - 1 : (this.at + by + this.found.length) % this.found.length;
    const here = this.found[this.at];
    if (here) this.goTo(here);
    this.tell();
  }

  private tell(): void {
    const count = document.getElementById("find-count");
    const all = this.found.length === MOST ? `${MOST}+` : String(this.found.length);
    const words = this.found.length === 0 ? "not found" : this.at < 0 ? `${all} found` : `${this.at + 1} of ${all}`;
    if (count) count.textContent = this.field.value.trim().length > 1 ? words : "";
    markRanges("wm-found", this.found.flatMap((stretch) => this.text.rangesOf(stretch)));
    const here = this.found[this.at];
    markRanges("wm-found-current", here ? this.text.rangesOf(here) : []);
  }
}
