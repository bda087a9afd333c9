// A radio or checkbox with data-aria-controls shows the part of the page with that id while it is chosen, as in
// the GOV.UK Design System.

export function openWhatIsChosen(): void {
  for (const chooser of choosers()) {
    const id = chooser.dataset["ariaControls"];
    if (!id || !document.getElementById(id)) continue;
    chooser.setAttribute("aria-controls", id);
  }
  showChosen();
  document.addEventListener("change", showChosen);
  window.addEventListener("pageshow", showChosen); // a browser that goes back fills forms in late
  document.body.addEventListener("htmx:afterSettle", showChosen);
}

function choosers(): NodeListOf<HTMLInputElement> {
  return document.querySelectorAll<HTMLInputElement>("input[data-aria-controls]");
}

function showChosen(): void {
  for (const chooser of choosers()) {
    const part = document.getElementById(chooser.dataset["ariaControls"] ?? "");
    if (!part) continue;
    if (chooser.type === "checkbox") chooser.setAttribute("aria-expanded", String(chooser.checked)); // radios may not
    part.classList.toggle("govuk-radios__conditional--hidden", !chooser.checked);
    part.classList.toggle("govuk-checkboxes__conditional--hidden", !chooser.checked);
  }
}
