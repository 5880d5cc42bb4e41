import { env } from "@/lib/platform/env";
import { createSafenet, type OperatorRules, parseOperatorRules } from "@/lib/safenet";
import { recordCall, recordedCalls } from "./record-call";
import { findRulesFor } from "./workspace-rules";

// The one guard of this process: whatever the product calls, it calls through here.

type Safenet = ReturnType<typeof createSafenet>;

const shared = globalThis as typeof globalThis & { autoinkSafenet?: Safenet | undefined };

/** What the operator of this installation decided. */
export function operatorRules(): OperatorRules {
  return { ...parseOperatorRules(env().SAFENET_ALLOW), mode: env().SAFENET_MODE };
}

function guard(): Safenet {
  shared.autoinkSafenet ??= createSafenet({ operator: operatorRules(), audit: recordCall });
  return shared.autoinkSafenet;
}

/** Calls an address that people chose, under the rules of a purpose and of the workspace. @throws SafenetError */
export const safeFetch: Safenet["safeFetch"] = async (url, options) => {
  const rules = await findRulesFor(options.purpose, options.workspaceId);
  return guard().safeFetch(url, { ...options, rules });
};

/** A `fetch` for libraries that want one, under the rules of a purpose. */
export const fetchFor: Safenet["fetch"] = (...input) => guard().fetch(...input);

/** Looks whether an address would be called, without calling it. */
export const probeUrl: Safenet["probeUrl"] = async (url, options) => {
  const rules = await findRulesFor(options.purpose, options.workspaceId);
  return guard().probeUrl(url, { ...options, rules });
};

/** Ends open connections and writes down what they were: the process is about to end. */
export async function closeOutbound(): Promise<void> {
  shared.autoinkSafenet?.close();
  shared.autoinkSafenet = undefined;
  await recordedCalls();
}
