// Where the reader is: the paragraph at the top and the question. Kept for this tab at once, so that a reload comes
// back to the line, and by the server a little later, so that another day does.

import { forgeryToken } from "./asking.js";
import { isRecord } from "./desk_outbox.js";

const PAUSE = 2_500;

interface Place {
  readonly report: string;
  readonly offset: number;
  readonly question: string;
}

export class PlaceKeeper {
  private timer = 0;
  private last = "";

  constructor(
    private readonly form: string,
    private readonly where: () => Place,
    /** Pixels of the paragraph that are above the view. */
    private readonly into: () => number,
    private readonly closed: boolean,
  ) {
    window.addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.keep();
    });
  }

  restored(report: string): (Place & { readonly into: number }) | undefined {
    const kept: unknown = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    if (!isRecord(kept) || kept["report"] !== report) return undefined;
    const question = String(kept["question"]);
    return { report, offset: Number(kept["offset"]), question, into: Number(kept["into"]) };
  }

  moved(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), PAUSE);
  }

  private keep(): void {
    const place = this.where();
    const body = JSON.stringify(place);
    sessionStorage.setItem(this.key, JSON.stringify({ ...place, into: this.into() }));
    if (body === this.last) return;
    this.last = body;
    if (this.closed) return;
    void fetch(`/reading/${this.form}/place`, {
      method: "POST",
      keepalive: true,
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": forgeryToken() },
      body,
    }).catch(() => {
      this.last = "";
    });
  }

  private get key(): string {
    return `waymark.place.${this.form}`;
  }
}
