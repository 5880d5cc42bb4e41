import { afterEach, describe, expect, it } from "vitest";
import { Lifetime } from "./deadline";
import { closeNameServers, givenNameServer, type Zone } from "./name-server.fixture";
import { resolveHost, resolveWithCares } from "./resolve";

afterEach(closeNameServers);

const V4 = { address: "8.8.8.8" };
const V6 = { address: "2606:4700:4700::1111" };

describe("resolveWithCares", () => {
  const ask = async (zone: Zone, name = "a.example") => {
    const { server, asked } = await givenNameServer(zone);
    const run = resolveWithCares(name, AbortSignal.timeout(5000), [server]);
    return { answer: await run.catch((error: NodeJS.ErrnoException) => error.code), asked };
  };

  it("asks for the name alone, without the search list of the machine", async () => {
    const records = { "A redis": [3], "AAAA redis": [3] };
    const { answer, asked } = await ask(records, "redis");
    expect(answer).toBe("ENOTFOUND");
    expect([...new Set(asked)].sort()).toEqual(["A redis", "AAAA redis"]);
  });

  it.each([
    [
      "both families",
      { "A a.example": [[V4]], "AAAA a.example": [[V6]] },
      ["8.8.8.8", "2606:4700:4700::1111"],
    ],
    [
      "IPv4 where IPv6 has no address",
      { "A a.example": [[V4]], "AAAA a.example": [[]] },
      ["8.8.8.8"],
    ],
    ["IPv4 where IPv6 fails", { "A a.example": [[V4]], "AAAA a.example": [2] }, ["8.8.8.8"]],
    [
      "IPv6 where IPv4 has no address",
      { "A a.example": [[]], "AAAA a.example": [[V6]] },
      ["2606:4700:4700::1111"],
    ],
    ["no address", { "A a.example": [[]], "AAAA a.example": [[]] }, "ENODATA"],
    [
      "a failure before an empty answer",
      { "A a.example": [[]], "AAAA a.example": [2] },
      "ESERVFAIL",
    ],
  ])("gives %s", async (_title, records, expected) => {
    expect((await ask(records)).answer).toEqual(expected);
  });

  it("stops asking when it is aborted", async () => {
    const { server } = await givenNameServer({});
    const run = resolveWithCares("a.example", AbortSignal.timeout(50), [server]);
    await expect(run).rejects.toMatchObject({ code: "ECANCELLED" });
  });
});

const codedError = (code: string): Error => Object.assign(new Error(code), { code });

describe("resolveHost", () => {
  it("hands the name on as it is and drops repeated addresses", async () => {
    const asked: string[] = [];
    const resolve = async (name: string): Promise<string[]> => {
      asked.push(name);
      return ["8.8.8.8", "8.8.8.8", "8.8.4.4"];
    };
    const addresses = await resolveHost("a.example", resolve, 1000, new Lifetime());
    expect([asked, addresses]).toEqual([["a.example"], ["8.8.8.8", "8.8.4.4"]]);
  });

  it("keeps the time limit, and aborts the look-up it gave up", async () => {
    let isAborted = false;
    const resolve = (_name: string, signal: AbortSignal): Promise<string[]> =>
      new Promise(() => {
        signal.addEventListener("abort", () => {
          isAborted = true;
        });
      });
    const run = resolveHost("a.example", resolve, 20, new Lifetime());
    await expect(run).rejects.toMatchObject({ code: "DNS_TIMEOUT" });
    expect(isAborted).toBe(true);
  });

  it.each([
    ["EBADNAME", "DNS_NOT_FOUND"],
    ["EBADRESP", "DNS_MALFORMED"],
    ["EREFUSED", "DNS_FAILED"],
    ["", "DNS_FAILED"],
  ])("turns %j into %s", async (code, expected) => {
    const run = resolveHost(
      "a.example",
      () => Promise.reject(codedError(code)),
      1000,
      new Lifetime(),
    );
    await expect(run).rejects.toMatchObject({ code: expected });
  });
});
