import { env } from "@/lib/platform/env";
import { unreachable } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { type AuditRecord, createSafenet, parseOperatorRules, SafenetError } from "@/lib/safenet";

// The one guard of this process: whatever the product calls, it calls through here.

type Safenet = ReturnType<typeof createSafenet>;

const shared = globalThis as typeof globalThis & { autoinkSafenet?: Safenet | undefined };

function guard(): Safenet {
  shared.autoinkSafenet ??= createSafenet({
    operator: parseOperatorRules(env().SAFENET_ALLOW),
    audit: logCall,
  });
  return shared.autoinkSafenet;
}

/** A line of the log per call: of its last hop. */
function logCall({ at, hops, ...call }: AuditRecord): void {
  const { origin, address } = hops.at(-1) ?? {};
  log.info("outbound.called", {
    at: at.toISOString(),
    origin,
    address,
    hops: hops.length,
    ...call,
  });
}

/** Calls an address that people chose, under the rules of a purpose. @throws SafenetError */
export const safeFetch: Safenet["safeFetch"] = (...input) => guard().safeFetch(...input);

/** A `fetch` for libraries that want one, under the rules of a purpose. */
export const fetchFor: Safenet["fetch"] = (...input) => guard().fetch(...input);

/** Looks whether an address would be called, without calling it. */
export const probeUrl: Safenet["probeUrl"] = (...input) => guard().probeUrl(...input);

/** Ends open connections: the process is about to end. */
export function closeOutbound(): void {
  shared.autoinkSafenet?.close();
  shared.autoinkSafenet = undefined;
}

export type OutboundFailureCode = "refused" | "timeout" | "too_large" | "unreachable" | "not_text";

/** What a failed call means to a person, or null for an error that is not the guard's. */
export function describeOutboundFailure(
  error: unknown,
): { code: OutboundFailureCode; message: string; isRetryable: boolean } | null {
  const guarded =
    error instanceof SafenetError ? error : error instanceof Error ? error.cause : undefined;
  if (!(guarded instanceof SafenetError)) return null;
  return {
    code: failureCode(guarded),
    message: guarded.publicMessage,
    isRetryable: guarded.retryable,
  };
}

function failureCode(error: SafenetError): OutboundFailureCode {
  switch (error.kind) {
    case "refused":
      return "refused";
    case "limit":
      return error.code.endsWith("TIMEOUT") ? "timeout" : "too_large";
    case "dns":
    case "network":
      return error.code.endsWith("TIMEOUT") ? "timeout" : "unreachable";
    case "caller":
      return "unreachable";
    default:
      return unreachable(error.kind);
  }
}
