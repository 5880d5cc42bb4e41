import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SAMPLE_BRIEF, SAMPLE_SOURCES } from "./demo-sources.ts";
import { ROOT } from "./installation.ts";
import { freePort } from "./postgres.ts";

// `npm run demo`: the whole main job through the public interface, on a data folder that is thrown away.

const WAIT_MS = 60_000;
const POLL_MS = 300;

interface Run {
  readonly id: string;
  readonly status: string;
  readonly waiting_for: string | null;
  readonly steps: readonly {
    name: string;
    status: string;
    held_nanos: string;
    settled_nanos: string;
    released_nanos: string;
  }[];
}

const startedAt = Date.now();
const port = await freePort();
const origin = `http://localhost:${port}`;
let token = "";

function say(text: string): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${seconds} s  ${text}\n`);
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== null) return found;
    await pause(POLL_MS);
  }
  throw new Error(`Gave up waiting for ${what}.`);
}

async function story(): Promise<void> {
  const person = { email: `demo-${randomUUID()}@example.org`, password: randomUUID() };
  const { workspace } = await call<{ workspace: { id: string } }>("POST", "/auth/signup", {
    ...person,
    name: "Demo desk",
  });
  token = (
    await call<{ access_token: string }>("POST", "/auth/token", {
      grant_type: "password",
      ...person,
    })
  ).access_token;
  say("Signed up");
  const base = `/workspaces/${workspace.id}`;
  const article = await call<{ id: string }>("POST", `${base}/articles`, {
    brief: { ...SAMPLE_BRIEF, sources: SAMPLE_SOURCES },
  });
  const articlePath = `${base}/articles/${article.id}`;
  const run = await call<Run>("POST", `${articlePath}/runs`, {
    writer: { provider: "builtin", model: "source-digest" },
  });
  const look = (gate: string) => async (): Promise<Run | null> => {
    const now = await call<Run>("GET", `${base}/runs/${run.id}`);
    if (now.status === "failed") throw new Error("The run failed.");
    return now.waiting_for === gate ? now : null;
  };
  await until("the outline", look("outline"));
  say(`Read ${SAMPLE_SOURCES.length} sources and wrote an outline`);
  await call("POST", `${base}/runs/${run.id}/outline`, { decision: "approve" });
  await until("the text", look("review"));
  say("Approved the outline; the text is written and checked");
  await fillPlaces(articlePath);
  const latest = (await call<{ revision: number }>("GET", articlePath)).revision;
  await call("POST", `${articlePath}/approvals`, { revision: latest, decision: "approve" });
  say(`Added own words and approved revision ${latest}`);
  const destination = await call<{ id: string }>("POST", `${base}/destinations`, {
    kind: "hosted",
    name: "Our pages",
  });
  const publication = await call<{ id: string }>("POST", `${articlePath}/publications`, {
    destination_id: destination.id,
    mode: "publish",
  });
  const page = await until("the page", async () => {
    const now = await call<{ status: string; remote_url: string; revision_hash: string }>(
      "GET",
      `${base}/publications/${publication.id}`,
    );
    return now.status === "verified" ? now : null;
  });
  say(`Published, read back and verified: ${page.remote_url}`);
  await receipt(base, run.id, page.revision_hash);
}

/** The digest leaves places for the team's own text; here the team has one sentence for each. */
async function fillPlaces(articlePath: string): Promise<void> {
  const { data } = await call<{
    data: { number: number; title: string; markdown: string; meta: object }[];
  }>("GET", `${articlePath}/revisions`);
  const [latest] = data;
  if (latest === undefined) throw new Error("There is no text.");
  const markdown = latest.markdown.replaceAll(
    /^\*Your text:.*$/gm,
    "Our own orchards tell the same story.",
  );
  const { title, meta, number } = latest;
  await call("POST", `${articlePath}/revisions`, { title, markdown, meta, base_revision: number });
}

async function receipt(base: string, runId: string, hash: string): Promise<void> {
  const run = await call<Run>("GET", `${base}/runs/${runId}`);
  const wallet = await call<{ available_nanos: string }>("GET", `${base}/wallet`);
  process.stdout.write(`\nReceipt of run ${runId}\n`);
  for (const step of run.steps) {
    const money = `held ${step.held_nanos}, settled ${step.settled_nanos}, released ${step.released_nanos} nano-USD`;
    process.stdout.write(`  ${step.name.padEnd(8)} ${step.status.padEnd(10)} ${money}\n`);
  }
  process.stdout.write(
    `  published text ${hash}\n  wallet has ${wallet.available_nanos} nano-USD available\n\n`,
  );
}

const folder = mkdtempSync(join(tmpdir(), "autoink-demo-"));
chmodSync(folder, 0o755);
const product = spawn(process.execPath, [join(ROOT, "tools", "supervise.ts")], {
  cwd: ROOT,
  stdio: ["ignore", "pipe", "inherit"],
  env: {
    ...process.env,
    AUTOINK_DATA_DIR: folder,
    PORT: String(port),
    PUBLIC_URL: origin,
    LOG_LEVEL: "error",
  },
});
const ended = new Promise<void>((done) => product.once("exit", () => done()));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => product.kill("SIGTERM"));
let output = "";
product.stdout.on("data", (chunk: Buffer) => {
  output += chunk.toString();
});

try {
  say("Starting AutoInk on a throw-away data folder (the first build takes a minute or two)");
  while (!output.includes("AutoInk is ready")) {
    if (product.exitCode !== null) throw new Error(`AutoInk did not start.\n${output}`);
    await pause(POLL_MS);
  }
  await story();
  if (process.stdout.isTTY) say("The page stays up until Ctrl-C.");
  else product.kill("SIGTERM");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  product.kill("SIGTERM");
}
await ended;
rmSync(folder, { recursive: true, force: true });
