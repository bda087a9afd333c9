// What the server says to the desk, checked where it comes in. The shapes are those of waymark/web/desk/said.py.

import { isRecord } from "./desk_outbox.js";

export interface Standing {
  readonly applies: readonly string[];
  readonly missing: readonly string[];
  readonly asked: number;
  readonly answered: number;
  readonly kind: string;
  readonly colour: string;
}

export interface AnswerSaid {
  readonly id: number;
  readonly variable: string;
  readonly version: number;
  readonly kind: string;
  readonly value: readonly string[];
  readonly memo: string;
  readonly words: string;
  readonly at: string;
}

export interface Conflict {
  readonly yours: AnswerSaid;
  readonly stands: AnswerSaid;
  readonly version: number;
}

export interface PassageKept {
  readonly id: number;
  readonly variable: string;
  readonly report: string;
  readonly page: number;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly token: string;
}

export function standingIn(said: unknown): Standing | undefined {
  const inner = isRecord(said) ? said["standing"] : undefined;
  return isRecord(inner) && Array.isArray(inner["applies"]) ? (inner as unknown as Standing) : undefined;
}

export function answerIn(said: unknown): AnswerSaid | undefined {
  return isRecord(said) ? asAnswer(said["answer"]) : undefined;
}

export function conflictIn(said: unknown): Conflict | undefined {
  if (!isRecord(said)) return undefined;
  const yours = asAnswer(said["yours"]);
  const stands = asAnswer(said["stands"]);
  return yours && stands ? { yours, stands, version: Number(said["version"]) } : undefined;
}

export function passageIn(said: unknown): PassageKept | undefined {
  return isRecord(said) && typeof said["quote"] === "string" ? (said as unknown as PassageKept) : undefined;
}

function asAnswer(said: unknown): AnswerSaid | undefined {
  return isRecord(said) && Array.isArray(said["value"]) ? (said as unknown as AnswerSaid) : undefined;
}

export function clock(at: string | Date): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
