import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { SAMPLE_BRIEF, SAMPLE_SOURCES } from "../tools/demo-sources.ts";
import { against, median, print, round } from "./figure.ts";
import { copySources } from "./product.ts";

// How long a page and an API read of a signed-in person take beside a bare page and a bare route of the
// same build, how much script the article page loads, and how long a start takes.

const ROUNDS = 9;
const REQUESTS = 120;
const CLIENTS = 4;

interface Person {
  readonly cookie: string;
  readonly api: string;
  readonly pages: string;
}

/** Measures the web process. */
export async function benchWeb(): Promise<void> {
  const copy = copySources();
  try {
    const cold = await copy.start();
    print({ bench: "start.cold", value: round(cold.startedInMs / 1000), unit: "s" });
    await cold.stop();
    const product = await copy.start();
    print({ bench: "start.warm", value: round(product.startedInMs / 1000), unit: "s" });
    try {
      await measure(product.origin);
    } finally {
      await product.stop();
    }
  } finally {
    copy.remove();
  }
}

async function measure(origin: string): Promise<void> {
  const person = await signUp(origin);
  const articleId = await writeArticle(origin, person);
  const article = `${person.pages}/articles/${articleId}`;
  await compare(origin, person, "page", "/bench-bare", {
    articles: `${person.pages}/articles`,
    text: `${article}/text`,
  });
  await compare(origin, person, "api", "/api/bench-bare", {
    article: `/api/v1${person.api}/articles/${articleId}`,
    wallet: `/api/v1${person.api}/wallet`,
  });
  const bytes = await firstLoadBytes(origin, person, `${article}/text`);
  const bare = await firstLoadBytes(origin, person, "/bench-bare");
  print({
    bench: "first_load_js.text",
    value: round(bytes / 1024),
    unit: "KiB gzip",
    baseline: against("bare page", bytes / 1024, bare / 1024),
  });
}

/** Rounds of one and the other in turn, so that what disturbs the machine disturbs both. */
async function compare(
  origin: string,
  person: Person,
  kind: string,
  barePath: string,
  paths: Readonly<Record<string, string>>,
): Promise<void> {
  const all = { bare: barePath, ...paths };
  const times = new Map<string, number[]>(Object.keys(all).map((name) => [name, []]));
  for (let turn = 0; turn <= ROUNDS; turn += 1) {
    for (const [name, path] of Object.entries(all)) {
      const ms = await timeRequests(`${origin}${path}`, person.cookie);
      if (turn > 0) times.get(name)?.push(ms); // The first round warms up.
    }
  }
  const bare = median(times.get("bare") ?? []);
  for (const name of Object.keys(paths)) {
    const value = median(times.get(name) ?? []);
    const baseline = against(`bare ${kind}`, value, bare);
    print({ bench: `web.${kind}.${name}`, value: round(value), unit: "ms per request", baseline });
  }
}

async function timeRequests(url: string, cookie: string): Promise<number> {
  const from = performance.now();
  const client = async (): Promise<void> => {
    for (let number = 0; number < REQUESTS / CLIENTS; number += 1) {
      const response = await fetch(url, { headers: { cookie } });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (performance.now() - from) / REQUESTS;
}

/** The scripts that a page's HTML asks for before it is interactive, compressed. */
async function firstLoadBytes(origin: string, person: Person, path: string): Promise<number> {
  const html = await (
    await fetch(`${origin}${path}`, { headers: { cookie: person.cookie } })
  ).text();
  const addresses = new Set(
    [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, address]) => address ?? ""),
  );
  let bytes = 0;
  for (const address of addresses) {
    const script = await (await fetch(new URL(address, origin))).arrayBuffer();
    bytes += gzipSync(new Uint8Array(script)).length;
  }
  return bytes;
}

async function signUp(origin: string): Promise<Person> {
  const person = { email: `bench-${randomUUID()}@example.org`, password: randomUUID() };
  const { workspace } = await send<{ workspace: { id: string; slug: string } }>(
    `${origin}/api/v1/auth/signup`,
    "",
    { ...person, name: "Bench" },
  );
  const response = await fetch(`${origin}/api/v1/auth/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify(person),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  return { cookie, api: `/workspaces/${workspace.id}`, pages: `/w/${workspace.slug}` };
}

async function writeArticle(origin: string, person: Person): Promise<string> {
  const api = `${origin}/api/v1${person.api}`;
  const article = await send<{ id: string }>(`${api}/articles`, person.cookie, {
    brief: { ...SAMPLE_BRIEF, sources: SAMPLE_SOURCES },
  });
  const run = await send<{ id: string }>(`${api}/articles/${article.id}/runs`, person.cookie, {
    writer: { provider: "builtin", model: "source-digest" },
  });
  await untilWaiting(`${api}/runs/${run.id}`, person, "outline");
  await send(`${api}/runs/${run.id}/outline`, person.cookie, { decision: "approve" });
  await untilWaiting(`${api}/runs/${run.id}`, person, "review");
  return article.id;
}

async function untilWaiting(url: string, person: Person, gate: string): Promise<void> {
  for (;;) {
    const response = await fetch(url, { headers: { cookie: person.cookie } });
    const run = (await response.json()) as { waiting_for: string | null; status: string };
    if (run.waiting_for === gate) return;
    if (run.status === "failed") throw new Error("The run failed.");
    await pause(100);
  }
}

async function send<Answer>(url: string, cookie: string, body: unknown): Promise<Answer> {
  const { origin } = new URL(url);
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
      origin,
      ...(cookie === "" ? {} : { cookie }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}
