import { redirect } from "next/navigation";
import { getPrincipal } from "@/lib/http/page-session";
import { findWorkspaces } from "@/lib/workspaces";

/** The front door: into the first workspace, or to the sign-in. */
export default async function FrontDoor(): Promise<never> {
  const principal = await getPrincipal();
  if (principal === null) redirect("/sign-in");
  const [workspace] = await findWorkspaces(principal);
  redirect(workspace === undefined ? "/workspaces/new" : `/w/${workspace.slug}`);
}
