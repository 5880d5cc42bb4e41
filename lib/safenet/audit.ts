import type { SafenetError, SafenetErrorCode } from "./errors";
import type { Purpose } from "./purpose";

/** One hop of one outbound request, for the operator's log. Paths, queries and header values are left out. */
export interface AuditRecord {
  readonly at: Date;
  readonly purpose: Purpose;
  readonly workspaceId?: string;
  /** The HTTP method, or PROBE for a look-up that does not dial. */
  readonly method: string;
  /** Scheme, host and port; empty when the text was no address. */
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  readonly hop: number;
  readonly verdict: "allowed" | "refused" | "failed";
  readonly code?: SafenetErrorCode;
  /** The address that was dialled, or the one that was refused. */
  readonly address?: string;
  /** Decoded bytes of the response that were read. */
  readonly bytes: number;
  readonly ms: number;
}

/** Takes one record per hop, when the hop is over. Must not throw. */
export type Audit = (record: AuditRecord) => void;

/** Where a request went, without path, query or credentials. */
export function placeOf(url: URL | null): Pick<AuditRecord, "origin" | "host" | "port"> {
  if (url === null) return { origin: "", host: "", port: 0 };
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return { origin: url.origin, host: url.hostname, port };
}

/** What the log says about a hop that ended with `error`, or without one. */
export function verdictOf(error: SafenetError | undefined): Pick<AuditRecord, "verdict" | "code"> {
  if (error === undefined) return { verdict: "allowed" };
  return { verdict: error.kind === "refused" ? "refused" : "failed", code: error.code };
}

/** The address a refusal was about, if it was about one. */
export function refusedAddress(error: SafenetError | undefined): string | undefined {
  const { address } = error?.details ?? {};
  return typeof address === "string" ? address : undefined;
}
