// Pinned passages: a number at the question and the same number in the margin of the report, each leading to the
// other. What stands at the questions is the list; the margin is drawn from it.

import { mark } from "./desk_marks.js";
import type { Outbox } from "./desk_outbox.js";
import type { Question } from "./desk_question.js";
import type { Questions } from "./desk_questions.js";
import type { PassageKept } from "./desk_said.js";
import { startOf, type ReportText, type Stretch } from "./desk_text.js";

const SHORT = 160;

export class Pins {
  private readonly watchers: (() => void)[] = [];

  constructor(
    private readonly text: ReportText | undefined,
    private readonly questions: Questions,
    private readonly report: string,
    private readonly goTo: (stretch: Stretch) => void,
    private readonly outbox: Outbox,
  ) {
    for (const question of questions.all) {
      question.element.addEventListener("click", (event) => this.clicked(event, question));
      question.element.addEventListener("submit", (event) => this.submitted(event), true);
    }
    questions.whenChosen(() => this.markCurrent());
  }

  whenDrawn(watch: () => void): void {
    this.watchers.push(watch);
  }

  get stretches(): readonly Stretch[] {
    return this.here().map(stretchOf);
  }

  pin(question: Question, stretch: Stretch): void {
    const body = {
      variable: question.variable,
      report: this.report,
      start: stretch.start,
      end: stretch.end,
      token: token(),
    };
    this.showPending(body.variable, body);
    this.outbox.put("passages", "", body);
    this.draw();
  }

  // A passage on its way, from this page or from one that was left.
  showPending(variable: string, body: Readonly<Record<string, unknown>>): void {
    const list = this.questions.of(variable)?.element.querySelector("[data-pinned]");
    const stretch = { start: Number(body["start"]), end: Number(body["end"]) };
    if (!list || !this.text || list.querySelector(`[data-token="${String(body["token"])}"]`)) return;
    if (body["report"] !== this.report) return;
    const entry = entryOf(this.report, this.text.pageOf(stretch.start), stretch, this.text.words(stretch));
    entry.dataset["token"] = String(body["token"]);
    list.append(entry);
  }

  arrived(kept: PassageKept): void {
    const list = this.questions.of(kept.variable)?.element.querySelector("[data-pinned]");
    let entry = list?.querySelector<HTMLElement>(`[data-token="${kept.token}"]`);
    if (!entry && list && !list.querySelector(`[data-evidence="${kept.id}"]`)) {
      entry = entryOf(kept.report, kept.page, kept, kept.quote);
      list.append(entry);
    }
    if (entry) entry.dataset["evidence"] = String(kept.id);
    this.draw();
  }

  refused(sent: unknown): void {
    document.querySelector(`[data-pinned] [data-token="${String(sent)}"]`)?.remove();
    this.draw();
  }

  takenBack(id: string): void {
    document.querySelector(`[data-pinned] [data-evidence="${id}"]`)?.remove();
    this.draw();
  }

  // Numbers in the order of pinning; those of other reports of the case count along.
  draw(): void {
    const entries = this.entries();
    entries.forEach((entry, at) => {
      const number = entry.querySelector<HTMLElement>("[data-jump]");
      if (!number) return;
      number.textContent = String(at + 1);
      number.setAttribute("aria-label", `Passage ${at + 1}, page ${entry.dataset["page"] ?? ""}`);
      const back = entry.querySelector("[data-take-back] button");
      back?.setAttribute("aria-label", `Take back passage ${at + 1}`);
    });
    this.drawMargin(entries);
    if (this.text) {
      mark("wm-pin", this.text, this.here().map(stretchOf));
      const first = document.querySelectorAll<HTMLElement>(`[data-first][data-report="${this.report}"]`);
      mark("wm-pin-other", this.text, [...first].map(stretchOf));
    }
    this.markCurrent();
    for (const watch of this.watchers) watch();
  }

