// The list of keys, in a dialog that closes with Escape and gives the focus back.

export interface HelpEntry {
  readonly keys: readonly string[];
  readonly help: string;
  readonly group: string;
}

const SPOKEN: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  " ": "Space",
};

export function openKeyHelp(
  entries: readonly HelpEntry[],
  singleKeys: boolean,
  onSwitch: (on: boolean) => void,
): void {
  const dialog = make("dialog", "wm-keys");
  const heading = make("h2", "govuk-heading-m", "Keys");
  heading.id = "wm-keys-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading);
  for (const group of new Set(entries.map((entry) => entry.group))) {
    if (group) dialog.append(make("h3", "", group));
    dialog.append(listOf(entries.filter((entry) => entry.group === group)));
  }
  const close = make("button", "govuk-button govuk-button--secondary wm-button--small", "Close");
  close.type = "button";
  close.autofocus = true;
  close.addEventListener("click", () => dialog.close());
  dialog.append(switchFor(singleKeys, onSwitch), close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function listOf(entries: readonly HelpEntry[]): HTMLElement {
  const list = make("dl");
  for (const entry of entries) {
    const keys = make("dt");
    entry.keys.forEach((key, at) => {
      if (at > 0) keys.append(" or ");
      keys.append(keycap(key));
    });
    const row = make("div");
    row.append(keys, make("dd", "", entry.help));
    list.append(row);
  }
  return list;
}

function keycap(key: string): HTMLElement {
  const named = key === "+" ? [key] : key.split("+");
  return make("kbd", "wm-kbd", named.map((part) => SPOKEN[part] ?? part).join(" + "));
}

function switchFor(on: boolean, onSwitch: (on: boolean) => void): HTMLElement {
  const label = make("label", "wm-keys__switch");
  const box = make("input");
  box.type = "checkbox";
  box.checked = on;
  box.addEventListener("change", () => onSwitch(box.checked));
  label.append(box, "Keys of one character are on");
  return label;
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = "",
  words = "",
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (words) element.textContent = words;
  return element;
}
