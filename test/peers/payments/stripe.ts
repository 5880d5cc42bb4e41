import type { CmsPeer, PeerReply, PeerRequest } from "@/test/peers/cms/peer-server";
import { startPeer } from "@/test/peers/cms/peer-server";
import { type EventObject, StripeBook } from "./stripe-book";

// Stripe on a loopback port, after its public reference: the calls that the product makes, and the page that a
// person pays on. It is as strict as the real one where that matters: key, version, form encoding, idempotency keys.

export const STRIPE_KEY = "sk_test_peer0000000000000000";
export const STRIPE_WEBHOOK_SECRET = "whsec_peer0000000000000000";

export interface StripePeer extends CmsPeer {
  readonly book: StripeBook;
  /** How many objects a page of a list has at most, whatever is asked for. */
  pageMax: number;
}

export interface StripeOptions {
  readonly port?: number;
  /** Where the payment pages are said to be; the peer itself when left out. */
  readonly checkoutOrigin?: string;
  readonly now?: () => Date;
}

const UNITS_MIN = 50;
const PAGE_DEFAULT = 10;
const PAGE_MAX = 100;

export async function startStripe(options: StripeOptions = {}): Promise<StripePeer> {
  const { port = 0, now = () => new Date(), checkoutOrigin } = options;
  const book = new StripeBook(now);
  const answers = new Map<string, { readonly body: string; readonly reply: PeerReply }>();
  const peer: StripePeer = Object.assign(
    await startPeer((request) => {
      const { pathname } = request.url;
      if (pathname.startsWith("/c/pay/")) return checkoutPage(book, request);
      const refused = refusalOf(request);
      if (refused !== null) return refused;
      if (request.method === "GET") return read(book, request, peer.pageMax);
      const origin = checkoutOrigin ?? peer.url;
      return onceByKey(answers, request, () => createSession(book, request, origin));
    }, port),
    { book, pageMax: PAGE_MAX },
  );
  return peer;
}

const failure = (status: number, type: string, message: string, code?: string): PeerReply => ({
  status,
  body: { error: { type, message, ...(code === undefined ? {} : { code }) } },
});
const invalid = (message: string, code?: string): PeerReply =>
  failure(400, "invalid_request_error", message, code);
const missing = (what: string, id: string): PeerReply =>
  failure(404, "invalid_request_error", `No such ${what}: '${id}'`, "resource_missing");

function refusalOf({ method, headers, url }: PeerRequest): PeerReply | null {
  if (headers.authorization !== `Bearer ${STRIPE_KEY}`)
    return failure(401, "invalid_request_error", "Invalid API Key provided: sk_test_***");
  if (!/^\d{4}-\d\d-\d\d(\.[a-z]+)?$/.test(String(headers["stripe-version"])))
    return invalid("Invalid Stripe API version.");
  if (method === "GET") return null;
  if (method !== "POST" || url.pathname !== "/v1/checkout/sessions")
    return failure(404, "invalid_request_error", `Unrecognized request URL (${method})`);
  if (headers["content-type"] !== "application/x-www-form-urlencoded")
    return invalid("The body must be form-encoded.");
  return null;
}

/** The same key gives the first answer again; with other parameters it is an error. */
function onceByKey(
  answers: Map<string, { readonly body: string; readonly reply: PeerReply }>,
  request: PeerRequest,
  run: () => PeerReply,
): PeerReply {
  const key = String(request.headers["idempotency-key"] ?? "");
  if (key === "") return run();
  const earlier = answers.get(key);
  if (earlier !== undefined && earlier.body !== request.body) {
    return failure(
      400,
      "idempotency_error",
      "Keys for idempotent requests can only be used with the same parameters they were first used with.",
    );
  }
  if (earlier !== undefined) {
    return { ...earlier.reply, headers: { "idempotent-replayed": "true" } };
  }
  const reply = run();
  // What is refused before anything is done leaves the key free.
  if (reply.status < 400) answers.set(key, { body: request.body, reply: structuredClone(reply) });
  return reply;
}

const ALLOWED =
  /^(mode|adaptive_pricing\[enabled\]|client_reference_id|success_url|cancel_url|metadata\[\w+\]|payment_intent_data\[metadata\]\[\w+\]|line_items\[0\]\[(quantity|price_data)\](\[currency\]|\[unit_amount\]|\[product_data\]\[name\])?)$/;

