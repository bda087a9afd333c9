// A form with data-submit-on-change is sent when a choice in it changes; its button, marked with
// data-without-script, is then not needed.

export function submitOnChange(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-submit-on-change]")) {
    for (const button of form.querySelectorAll<HTMLElement>("[data-without-script]")) button.hidden = true;
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement || isChoice(event.target)) form.requestSubmit();
    });
  }
}

function isChoice(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && ["radio", "checkbox", "date"].includes(target.type);
}
