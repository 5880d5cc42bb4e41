import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/tools/postgres";
import { type GhostSoftware, ghostVersion } from "./ghost-install";
import { answers, serve } from "./processes";
import type { RealGhost, Running } from "./types";

/** The first start makes the database. */
const START_TIMEOUT_MS = 180_000;
const LOGINS_MAX = 5;
const LOGIN_PAUSE_MS = 2_000;

/** Starts a Ghost with a database of its own in `folder`, an owner, and two integrations. */
export async function startGhost(
  { app, node }: GhostSoftware,
  folder: string,
): Promise<Running<RealGhost>> {
  mkdirSync(folder, { recursive: true });
  // Ghost looks for itself under this name.
  symlinkSync(app, join(folder, "current"));
  const content = join(folder, "content");
  cpSync(join(app, "content"), content, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await serve(node, ["current/index.js"], {
    cwd: folder,
    log: join(folder, "ghost.log"),
    timeoutMs: START_TIMEOUT_MS,
    isReady: () => answers(`${url}/ghost/api/admin/site/`),
    env: {
      url,
      server__host: "127.0.0.1",
      server__port: String(port),
      database__client: "better-sqlite3",
      database__connection__filename: join(folder, "ghost.db"),
      database__useNullAsDefault: "true",
      paths__contentPath: content,
      mail__transport: "stub",
      security__staffDeviceVerification: "false",
      privacy__useUpdateCheck: "false",
      logging__transports: '["stdout"]',
    },
  });
  try {
    const keys = await makeKeys(url);
    return { site: { url, version: ghostVersion(app), ...keys }, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Goes through the first visit's form, and makes an integration for the connector and one for a person's hand. */
async function makeKeys(url: string): Promise<Pick<RealGhost, "adminKey" | "handKey">> {
  const owner = { email: "owner@example.com", password: randomBytes(12).toString("hex") };
  const setup = [{ name: "Owner", blogTitle: "A blog", ...owner }];
  await post(url, "authentication/setup/", { setup });
  for (let tries = 1; ; tries += 1) {
    try {
      const login = { username: owner.email, password: owner.password };
      const session = await post(url, "session/", login);
      const cookie = session.headers.getSetCookie().map((text) => text.split(";")[0]);
      const make = (name: string): Promise<string> => makeKey(url, name, cookie.join("; "));
      return { adminKey: await make("AutoInk"), handKey: await make("Hand") };
    } catch (error) {
      // Right after its start Ghost forgets a session that it has just given.
      if (tries === LOGINS_MAX) throw error;
      await sleep(LOGIN_PAUSE_MS);
    }
  }
}

async function makeKey(url: string, name: string, cookie: string): Promise<string> {
  const body = { integrations: [{ name }] };
  const answer = await post(url, "integrations/?include=api_keys", body, cookie);
  const { integrations } = (await answer.json()) as {
    integrations: { api_keys: { type: string; secret: string }[] }[];
  };
  const secret = integrations[0]?.api_keys.find(({ type }) => type === "admin")?.secret;
  if (secret === undefined) throw new Error("Ghost made no Admin API key.");
  return secret;
}

async function post(url: string, path: string, body: unknown, cookie = ""): Promise<Response> {
  const answer = await fetch(`${url}/ghost/api/admin/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, cookie },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`Ghost: ${path} ${answer.status}: ${await answer.text()}`);
  return answer;
}