function createSession(book: StripeBook, request: PeerRequest, origin: string): PeerReply {
  const form = new URLSearchParams(request.body);
  const unknown = [...form.keys()].find((name) => !ALLOWED.test(name));
  if (unknown !== undefined)
    return invalid(`Received unknown parameter: ${unknown}`, "parameter_unknown");
  const needed = (name: string): string => form.get(name) ?? "";
  const price = "line_items[0][price_data]";
  const unitAmount = needed(`${price}[unit_amount]`);
  if (needed("mode") !== "payment") return invalid("Invalid mode.");
  if (!/^\d{1,8}$/.test(unitAmount)) return invalid(`Invalid integer: ${unitAmount}`);
  if (Number(unitAmount) < UNITS_MIN)
    return invalid("The total amount due must add up to at least $0.50 usd", "amount_too_small");
  if (needed(`${price}[product_data][name]`) === "") return invalid("Missing product name.");
  for (const name of ["success_url", "cancel_url"]) {
    if (!URL.canParse(needed(name))) return invalid("Not a valid URL", "url_invalid");
  }
  const session = book.open(
    {
      amount_total: Number(unitAmount) * Number(needed("line_items[0][quantity]")),
      currency: needed(`${price}[currency]`),
      client_reference_id: form.get("client_reference_id"),
      metadata: metadataOf(form, "metadata"),
      success_url: needed("success_url"),
      cancel_url: needed("cancel_url"),
    },
    (id) => `${origin}/c/pay/${id}`,
  );
  return { status: 200, body: { ...session } };
}

function metadataOf(form: URLSearchParams, prefix: string): Record<string, string> {
  const entries = [...form].flatMap(([name, value]) => {
    const key = name.startsWith(`${prefix}[`) ? name.slice(prefix.length + 1, -1) : "";
    return key === "" ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

function read(book: StripeBook, { url }: PeerRequest, pageMax: number): PeerReply {
  const [, , ...parts] = url.pathname.split("/");
  const path = parts.join("/");
  const id = parts.at(-1) ?? "";
  const ofPayment = (one: { payment_intent: string }) =>
    one.payment_intent === url.searchParams.get("payment_intent");
  if (path === "refunds") return list(book.refunds.filter(ofPayment), url, pageMax);
  if (path === "disputes") return list(book.disputes.filter(ofPayment), url, pageMax);
  if (path === "events") return list(book.events.filter(eventFilter(url)), url, pageMax);
  if (path.startsWith("checkout/sessions/")) {
    const session = book.sessions.get(id);
    return session === undefined ? missing("checkout.session", id) : { status: 200, body: session };
  }
  if (path.startsWith("payment_intents/")) {
    const intent = book.intents.get(id);
    return intent === undefined ? missing("payment_intent", id) : { status: 200, body: intent };
  }
  return failure(404, "invalid_request_error", `Unrecognized request URL (GET: ${url.pathname})`);
}

function eventFilter(url: URL): (event: EventObject) => boolean {
  const types = url.searchParams.getAll("types[]");
  const since = Number(url.searchParams.get("created[gte]") ?? 0);
  const until = Number(url.searchParams.get("created[lt]") ?? Number.MAX_SAFE_INTEGER);
  return ({ type, created }) =>
    (types.length === 0 || types.includes(type)) && created >= since && created < until;
}

/** A page of a list, the latest object first. */
function list(
  oldestFirst: readonly { readonly id: string }[],
  url: URL,
  pageMax: number,
): PeerReply {
  const all = oldestFirst.toReversed();
  const limit = Number(url.searchParams.get("limit") ?? PAGE_DEFAULT);
  if (limit < 1 || limit > PAGE_MAX) return invalid("This value must be from 1 to 100.");
  const after = url.searchParams.get("starting_after");
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && start === 0) return missing("object", after);
  const data = all.slice(start, start + Math.min(limit, pageMax));
  const has_more = start + data.length < all.length;
  return { status: 200, body: { object: "list", url: url.pathname, has_more, data } };
}

/** The page that a person pays on: it pays by card, or goes back. */
function checkoutPage(book: StripeBook, { method, url }: PeerRequest): PeerReply {
  const [, , , id = "", action] = url.pathname.split("/");
  const session = book.sessions.get(id);
  if (session === undefined || session.status !== "open") {
    return { status: 404, body: "<!doctype html><title>Gone</title><h1>This link is over</h1>" };
  }
  if (method === "POST" && action === "pay") {
    book.pay(id);
    return { status: 303, headers: { location: session.success_url }, body: "" };
  }
  const amount = `$${(session.amount_total / 100).toFixed(2)}`;
  return {
    status: 200,
    body: `<!doctype html><html lang="en"><title>Pay ${amount}</title><h1>Pay ${amount}</h1>
<form method="post" action="/c/pay/${id}/pay"><button>Pay</button></form>
<a href="${session.cancel_url}">Cancel</a></html>`,
  };
}
