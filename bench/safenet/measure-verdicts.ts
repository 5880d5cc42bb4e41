import { checkUrl, classifyAddress, parseOperatorRules, SafenetError } from "@/lib/safenet";
import { SAFENET_CASES } from "@/lib/safenet/cases";
import { median } from "../figure.ts";

/** How many a second of processor time. */
export interface Verdicts {
  readonly urls: number;
  readonly addresses: number;
}

const ROUNDS = 9;
const LITERAL = /^https?:\/\/\[?([0-9a-f.:]+?)\]?\/$/;

/** Judges the addresses of the case table over and over. Those that are thousands of characters long are left out. */
export async function measureVerdicts(): Promise<Verdicts> {
  const urls = SAFENET_CASES.map((one) => one.url).filter((url) => url.length < 256);
  const addresses = urls.flatMap((url) => LITERAL.exec(url)?.[1] ?? []);
  const policy = { purpose: "source-fetch", operator: parseOperatorRules("") } as const;
  const check = (url: string): void => {
    try {
      checkUrl(url, policy);
    } catch (error) {
      if (!(error instanceof SafenetError)) throw error;
    }
  };
  return {
    urls: perSecond(urls, check),
    addresses: perSecond(addresses, classifyAddress),
  };
}

function perSecond(inputs: readonly string[], judge: (input: string) => unknown): number {
  const repeats = Math.ceil(20_000 / inputs.length);
  const rates = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let repeat = 0; repeat < repeats; repeat += 1) for (const input of inputs) judge(input);
    const { user, system } = process.cpuUsage(before);
    return (repeats * inputs.length * 1_000_000) / (user + system);
  });
  return median(rates);
}
