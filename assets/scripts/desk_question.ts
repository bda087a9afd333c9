// One question of the instrument: what is chosen or typed in it, what it shows of an answer, what was changed
// meanwhile elsewhere.

import { clock, type AnswerSaid, type Conflict } from "./desk_said.js";

export interface Given {
  readonly kind: string;
  readonly value: readonly string[];
  readonly memo: string;
}

export class Question {
  readonly variable: string;
  readonly asks: string;

  constructor(readonly element: HTMLElement) {
    this.variable = element.dataset["variable"] ?? "";
    this.asks = element.querySelector("legend")?.textContent.trim() ?? "";
  }

  get applies(): boolean {
    return !this.element.hidden;
  }

  set applies(does: boolean) {
    this.element.hidden = !does;
  }

  get answered(): boolean {
    return this.element.dataset["answered"] === "yes";
  }

  get version(): number {
    return Number(this.element.dataset["version"] ?? "0");
  }

  // The version of the instrument that this page shows.
  get under(): number {
    return Number(this.element.querySelector<HTMLInputElement>("input[name=under]")?.value ?? "0");
  }

  get choices(): HTMLInputElement[] {
    return [...this.element.querySelectorAll<HTMLInputElement>("input[name=value]:not([data-kind], [data-typed])")];
  }

  choiceOf(key: string): HTMLInputElement | undefined {
    return this.choices.find((box) => box.dataset["choiceKey"] === key);
  }

  get openKinds(): HTMLInputElement[] {
    return [...this.element.querySelectorAll<HTMLInputElement>("input[data-kind]")];
  }

  get typed(): HTMLInputElement | HTMLTextAreaElement | null {
    return this.element.querySelector<HTMLInputElement | HTMLTextAreaElement>("[data-typed]");
  }

  get memo(): HTMLTextAreaElement | null {
    return this.element.querySelector<HTMLTextAreaElement>("[data-memo]");
  }

  get given(): Given {
    const memo = this.memo?.value ?? "";
    const open = this.openKinds.find((box) => box.checked);
    if (open) return { kind: open.dataset["kind"] ?? "", value: [], memo };
    const typed = this.typed?.value.trim() ?? "";
    const value = this.typed ? [typed].filter(Boolean) : this.chosen();
    return value.length > 0 ? { kind: "value", value, memo } : { kind: "taken back", value: [], memo };
  }

  private chosen(): string[] {
    return this.choices.filter((box) => box.checked).map((box) => box.value);
  }

  // An answer without a value and one with a value put each other out.
  settleBetween(changed: HTMLInputElement | HTMLTextAreaElement): void {
    if (changed.dataset["kind"] !== undefined) {
      if (!(changed instanceof HTMLInputElement) || !changed.checked) return;
      for (const box of [...this.choices, ...this.openKinds]) if (box !== changed) box.checked = false;
      if (this.typed) this.typed.value = "";
    } else if (changed !== this.memo) {
      for (const box of this.openKinds) box.checked = false;
    }
  }

  show(kind: string, value: readonly string[], memo: string): void {
    for (const box of this.choices) box.checked = kind === "value" && value.includes(box.value);
    for (const box of this.openKinds) box.checked = box.dataset["kind"] === kind;
    if (this.typed) this.typed.value = kind === "value" ? (value[0] ?? "") : "";
    if (this.memo) this.memo.value = memo;
  }

  clear(): void {
    this.show("taken back", [], this.memo?.value ?? "");
  }

  // The form of the page, which works without this script, is kept up to date as well.
  keep(answer: AnswerSaid): void {
    this.seen(answer.version);
    this.mark(answer.kind !== "taken back", clock(answer.at));
    this.problem("");
    this.element.querySelector("[data-changed]")?.replaceChildren(); // it was answered as it is asked now
  }

  seen(version: number): void {
    this.element.dataset["version"] = String(version);
    const field = this.element.querySelector<HTMLInputElement>("input[name=base_version]");
    if (field) field.value = String(version);
  }

  mark(answered: boolean, words: string): void {
    this.element.dataset["answered"] = answered ? "yes" : "no";
    const state = this.element.querySelector("[data-state]");
    if (state) state.textContent = answered ? words : "missing";
    const clear = this.element.querySelector<HTMLElement>("[data-clear]");
    if (clear) clear.hidden = !answered;
    this.element.classList.toggle("wm-question--missing", !answered);
  }

  problem(words: string): void {
    const place = this.element.querySelector("[data-problem]");
    if (place) place.textContent = words;
  }

  // Both answers are kept; the reader says which one is to count.
  meanwhile(conflict: Conflict, keepMine: () => void, keepThat: () => void): void {
    const place = this.element.querySelector<HTMLElement>("[data-meanwhile]");
    if (!place) return;
    const told = document.createElement("p");
    const when = clock(conflict.stands.at);
    told.textContent =
      `Changed meanwhile in another window (${when}): ${conflict.stands.words}. ` +
      `Yours is kept beside it: ${conflict.yours.words}.`;
    const done = (act: () => void) => () => {
      this.decided();
      this.element.focus({ preventScroll: true });
      act();
    };
    place.className = "wm-meanwhile";
    place.replaceChildren(told, button("Keep mine", done(keepMine)), button("Keep that", done(keepThat)));
  }

  // The notices of the page as it came, each of one answer that was kept beside.
  get undecided(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("[data-undecided]")];
  }

  decided(): void {
    const place = this.element.querySelector<HTMLElement>("[data-meanwhile]");
    place?.replaceChildren();
    if (place) place.className = "";
  }

  firstChoiceField(): HTMLElement | undefined {
    return this.typed ?? this.choices[0] ?? this.openKinds[0];
  }

  unfold(): void {
    const folded = this.element.querySelector<HTMLDetailsElement>("details.wm-folded");
    if (folded) folded.open = true;
  }
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary wm-button--small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
