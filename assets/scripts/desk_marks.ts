// Stretches of the text are marked without touching it (CSS highlights), so that nothing moves and offsets stay
// what they are. Where a browser has no highlights, the numbers in the margin remain.

import type { ReportText, Stretch } from "./desk_text.js";

type Name = "wm-pin" | "wm-pin-current" | "wm-pin-other" | "wm-found" | "wm-found-current";

export function mark(name: Name, text: ReportText, stretches: readonly Stretch[]): void {
  markRanges(name, stretches.flatMap((stretch) => text.rangesOf(stretch)));
}

export function markRanges(name: Name, ranges: readonly Range[]): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.set(name, new Highlight(...ranges));
}
