// The instrument: which question is the current one, which apply, what is missing. Questions appear and go in their
// own column, so that the report never moves.

import { Question } from "./desk_question.js";
import type { Standing } from "./desk_said.js";

export class Questions {
  readonly all: readonly Question[];
  private chosen: Question | undefined;
  private readonly watchers: ((question: Question) => void)[] = [];

  constructor(private readonly root: HTMLElement) {
    this.all = [...root.querySelectorAll<HTMLElement>("[data-variable]")].map((one) => new Question(one));
    root.addEventListener("focusin", (event) => this.chooseFrom(event));
    root.addEventListener("pointerdown", (event) => this.chooseFrom(event));
  }

  get current(): Question | undefined {
    return this.chosen?.applies ? this.chosen : undefined;
  }

  of(variable: string): Question | undefined {
    return this.all.find((one) => one.variable === variable);
  }

  holding(node: EventTarget | null): Question | undefined {
    return node instanceof Node ? this.all.find((one) => one.element.contains(node)) : undefined;
  }

  whenChosen(watch: (question: Question) => void): void {
    this.watchers.push(watch);
  }

  choose(question: Question): void {
    if (this.chosen === question) return;
    this.chosen?.element.classList.remove("wm-question--current");
    this.chosen?.element.removeAttribute("aria-current");
    question.element.classList.add("wm-question--current");
    question.element.setAttribute("aria-current", "true");
    this.chosen = question;
    for (const watch of this.watchers) watch(question);
  }

  goTo(question: Question): void {
    question.unfold();
    this.choose(question);
    question.element.focus({ preventScroll: true });
    question.element.scrollIntoView({ block: "nearest" });
  }

  step(by: 1 | -1): void {
    const open = this.all.filter((one) => one.applies);
    const here = this.chosen ? open.indexOf(this.chosen) : -1;
    const next = open[here === -1 ? 0 : Math.min(Math.max(here + by, 0), open.length - 1)];
    if (next) this.goTo(next);
  }

  // The next one without an answer, from here on and then from the beginning.
  nextMissing(): boolean {
    const here = this.chosen ? this.all.indexOf(this.chosen) : -1;
    const order = [...this.all.slice(here + 1), ...this.all.slice(0, here + 1)];
    const next = order.find((one) => one.applies && !one.answered);
    if (next) this.goTo(next);
    return next !== undefined;
  }

  follow(standing: Standing): void {
    const applies = new Set(standing.applies);
    const top = this.chosen?.element.getBoundingClientRect().top;
    for (const question of this.all) question.applies = applies.has(question.variable);
    this.holdStill(top);
    this.count();
    const incident = document.getElementById("incident");
    const label = incident?.querySelector(".wm-incident__label");
    if (incident && label) {
      incident.dataset["colour"] = standing.colour;
      label.textContent = standing.kind;
    }
  }

  // Told from the page itself, so that it is right while nothing can be sent.
  count(): void {
    const asked = this.all.filter((one) => one.applies);
    const missing = asked.filter((one) => !one.answered);
    setText("counter", `${asked.length - missing.length} of ${asked.length}`);
    setText("missing-count", String(missing.length));
    const bar = document.getElementById("progress");
    if (bar instanceof HTMLProgressElement) {
      bar.max = asked.length;
      bar.value = asked.length - missing.length;
    }
    const box = document.getElementById("missing");
    if (box) box.hidden = missing.length === 0;
    document.getElementById("missing-list")?.replaceChildren(...missing.map(entryFor));
  }

  private chooseFrom(event: Event): void {
    const question = this.holding(event.target);
    if (question) this.choose(question);
  }

  // A question that appears above must not push the one that is being answered away.
  private holdStill(before: number | undefined): void {
    const now = this.chosen?.applies ? this.chosen.element.getBoundingClientRect().top : undefined;
    if (before !== undefined && now !== undefined) this.root.scrollTop += now - before;
  }
}

function entryFor(question: Question): HTMLLIElement {
  const link = document.createElement("a");
  link.href = `#${question.element.id}`;
  link.textContent = question.asks.replace(/^\d+\.\s*/, "");
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}

function setText(id: string, words: string): void {
  const element = document.getElementById(id);
  if (element) element.textContent = words;
}
