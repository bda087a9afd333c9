// Signing out clears what this browser keeps of the person. What is not saved yet, of whichever form, is saved before
// where that can be, and told where it cannot; a second word then clears it.

import { tell } from "./asking.js";

/** What the open page has not sent yet. */
export interface Unsent {
  readonly left: number;
  emptied(): Promise<boolean>;
}

export function clearOnSignOut(person: string, unsent?: Unsent): void {
  const form = document.querySelector<HTMLFormElement>('form[action="/sign-out"]');
  let warned = false;
  form?.addEventListener("submit", async (event) => {
    if (!warned && (kept(person).length > 0 || (unsent?.left ?? 0) > 0)) {
      event.preventDefault();
      if (unsent) await unsent.emptied();
      const left = Math.max(kept(person).length, unsent?.left ?? 0);
      warned = left > 0;
      if (warned) tell(told(left));
      else form.requestSubmit();
      return;
    }
    for (const key of kept(person)) localStorage.removeItem(key);
    sessionStorage.clear();
  });
}

function told(left: number): string {
  const [what, it] = left === 1 ? ["1 change is", "it"] : [`${left} changes are`, "them"];
  return `${what} not saved yet. Signing out now loses ${it}; to save, open the form under Reading. Press Sign out again to sign out.`;
}

function kept(person: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`waymark.outbox.${person}.`));
  } catch {
    return [];
  }
}
