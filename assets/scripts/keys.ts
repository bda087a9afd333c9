// Keys that do what a button, link or field on the page does. An element says its keys in `data-key` (several
// apart by spaces: "n ArrowDown", "Control+Enter") and what they do in `data-key-help`; a script adds others with
// `addKey`. A question mark lists them all. Single characters are left alone while somebody types, and can be
// switched off (WCAG 2.1.4).

import { openKeyHelp, type HelpEntry } from "./key_help.js";

export interface KeyAct {
  readonly keys: readonly string[];
  readonly help: string;
  readonly group?: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Where it says no, the key is left to whoever else wants it. */
  readonly when?: () => boolean;
  /** Whether the key also works while somebody types; for keys such as Control+Enter. */
  readonly whileTyping?: boolean;
}

const added: KeyAct[] = [];
const SWITCH = "waymark.single-keys";

export function addKey(act: KeyAct): void {
  added.push(act);
}

export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const pressed = nameOf(event);
    const single = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    const typing = isTyping(event.target);
    if (single && pressed !== "?" && !singleKeysOn()) return;
    if (single && typing) return;
    if (pressed === "?") {
      event.preventDefault();
      openKeyHelp(everyKey(), singleKeysOn(), switchSingleKeys);
      return;
    }
    const act = added.find((one) => one.keys.includes(pressed) && (one.when?.() ?? true));
    if (act && (!typing || act.whileTyping)) {
      event.preventDefault();
      act.run(event);
      return;
    }
    const element = act ? undefined : elementFor(pressed);
    if (!element || (typing && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    useElement(element);
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-opens-keys]")) {
      openKeyHelp(everyKey(), singleKeysOn(), switchSingleKeys);
    }
  });
}

function nameOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? "Control+" : "";
  const alt = event.altKey ? "Alt+" : "";
  const shift = event.shiftKey && event.key.length > 1 ? "Shift+" : "";
  return control + alt + shift + event.key;
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  const choices = ["radio", "checkbox", "button", "submit", "reset", "file", "range"];
  return target instanceof HTMLInputElement && !choices.includes(target.type);
}

function elementFor(pressed: string): HTMLElement | undefined {
  const elements = document.querySelectorAll<HTMLElement>("[data-key]");
  return [...elements].find((one) => keysOf(one).includes(pressed) && isOpenToUse(one));
}

function keysOf(element: HTMLElement): string[] {
  return (element.dataset["key"] ?? "").split(" ").filter(Boolean);
}

function isOpenToUse(element: HTMLElement): boolean {
  const disabled = "disabled" in element && element.disabled === true;
  return !disabled && (element.checkVisibility() || foldedFilters(element) !== null);
}

// A field among filters that are folded can be gone to all the same.
function foldedFilters(element: HTMLElement): HTMLDetailsElement | null {
  return element.closest<HTMLDetailsElement>("details.wm-filters:not([open])");
}

function useElement(element: HTMLElement): void {
  const folded = foldedFilters(element);
  if (folded) folded.open = true;
  if (isTyping(element)) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  } else {
    element.focus();
    element.click();
  }
}

function everyKey(): HelpEntry[] {
  const entries: HelpEntry[] = [];
  for (const element of document.querySelectorAll<HTMLElement>("[data-key][data-key-help]")) {
    const keys = keysOf(element).filter((key) => !added.some((act) => act.keys.includes(key))); // which comes first
    if (keys.length === 0 || !isOpenToUse(element)) continue;
    entries.push({
      keys,
      help: element.dataset["keyHelp"] ?? "",
      group: element.dataset["keyGroup"] ?? "",
    });
  }
  for (const act of added) entries.push({ keys: act.keys, help: act.help, group: act.group ?? "" });
  entries.push({ keys: ["?"], help: "List the keys", group: "" });
  return entries.filter((entry, at) => entries.findIndex((other) => sameEntry(entry, other)) === at);
}

function sameEntry(one: HelpEntry, other: HelpEntry): boolean {
  return one.help === other.help && one.keys.join(" ") === other.keys.join(" ");
}

function singleKeysOn(): boolean {
  return localStorage.getItem(SWITCH) !== "off";
}

function switchSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(SWITCH);
  else localStorage.setItem(SWITCH, "off");
}
