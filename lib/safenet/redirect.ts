import { SafenetError } from "./errors";
import { harmlessHeaders, redirectTarget, withoutBodyHeaders } from "./headers";
import type { HopRequest, HopResponse } from "./hop";
import type { PurposeRules } from "./purpose";

/** One request of a redirect chain. `previous` is the address that redirected here. */
export interface Step {
  readonly url: string;
  readonly request: HopRequest;
  readonly hop: number;
  readonly previous: URL | undefined;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

export function isRedirect(status: number): boolean {
  return REDIRECTS.includes(status);
}

/**
 * The request that a redirect asks for, not judged yet. Throws REDIRECT_REFUSED when the purpose forbids it or a
 * body would go to another origin, REDIRECT_INVALID without exactly one valid Location, TOO_MANY_REDIRECTS.
 */
export function followRedirect(
  rules: PurposeRules,
  step: Step,
  base: URL,
  hop: Pick<HopResponse, "status" | "rawHeaders">,
): Step {
  if (rules.redirects === "error") throw new SafenetError("REDIRECT_REFUSED");
  const url = redirectTarget(hop.rawHeaders, base);
  const isSameOrigin = new URL(url).origin === base.origin;
  if (rules.redirects === "same-origin" && !isSameOrigin) {
    throw new SafenetError("REDIRECT_REFUSED");
  }
  if (step.hop >= rules.maxRedirects) throw new SafenetError("TOO_MANY_REDIRECTS");
  const request = redirectedRequest(step.request, hop.status, isSameOrigin);
  // A body may hold a secret as a header may, and nobody can tell which part of it.
  if (!isSameOrigin && request.body !== undefined) throw new SafenetError("REDIRECT_REFUSED");
  return { url, request, hop: step.hop + 1, previous: base };
}

/** RFC 9110 section 15.4: 303 becomes GET, and POST becomes GET on 301 and 302; 307 and 308 repeat the request. */
function redirectedRequest(request: HopRequest, status: number, isSameOrigin: boolean): HopRequest {
  const headers = isSameOrigin ? request.headers : harmlessHeaders(request.headers);
  const becomesGet =
    (status === 303 && request.method !== "HEAD") ||
    ((status === 301 || status === 302) && request.method === "POST");
  if (!becomesGet) return { ...request, headers };
  return { method: "GET", headers: withoutBodyHeaders(headers), body: undefined };
}
