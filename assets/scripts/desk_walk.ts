// Walking through the report by keyboard: a current paragraph, and within it a selection that grows by words and
// sentences, so that a passage can be pinned without a mouse.

import { isFurniture, units, startOf, type ReportText, type Stretch } from "./desk_text.js";

export class Walk {
  private at: HTMLElement | undefined;

  constructor(
    private readonly text: ReportText,
    private readonly column: HTMLElement,
  ) {
    text.root.addEventListener("pointerup", (event) => {
      const paragraph = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-start]") : null;
      if (paragraph && text.indexOf(paragraph) >= 0) this.stand(paragraph);
    });
  }

  get current(): HTMLElement | undefined {
    return this.at;
  }

  stand(paragraph: HTMLElement): void {
    this.at?.removeAttribute("aria-current");
    paragraph.setAttribute("aria-current", "true");
    this.at = paragraph;
  }

  step(by: 1 | -1): void {
    const all = this.text.paragraphs;
    let here = this.at && this.inView(this.at) ? this.text.indexOf(this.at) + by : this.firstInView();
    for (let one = all[here]; one && isFurniture(one); one = all[here]) here += by;
    const next = all[here];
    if (!next) return;
    window.getSelection()?.removeAllRanges();
    this.stand(next);
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    if (!this.wholly(next)) next.scrollIntoView({ block: "nearest" });
  }

  // The paragraph at the top of the column: where the reader is.
  firstInView(): number {
    const top = this.top();
    let low = 0;
    let high = this.text.paragraphs.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const box = this.text.paragraphs[middle]?.getBoundingClientRect();
      if (box && box.bottom > top + 1) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // The paragraph at which the reader stands, where it is in view, else the one at the top.
  get here(): HTMLElement | undefined {
    return this.at && this.inView(this.at) ? this.at : this.text.paragraphs[this.firstInView()];
  }

  // Called before the lines run anew, as in a narrower column; what it gives back puts the reader where they were.
  hold(): () => void {
    const here = this.column.getClientRects().length > 0 ? this.here : undefined;
    if (!here) return () => undefined;
    const above = () => here.getBoundingClientRect().top - this.top();
    const before = above();
    return () => {
      const scroll = () => {
        const by = above() - Math.max(before, -here.getBoundingClientRect().height + 1); // a part of it stays in view
        if (this.scrolls()) this.column.scrollTop += by;
        else window.scrollBy(0, by);
      };
      scroll();
      window.requestAnimationFrame(scroll); // pages near the view have been laid out by then
    };
  }

  // The next sentence of the paragraph after what is selected; from its beginning where nothing is.
  selectSentence(): void {
    if (!this.at) this.step(1);
    const paragraph = this.at;
    const words = paragraph?.firstChild;
    if (!paragraph || !(words instanceof Text)) return;
    const selected = this.text.selected();
    const start = startOf(paragraph);
    const from = selected && selected.end > start ? units(words.data, selected.end - start) : 0;
    const sentences = sentencesOf(words.data);
    const next = sentences.find((one) => one.start >= from) ?? sentences[0];
    if (!next) return;
    window.getSelection()?.setBaseAndExtent(words, next.start, words, next.end);
  }

  extend(direction: "forward" | "backward", by: "word" | "sentence"): void {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed) this.selectSentence();
    else if (by === "word") selection.modify("extend", direction, "word");
    else this.extendToSentence(selection);
  }

  hasSelection(): boolean {
    return this.text.selected() !== undefined;
  }

  goTo(stretch: Stretch): void {
    const paragraph = this.text.paragraphAt(stretch.start);
    if (!paragraph) return;
    this.stand(paragraph);
    const range = this.text.rangesOf(stretch)[0];
    paragraph.scrollIntoView({ block: "nearest" });
    const box = range?.getBoundingClientRect();
    const view = this.column.getBoundingClientRect();
    const below = Math.min(view.bottom, window.innerHeight);
    if (box && (box.top < this.top() || box.bottom > below)) paragraph.scrollIntoView({ block: "center" });
  }

  private extendToSentence(selection: Selection): void {
    const node = selection.focusNode;
    if (!(node instanceof Text) || !selection.anchorNode) return;
    const next = sentencesOf(node.data).find((one) => one.end > selection.focusOffset);
    if (next) selection.setBaseAndExtent(selection.anchorNode, selection.anchorOffset, node, next.end);
  }

  // Where there is room for columns the text has its own; else the whole page is scrolled.
  private scrolls(): boolean {
    return getComputedStyle(this.column).overflowY !== "visible";
  }

  private top(): number {
    return Math.max(this.column.getBoundingClientRect().top, 0);
  }

  private inView(paragraph: HTMLElement): boolean {
    const box = paragraph.getBoundingClientRect();
    const view = this.column.getBoundingClientRect();
    return box.bottom > this.top() && box.top < Math.min(view.bottom, window.innerHeight);
  }

  private wholly(paragraph: HTMLElement): boolean {
    const box = paragraph.getBoundingClientRect();
    const view = this.column.getBoundingClientRect();
    return box.top >= this.top() && box.bottom <= Math.min(view.bottom, window.innerHeight);
  }
}

function sentencesOf(text: string): Stretch[] {
  const parts = new Intl.Segmenter("en-GB", { granularity: "sentence" }).segment(text);
  return [...parts].map(({ index, segment }) => ({ start: index, end: index + segment.trimEnd().length }));
}
