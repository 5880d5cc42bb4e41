import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Chip, type Tone } from "@/app/_ui/chip";
import { Confirm } from "@/app/_ui/confirm.client";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { InvitationView } from "@/lib/workspaces";
import { ROLE_WORDS } from "./role-words";

type Status = InvitationView["status"];

const STATUS_WORDS: Readonly<Record<Status, { label: string; tone: Tone }>> = {
  pending: { label: "Waiting for them", tone: "caution" },
  expired: { label: "Out of date", tone: "neutral" },
  accepted: { label: "Accepted", tone: "good" },
};

interface InvitationListProps {
  invitations: readonly InvitationView[];
  path: string;
}

/** Who was invited, and what came of it. */
export function InvitationList(props: Readonly<InvitationListProps>): JSX.Element {
  const { invitations, path } = props;
  if (invitations.length === 0) {
    return <p className="text-soft">Nobody has been invited yet. Invite the first above.</p>;
  }
  return (
    <ul aria-label="Invitations" className="divide-y border-b">
      {invitations.map((row) => {
        const { label, tone } = STATUS_WORDS[row.status];
        return (
          <li key={row.id} className="flex flex-wrap items-center gap-x-6 gap-y-3 py-3.5">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium break-all">{row.email}</p>
              <p className="mt-0.5 text-sm text-faint">
                as {ROLE_WORDS[row.role].label.toLowerCase()} · <Deadline row={row} />
              </p>
            </div>
            <Chip tone={tone}>{label}</Chip>
            {row.status !== "accepted" && (
              <Confirm
                title={`Revoke the invitation of ${row.email}?`}
                confirmLabel="Revoke invitation"
                request={{ method: "DELETE", path: `${path}/${row.id}` }}
                after={{ kind: "refresh", say: "Invitation revoked" }}
                trigger={
                  <Button tone="quiet" size="sm">
                    Revoke
                  </Button>
                }
              >
                The link stops working at once. You can invite them again.
              </Confirm>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Deadline({ row }: Readonly<{ row: InvitationView }>): JSX.Element {
  if (row.status === "accepted") {
    return (
      <>
        invited <Timestamp value={row.created_at} />
      </>
    );
  }
  return (
    <>
      {row.status === "pending" ? "works until" : "worked until"}{" "}
      <Timestamp value={row.expires_at} format="date" />
    </>
  );
}
