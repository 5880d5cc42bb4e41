import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AttestationError, attachCosignatures, readPublishedFile } from "./index";
import { Installation } from "./installation.fixture";
import { witness } from "./witness.fixture";

let installation: Installation;
beforeEach(async () => {
  installation = new Installation();
  for (let number = 0; number < 300; number += 1) installation.books.grow(number);
  await installation.attest();
});
afterEach(() => installation.remove());

const served = (path: string) => readPublishedFile(installation.folders.log, path);

describe("the files that are served", () => {
  it("are the checkpoints, the keys and the tiles of the newest checkpoint", async () => {
    for (const path of ["checkpoint", "checkpoints/2026-01-05", "keys.txt"])
      expect(await served(path)).toMatchObject({ isImmutable: false });
    for (const path of ["tile/0/000", "tile/0/001.p/46", "tile/1/000.p/1"]) {
      const file = await served(path);
      expect(file?.isImmutable).toBe(true);
      expect(file?.bytes).toEqual(readFileSync(installation.log(path)));
    }
  });

  it.each([
    "tile/entries/000",
    "heads.bin",
    "tile/0/001.p/47",
    "tile/0/001",
    "tile/0/002",
    "tile/0/x000/001.p/46",
    "tile/0/000.p/256",
    "tile/0/000.p/0",
    "tile/64/000",
    "checkpoints/2026-01-06",
    "checkpoints/../keys.txt",
    "../signer/keys",
    "tile/0/../../../signer/keys",
    "checkpoint.tmp",
    "",
  ])("are not %s", async (path) => {
    expect(await served(path)).toBeUndefined();
  });

  it("are not tiles that were written and not signed", async () => {
    const tile = Buffer.alloc(47 * 32);
    writeFileSync(installation.log("tile/0/001.p/47"), tile);
    writeFileSync(installation.log("tile/0/001"), tile);
    expect(await served("tile/0/001.p/47")).toBeUndefined();
    expect(await served("tile/0/001")).toBeUndefined();
    expect(await installation.receipt(299)).toContain("index 300\n");
  });
});

describe("a cosignature", () => {
  const known = witness("witness.example/w1");
  const attach = (text: string, witnesses = [known.vkey]): Promise<number> =>
    attachCosignatures(installation.folders.log, text, witnesses);

  it("of a known witness is added once, to the newest checkpoint and to that of its day", async () => {
    const cosigned = known.cosign(installation.checkpointText());
    expect(await attach(cosigned)).toBe(1);
    expect(await attach(cosigned)).toBe(0);
    expect(installation.checkpointText()).toBe(cosigned);
    expect(readFileSync(installation.log("checkpoints/2026-01-05"), "utf8")).toBe(cosigned);
    expect((await installation.attest()).isNew).toBe(false);
    expect(await installation.receipt(7)).toContain("— witness.example/w1 ");
  });

  it("is refused of an unknown witness, of another checkpoint, and with a changed bit", async () => {
    const text = installation.checkpointText();
    const refused = { name: AttestationError.name, code: "cosignature_refused" };
    await expect(attach(witness("witness.example/w1").cosign(text))).rejects.toMatchObject(refused);
    await expect(attach(known.cosign(text), [])).rejects.toMatchObject(refused);
    await expect(attach("nothing")).rejects.toMatchObject(refused);
    const changed = known.cosign(text.replace("\n302\n", "\n303\n"));
    await expect(attach(changed)).rejects.toMatchObject(refused);
    await expect(attach(changed.replace("\n303\n", "\n302\n"))).rejects.toMatchObject(refused);
    expect(installation.checkpointText()).toBe(text);
  });

  it("belongs to its checkpoint: the next one starts without it", async () => {
    await attach(known.cosign(installation.checkpointText()));
    await installation.attest(1);
    expect(installation.checkpointText()).not.toContain("witness");
  });
});
