import { AppError } from "@/lib/platform/errors";

export type Role = "owner" | "member";

/** Who acts, and inside which workspace. Made once, at the border, from a session that is valid. */
export interface Actor {
  readonly userId: string;
  readonly workspaceId: string;
  readonly role: Role;
}

/** Who is signed in, before a workspace is named. */
export interface Principal {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
  /** Whether they run the installation, and see what concerns all workspaces together. */
  readonly isOperator: boolean;
}

const MEMBER = [
  "workspace:read",
  "article:write",
  "article:approve",
  "run:start",
  "publication:write",
] as const;
const OWNER = [
  "workspace:manage",
  "member:manage",
  "destination:manage",
  "hook:manage",
  "wallet:top_up",
] as const;

export type Permission = (typeof MEMBER)[number] | (typeof OWNER)[number];

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: [...MEMBER, ...OWNER],
  member: MEMBER,
};

/** Whether the actor's role allows something: for pages that show or hide a button. */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  return PERMISSIONS[actor.role].includes(permission);
}

/** @throws AppError forbidden when the actor's role does not allow it */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!hasPermission(actor, permission)) throw new AppError("forbidden");
}

/** @throws AppError forbidden for whoever does not run the installation */
export function requireOperator(principal: Principal): void {
  if (!principal.isOperator) throw new AppError("forbidden");
}
