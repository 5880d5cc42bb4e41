import { useEffect, useRef, useState } from "react";

const WORKER = "/verify-ledger/browser-worker.mjs";
/** The address of the published log. */
export const LOG = "/.well-known/autoink-ledger";

/** What is verified: files of a customer, or those that the server gives a member. */
export interface Evidence {
  readonly chain: Uint8Array;
  readonly receipt: string;
  readonly keys: readonly string[];
  readonly kept?: string;
}

export interface VerificationStep {
  readonly name: string;
  readonly outcome: "holds" | "fails" | "not_checked";
  readonly text: string;
}

export interface VerificationReport {
  readonly verdict: "proven" | "contradicted" | "unreadable";
  readonly text: string;
  readonly steps: readonly VerificationStep[];
  readonly checkpoint?: string;
}

export type Verification =
  | { readonly kind: "idle" }
  | { readonly kind: "gathering" }
  | { readonly kind: "verifying"; readonly done: number; readonly all: number }
  | { readonly kind: "verified"; readonly report: VerificationReport }
  | { readonly kind: "failed"; readonly sentence: string };

type Answer =
  | { readonly kind: "progress"; readonly done: number; readonly all: number }
  | { readonly kind: "report"; readonly report: VerificationReport };

/** Runs the stand-alone verifier in a worker of its own. `gather` may fail with a sentence for the reader. */
export function useVerifier(): {
  readonly verification: Verification;
  verify(gather: () => Promise<Evidence>): Promise<void>;
} {
  const [verification, setVerification] = useState<Verification>({ kind: "idle" });
  const running = useRef<Worker | undefined>(undefined);
  useEffect(() => () => running.current?.terminate(), []);

  const verify = async (gather: () => Promise<Evidence>): Promise<void> => {
    running.current?.terminate();
    setVerification({ kind: "gathering" });
    try {
      const evidence = await gather();
      setVerification({ kind: "verifying", done: 0, all: evidence.chain.length });
      const worker = new Worker(WORKER, { type: "module" });
      running.current = worker;
      worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
        setVerification(
          data.kind === "progress"
            ? { kind: "verifying", done: data.done, all: data.all }
            : { kind: "verified", report: data.report },
        );
        if (data.kind === "report") worker.terminate();
      });
      worker.addEventListener("error", () =>
        setVerification({
          kind: "failed",
          sentence: "This browser could not run the verifier. Use the command line instead.",
        }),
      );
      worker.postMessage({ log: LOG, ...evidence });
    } catch (error) {
      const sentence = error instanceof Error ? error.message : "The files could not be read.";
      setVerification({ kind: "failed", sentence });
    }
  };
  return { verification, verify };
}
