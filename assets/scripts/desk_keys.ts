// The keys of the desk. `?` lists them; single characters are left alone while somebody types.

import { addKey, type KeyAct } from "./keys.js";
import type { Answers } from "./desk_answers.js";
import type { Pages } from "./desk_pages.js";
import type { ShowPart } from "./desk_parts.js";
import type { Pins } from "./desk_pins.js";
import type { Question } from "./desk_question.js";
import type { Questions } from "./desk_questions.js";
import { say } from "./desk_saying.js";
import type { ReportText } from "./desk_text.js";
import type { Walk } from "./desk_walk.js";

export interface Desk {
  readonly text?: ReportText;
  readonly walk?: Walk;
  readonly pages?: Pages | undefined;
  readonly questions: Questions;
  readonly pins: Pins;
  readonly answers: Answers;
  readonly parts: ShowPart;
  readonly closed: boolean;
}

export function addDeskKeys(desk: Desk): void {
  questionKeys(desk);
  if (desk.text && desk.walk) reportKeys(desk, desk.text, desk.walk);
  const line = document.getElementById("key-line");
  if (line) line.hidden = false;
}

function questionKeys(desk: Desk): void {
  const { questions, answers, parts } = desk;
  const key = (keys: readonly string[], help: string, run: () => void, more: Partial<KeyAct> = {}) =>
    addKey({ keys, help, group: "Question", run, ...more });
  const shown = (run: () => void) => () => {
    parts("instrument");
    run();
  };
  key(["n"], "Next question", shown(() => questions.step(1)));
  key(["p"], "Previous question", shown(() => questions.step(-1)));
  key(["u"], "Next unanswered question", shown(() => {
    if (!questions.nextMissing()) say("Every question is answered.");
  }));
  if (desk.closed) return;
  const current = (run: (question: Question) => void) => () => {
    if (questions.current) run(questions.current);
  };
  for (let number = 1; number <= 9; number += 1) {
    addKey({
      keys: [String(number)],
      help: number === 1 ? "First answer, or into the field (2 to 9: the others)" : `Answer ${number}`,
      group: "Question",
      run: current((question) => answers.choose(question, String(number))),
    });
  }
  addLettersOfChoices(desk);
  key(["0"], "Not stated", current((question) => answers.openKind(question, "not stated")));
  key(["x"], "Unclear", current((question) => answers.openKind(question, "unclear")));
  key(["-"], "Not applicable", current((question) => answers.openKind(question, "not applicable")));
  key(["y"], "Confirm the first reader's answer", current((question) => answers.confirm(question)));
  key(["m"], "Memo", current((question) => {
    const memo = question.memo;
    const folded = memo?.closest("details");
    if (folded) folded.open = true;
    memo?.focus();
  }));
  key(["Escape"], "Leave the field", () => leaveField(desk), {
    whileTyping: true,
    when: () => document.activeElement instanceof HTMLElement && questions.holding(document.activeElement) !== undefined,
  });
}

// Beyond the ninth choice a letter stands beside each; in a question without such a choice it does nothing.
function addLettersOfChoices({ questions, answers }: Desk): void {
  const boxes = questions.all.flatMap((question) => question.choices);
  const letters = new Set(boxes.map((box) => box.dataset["choiceKey"] ?? "").filter((key) => /[a-z]/i.test(key)));
  if (letters.size === 0) return;
  addKey({
    keys: [...letters],
    help: "The answer with this letter beside it, beyond the ninth",
    group: "Question",
    run: (event) => {
      if (questions.current) answers.choose(questions.current, event.key);
    },
  });
}

function reportKeys(desk: Desk, text: ReportText, walk: Walk): void {
  const { questions, pins, parts, pages } = desk;
  const key = (keys: readonly string[], help: string, run: () => void, more: Partial<KeyAct> = {}) =>
    addKey({ keys, help, group: "Report", run, ...more });
  const step = (by: 1 | -1) => () => {
    parts("report");
    if (pages?.view === "page") pages.step(by);
    else walk.step(by);
  };
  key(["j"], "Next paragraph", step(1));
  key(["k"], "Previous paragraph", step(-1));
  key(["v"], "Select the next sentence of the paragraph", () => walk.selectSentence());
  const selecting = { when: () => walk.hasSelection() };
  key(["Shift+ArrowRight"], "Selection: a word more", () => walk.extend("forward", "word"), selecting);
  key(["Shift+ArrowLeft"], "Selection: a word less", () => walk.extend("backward", "word"), selecting);
  key(["Shift+ArrowDown"], "Selection: to the end of the sentence", () => walk.extend("forward", "sentence"), selecting);
  key(["t"], "Text, page, both", () => pages?.cycle());
  goToPage(desk, key);
  if (desk.closed) return;
  const pinSelected = (question: Question) => {
    const stretch = text.selected();
    if (!stretch) {
      say("No words of the report are selected.");
      return undefined;
    }
    pins.pin(question, stretch);
    say(`Pinned to: ${question.asks}`);
    return stretch;
  };
  key(["e"], "Pin the selection as evidence", () => {
    if (questions.current) pinSelected(questions.current);
  });
  const quote = (question: Question | undefined) => {
    const field = question?.typed;
    const stretch = question && field instanceof HTMLTextAreaElement ? pinSelected(question) : undefined;
    if (stretch && field instanceof HTMLTextAreaElement) insert(field, text, stretch.start, text.words(stretch));
  };
  key(["q"], "Quote the selection into the text", () => quote(questions.current));
  for (const question of questions.all) {
    const button = question.element.querySelector("[data-quote]");
    button?.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
    button?.addEventListener("click", () => quote(question));
  }
}

// Where the cursor is, with the page; saving follows as after typing.
function insert(field: HTMLTextAreaElement, text: ReportText, offset: number, words: string): void {
  const quoted = `“${words}” (p. ${text.pageOf(offset)})`;
  const before = field.value.slice(0, field.selectionStart);
  const gap = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(gap + quoted, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function goToPage(desk: Desk, key: (keys: readonly string[], help: string, run: () => void) => void): void {
  const form = document.getElementById("goto");
  const field = document.getElementById("goto-page");
  if (!(field instanceof HTMLInputElement) || !form) return;
  form.hidden = false;
  key(["g"], "Go to a page", () => {
    field.focus();
    field.select();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const page = document.getElementById(`page-${field.value.trim()}`);
    if (!page) {
      say("There is no such page.");
      return;
    }
    desk.parts("report");
    field.blur();
    if (desk.pages && desk.pages.view !== "text") desk.pages.show(Number(field.value));
    if (desk.pages?.view !== "page") page.scrollIntoView({ block: "start" });
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") field.blur();
  });
}

function leaveField(desk: Desk): void {
  desk.answers.saveTyped();
  desk.questions.current?.element.focus({ preventScroll: true });
}
