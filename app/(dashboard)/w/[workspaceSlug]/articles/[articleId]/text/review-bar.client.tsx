"use client";

import { type JSX, useState } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog.client";
import { Form } from "@/app/_ui/form.client";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";
import { TextArea } from "@/app/_ui/text-area.client";

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
      {decision === null && <RequestChanges path={path} revision={revision} />}
      {decision === "request_changes" && (
        <span className="text-soft">
          Changes were requested{comment === null ? "." : `: ${comment}`}
        </span>
      )}
    </div>
  );
}

function RequestChanges({
  path,
  revision,
}: Readonly<Pick<ReviewBarProps, "path" | "revision">>): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title={`Request changes to revision ${revision}?`}
      description="The text stays as it is and can be edited on."
      trigger={<Button tone="quiet">Request changes</Button>}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <Form
        path={path}
        submitLabel="Request changes"
        fixed={{ revision, decision: "request_changes" }}
        after={{ kind: "refresh" }}
        onAnswer={(answer) => {
          if (answer.ok) setOpen(false);
        }}
      >
        <TextArea
          name="comment"
          label="What should change?"
          optional
          maxLength={2000}
          hint="Shown above the text, for whoever edits it."
        />
      </Form>
    </Dialog>
  );
}
