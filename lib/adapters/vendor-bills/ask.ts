import type { z } from "zod";
import { SafenetError } from "@/lib/safenet";
import { parseLossless } from "./lossless-json";
import { type NoBill, unavailable, unreadable } from "./outcome";
import type { BillSetting } from "./port";

/** A vendor's clock and ours may differ by this much. More, and "yesterday" is not the same day for both. */
const CLOCK_SKEW_MAX_MS = 10 * 60_000;

export interface Question<Schema extends z.ZodType> {
  /** The whole address. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly secretHeaders: Readonly<Record<string, string>>;
  /** Sent as JSON in a POST; a GET when left out. */
  readonly body?: object;
  /** Of the answer, in which every number stands as its text. */
  readonly schema: Schema;
  readonly signal: AbortSignal;
}

export type Reply<Value> =
  | { readonly ok: true; readonly value: Value; readonly text: string }
  | { readonly ok: false; readonly bill: NoBill };

/** Asks a vendor once. Whatever goes wrong is the bill that comes of it. */
export async function ask<Schema extends z.ZodType>(
  setting: BillSetting,
  question: Question<Schema>,
): Promise<Reply<z.output<Schema>>> {
  try {
    const { status, headers, text } = await exchange(setting, question);
    const bill = refusalOf(status, headers["date"], setting.now());
    if (bill !== null) return { ok: false, bill };
    const parsed = question.schema.safeParse(parseLossless(text));
    if (parsed.success) return { ok: true, value: parsed.data, text };
    const [issue] = parsed.error.issues;
    const place = issue?.path.join(".") ?? "";
    const what = place === "" ? "form" : place;
    return { ok: false, bill: unreadable("malformed", `It has a strange ${what}.`, [text]) };
  } catch (error) {
    if (!(error instanceof SafenetError)) throw error;
    return { ok: false, bill: noBillOf(error) };
  }
}

async function exchange(
  { fetch }: BillSetting,
  question: Question<z.ZodType>,
): Promise<{
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}> {
  const { url, secretHeaders, body, signal } = question;
  const headers = { accept: "application/json", ...question.headers };
  const response =
    body === undefined
      ? await fetch(url, { method: "GET", headers, secretHeaders, signal })
      : await fetch(url, {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          secretHeaders,
          body: JSON.stringify(body),
          signal,
        });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** What a status and the vendor's Date (RFC 9110 §6.6.1) stand for; null when the answer is to be read. */
function refusalOf(status: number, date: string | undefined, now: Date): NoBill | null {
  if (status === 401 || status === 403)
    return unreadable("auth", `The vendor answered ${status}: the key may not read bills.`);
  if (status === 404) return unreadable("not_found", "The vendor answered 404.");
  if (status === 408 || status === 429 || status >= 500)
    return unavailable(`The vendor answered ${status}.`);
  if (status < 200 || status > 299) return unreadable("rejected", `The vendor answered ${status}.`);
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  return Math.abs(theirs - now.getTime()) > CLOCK_SKEW_MAX_MS
    ? unreadable("clock", `It is ${now.toISOString()} here and ${date} at the vendor.`)
    : null;
}

function noBillOf({ kind, code, publicMessage }: SafenetError): NoBill {
  const message = `${code}: ${publicMessage}`;
  if (kind === "refused") return unreadable("refused", message);
  return code === "RESPONSE_TOO_LARGE" ? unreadable("malformed", message) : unavailable(message);
}
