// Requests made by htmx: they carry the token against forgery, and where one does not succeed it is said, in
// words, and read out.

interface Asked extends Event {
  readonly detail: {
    readonly headers?: Record<string, string>;
    readonly xhr?: XMLHttpRequest;
    readonly requestConfig?: { readonly elt: Element };
    readonly serverResponse?: string;
    shouldSwap?: boolean;
  };
}

interface Way {
  readonly words: string;
  readonly address: string;
}

const SIGNED_OUT = 401;
const REFUSED = 403;

export function askSafely(): void {
  document.body.addEventListener("htmx:configRequest", (event) => {
    const headers = (event as Asked).detail.headers;
    if (headers) headers["X-CSRFToken"] = forgeryToken();
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    tellStatus((event as Asked).detail.xhr?.status ?? 0);
  });
  document.body.addEventListener("htmx:sendError", () => {
    tell("Waymark was not reached. Nothing was changed. Check the connection, then try again.");
  });
  document.body.addEventListener("htmx:beforeSwap", keepWhereAnotherPageCame);
  document.body.addEventListener("htmx:beforeRequest", () => tell(""));
}

export function forgeryToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

// Shown in the corner and read out; an empty string takes it away. `way`: a link to where it can be put right.
export function tell(words: string, way?: Way): void {
  const place = document.getElementById("told");
  const whole = way ? `${words} ${way.words}` : words;
  if (!place || place.textContent === whole) return;
  place.textContent = way ? `${words} ` : words;
  if (!way) return;
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = way.address;
  link.textContent = way.words;
  place.append(link);
}

// Part of a page was asked for and another page came, such as the one that tells of a problem or begins the second
// factor: what is there stays, and what the other page is about is told.
function keepWhereAnotherPageCame(event: Event): void {
  const detail = (event as Asked).detail;
  const wanted = detail.requestConfig?.elt.getAttribute("hx-select");
  if (!wanted || !detail.shouldSwap) return;
  const page = new DOMParser().parseFromString(detail.serverResponse ?? "", "text/html");
  if (page.querySelector(wanted)) return;
  detail.shouldSwap = false;
  const says = [page.querySelector("h1"), page.querySelector(".wm-problem p")].map((part) => part?.textContent?.trim());
  tell(`${says.filter(Boolean).join(". ") || "Another page came"}.`.replace("..", "."), {
    words: "Open the page again",
    address: here(),
  });
}

function tellStatus(status: number): void {
  if (status === SIGNED_OUT) {
    const address = `/sign-in?${new URLSearchParams({ next: here() }).toString()}`;
    tell("You are signed out.", { words: "Sign in", address });
  } else {
    const refused = "You may not do this, or the page is too old.";
    const failed = "There is a problem: this could not be done. Nothing was changed.";
    tell(status === REFUSED ? refused : failed, { words: "Open the page again", address: here() });
  }
}

function here(): string {
  return window.location.pathname + window.location.search;
}
