import type { SafenetErrorCode } from "@/lib/safenet/errors";
import type { WorkspaceRules } from "@/lib/safenet/workspace-rules";

export type CaseClass =
  | "address"
  | "embedded"
  | "spelling"
  | "form"
  | "scheme"
  | "name"
  | "port"
  | "dns"
  | "redirect"
  | "operator"
  | "workspace"
  | "legitimate";

/** One answer of the name servers: addresses, or the error of the look-up. */
export type DnsAnswer = readonly string[] | { readonly error: string };

/** What a server answers instead of 200. `location` is the header's text; a list sends it several times. */
export interface RedirectAnswer {
  readonly status: number;
  readonly location?: string | readonly string[];
}

/**
 * One thing that a guard is asked, with what it has to say. It names no guard: the answers of name servers and of web
 * servers are part of it, so that any guard can be asked without a network.
 */
export interface GuardCase {
  readonly id: string;
  readonly class: CaseClass;
  readonly url: string;
  /** By name, one answer for each look-up; the last one is given again. Any other name does not exist. */
  readonly dns?: Readonly<Record<string, readonly DnsAnswer[]>>;
  /** By URL. Any other URL answers 200. */
  readonly redirects?: Readonly<Record<string, RedirectAnswer>>;
  /** Sent with a secret header, to a purpose that follows redirects. */
  readonly hasSecret?: boolean;
  /** What the operator opened: SAFENET_ALLOW. */
  readonly allow?: string;
  readonly rules?: WorkspaceRules;
  readonly expected: "allow" | SafenetErrorCode;
  /** How many connections there are to be, which is the number of hops before the one that is refused. */
  readonly connections: number;
  /** What is dialled last: by a guard that is right if it is to allow, else by one that misses. Null: nothing can be. */
  readonly dials: string | null;
  readonly reason: string;
  /** The document that says so, or empty for a decision of our own. */
  readonly rfc: string;
}

/** The URL of a literal address. */
export const urlOf = (ip: string): string => `http://${ip.includes(":") ? `[${ip}]` : ip}/`;
