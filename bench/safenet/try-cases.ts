import { SAFENET_CASES, type SafenetCase } from "@/lib/safenet/cases";
import { closeInternet } from "./closed-internet.ts";
import { type Guard, OTHER_GUARDS, safenetGuard } from "./guards.ts";

/** How a guard did on the case table. */
export interface CaseScore {
  /** Cases that any careful guard refuses, and those of them in which it dialled what it must not. */
  readonly mustRefuse: number;
  readonly misses: number;
  /** Addresses that people really use, and those of them that it did not reach. */
  readonly mustAllow: number;
  readonly falseRefusals: number;
  /** Cases of safenet's own policy that end otherwise: no fault of another guard. */
  readonly policy: number;
  readonly otherwise: number;
  /** Misses by class. */
  readonly missesByClass: Readonly<Record<string, number>>;
}

const PATIENCE_MS = 5_000;

/** Tries one guard on every case. Takes this process's way out for good. */
export async function tryCases(name: string): Promise<CaseScore> {
  const { world, dials } = await closeInternet();
  const guard = OTHER_GUARDS[name] ?? safenetGuard(async (host) => world.resolve(host));
  const wrong = new Set<SafenetCase>();
  for (const one of SAFENET_CASES) {
    world.begin(one);
    dials.length = 0;
    const isAnswered = await isAnsweredBy(guard, one);
    const may = [...one.dials, ...(one.harmless ?? [])];
    const isStray = dials.some((dial) => !may.includes(dial));
    const isRefusedWrongly = one.expected === "allow" && !isAnswered;
    if (isStray || isRefusedWrongly) wrong.add(one);
  }
  return scoreOf(wrong);
}

async function isAnsweredBy(guard: Guard, one: SafenetCase): Promise<boolean> {
  const request = { method: one.method ?? "GET", headers: one.secrets ?? {} };
  const timer = Promise.withResolvers<boolean>();
  const timeout = setTimeout(() => timer.resolve(false), PATIENCE_MS);
  try {
    return await Promise.race([guard(one.url, request).then(() => true), timer.promise]);
  } catch {
    return false;
  } finally {
    clearTimeout(timeout);
  }
}

function scoreOf(wrong: ReadonlySet<SafenetCase>): CaseScore {
  const must = SAFENET_CASES.filter((one) => one.tier === "must");
  const refuse = must.filter((one) => one.expected !== "allow");
  const allow = must.filter((one) => one.expected === "allow");
  const policy = SAFENET_CASES.filter((one) => one.tier === "policy");
  const misses = refuse.filter((one) => wrong.has(one));
  const classes = Map.groupBy(misses, (one) => one.class);
  return {
    mustRefuse: refuse.length,
    misses: misses.length,
    mustAllow: allow.length,
    falseRefusals: allow.filter((one) => wrong.has(one)).length,
    policy: policy.length,
    otherwise: policy.filter((one) => wrong.has(one)).length,
    missesByClass: Object.fromEntries([...classes].map(([name, cases]) => [name, cases.length])),
  };
}
