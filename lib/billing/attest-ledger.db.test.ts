import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, it, vi } from "vitest";
import * as files from "@/app/.well-known/autoink-ledger/[...path]/route";
import * as receipt from "@/app/api/v1/workspaces/[workspaceId]/ledger/receipt/route";
import * as metrics from "@/app/metrics/route";
import { grantFunds } from "@/lib/ledger";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { attestNow } from "@/test/ledger";
import { callRoute, givenWorkspace, type World } from "@/test/world";
import { attestLedger, runAttestation, withLedgerLog } from "./attest-ledger";
import { findLogState } from "./ledger-log";

// Guarantee: the heads of all chains are in a signed log that everybody may read, once a day or when asked,
// by one process at a time, and each workspace gets its receipt.

const folder = mkdtempSync(join(tmpdir(), "autoink-log-"));
const LOG = join(folder, "log");
const SIGNER = join(folder, "signer");
vi.stubEnv("LEDGER_LOG_DIR", LOG);
vi.stubEnv("LEDGER_SIGNER_DIR", SIGNER);
const TOKEN = "a token that is long enough";
vi.stubEnv("METRICS_TOKEN", TOKEN);
vi.stubEnv("PUBLIC_URL", "https://ink.example");
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

const grant = ({ actor: { workspaceId } }: World) =>
  withSystem((tx) =>
    grantFunds(tx, { workspaceId, idempotencyKey: `test:${newId()}`, amountNanos: 5n }),
  );
const receiptOf = (world: World) =>
  callRoute(receipt.GET, { world, params: { workspaceId: world.actor.workspaceId } });
const fileOf = (path: string) =>
  files.GET(new Request(`https://ink.example/.well-known/autoink-ledger/${path}`), {
    params: Promise.resolve({ path: path.split("/") }),
  });
const checkpointOf = async () => (await fileOf("checkpoint")).text();

/** The head that a receipt is of: workspace, seq and hash. */
function headIn(text: string): Buffer {
  const extra = /^extra (\S+)$/m.exec(text)?.[1] ?? "";
  return Buffer.from(extra, "base64").subarray("AIH-1".length);
}

describe("the attestation of the ledger", () => {
  it("has no receipt before the first one", async () => {
    const response = await receiptOf(await givenWorkspace());
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_attested" });
    expect((await fileOf("checkpoint")).status).toBe(404);
  });

  it("puts every chain's head into the log and gives each workspace its receipt", async () => {
    const [one, other] = [await givenWorkspace(), await givenWorkspace()];
    await attestNow();
    for (const world of [one, other]) {
      const response = await receiptOf(world);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      const head = headIn(await response.text());
      const [row] = await world.inWorkspace(
        (tx) => tx.$queryRaw<{ seq: bigint; head: Uint8Array }[]>`
          SELECT seq, head FROM ledger.chain_view`,
      );
      expect(head.subarray(0, 16).toString("hex")).toBe(
        world.actor.workspaceId.replaceAll("-", ""),
      );
      expect(head.readBigInt64BE(16)).toBe(row?.seq);
      expect(head.subarray(24)).toEqual(Buffer.from(row?.head ?? []));
    }
    expect(await checkpointOf()).toMatch(
      /^ink\.example\/\.well-known\/autoink-ledger\n\d+\n\S+\n\n— ink\.example/,
    );
  });

  it("is made once a day by itself, and again when somebody asks and something was posted", async () => {
    const world = await givenWorkspace();
    await attestNow();
    const before = await checkpointOf();
    await grant(world);
    await runAttestation({ isAsked: false });
    expect(await checkpointOf()).toBe(before);
    await vi.waitFor(async () => {
      await runAttestation({ isAsked: true });
      expect(await checkpointOf()).not.toBe(before);
    });
    const day = new Date().toISOString().slice(0, 10);
    expect(await (await fileOf(`checkpoints/${day}`)).text()).toBe(await checkpointOf());
  });

  it("is made by one process at a time", async () => {
    await grant(await givenWorkspace());
    const inside = await vi.waitFor(async () => {
      const made = await withLedgerLog(async () => ({ meanwhile: await attestLedger() }));
      if (made === null) throw new Error("Another test file attests.");
      return made;
    });
    expect(inside.meanwhile).toBeNull();
    expect((await attestNow()).isNew).toBe(true);
  });

  it("waits, when somebody asked, for the one that runs", async () => {
    await attestNow();
    const before = await checkpointOf();
    await grant(await givenWorkspace());
    let asked: Promise<void> | undefined;
    await vi.waitFor(async () => {
      const held = await withLedgerLog(async () => {
        asked = runAttestation({ isAsked: true });
        await setTimeout(200);
      });
      expect(held).not.toBeNull();
    });
    await asked;
    expect(await checkpointOf()).not.toBe(before);
  });

  it("is told to be damaged where it can't be read, and is readable again once restored", async () => {
    await attestNow();
    const file = join(LOG, "checkpoint");
    const kept = readFileSync(file);
    writeFileSync(file, "no checkpoint");
    try {
      expect(await findLogState()).toEqual({ kind: "damaged" });
      const response = await metrics.GET(
        new Request("http://localhost/metrics", { headers: { authorization: `Bearer ${TOKEN}` } }),
        { params: Promise.resolve({}) },
      );
      expect(await response.text()).toMatch(/^autoink_ledger_log_damaged 1$/m);
    } finally {
      writeFileSync(file, kept);
    }
    expect((await findLogState()).kind).toBe("readable");
  });

  it("shows what is public, to every site, and nothing else", async () => {
    const keys = await fileOf("keys.txt");
    expect(keys.headers.get("access-control-allow-origin")).toBe("*");
    expect(await keys.text()).toContain("ink.example");
    const tile = await fileOf(tileIn("tile/0"));
    expect([tile.status, tile.headers.get("cache-control")]).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ]);
    for (const path of ["heads", tileIn("tile/entries"), "../signer/keys", "checkpoints/", ""]) {
      expect([path, (await fileOf(path)).status]).toEqual([path, 404]);
    }
  });

  it("keeps the signing keys to their owner", () => {
    const names = readdirSync(SIGNER);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(statSync(join(SIGNER, name)).mode & 0o077).toBe(0);
    expect(readFileSync(join(LOG, "keys.txt"), "utf8")).not.toContain("PRIVATE");
  });
});

/** The first file below a folder of the log. */
function tileIn(path: string): string {
  const [name = ""] = readdirSync(join(LOG, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return name.slice(LOG.length + 1);
}
