// Where there is no room for three columns, one part of the desk at a time.

export type ShowPart = (part: "contents" | "report" | "picture" | "instrument") => void;

export function showParts(desk: HTMLElement): ShowPart {
  const tabs = document.querySelectorAll<HTMLElement>("#tabs [data-part]");
  const show: ShowPart = (part) => {
    desk.dataset["shows"] = part;
    const picture = document.getElementById("picture");
    if (picture && part === "picture" && picture.hidden) document.querySelector<HTMLElement>('[data-view="both"]')?.click();
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset["part"] === part));
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => show((tab.dataset["part"] ?? "instrument") as Parameters<ShowPart>[0]));
  }
  show(document.getElementById("text") ? "report" : "instrument");
  return show;
}
