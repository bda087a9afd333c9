// The reading desk. The page works without this script as plain forms; with it, answers and passages are saved as they
// are made, and everything can be done from the keyboard. Each part is a module of its own; here they are joined.

import { Outbox, type Act } from "./desk_outbox.js";
import { addDeskKeys } from "./desk_keys.js";
import { Answers } from "./desk_answers.js";
import { Find } from "./desk_find.js";
import { Pages } from "./desk_pages.js";
import { Pins } from "./desk_pins.js";
import { PlaceKeeper } from "./desk_place.js";
import { Questions } from "./desk_questions.js";
import { passageIn } from "./desk_said.js";
import { saySaved } from "./desk_saying.js";
import { clearOnSignOut } from "./signing_out.js";
import { showParts } from "./desk_parts.js";
import { ReportText, startOf, type Stretch } from "./desk_text.js";
import { Walk } from "./desk_walk.js";

const desk = document.getElementById("desk");
if (desk) open(desk);

function open(desk: HTMLElement): void {
  const form = desk.dataset["form"] ?? "";
  const person = desk.dataset["person"] ?? "";
  const report = desk.dataset["report"] ?? "";
  const closed = desk.dataset["closed"] === "yes";
  const root = document.getElementById("text");
  const column = document.getElementById("report");
  const instrument = document.getElementById("instrument");
  if (!column || !instrument) return;

  const text = root ? new ReportText(root) : undefined;
  const walk = text ? new Walk(text, column) : undefined;
  const questions = new Questions(instrument);
  const parts = showParts(desk);
  const outbox = new Outbox(form, person, { arrived, refused, said: saySaved });
  const answers = new Answers(form, questions, outbox, closed);
  const goTo = (stretch: Stretch) => {
    parts("report");
    if (pages?.view === "page" && text) pages.show(text.pageOf(stretch.start));
    else walk?.goTo(stretch);
  };
  const pins = new Pins(text, questions, report, goTo, outbox);
  const isShown = () => column.getClientRects().length > 0;
  const here = () => (isShown() ? text?.paragraphs[walk?.firstInView() ?? 0] : undefined);
  // Where the text is not shown, the page that is, or else where the reader was when it last was.
  let lastOffset = Number(desk.dataset["place"] ?? "0");
  const offset = () => {
    const top = here() ?? pages?.firstOfShown();
    if (top) lastOffset = startOf(top);
    return lastOffset;
  };
  const above = (paragraph: HTMLElement | undefined) =>
    paragraph && isWide() ? column.getBoundingClientRect().top - paragraph.getBoundingClientRect().top : 0;
  const picture = document.getElementById("picture");
  const pages =
    text && walk && picture
      ? new Pages(text, report, picture, desk, () => pins.stretches, () => text.pageOf(offset()), () => walk.hold())
      : undefined;
  const place = new PlaceKeeper(
    form,
    () => ({ report, offset: offset(), question: questions.current?.variable ?? "" }),
    () => above(here()),
    closed,
  );

  function arrived(act: Act, status: number, answer: unknown): void {
    const passage = passageIn(answer);
    if (passage && act.path === "passages") pins.arrived(passage);
    else if (!passage) answers.arrived(act, status, answer);
  }

  function refused(act: Act, why: string): void {
    if (act.path === "passages") pins.refused(act.body["token"]);
    answers.refused(act, why);
  }

  restore();
  takeUp();
  listen();
  pins.draw();
  questions.count();
  if (text && walk) {
    new Find(text, goTo);
    addDeskKeys({ text, walk, questions, pins, answers, pages, parts, closed });
  } else addDeskKeys({ questions, pins, answers, parts, closed });
  document.body.classList.add("wm-desk-ready");

  function restore(): void {
    const kept = place.restored(report);
    const at = kept?.offset ?? Number(desk.dataset["place"] ?? "0");
    const asked = new URLSearchParams(location.search).get("question");
    const question = questions.of(asked ?? (kept?.question || (desk.dataset["question"] ?? "")));
    const first = question?.applies ? question : questions.all.find((one) => one.applies && !one.answered);
    if (first) {
      first.unfold();
      questions.choose(first);
      if (first !== questions.all[0]) instrumentTo(first.element);
    }
    const paragraph = at > 0 ? text?.paragraphAt(at) : undefined;
    if (paragraph && column && isWide()) {
      const scroll = () => {
        column.scrollTop += (kept?.into ?? 0) - above(paragraph);
      };
      scroll();
      window.requestAnimationFrame(scroll); // pages near the view have been laid out by then
    } else if (paragraph && desk.dataset["shows"] === "report") paragraph.scrollIntoView({ block: "start" });
    if (paragraph) walk?.stand(paragraph);
  }

  function instrumentTo(element: HTMLElement): void {
    if (instrument && isWide()) instrument.scrollTop += element.getBoundingClientRect().top - 200;
  }

  function takeUp(): void {
    for (const act of outbox.takeUp()) {
      if (act.path === "passages") pins.showPending(String(act.body["variable"]), act.body);
      else if (act.path.startsWith("passages/")) pins.takenBack(String(act.body["evidence"]));
      else answers.showPending(act);
    }
    if (outbox.left > 0) {
      saySaved("saving", outbox.left);
      outbox.goOn();
    }
  }

  function listen(): void {
    const moved = () => {
      place.moved();
      pages?.follow();
      currentContents(text, offset());
    };
    let waiting = 0;
    const soon = () => {
      offset(); // at once: the next moment another part may be shown
      window.clearTimeout(waiting);
      waiting = window.setTimeout(moved, 150);
    };
    column?.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("scroll", soon, { passive: true });
    questions.whenChosen(() => place.moved());
    window.addEventListener("pagehide", () => answers.saveTyped()); // kept in the browser, sent when it is opened again
    pins.whenDrawn(() => pages?.pinsChanged());
    instrument?.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("#missing-list a") : null;
      const question = link ? questions.of(link.hash.replace(/^#q-/, "")) : undefined;
      if (!question) return;
      event.preventDefault();
      questions.goTo(question);
    });
    document.querySelector(".wm-desk__contents")?.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a") : null;
      const paragraph = link ? document.getElementById(link.hash.slice(1)) : null;
      if (!link || !paragraph) return;
      event.preventDefault();
      parts("report");
      if (pages?.view === "page" && text) pages.show(text.pageOf(startOf(paragraph)));
      paragraph.scrollIntoView({ block: "start" });
      walk?.stand(paragraph);
    });
    for (const after of document.querySelectorAll<HTMLFormElement>("form[data-after-saving]")) {
      after.addEventListener("submit", (event) => void sendAfterSaving(event, after));
    }
    clearOnSignOut(person, outbox);
  }

  // Finishing waits until what was answered has arrived.
  async function sendAfterSaving(event: Event, after: HTMLFormElement): Promise<void> {
    answers.saveTyped();
    if (outbox.left === 0) return;
    event.preventDefault();
    if (await outbox.emptied()) after.submit();
  }
}

function isWide(): boolean {
  return window.matchMedia("(min-width: 1000px) and (min-height: 420px)").matches;
}

// The section that is being read is marked in the contents.
function currentContents(text: ReportText | undefined, offset: number): void {
  if (!text) return;
  let current: HTMLAnchorElement | undefined;
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".wm-desk__contents a")) {
    link.removeAttribute("aria-current");
    if (Number(link.hash.replace(/^#c/, "")) <= offset) current = link;
  }
  current?.setAttribute("aria-current", "true");
}
