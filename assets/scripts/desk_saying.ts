// Whether everything is saved, told in one place.

import { clock } from "./desk_said.js";
import type { Saying } from "./desk_outbox.js";

export function saySaved(saying: Saying, left: number): void {
  const place = document.getElementById("saved");
  if (!place) return;
  const words = wordsFor(saying, left);
  if (place.textContent !== words) place.textContent = words;
  place.className = `wm-saved${saying === "saved" ? "" : saying === "saving" ? " wm-saved--waiting" : " wm-saved--not"}`;
}

// For those who cannot see what a key did.
export function say(words: string): void {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}

function wordsFor(saying: Saying, left: number): string {
  switch (saying) {
    case "saved":
      return `saved ${clock(new Date())}`; // the tick is the style sheet's
    case "saving":
      return "saving …";
    case "waiting":
      return `${left} not saved yet: kept on this machine, trying again`;
    case "signed out":
      return `signed out: sign in in another tab, nothing is lost (${left} kept on this machine)`;
    case "unkept":
      return `${left} not saved, and this browser keeps nothing: leave the page open, trying again`;
  }
}
