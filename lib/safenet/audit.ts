import type { SafenetError, SafenetErrorCode } from "./errors";
import type { Refusal } from "./judge";
import type { Purpose } from "./purpose";

/**
 * `allowed`: an answer came. `refused`: safenet stopped it. `failed`: the other side or the network did.
 * `would_refuse`: an answer came, because the operator's mode is `log`.
 */
export type AuditVerdict = "allowed" | "refused" | "failed" | "would_refuse";

/** One request of a call: the first, or the one that a redirect asked for. */
export interface AuditHop {
  /** Scheme, host and port; empty when the text was no address. */
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  /** The address that was dialled, or the one that was refused. */
  readonly address?: string;
  /** The status of the answer, when one came. */
  readonly status?: number;
  readonly verdict: AuditVerdict;
  readonly code?: SafenetErrorCode;
  readonly ms: number;
}

/** One outbound call, for the operator's log. Paths, queries and header values are left out. */
export interface AuditRecord {
  readonly at: Date;
  readonly purpose: Purpose;
  readonly workspaceId?: string;
  /** The method of the first request, or PROBE for a look-up that does not dial. */
  readonly method: string;
  /** At least one; all but the last were redirects. */
  readonly hops: readonly AuditHop[];
  /** Of the last hop. */
  readonly verdict: AuditVerdict;
  readonly code?: SafenetErrorCode;
  /** Decoded bytes of the response that were read. */
  readonly bytes: number;
  readonly ms: number;
}

/** Takes one record per call, when the call is over. Must not throw. */
export type Audit = (record: AuditRecord) => void;

/** Where a request went, without path, query or credentials. */
export function placeOf(url: URL | null): Pick<AuditHop, "origin" | "host" | "port"> {
  if (url === null) return { origin: "", host: "", port: 0 };
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return { origin: url.origin, host: url.hostname, port };
}

/** What the log says about what ended with `error`, or without one. */
export function verdictOf(
  error: SafenetError | undefined,
  wouldRefuse: Refusal | undefined,
): Pick<AuditRecord, "verdict" | "code"> {
  if (error === undefined && wouldRefuse !== undefined)
    return { verdict: "would_refuse", code: wouldRefuse.code };
  if (error === undefined) return { verdict: "allowed" };
  return { verdict: error.kind === "refused" ? "refused" : "failed", code: error.code };
}

/** The address a refusal was about, if it was about one. */
export function refusedAddress(error: SafenetError | undefined): string | undefined {
  const { address } = error?.details ?? {};
  return typeof address === "string" ? address : undefined;
}

/** Whole milliseconds since a reading of `performance.now()`. */
export function since(startedMs: number): number {
  return Math.round(performance.now() - startedMs);
}
