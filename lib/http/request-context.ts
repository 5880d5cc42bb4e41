import type { Device, Proof } from "@/lib/identity";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { REQUEST_ID_HEADER, requestIdFrom } from "./request-id";

export const SESSION_COOKIE = "__Host-autoink-session";
/** Set by the guard in server.ts, which strips what a client sends under this name. */
export const CLIENT_ADDRESS_HEADER = "x-autoink-client-ip";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The id that the guard gave a request; without one, by the same rule. */
export function requestIdOf(headers: Headers): string {
  return requestIdFrom(headers.get(REQUEST_ID_HEADER));
}

export function deviceOf(headers: Headers): Device {
  return { userAgent: headers.get("user-agent"), address: headers.get(CLIENT_ADDRESS_HEADER) };
}

/** What the request shows of who it is from; a bearer token goes before a cookie. */
export function proofOf(headers: Headers): Proof | null {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const accessToken = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(authorization)?.[1];
    return accessToken === undefined ? null : { kind: "bearer", accessToken };
  }
  const sessionToken = cookieOf(headers, SESSION_COOKIE);
  return sessionToken === undefined ? null : { kind: "cookie", sessionToken };
}

function cookieOf(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name) return value;
  }
  return undefined;
}

/**
 * Refuses a write that another site makes a browser send. A browser says where a request comes from;
 * a request that says nothing has no browser, and so no cookie that was not put there by its program.
 * @throws AppError cross_origin
 */
export function requireSameOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none")
    throw new AppError("cross_origin");
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== ownOrigin(request)) throw new AppError("cross_origin");
}

/** The origin that people open the product under. On loopback, the address bar's spelling of it counts too. */
function ownOrigin(request: Request): string {
  const publicUrl = new URL(env().PUBLIC_URL);
  const host = request.headers.get("host") ?? "";
  const isLoopback = /^(?:localhost|127\.0\.0\.1|\[::1\]):\d+$/.test(host);
  const isPublicLoopback = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(publicUrl.hostname);
  if (isLoopback && isPublicLoopback) return `http://${host}`;
  return publicUrl.origin;
}

/** The cookie of a browser session: host-only, for this site's own requests, out of reach of scripts. */
export function sessionCookie(token: string, maxAgeSeconds: number): string {
  return `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=${maxAgeSeconds}`;
}
