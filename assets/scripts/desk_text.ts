// The report's text as the store counts it: offsets are Unicode code points, half-open, while a browser counts
// UTF-16 units. Paragraphs carry their offset; everything here goes from places of the page to offsets and back.

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export class ReportText {
  readonly paragraphs: readonly HTMLElement[];
  private readonly starts: readonly number[];

  constructor(readonly root: HTMLElement) {
    this.paragraphs = [...root.querySelectorAll<HTMLElement>("[data-start]")];
    this.starts = this.paragraphs.map(startOf);
  }

  // The paragraph in which an offset stands, or the last one before it.
  paragraphAt(offset: number): HTMLElement | undefined {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.paragraphs[low];
  }

  indexOf(paragraph: HTMLElement): number {
    return this.paragraphs.indexOf(paragraph);
  }

  // What is selected, without blanks at its ends; undefined where nothing of the text is.
  selected(): Stretch | undefined {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
    const range = selection.getRangeAt(0);
    if (!this.root.contains(range.commonAncestorContainer) && !range.intersectsNode(this.root)) return undefined;
    let start: number | undefined;
    let end: number | undefined;
    for (const paragraph of this.touchedBy(range)) {
      const within = withinParagraph(range, paragraph);
      if (within.start >= within.end) continue;
      start ??= within.start;
      end = within.end;
    }
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  // One range for each paragraph that the stretch runs through.
  rangesOf(stretch: Stretch): Range[] {
    const ranges: Range[] = [];
    const first = this.paragraphAt(stretch.start);
    let at = first ? this.indexOf(first) : this.paragraphs.length;
    for (; at < this.paragraphs.length; at += 1) {
      const paragraph = this.paragraphs[at];
      if (!paragraph || startOf(paragraph) >= stretch.end) break;
      const range = rangeWithin(paragraph, stretch);
      if (range) ranges.push(range);
    }
    return ranges;
  }

  words(stretch: Stretch): string {
    return this.rangesOf(stretch)
      .map((range) => range.toString())
      .join(" ");
  }

  pageOf(offset: number): number {
    const sheet = this.paragraphAt(offset)?.closest<HTMLElement>("[data-page]");
    return Number(sheet?.dataset["page"] ?? "0");
  }

  private touchedBy(range: Range): HTMLElement[] {
    return this.paragraphs.filter((paragraph) => range.intersectsNode(paragraph));
  }
}

// Running heads and page numbers can be selected and found like all text, and are passed over when one walks.
export function isFurniture(paragraph: HTMLElement): boolean {
  return paragraph.classList.contains("wm-furniture");
}

export function startOf(paragraph: HTMLElement): number {
  return Number(paragraph.dataset["start"] ?? "0");
}

function withinParagraph(range: Range, paragraph: HTMLElement): Stretch {
  const text = paragraph.textContent;
  const before = unitsBefore(paragraph, range.startContainer, range.startOffset, 0);
  const until = unitsBefore(paragraph, range.endContainer, range.endOffset, text.length);
  const said = text.slice(before, until);
  const from = before + (said.length - said.trimStart().length);
  const to = Math.max(from, before + said.trimEnd().length);
  const start = startOf(paragraph);
  return { start: start + points(text, from), end: start + points(text, to) };
}

// UTF-16 units of the paragraph before a boundary; `outside` where the boundary is beyond the paragraph.
function unitsBefore(paragraph: HTMLElement, container: Node, offset: number, outside: number): number {
  if (!paragraph.contains(container)) return outside;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(container, offset);
  return range.toString().length;
}

function rangeWithin(paragraph: HTMLElement, stretch: Stretch): Range | undefined {
  const node = paragraph.firstChild;
  if (!(node instanceof Text)) return undefined;
  const start = startOf(paragraph);
  const from = units(node.data, stretch.start - start);
  const to = units(node.data, stretch.end - start);
  if (from >= to) return undefined;
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range;
}

// Code points in the first `length` UTF-16 units.
export function points(text: string, length: number): number {
  let count = 0;
  for (let at = 0; at < length; count += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

// UTF-16 units of the first `count` code points, within the text.
export function units(text: string, count: number): number {
  let at = 0;
  for (let seen = 0; seen < count && at < text.length; seen += 1) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}
