"use client";

import { type JSX, useState } from "react";
import { problemSentence } from "@/app/_ui/api-problem";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import { useSend } from "@/app/_ui/use-send.client";

interface Result {
  readonly ok: boolean;
  readonly detail: string;
}

interface CheckConnectionProps {
  name: string;
  /** The path of the check below /api/v1. */
  path: string;
}

/** Asks a destination whether it would take an article now, and says what it answered. */
export function CheckConnection({ name, path }: Readonly<CheckConnectionProps>): JSX.Element {
  const isHydrated = useHydrated();
  const { isSending, send } = useSend();
  const [result, setResult] = useState<Result | null>(null);
  const check = async () => {
    setResult(null);
    const answer = await send({ method: "POST", path }, { kind: "stay" });
    setResult(
      answer.ok ? toResult(answer.data) : { ok: false, detail: problemSentence(answer.problem) },
    );
  };
  return (
    <>
      <Button size="sm" pending={isSending} disabled={!isHydrated} onClick={() => void check()}>
        Check connection
      </Button>
      <div role="status" className="order-last basis-full empty:hidden">
        {result !== null && (
          <Notice
            tone={result.ok ? "good" : "bad"}
            title={result.ok ? `${name} answers` : `${name} would not take an article now`}
          >
            {result.detail}
          </Notice>
        )}
      </div>
    </>
  );
}

function toResult(data: unknown): Result {
  const { ok, detail } = (data ?? {}) as { ok?: unknown; detail?: unknown };
  return {
    ok: ok === true,
    detail: typeof detail === "string" ? detail : "Its answer could not be read.",
  };
}
