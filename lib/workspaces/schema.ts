import { z } from "zod";
import { Email } from "@/lib/identity/schema";

export const WORKSPACE_NAME_CHARS_MAX = 80;

const WorkspaceName = z
  .string()
  .trim()
  .min(1, "Give the workspace a name.")
  .max(WORKSPACE_NAME_CHARS_MAX);
const Slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
    "Lower-case letters, digits and hyphens, at most 40.",
  );
const RoleName = z.enum(["owner", "member"]);

export const CreateWorkspaceInput = z.strictObject({ name: WorkspaceName, slug: Slug.optional() });
export type CreateWorkspaceInput = z.infer<typeof CreateWorkspaceInput>;

export const UpdateWorkspaceInput = z.strictObject({
  name: WorkspaceName.optional(),
  slug: Slug.optional(),
});
export type UpdateWorkspaceInput = z.infer<typeof UpdateWorkspaceInput>;

export const InviteInput = z.strictObject({
  email: z.email().max(320),
  role: RoleName.default("member"),
});
export type InviteInput = z.infer<typeof InviteInput>;

/** Somebody who would like to be invited. */
export const WaitlistInput = z.strictObject({ email: Email });
export type WaitlistInput = z.infer<typeof WaitlistInput>;

/** The token of an invitation's link, from somebody who has an account already. */
export const JoinInput = z.strictObject({ invite: z.string().min(1).max(200) });

export const UpdateMemberInput = z.strictObject({ role: RoleName });
export type UpdateMemberInput = z.infer<typeof UpdateMemberInput>;

/** Adds somebody who has an account already, by address. */
export const AddMemberInput = z.strictObject({
  email: z.email().max(320),
  role: RoleName.default("member"),
});
export type AddMemberInput = z.infer<typeof AddMemberInput>;

const HOST_PATTERNS_MAX = 200;
const HOST_PATTERN_CHARS_MAX = 255;
const HostPatterns = z
  .array(z.string().trim().max(HOST_PATTERN_CHARS_MAX))
  .max(HOST_PATTERNS_MAX)
  .default([]);

/** A host is a name, or `*.name` for all names below it. */
export const OutboundRulesInput = z.strictObject({
  allow_hosts: HostPatterns,
  deny_hosts: HostPatterns,
  https_only: z.boolean().default(false),
});
export type OutboundRulesInput = z.infer<typeof OutboundRulesInput>;

export interface OutboundRulesView {
  /** Empty when every public host may be called. */
  allow_hosts: string[];
  deny_hosts: string[];
  https_only: boolean;
}

export interface WorkspaceView {
  id: string;
  slug: string;
  name: string;
  created_at: string;
}

export interface MemberView {
  id: string;
  user_id: string;
  email: string;
  name: string;
  role: "owner" | "member";
  created_at: string;
}

export type InvitationStatus = "pending" | "expired" | "accepted";

export interface InvitationView {
  id: string;
  email: string;
  role: "owner" | "member";
  status: InvitationStatus;
  created_at: string;
  expires_at: string;
}
