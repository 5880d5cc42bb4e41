import { readFileSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attachCosignatures } from "./cosign";
import { Installation } from "./installation.fixture";
import { witness } from "./witness.fixture";

let installation: Installation;
beforeEach(async () => {
  installation = new Installation();
  installation.books.grow(7);
  await installation.attest();
});
afterEach(() => installation.remove());

const DATED = "checkpoints/2026-01-05";
const known = witness("witness.example/w1");
const attach = (text: string, witnesses = [known.vkey]): Promise<number> =>
  attachCosignatures(installation.folders.log, text, witnesses);
const refused = (found: string) => ({ code: "cosignature_refused", found });
const anotherHead = refused("it is not of the newest checkpoint");
const nobody = refused("no known witness has signed it");

describe("a cosignature", () => {
  it("of a known witness is added once, to the newest checkpoint and to that of its day", async () => {
    const cosigned = known.cosign(installation.checkpointText());
    expect(await attach(cosigned, ["nothing", known.vkey])).toBe(1);
    const written = statSync(installation.log("checkpoint")).ino;
    expect(await attach(cosigned)).toBe(0);
    expect(statSync(installation.log("checkpoint")).ino).toBe(written);
    expect(installation.checkpointText()).toBe(cosigned);
    expect(readFileSync(installation.log(DATED), "utf8")).toBe(cosigned);
    for (const name of ["checkpoint", DATED])
      expect(statSync(installation.log(name)).mode & 0o777).toBe(0o644);
    expect((await installation.attest()).isNew).toBe(false);
    expect(await installation.receipt(7)).toContain("— witness.example/w1 ");
  });

  it("is added beside those of others, and without those of strangers", async () => {
    const text = installation.checkpointText();
    const [second, stranger] = [witness("witness.example/w2"), witness("witness.example/w3")];
    expect(await attach(known.cosign(text))).toBe(1);
    const cosigned = second.cosign(installation.checkpointText());
    expect(await attach(stranger.cosign(cosigned), [known.vkey, second.vkey])).toBe(1);
    expect(installation.checkpointText()).toBe(cosigned);
  });

  it("is refused of an unknown witness, of another checkpoint, and with a changed bit", async () => {
    const text = installation.checkpointText();
    const sameName = witness("witness.example/w1");
    await expect(attach(sameName.cosign(text))).rejects.toMatchObject(nobody);
    await expect(attach(known.cosign(text), [])).rejects.toMatchObject(nobody);
    await expect(attach("nothing")).rejects.toMatchObject(anotherHead);
    const changed = known.cosign(text.replace("\n3\n", "\n4\n"));
    await expect(attach(changed)).rejects.toMatchObject(anotherHead);
    await expect(attach(changed.replace("\n4\n", "\n3\n"))).rejects.toMatchObject(nobody);
    expect(installation.checkpointText()).toBe(text);
  });

  it("is refused where it is the log's own signature, or there is no log", async () => {
    const text = installation.checkpointText();
    const [, , , vkey = ""] = readFileSync(installation.log("keys.txt"), "utf8").split(" ");
    await expect(attach(text, [vkey.trim()])).rejects.toMatchObject(nobody);
    installation.remove();
    await expect(attach(known.cosign(text))).rejects.toMatchObject(anotherHead);
  });

  it("is one of fifteen at most, beside the log's own signature", async () => {
    const all = Array.from({ length: 16 }, (_, i) => witness(`witness.example/${i}`));
    const vkeys = all.map(({ vkey }) => vkey);
    const text = installation.checkpointText();
    const byAll = all.reduce((cosigned, each) => each.cosign(cosigned), text);
    await expect(attach(byAll, vkeys)).rejects.toMatchObject(
      refused("the checkpoint has too many signatures"),
    );
    expect(installation.checkpointText()).toBe(text);
    expect(await attach(byAll, vkeys.slice(1))).toBe(15);
  });

  it("belongs to its checkpoint: the next one starts without it", async () => {
    await attach(known.cosign(installation.checkpointText()));
    await installation.attest(1);
    expect(installation.checkpointText()).not.toContain("witness");
  });
});
