import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { type After, fillPath, leaveAddress } from "./after";
import {
  type ApiAnswer,
  type ApiMethod,
  type ApiRequest,
  api,
  createIdempotencyKey,
} from "./api-client";
import { toast } from "./toast.client";

export interface SendRequest {
  readonly method: Exclude<ApiMethod, "GET">;
  readonly path: string;
  readonly body?: unknown;
}

export interface Sender {
  /** True from the press until the answer is in and the page shows it. */
  readonly isSending: boolean;
  send(request: SendRequest, after: After): Promise<ApiAnswer>;
}

/**
 * Sends writes. A POST that got no answer is repeated under the same idempotency key as long as its
 * body is the same: pressing again after a lost connection never buys twice.
 */
export function useSend(): Sender {
  const router = useRouter();
  const [isWaiting, setWaiting] = useState(false);
  const [isMoving, startMoving] = useTransition();
  const key = useRef({ of: "", value: "" });

  const send = async (request: SendRequest, after: After): Promise<ApiAnswer> => {
    setWaiting(true);
    const answer = await api.send(withKey(request, key.current));
    if (isDefinite(answer)) key.current.of = "";
    if (answer.ok) startMoving(() => follow(after, answer.data, router));
    setWaiting(false);
    return answer;
  };
  return { isSending: isWaiting || isMoving, send };
}

interface HeldKey {
  of: string;
  value: string;
}

function withKey(request: SendRequest, held: HeldKey): ApiRequest {
  if (request.method !== "POST") return request;
  const of = JSON.stringify([request.path, request.body]);
  if (held.of !== of) {
    held.of = of;
    held.value = createIdempotencyKey();
  }
  return { ...request, idempotencyKey: held.value };
}

/** Whether the server has decided. Without an answer, or after its own failure, it may have acted. */
function isDefinite(answer: ApiAnswer): boolean {
  const FIRST_SERVER_ERROR = 500;
  if (answer.ok) return true;
  return answer.problem.status > 0 && answer.problem.status < FIRST_SERVER_ERROR;
}

interface Router {
  push(href: string): void;
  refresh(): void;
}

function follow(after: After, data: unknown, router: Router): void {
  if (after.kind !== "leave" && after.say !== undefined) toast({ tone: "good", title: after.say });
  switch (after.kind) {
    case "stay":
      return;
    case "refresh":
      router.refresh();
      return;
    case "navigate": {
      const path = fillPath(after.to, data);
      if (path === undefined) router.refresh();
      else router.push(path);
      return;
    }
    case "leave": {
      const address = leaveAddress(after.field, data);
      if (address === undefined) router.refresh();
      else window.location.assign(address);
      return;
    }
  }
}
