import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Button } from "@/app/_ui/button";
import { Chip } from "@/app/_ui/chip";
import { Confirm } from "@/app/_ui/confirm.client";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { MemberView } from "@/lib/workspaces";
import { ROLE_WORDS } from "./role-words";

interface MemberListProps {
  members: readonly MemberView[];
  /** The workspace's path below /api/v1. */
  path: string;
  /** Who looks. */
  userId: string;
  mayManage: boolean;
  /** Whether one owner is all there is: that person can neither leave nor become a member. */
  hasOneOwner: boolean;
}

/** The people of a workspace with what each may do. */
export function MemberList(props: Readonly<MemberListProps>): JSX.Element {
  const { members, path, userId, mayManage, hasOneOwner } = props;
  return (
    <ul aria-label="Members" className="divide-y border-b">
      {members.map((member) => (
        <li key={member.id} className="flex flex-wrap items-center gap-x-6 gap-y-3 py-3.5">
          <div className="min-w-0 flex-1 basis-60">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{member.name}</span>
              <Chip tone={member.role === "owner" ? "active" : "neutral"}>
                {ROLE_WORDS[member.role].label}
              </Chip>
              {member.user_id === userId && <span className="text-sm text-faint">you</span>}
            </p>
            <p className="mt-0.5 text-sm break-all text-faint">{member.email}</p>
          </div>
          <p className="text-sm text-faint">
            here since <Timestamp value={member.created_at} format="date" />
          </p>
          <MemberActions
            member={member}
            path={`${path}/members/${member.id}`}
            isSelf={member.user_id === userId}
            mayManage={mayManage}
            isOnlyOwner={hasOneOwner && member.role === "owner"}
          />
        </li>
      ))}
    </ul>
  );
}

interface MemberActionsProps {
  member: MemberView;
  path: string;
  isSelf: boolean;
  mayManage: boolean;
  isOnlyOwner: boolean;
}

function MemberActions(props: Readonly<MemberActionsProps>): JSX.Element | null {
  const { member, path, isSelf, mayManage, isOnlyOwner } = props;
  if (!isSelf && !mayManage) return null;
  if (isOnlyOwner) {
    return (
      <p className="max-w-64 text-sm text-soft">
        The only owner. Make somebody else owner before you leave or become a member.
      </p>
    );
  }
  const other = member.role === "owner" ? "member" : "owner";
  return (
    <div className="flex flex-wrap gap-2">
      {mayManage && (
        <ActionButton
          label={other === "owner" ? "Make owner" : "Make member"}
          size="sm"
          request={{ method: "PATCH", path, body: { role: other } }}
          after={{ kind: "refresh", say: `${member.name} is ${ROLE_WORDS[other].label} now` }}
        />
      )}
      <Confirm
        title={isSelf ? "Leave this workspace?" : `Remove ${member.name}?`}
        confirmLabel={isSelf ? "Leave workspace" : "Remove member"}
        request={{ method: "DELETE", path }}
        after={isSelf ? { kind: "navigate", to: "/" } : { kind: "refresh" }}
        typeName={member.name}
        trigger={
          <Button tone="quiet" size="sm">
            {isSelf ? "Leave" : "Remove"}
          </Button>
        }
      >
        {isSelf
          ? "You lose access at once. An owner can invite you again."
          : "They lose access at once. What they wrote and decided stays, under their name."}
      </Confirm>
    </div>
  );
}
