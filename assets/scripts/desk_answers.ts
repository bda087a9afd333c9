// Answers on their way: from a field to the outbox, and from the server back to the question; told to other tabs of
// the same form, and told by them.

import { addKey } from "./keys.js";
import type { Act, Outbox } from "./desk_outbox.js";
import { token } from "./desk_pins.js";
import type { Question } from "./desk_question.js";
import type { Questions } from "./desk_questions.js";
import { answerIn, clock, conflictIn, standingIn, type AnswerSaid, type Standing } from "./desk_said.js";
import { say } from "./desk_saying.js";

const TYPING_PAUSE = 1_200;

interface Told {
  readonly answer: AnswerSaid;
  readonly standing: Standing;
}

export class Answers {
  private readonly channel: BroadcastChannel | undefined;
  private readonly typing = new Map<Question, number>();
  /** Questions whose conflict the reader has not decided. */
  private readonly undecided = new Set<Question>();

  constructor(
    form: string,
    private readonly questions: Questions,
    private readonly outbox: Outbox,
    private readonly closed: boolean,
  ) {
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`waymark.form.${form}`) : undefined;
    this.channel?.addEventListener("message", (event) => this.heard(event.data as Told));
    for (const question of questions.all) {
      this.listenTo(question);
      this.askAgain(question);
    }
    if (!closed) this.revealHidden();
    addKey({
      keys: ["Control+Enter"],
      help: "Save now and leave the field",
      group: "Question",
      whileTyping: true,
      run: () => {
        this.saveTyped();
        questions.current?.element.focus({ preventScroll: true });
      },
    });
  }

  save(question: Question): void {
    window.clearTimeout(this.typing.get(question));
    this.typing.delete(question);
    if (this.closed) return;
    const given = question.given;
    question.problem("");
    question.decided(); // answering anew, with both before one's eyes, is a decision too
    this.undecided.delete(question);
    question.mark(given.kind !== "taken back", "…");
    this.outbox.put("answers", question.variable, {
      variable: question.variable,
      kind: given.kind,
      value: given.value,
      memo: given.memo,
      base_version: question.version,
      under: question.under,
      token: token(),
    });
    this.questions.count();
  }

  // What is typed and not yet on its way.
  saveTyped(): void {
    for (const question of [...this.typing.keys()]) this.save(question);
  }

  confirm(question: Question): void {
    if (this.closed || !question.element.querySelector("[data-confirm]")) return;
    question.mark(true, "…");
    this.outbox.put("confirm", question.variable, {
      variable: question.variable,
      base_version: question.version,
      token: token(),
    });
    this.questions.count();
  }

  choose(question: Question, key: string): void {
    const box = question.choiceOf(key);
    if (box) {
      box.click();
      box.closest("li")?.scrollIntoView({ block: "nearest" }); // of a long list the rest may be out of sight
    } else if (key === "1") question.typed?.focus();
  }

  openKind(question: Question, kind: string): void {
    question.openKinds.find((box) => box.dataset["kind"] === kind)?.click();
    say(`${question.asks}: ${kind}`);
  }

  arrived(act: Act, status: number, said: unknown): void {
    const standing = standingIn(said);
    const conflict = status === 409 ? conflictIn(said) : undefined;
    const answer = conflict ? conflict.stands : answerIn(said);
    const question = answer ? this.questions.of(answer.variable) : undefined;
    if (!question || !answer || !standing) return;
    if (conflict) {
      this.undecided.add(question);
      question.seen(conflict.version);
      question.mark(true, "two answers");
      question.meanwhile(
        conflict,
        () => {
          this.undecided.delete(question);
          this.outbox.put("keep-mine", question.variable, { variable: question.variable, answer: conflict.yours.id });
        },
        () => {
          this.undecided.delete(question);
          this.show(question, conflict.stands);
          this.questions.count();
          this.letGo(question, conflict.yours.id);
        },
      );
    } else {
      question.keep(answer);
      if (act.path !== "answers") this.show(question, answer);
      this.channel?.postMessage({ answer, standing });
    }
    this.questions.follow(standing);
    this.stillWaiting();
  }

  refused(act: Act, why: string): void {
    const question = this.questions.of(String(act.body["variable"] ?? ""));
    question?.problem(why);
    if (question && act.path === "answers") question.mark(false, "");
    this.questions.count();
    say(why);
  }

  // An answer that an earlier page did not get away.
  showPending(act: Act): void {
    const question = this.questions.of(String(act.body["variable"] ?? ""));
    if (!question || act.path !== "answers") return;
    const kind = String(act.body["kind"]);
    const value = Array.isArray(act.body["value"]) ? act.body["value"].map(String) : [];
    question.show(kind, value, String(act.body["memo"] ?? ""));
    question.mark(kind !== "taken back", "…");
  }

  // Answers that an earlier page kept beside a newer one, and about which nothing was decided.
  private askAgain(question: Question): void {
    if (question.undecided.length > 0) this.undecided.add(question);
    for (const notice of question.undecided) {
      notice.addEventListener("submit", (event) => {
        const form = event.target;
        if (!(form instanceof HTMLFormElement)) return;
        event.preventDefault();
        const answer = Number(new FormData(form).get("answer"));
        notice.remove();
        if (question.undecided.length === 0) this.undecided.delete(question);
        question.mark(question.answered, "…");
        question.element.focus({ preventScroll: true });
        if (form.dataset["decide"] === "keep-that") this.letGo(question, answer);
        else this.outbox.put("keep-mine", question.variable, { variable: question.variable, answer });
      });
    }
  }

  // About no question, so that nothing newer stands for it: each is decided for itself.
  private letGo(question: Question, answer: number): void {
    this.outbox.put("keep-that", "", { variable: question.variable, answer });
  }

  private show(question: Question, answer: AnswerSaid): void {
    question.show(answer.kind, answer.value, answer.memo);
    question.mark(answer.kind !== "taken back", clock(answer.at));
  }

  // Another tab saved: its answer is shown, unless there is one here on its way, which the server will decide.
  private heard(told: Told): void {
    const question = this.questions.of(told.answer.variable);
    if (!question || this.outbox.waitingAbout(question.variable) || this.typing.has(question)) return;
    if (this.undecided.has(question) || told.answer.version <= question.version) return;
    question.keep(told.answer);
    this.show(question, told.answer);
    this.questions.follow(told.standing);
    this.stillWaiting();
    say(`Answered in another window: ${question.asks}: ${told.answer.words}`);
  }

  // The server counts what has arrived; what is on its way counts as answered here.
  private stillWaiting(): void {
    this.questions.count();
  }

  private listenTo(question: Question): void {
    question.element.addEventListener("change", (event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
      question.settleBetween(field);
      this.save(question);
    });
    question.element.addEventListener("input", (event) => {
      const field = event.target;
      const typed = field instanceof HTMLTextAreaElement || field === question.typed;
      if (!typed) return;
      question.settleBetween(field as HTMLInputElement | HTMLTextAreaElement);
      window.clearTimeout(this.typing.get(question));
      this.typing.set(question, window.setTimeout(() => this.savePaused(question), TYPING_PAUSE));
    });
    question.element.addEventListener("submit", (event) => {
      if (!(event.target instanceof HTMLFormElement) || event.target.dataset["answer"] === undefined) return;
      event.preventDefault();
      const by = (event as SubmitEvent).submitter;
      if (by?.dataset["confirm"] !== undefined) this.confirm(question);
      else this.save(question);
    });
    question.element.querySelector("[data-clear]")?.addEventListener("click", () => {
      question.clear();
      this.save(question);
      question.element.focus({ preventScroll: true });
    });
  }

  // Running text and memos are saved at a pause; a date or number when its field is left, since half of one is none.
  private savePaused(question: Question): void {
    const whole = document.activeElement instanceof HTMLTextAreaElement;
    if (whole || document.activeElement !== question.typed) this.save(question);
  }

  private revealHidden(): void {
    for (const question of this.questions.all) {
      const clear = question.element.querySelector<HTMLElement>("[data-clear]");
      if (clear) clear.hidden = !question.answered;
      const quote = question.element.querySelector<HTMLElement>("[data-quote]");
      if (quote) quote.hidden = false;
    }
  }
}
