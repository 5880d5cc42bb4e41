import type { MemberView } from "@/lib/workspaces/schema";

type Role = MemberView["role"];

/** What a role is called, and what it may do. */
export const ROLE_WORDS: Readonly<Record<Role, { label: string; may: string }>> = {
  member: { label: "Member", may: "Writes, approves and publishes articles." },
  owner: {
    label: "Owner",
    may: "Also sets up the workspace, its people, destinations and hooks.",
  },
};

/** Both roles, as a list to choose from. */
export const ROLE_OPTIONS = (["member", "owner"] as const).map((value) => ({
  value,
  label: ROLE_WORDS[value].label,
  description: ROLE_WORDS[value].may,
}));
