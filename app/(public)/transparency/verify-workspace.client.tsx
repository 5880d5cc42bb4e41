"use client";

import { ShieldCheck } from "lucide-react";
import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import { workspaceEvidence } from "./read-evidence";
import { useVerifier } from "./use-verifier.client";
import { Verdict } from "./verdict.client";

interface VerifyWorkspaceProps {
  /** Of the workspace's ledger: `/api/v1/workspaces/{id}/ledger`. */
  api: string;
}

/** Verifies the book of a workspace that the reader is a member of, without saving it first. */
export function VerifyWorkspace({ api }: Readonly<VerifyWorkspaceProps>): JSX.Element {
  const { verification, verify } = useVerifier();
  const isHydrated = useHydrated();
  const isBusy = verification.kind === "gathering" || verification.kind === "verifying";
  return (
    <div className="flex flex-col gap-5">
      <div>
        <Button
          tone="primary"
          icon={<ShieldCheck aria-hidden />}
          pending={isBusy}
          disabled={!isHydrated}
          onClick={() => void verify(() => workspaceEvidence(api))}
        >
          Verify this book
        </Button>
      </div>
      <Verdict verification={verification} />
    </div>
  );
}
