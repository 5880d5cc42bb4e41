import { env, SettingError } from "@/lib/platform/env";
import {
  createSafenet,
  type OperatorRules,
  parseOperatorRules,
  parseSelfAddresses,
} from "@/lib/safenet";
import { recordCall, recordedCalls } from "./record-call";
import { findRulesFor } from "./workspace-rules";

// The one guard of this process: whatever the product calls, it calls through here.

type Safenet = ReturnType<typeof createSafenet>;

const shared = globalThis as typeof globalThis & { autoinkSafenet?: Safenet | undefined };

/** What the operator of this installation decided. @throws SettingError that names a wrong entry */
export function operatorRules(): OperatorRules {
  const { SAFENET_ALLOW, SAFENET_MODE: mode, SAFENET_SELF_ADDRESSES } = env();
  try {
    const selfAddresses = parseSelfAddresses(SAFENET_SELF_ADDRESSES);
    return { ...parseOperatorRules(SAFENET_ALLOW), mode, selfAddresses };
  } catch (error) {
    throw new SettingError(error instanceof Error ? error.message : String(error));
  }
}

/** Makes the guard before anything calls out, so that a wrong entry stops the start. @throws SettingError */
export function openOutbound(): void {
  guard();
}

function guard(): Safenet {
  shared.autoinkSafenet ??= createSafenet({
    operator: operatorRules(),
    audit: recordCall,
    userAgent: "AutoInk",
  });
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
