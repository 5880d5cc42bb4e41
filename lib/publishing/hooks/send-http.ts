import { open } from "@/lib/crypto";
import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import type { Hook } from "@/prisma/generated/client";
import { callOut } from "./call-out";
import type { Attempt, HookOutcome } from "./hook-event";
import { retryAfterOf } from "./retry-after";
import { signedHeaders } from "./standard-webhook";

const GONE = 410;

/** Where a hook's secret belongs: a sealed value opens for this row only. */
export function secretContext(workspaceId: string, hookId: string): string {
  return `hook:${workspaceId}:${hookId}`;
}

/** Posts the event, signed as Standard Webhooks 1.0 prescribes. */
export const sendHttp: Attempt = (call, signal) => {
  const { hook } = call;
  const body = JSON.stringify(call.event);
  return callOut(
    hook.url ?? "",
    {
      purpose: "webhook",
      workspaceId: hook.ownerWorkspaceId,
      method: "POST",
      headers: signedHeaders(call.id, body, secretOf(hook), clock.now()),
      body,
      signal,
    },
    ({ status, headers }) => judge(status, retryAfterOf(headers, clock.now())),
  );
};

function secretOf({ ownerWorkspaceId, id, secretSealed }: Hook): string {
  if (secretSealed === null) throw new Error(`Hook ${id} has no secret.`);
  return open(secretSealed, secretContext(ownerWorkspaceId, id), env().ENCRYPTION_KEYS);
}

/** 2xx is success, 410 wants no more, and all else may be better next time (Standard Webhooks 1.0). */
function judge(status: number, retryAfterMs: number | undefined): HookOutcome {
  const answered = `The receiver answered with status ${status}.`;
  if (status >= 200 && status < 300) return { verdict: "done", status, detail: answered };
  if (status === GONE) {
    return {
      verdict: "gone",
      status,
      detail: "The receiver answered with status 410: it wants no more calls, so the hook is off.",
    };
  }
  return {
    verdict: "again",
    status,
    detail: answered,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
