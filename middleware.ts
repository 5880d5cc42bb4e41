import { type NextRequest, NextResponse } from "next/server";
import {
  API_CONTENT_SECURITY_POLICY,
  contentSecurityPolicy,
  VERIFIER_CONTENT_SECURITY_POLICY,
} from "@/lib/http/security-headers";

// Headers and the proof that the guard in server.ts has seen the request. Nothing about users: every
// page and every route checks for itself.

export const config = { runtime: "nodejs", matcher: "/:path*" };

const STAMP_HEADER = "x-autoink-stamp";
const NONCE_BYTES = 16;

export function middleware(request: NextRequest): NextResponse {
  const { autoinkStamp: stamp } = globalThis as { autoinkStamp?: string };
  if (stamp === undefined || request.headers.get(STAMP_HEADER) !== stamp) {
    return new NextResponse("This server is started with npm start.\n", { status: 503 });
  }
  const headers = new Headers(request.headers);
  headers.delete(STAMP_HEADER);
  const { pathname } = request.nextUrl;
  // An image that is opened on its own is no page of ours either.
  if (pathname.startsWith("/api/") || pathname.startsWith("/uploads/")) {
    const response = NextResponse.next({ request: { headers } });
    response.headers.set("Content-Security-Policy", API_CONTENT_SECURITY_POLICY);
    return response;
  }
  if (pathname.startsWith("/verify-ledger/")) {
    const response = NextResponse.next({ request: { headers } });
    response.headers.set("Content-Security-Policy", VERIFIER_CONTENT_SECURITY_POLICY);
    return response;
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  headers.set("content-security-policy", policy); // Next.js reads the nonce for its own scripts from here.
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}
