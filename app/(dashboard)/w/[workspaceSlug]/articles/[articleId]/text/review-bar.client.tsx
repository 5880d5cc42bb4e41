"use client";

import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";

interface ReviewBarProps {
  /** Of approvals, below /api/v1. */
  path: string;
  revision: number;
  /** Checks that stop an approval. */
  blocking: number;
  decision: "approve" | "request_changes" | null;
  /** What was written with the decision. */
  comment: string | null;
  publishHref: string;
}

/** The second gate: whether this very revision may be published. */
export function ReviewBar(props: Readonly<ReviewBarProps>): JSX.Element {
  const { path, revision, blocking, decision, comment, publishHref } = props;
  if (decision === "approve") {
    return (
      <div className="mb-6">
        <Notice
          tone="good"
          title={`Revision ${revision} is approved.`}
          action={
            <LinkButton href={publishHref} tone="primary">
              Publish
            </LinkButton>
          }
        >
          An edit makes a new revision, which needs its own approval.
        </Notice>
      </div>
    );
  }
  if (blocking > 0) {
    return (
      <div className="mb-6">
        <Notice
          tone="caution"
          title={`${blocking} ${blocking === 1 ? "check stops" : "checks stop"} the approval of revision ${revision}.`}
        >
          Each one is marked in the text and explained under Checks.
        </Notice>
      </div>
    );
  }
  const after = { kind: "refresh" } as const;
  return (
    <div className="mb-6 flex flex-wrap items-center gap-3">
      <ActionButton
        label={`Approve revision ${revision}`}
        tone="primary"
        request={{ method: "POST", path, body: { revision, decision: "approve" } }}
        after={after}
      />
      {decision === null && (
        <ActionButton
          label="Request changes"
          tone="quiet"
          request={{ method: "POST", path, body: { revision, decision: "request_changes" } }}
          after={after}
        />
      )}
      {decision === "request_changes" && (
        <span className="text-soft">
          Changes were requested{comment === null ? "." : `: ${comment}`}
        </span>
      )}
    </div>
  );
}
