import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findAuditEvents } from "@/lib/audit";
import { newId } from "@/lib/platform/id";
import { refusal } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { createHook } from "./create-hook";
import { deliverHook } from "./deliver-hook";
import { attempt, givenDelivery } from "./hooks.fixture";

const folder = mkdtempSync(join(tmpdir(), "autoink-hooks-"));
const program = join(folder, "purge");
const gone = join(folder, "gone");
let world: World;

beforeAll(async () => {
  writeFileSync(
    program,
    `#!/bin/sh\necho "$1 with $#"; cat; echo "token $PURGE_TOKEN, pepper $PASSWORD_PEPPER" >&2\nsleep "$2"; exit "$3"\n`,
  );
  writeFileSync(gone, "#!/bin/sh\n", { mode: 0o755 });
  chmodSync(program, 0o755);
  vi.stubEnv("PURGE_TOKEN", "a-token-of-the-operator");
  const field = (name: string, pattern: string) => ({ field: name, pattern });
  const commands = [
    {
      id: "purge",
      command: program,
      args: [field("zone", "[a-z;$() ]+"), field("seconds", "[0-9.]+"), field("code", "[0-9]")],
      env: ["PURGE_TOKEN"],
      timeoutMs: 1_000,
    },
    { id: "gone", command: gone },
  ];
  vi.stubEnv("HOOK_COMMANDS", JSON.stringify(commands));
  world = await givenWorkspace();
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const given = (...argv: string[]) => givenDelivery(world, { kind: "command", argv });

describe("a hook that runs a program", () => {
  it("gives it the event, and keeps what it was given, wrote and ended with", async () => {
    const told = await given("purge", "$(id); rm", "0", "0");
    expect(told.hook).toMatchObject({ kind: "command", argv: ["purge", "$(id); rm", "0", "0"] });
    const delivery = await attempt(world, told);
    expect(delivery).toMatchObject({
      status: "delivered",
      detail: "The program ended with exit code 0.",
    });
    const run = delivery.attempt_log[0]?.program;
    expect(run).toMatchObject({
      argv: [program, "$(id); rm", "0", "0"],
      exit_code: 0,
      signal: null,
      stderr: "token [redacted], pepper \n",
      is_cut: false,
    });
    const [first, event] = run?.stdout.split("\n") ?? [];
    expect(first).toBe("$(id); rm with 3");
    expect(JSON.parse(event ?? "")).toMatchObject({
      type: "article.published",
      data: { slug: "tides" },
    });
    const { data } = await findAuditEvents(
      world.actor,
      { limit: 1, after: null },
      "hook.program_run",
    );
    expect(data[0]).toMatchObject({
      subject_id: told.hook.id,
      actor_id: null,
      detail: { argv: JSON.stringify(run?.argv), exit_code: 0, signal: null },
    });
  });

  it.each([
    ["fails", ["purge", "blog", "0", "3"], "The program ended with exit code 3."],
    [
      "takes too long",
      ["purge", "blog", "60", "0"],
      "The program took longer than 1 s, so it was ended.",
    ],
  ])("that %s is not run again by itself", async (_what, argv, detail) => {
    const delivery = await attempt(world, await given(...argv));
    expect(delivery).toMatchObject({ status: "failed", attempts: 1, detail });
  });

  it("starts no program that is not as the operator left it", async () => {
    const told = await given("gone");
    chmodSync(gone, 0o777);
    const delivery = await attempt(world, told);
    expect(delivery).toMatchObject({ status: "failed", attempt_log: [{ program: null }] });
    expect(delivery.detail).toContain("ask the operator");
  });

  it("waits, without an attempt, while as many run as the operator allows", async () => {
    const slow = await given("purge", "slow", "0.8", "0");
    const next = await given("purge", "next", "0", "0");
    const job = (deliveryId: string) => ({ workspaceId: world.actor.workspaceId, deliveryId });
    const { signal } = new AbortController();
    await Promise.all([slow, next].map(({ deliveryId }) => deliverHook(job(deliveryId), signal)));
    const rows = await world.inWorkspace((tx) =>
      tx.hookDelivery.findMany({ where: { id: { in: [slow.deliveryId, next.deliveryId] } } }),
    );
    expect(rows.map(({ status, attemptCount }) => `${status} ${attemptCount}`).toSorted()).toEqual([
      "delivered 1",
      "queued 0",
    ]);
  });

  it.each([
    [["rm", "-rf", "/"]],
    [["purge"]],
    [["purge", "--help", "0", "0"]],
    [["/bin/sh", "-c", "id"]],
  ])("is not made of %j", async (argv) => {
    const making = createHook(world.actor, newId(), { kind: "command", argv });
    expect(await refusal(making)).toBe("command_not_allowed");
  });
});
