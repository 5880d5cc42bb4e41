import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";
import type { OfferView } from "@/lib/workspaces";

/** Why an invitation leads nowhere: used, out of date, or revoked. */
export function DeadInvitation({ offer }: Readonly<{ offer: OfferView | null }>): JSX.Element {
  return (
    <div className="mb-6">
      <Notice tone="caution" title={deadWords(offer)} role="status">
        {offer?.status === "accepted"
          ? "If it was you who used it, sign in; otherwise ask for a new one."
          : "Ask the person who invited you for a new link."}
      </Notice>
    </div>
  );
}

function deadWords(offer: OfferView | null): string {
  if (offer === null) return "This invitation was revoked, or its link is not complete.";
  return offer.status === "accepted"
    ? "This invitation was used already."
    : "This invitation is out of date.";
}

interface JoinPanelProps {
  offer: OfferView;
  token: string;
  /** The address of who is signed in. */
  email: string;
}

/** The invitation of somebody who is signed in: one press, or what to do when it is not for them. */
export function JoinPanel({ offer, token, email }: Readonly<JoinPanelProps>): JSX.Element {
  if (offer.email !== email) {
    return (
      <Notice
        tone="caution"
        title={`This invitation is for ${offer.email}. You are signed in as ${email}.`}
        action={
          <span className="flex flex-wrap gap-2">
            <ActionButton
              label="Sign out and go on"
              request={{ method: "DELETE", path: "/auth/session" }}
              after={{ kind: "refresh" }}
            />
            <LinkButton href="/">Stay signed in</LinkButton>
          </span>
        }
      >
        Sign out, and sign in or sign up with the address that was invited.
      </Notice>
    );
  }
  return (
    <div className="flex flex-col items-start gap-5">
      <p className="text-soft">
        You are signed in as {email}. You keep your other workspaces; the menu at the top left
        changes between them.
      </p>
      <ActionButton
        label={`Join ${offer.workspace_name}`}
        tone="primary"
        request={{ method: "POST", path: "/me/memberships", body: { invite: token } }}
        after={{ kind: "navigate", to: "/w/{workspace.slug}" }}
      />
    </div>
  );
}
