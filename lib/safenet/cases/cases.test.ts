import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSafenet, parseOperatorRules, type Safenet, SafenetError } from "@/lib/safenet";
import { dialOf, SAFENET_CASES, type SafenetCase } from "./index";
import { openWorld, type World } from "./world.fixture";

let world: World;
let net: Safenet;
const dials: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  net = createSafenet({
    operator: parseOperatorRules(""),
    audit: () => {},
    deps: {
      resolve: async (name) => world.resolve(name),
      connect: ({ address, port, tls }) => {
        dials.push(dialOf(address, port));
        return new Promise<Socket>((resolve, reject) => {
          const socket = connect(tls ? world.ports.https : world.ports.http, "127.0.0.1", () =>
            resolve(socket),
          );
          socket.once("error", reject);
        });
      },
    },
  });
});
afterAll(async () => {
  net.close();
  await world.close();
});

interface Outcome {
  readonly verdict: SafenetCase["expected"];
  readonly dials: readonly string[];
  /** Hosts of other origins that saw a secret. */
  readonly leaks: readonly string[];
}

async function outcomeOf(one: SafenetCase): Promise<Outcome> {
  world.begin(one);
  dials.length = 0;
  const verdict = await verdictOf(one);
  const [first] = world.seen;
  const leaks = world.seen.filter(
    ({ host, text }) => host !== first?.host && text.includes("secret-value"),
  );
  return { verdict, dials: [...dials], leaks: leaks.map(({ host }) => host) };
}

async function verdictOf(one: SafenetCase): Promise<SafenetCase["expected"]> {
  try {
    const response = await net.safeFetch(one.url, {
      purpose: one.purpose ?? "source-fetch",
      method: one.method ?? "GET",
      headers: one.secrets ?? {},
    });
    response.cancel();
    return "allow";
  } catch (error) {
    if (error instanceof SafenetError) return error.code;
    throw error;
  }
}

const byClass = Map.groupBy(SAFENET_CASES, (one) => one.class);

describe("the case table", () => {
  it.each([...byClass])(
    "%s: each case ends as written and dials nothing else",
    async (_, cases) => {
      for (const one of cases) {
        const { expected: verdict } = one;
        expect.soft({ [one.id]: await outcomeOf(one) }).toEqual({
          [one.id]: { verdict, dials: one.dials, leaks: [] },
        });
      }
    },
  );

  it("has no id twice", () => {
    const ids = SAFENET_CASES.map((one) => one.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it("is large, and holds enough that must be allowed", () => {
    expect(SAFENET_CASES.length).toBeGreaterThanOrEqual(500);
    expect(SAFENET_CASES.filter((one) => one.expected === "allow").length).toBeGreaterThanOrEqual(
      60,
    );
  });
});
