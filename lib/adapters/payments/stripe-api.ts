import { z } from "zod";
import { SafenetError } from "@/lib/safenet";
import type { PaymentFailure, PaymentResult, PaymentSetting } from "./port";

/** The shapes below are those of this version; what an account has chosen for itself plays no part. */
const API_VERSION = "2025-09-30.clover";
const PAGE_MAX = 100;
/** Of one list. Past it something is wrong: a payment has some refunds, an hour has some events. */
const PAGES_MAX = 20;
const MESSAGE_CHARS_MAX = 300;

export type Query = readonly (readonly [name: string, value: string])[];

interface Call<Schema extends z.ZodType> {
  /** Below /v1/. */
  readonly path: string;
  readonly query?: Query;
  /** Sends a POST with these fields, form-encoded, under this idempotency key. */
  readonly form?: { readonly fields: Query; readonly idempotencyKey: string };
  readonly schema: Schema;
  readonly signal: AbortSignal;
}

export interface StripeApi {
  /** Null for a 404. */
  call<Schema extends z.ZodType>(
    call: Call<Schema>,
  ): Promise<PaymentResult<z.output<Schema> | null>>;
  /** Every object of a list, the latest first as the vendor gives them. */
  list<Schema extends z.ZodType<{ id: string }>>(
    call: Omit<Call<Schema>, "form">,
  ): Promise<PaymentResult<z.output<Schema>[]>>;
}

const ErrorAnswer = z.object({
  error: z.object({
    type: z.string(),
    code: z.string().optional(),
    message: z.string().optional(),
  }),
});

/** Stripe's HTTP interface: form in, JSON out, a bearer key, an idempotency key on what makes something. */
export function createStripeApi(setting: PaymentSetting): StripeApi {
  return {
    call: (call) => send(setting, call),
    list: (call) => listAll(setting, call),
  };
}

async function listAll<Schema extends z.ZodType<{ id: string }>>(
  setting: PaymentSetting,
  call: Omit<Call<Schema>, "form">,
): Promise<PaymentResult<z.output<Schema>[]>> {
  const { path, query = [] } = call;
  const schema = z.object({ data: z.array(call.schema), has_more: z.boolean() });
  const all: z.output<Schema>[] = [];
  let after: Query = [];
  for (let number = 0; number < PAGES_MAX; number += 1) {
    const paged = [...query, ["limit", String(PAGE_MAX)] as const, ...after];
    const page = await send(setting, { ...call, query: paged, schema });
    if (!page.ok) return page;
    if (page.value === null) return failed("misconfigured", `There is no list ${path}.`);
    all.push(...page.value.data);
    const last = page.value.data.at(-1);
    if (!page.value.has_more || last === undefined) return { ok: true, value: all };
    after = [["starting_after", last.id]];
  }
  return failed("unavailable", `The list ${path} has more than ${PAGES_MAX} pages.`);
}

async function send<Schema extends z.ZodType>(
  setting: PaymentSetting,
  call: Call<Schema>,
): Promise<PaymentResult<z.output<Schema> | null>> {
  try {
    const { status, text } = await exchange(setting, call);
    const json = parsedOrUndefined(text);
    if (status < 200 || status > 299) {
      const failure = failureOf(status, json, setting.apiKey, call.form !== undefined);
      return failure === null ? { ok: true, value: null } : { ok: false, failure };
    }
    const parsed = call.schema.safeParse(json);
    if (parsed.success) return { ok: true, value: parsed.data };
    const [issue] = parsed.error.issues;
    return failed("unavailable", `${call.path} has a strange ${issue?.path.join(".") ?? "form"}.`);
  } catch (error) {
    if (!(error instanceof SafenetError)) throw error;
    const { kind, code, publicMessage } = error;
    return failed(kind === "refused" ? "refused" : "unavailable", `${code}: ${publicMessage}`);
  }
}

async function exchange(
  { apiKey, baseUrl, fetch }: PaymentSetting,
  { path, query = [], form, signal }: Call<z.ZodType>,
): Promise<{ status: number; text: string }> {
  const search = encode(query);
  const url = `${baseUrl}/v1/${path}${search === "" ? "" : `?${search}`}`;
  const headers = { accept: "application/json", "stripe-version": API_VERSION };
  const secretHeaders = { authorization: `Bearer ${apiKey}` };
  const response =
    form === undefined
      ? await fetch(url, { method: "GET", headers, secretHeaders, signal })
      : await fetch(url, {
          method: "POST",
          headers: {
            ...headers,
            "content-type": "application/x-www-form-urlencoded",
            "idempotency-key": form.idempotencyKey,
          },
          secretHeaders,
          body: encode(form.fields),
          signal,
        });
  return { status: response.status, text: await response.text() };
}

const encode = (pairs: Query): string =>
  new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();

/** The failure that a status stands for (Stripe's own list of HTTP status codes); null for "there is none". */
function failureOf(
  status: number,
  json: unknown,
  apiKey: string,
  hasKey: boolean,
): PaymentFailure | null {
  const { data } = ErrorAnswer.safeParse(json);
  // A proxy in between says 404 as well: only the vendor's own word counts.
  if (status === 404 && data?.error.code === "resource_missing") return null;
  const words =
    data === undefined ? "" : ` ${data.error.code ?? data.error.type}: ${data.error.message ?? ""}`;
  const message = `Stripe answered ${status}.${words}`
    .replaceAll(apiKey, "[key]")
    .slice(0, MESSAGE_CHARS_MAX);
  return { kind: kindOf(status, hasKey), message };
}

function kindOf(status: number, hasKey: boolean): PaymentFailure["kind"] {
  switch (status) {
    case 401:
    case 403:
    case 404:
      return "misconfigured";
    case 429:
      return "rate_limited";
    // Another request with the same key is under way; or the request timed out there.
    case 408:
    case 409:
    case 424:
      return "unavailable";
    default:
      // An error of the server is what its key gets from then on: only another key helps.
      return status < 500 || hasKey ? "rejected" : "unavailable";
  }
}

export function failed(
  kind: PaymentFailure["kind"],
  message: string,
): { readonly ok: false; readonly failure: PaymentFailure } {
  return { ok: false, failure: { kind, message } };
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
