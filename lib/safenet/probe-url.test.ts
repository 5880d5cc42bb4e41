import { afterEach, describe, expect, it } from "vitest";
import { closeAll, givenNet, READ } from "./raw-peer.fixture";

afterEach(closeAll);

describe("probeUrl", () => {
  it("judges without dialling", async () => {
    const { net, records } = givenNet("", {
      resolve: async (name) => (name === "in.example" ? ["10.0.0.1"] : ["8.8.8.8"]),
      connect: () => Promise.reject(new Error("dialled")),
    });
    expect(await net.probeUrl("https://out.example/", READ)).toEqual({
      allow: true,
      host: "out.example",
      addresses: ["8.8.8.8"],
    });
    expect(await net.probeUrl("https://in.example/", READ)).toMatchObject({
      allow: false,
      code: "IP_REFUSED",
    });
    expect(records).toMatchObject([
      { method: "PROBE", verdict: "allowed" },
      { method: "PROBE", verdict: "refused", hops: [{ host: "in.example", address: "10.0.0.1" }] },
    ]);
  });
});