  private entries(): HTMLElement[] {
    const all = [...document.querySelectorAll<HTMLElement>("[data-pinned] > li")];
    const order = (entry: HTMLElement) => Number(entry.dataset["evidence"] ?? Number.MAX_SAFE_INTEGER);
    return all.sort((one, other) => order(one) - order(other));
  }

  private here(): HTMLElement[] {
    return this.entries().filter((entry) => entry.dataset["report"] === this.report);
  }

  private markCurrent(): void {
    if (!this.text) return;
    const own = this.questions.current?.element;
    mark("wm-pin-current", this.text, this.here().filter((entry) => own?.contains(entry)).map(stretchOf));
  }

  private drawMargin(entries: readonly HTMLElement[]): void {
    for (const old of document.querySelectorAll(".wm-margin-pins")) old.remove();
    if (!this.text) return;
    for (const [at, entry] of entries.entries()) {
      if (entry.dataset["report"] !== this.report) continue;
      const paragraph = this.text.paragraphAt(stretchOf(entry).start);
      const question = this.questions.holding(entry);
      if (!paragraph || !question) continue;
      this.boxBefore(paragraph).append(this.numberFor(at + 1, question));
    }
  }

  // Beside the paragraph and not within it, so that the paragraph holds the stored characters and nothing else.
  private boxBefore(paragraph: HTMLElement): HTMLElement {
    const before = paragraph.previousElementSibling;
    if (before instanceof HTMLElement && before.classList.contains("wm-margin-pins")) return before;
    const box = document.createElement("div");
    box.className = "wm-margin-pins wm-margin-pins--beside";
    paragraph.before(box);
    return box;
  }

  private numberFor(number: number, question: Question): HTMLElement {
    const link = document.createElement("a");
    link.className = "wm-pin-number";
    link.href = `#${question.element.id}`;
    link.textContent = String(number);
    link.setAttribute("aria-label", `Passage ${number}, to its question`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.questions.goTo(question);
    });
    return link;
  }

  private clicked(event: Event, question: Question): void {
    const entry = event.target instanceof Element ? event.target.closest<HTMLElement>("li[data-start]") : null;
    const isJump = event.target instanceof Element && event.target.closest("a");
    if (!entry || !isJump || entry.dataset["report"] !== this.report) return;
    event.preventDefault();
    this.questions.choose(question);
    this.goTo(stretchOf(entry));
  }

  private submitted(event: Event): void {
    if (!(event.target instanceof HTMLFormElement) || event.target.dataset["takeBack"] === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const entry = event.target.closest<HTMLElement>("li");
    if (!entry) return;
    const id = entry.dataset["evidence"];
    const question = this.questions.holding(entry);
    if (id) this.outbox.put(`passages/${id}/take-back`, "", { evidence: id });
    else if (!this.outbox.withdraw(entry.dataset["token"] ?? "")) return;
    entry.remove();
    question?.element.focus({ preventScroll: true });
    this.draw();
  }
}

export function stretchOf(entry: HTMLElement): Stretch {
  return { start: startOf(entry), end: Number(entry.dataset["end"] ?? "0") };
}

function entryOf(report: string, page: number, stretch: Stretch, quote: string): HTMLLIElement {
  const entry = document.createElement("li");
  Object.assign(entry.dataset, { report, page: String(page), start: String(stretch.start), end: String(stretch.end) });
  const number = document.createElement("a");
  number.className = "wm-pin-number";
  number.href = `#page-${page}`;
  number.dataset["jump"] = "";
  const words = document.createElement("span");
  words.className = "wm-quote";
  const source = document.createElement("span");
  source.className = "wm-quote__source";
  source.textContent = `p.${page}`;
  words.append(source, ` “${quote.length > SHORT ? `${quote.slice(0, SHORT - 1)}…` : quote}”`);
  const form = document.createElement("form");
  form.dataset["takeBack"] = "";
  const back = document.createElement("button");
  back.className = "wm-button-link";
  back.type = "submit";
  back.textContent = "×";
  form.append(back);
  entry.append(number, words, form);
  return entry;
}

// Browsers know randomUUID only over https and on this machine.
export function token(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
