// Requests made by htmx: they carry the token against forgery, and where one does not succeed it is said, in
// words, and read out.

interface Asked extends Event {
  readonly detail: {
    readonly headers?: Record<string, string>;
    readonly xhr?: XMLHttpRequest;
    readonly target?: Element;
  };
}

const SIGNED_OUT = 401;
const REFUSED = 403;

export function askSafely(): void {
  document.body.addEventListener("htmx:configRequest", (event) => {
    const headers = (event as Asked).detail.headers;
    if (headers) headers["X-CSRFToken"] = forgeryToken();
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    tell(wordsFor((event as Asked).detail.xhr?.status ?? 0));
  });
  document.body.addEventListener("htmx:sendError", () => {
    tell("Waymark was not reached. Nothing was changed. Check the connection, then try again.");
  });
  document.body.addEventListener("htmx:beforeRequest", () => tell(""));
}

export function forgeryToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

// Shown in the corner and read out; an empty string takes it away.
export function tell(words: string): void {
  const place = document.getElementById("told");
  if (place && place.textContent !== words) place.textContent = words;
}

function wordsFor(status: number): string {
  if (status === SIGNED_OUT) return "You are signed out. Sign in in another tab, then try again here.";
  if (status === REFUSED) return "You may not do this, or the page is too old. Open the page again.";
  return "There is a problem: this could not be done. Nothing was changed. Open the page again.";
}
