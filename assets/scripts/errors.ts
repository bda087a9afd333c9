// The summary of what is wrong takes the focus when a page opens with one, and its links lead to the field
// itself, with its question in view.

export function focusErrors(root: ParentNode = document): void {
  const summary = root.querySelector<HTMLElement>(".govuk-error-summary");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const field = link?.hash ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!field) return;
    event.preventDefault();
    (questionOf(field) ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

function questionOf(field: HTMLElement): Element | null {
  const legend = field.closest("fieldset")?.querySelector("legend");
  return legend ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
}
