import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** The only place where a failure turns into a response: problem details (RFC 9457), and nothing of the cause. */
export function problem(error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : new AppError("internal", { cause: error });
  if (known.status >= 500) log.error("request.failed", known.cause ?? known, { requestId });

  const body = {
    type: `/problems/${known.code}`,
    title: known.title,
    status: known.status,
    detail: known.detail ?? known.title,
    code: known.code,
    request_id: requestId,
    ...(known.errors.length === 0 ? {} : { errors: known.errors }),
  };
  const headers = new Headers({
    ...known.headers,
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    "X-Request-Id": requestId,
  });
  if (known.status === 401) headers.set("WWW-Authenticate", "Bearer");
  if (known.retryAfterSeconds !== undefined)
    headers.set("Retry-After", String(known.retryAfterSeconds));
  return new Response(JSON.stringify(body), { status: known.status, headers });
}
