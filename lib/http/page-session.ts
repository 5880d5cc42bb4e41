import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, findPrincipal, type Principal } from "@/lib/identity";
import { findWorkspaceBySlug, type WorkspaceView } from "@/lib/workspaces";
import { SESSION_COOKIE } from "./request-context";

/** Who looks at a page, or null. Looked up once per request. */
export const getPrincipal = cache(async (): Promise<Principal | null> => {
  const sessionToken = (await cookies()).get(SESSION_COOKIE)?.value;
  if (sessionToken === undefined || sessionToken === "") return null;
  return findPrincipal({ kind: "cookie", sessionToken });
});

/** Who looks at a page; somebody who is not signed in is led to the sign-in and back. */
export async function requirePrincipal(returnTo: string): Promise<Principal> {
  const principal = await getPrincipal();
  if (principal === null) redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`);
  return principal;
}

/** Who runs the installation; for everybody else there is no such page. */
export async function requireOperatorPage(path: string): Promise<Principal> {
  const principal = await requirePrincipal(path);
  if (!principal.isOperator) notFound();
  return principal;
}

export interface WorkspacePage {
  readonly principal: Principal;
  readonly actor: Actor;
  readonly workspace: WorkspaceView;
}

/** The workspace of a page's path, for its members; for everybody else there is no such page. */
export const requireWorkspace = cache(async (slug: string): Promise<WorkspacePage> => {
  const principal = await requirePrincipal(`/w/${slug}`);
  const found = await findWorkspaceBySlug(principal, slug);
  if (found === null) notFound();
  return { principal, ...found };
});

/** The nonce of this response's content security policy, for what brings its own styles or scripts. */
export async function getNonce(): Promise<string> {
  return (await headers()).get("x-nonce") ?? "";
}

/** A path of this site to go on to, or the fallback: never another site. */
export function safeNextPath(next: string | string[] | undefined, fallback: string): string {
  return typeof next === "string" && /^\/(?![/\\])[^\\]*$/.test(next) ? next : fallback;
}
