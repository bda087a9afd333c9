// What was answered and pinned and is not yet saved. Each act is first written into this browser's storage, then
// sent, in order, with a token of its own, so that the same act sent twice is one. A lost connection, a closed lid and
// a reload are the same thing: what is left is sent when that is possible again.

import { forgeryToken } from "./asking.js";

export type Sendable = Readonly<Record<string, unknown>>;

export interface Act {
  readonly key: string;
  readonly path: string;
  readonly body: Sendable;
  /** Acts about the same question, of which a newer one replaces an older one that was never sent. */
  readonly about: string;
  /** Once sent, nobody knows whether it arrived until it is answered. */
  tried: boolean;
}

export type Saying = "saved" | "saving" | "waiting" | "signed out" | "unkept";

export interface Listener {
  /** The server kept it (200) or kept both (409). */
  arrived(act: Act, status: number, answer: unknown): void;
  /** The server cannot take it, and says why. */
  refused(act: Act, why: string): void;
  said(saying: Saying, left: number): void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const GIVE_UP_AFTER = 20_000;

export class Outbox {
  private acts: Act[] = [];
  private sending = false;
  private wait = FIRST_WAIT;
  private timer = 0;
  private count = 0;
  private kept = true;
  private token = forgeryToken();
  private readonly prefix: string;

  constructor(
    private readonly form: string,
    private readonly person: string,
    private readonly listener: Listener,
  ) {
    this.prefix = `waymark.outbox.${person}.${form}.`;
    window.addEventListener("online", () => this.goOn());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.goOn();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.acts.length > 0 && !this.kept) event.preventDefault();
    });
  }

  // What an earlier page left behind, in the order in which it was done.
  takeUp(): readonly Act[] {
    const found: Act[] = [];
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        const act = key?.startsWith(this.prefix) ? read(localStorage.getItem(key)) : undefined;
        if (act) found.push(act);
      }
    } catch {
      this.kept = false;
    }
    this.acts = found.sort((one, other) => (one.key < other.key ? -1 : 1));
    return this.acts;
  }

  get left(): number {
    return this.acts.length;
  }

  waitingAbout(about: string): boolean {
    return this.acts.some((act) => act.about === about);
  }

  put(path: string, about: string, body: Sendable): void {
    const older = this.acts.find((act) => act.about === about && act.about !== "" && !act.tried);
    this.count += 1;
    const order = `${String(Date.now()).padStart(15, "0")}.${String(this.count).padStart(6, "0")}`;
    const key = `${this.prefix}${order}.${Math.random().toString(36).slice(2, 8)}`;
    const first = older?.body["base_version"];
    const act: Act = {
      key,
      path,
      about,
      body: first === undefined ? body : { ...body, base_version: first },
      tried: false,
    };
    if (older) this.remove(older);
    this.acts.push(act);
    this.store(act);
    this.listener.said("saving", this.left);
    this.goOn();
  }

  // Take away an act that was never sent; says whether there was one.
  withdraw(token: string): boolean {
    const act = this.acts.find((one) => one.body["token"] === token && !one.tried);
    if (act) this.remove(act);
    return act !== undefined;
  }

  goOn(): void {
    window.clearTimeout(this.timer);
    this.wait = FIRST_WAIT;
    void this.sendAll();
  }

  // Resolves once nothing is left to send, or with false where that is not possible now.
  async emptied(): Promise<boolean> {
    this.goOn();
    for (let turn = 0; turn < 50 && (this.sending || this.left > 0); turn += 1) {
      await new Promise((resolve) => window.setTimeout(resolve, 100));
    }
    return this.left === 0;
  }

  private async sendAll(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let act = this.acts[0]; act; act = this.acts[0]) {
        if (!(await this.send(act))) return;
      }
      this.wait = FIRST_WAIT;
      this.listener.said("saved", 0);
    } finally {
      this.sending = false;
    }
  }

  // Whether to go on with the next one.
  private async send(act: Act): Promise<boolean> {
    act.tried = true;
    this.store(act);
    const response = await this.post(act);
    if (!response || response.status >= 500) return this.tryLater("waiting");
    if (response.status === 401) return this.tryLater("signed out");
    if (response.status === 403) {
      const renewed = await this.renewToken();
      return renewed ? this.sendAgain(act) : this.tryLater("signed out");
    }
    return this.settle(act, response);
  }

  private async sendAgain(act: Act): Promise<boolean> {
    const response = await this.post(act);
    if (!response || [401, 403].includes(response.status) || response.status >= 500) return this.tryLater("signed out");
    return this.settle(act, response);
  }

  private async settle(act: Act, response: Response): Promise<boolean> {
    const answer: unknown = response.status === 204 ? undefined : await json(response);
    this.remove(act);
    if (response.ok || response.status === 409) {
      this.follow(act, answer);
      this.listener.arrived(act, response.status, answer);
    } else {
      this.listener.refused(act, wordsOf(answer));
    }
    return true;
  }

  // Later acts about the same question rest on the version that has just been made.
  private follow(done: Act, answer: unknown): void {
    const version = versionIn(answer);
    if (version === undefined || !done.about) return;
    this.acts = this.acts.map((act) => {
      if (act.about !== done.about || act.body["base_version"] === undefined) return act;
      const renewed = { ...act, body: { ...act.body, base_version: version } };
      this.store(renewed);
      return renewed;
    });
  }

  private async post(act: Act): Promise<Response | undefined> {
    try {
      return await fetch(`/reading/${this.form}/${act.path}`, {
        method: "POST",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-CSRFToken": this.token,
        },
        body: JSON.stringify(act.body),
        signal: AbortSignal.timeout(GIVE_UP_AFTER),
        redirect: "error",
      });
    } catch {
      return undefined;
    }
  }

  // After a sign-in in another tab the page's token is too old. Another person's session sends nothing of ours.
  private async renewToken(): Promise<boolean> {
    try {
      const response = await fetch(`/reading/${this.form}/state`, { headers: { Accept: "application/json" } });
      const state: unknown = response.ok ? await response.json() : undefined;
      if (!isRecord(state) || state["person"] !== this.person) return false;
      this.token = String(state["forgery_token"]);
      return true;
    } catch {
      return false;
    }
  }

  private tryLater(saying: Saying): false {
    this.listener.said(this.kept ? saying : "unkept", this.left);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.sendAll(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    return false;
  }

  private store(act: Act): void {
    try {
      localStorage.setItem(act.key, JSON.stringify(act));
    } catch {
      this.kept = false;
    }
  }

  private remove(act: Act): void {
    this.acts = this.acts.filter((one) => one.key !== act.key);
    try {
      localStorage.removeItem(act.key);
    } catch {
      this.kept = false;
    }
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function versionIn(answer: unknown): number | undefined {
  if (!isRecord(answer)) return undefined;
  if (typeof answer["version"] === "number") return answer["version"];
  const inner = answer["answer"];
  return isRecord(inner) && typeof inner["version"] === "number" ? inner["version"] : undefined;
}

function wordsOf(answer: unknown): string {
  const told = isRecord(answer) ? answer["problem"] : undefined;
  return typeof told === "string" ? told : "This could not be saved. Open the page again.";
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function read(stored: string | null): Act | undefined {
  if (!stored) return undefined;
  try {
    const act: unknown = JSON.parse(stored);
    return isRecord(act) && typeof act["key"] === "string" && isRecord(act["body"]) ? (act as unknown as Act) : undefined;
  } catch {
    return undefined;
  }
}
