import { redirect } from "next/navigation";

interface WorkspacePageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** A workspace opens on its articles. */
export default async function WorkspacePage({
  params,
}: Readonly<WorkspacePageProps>): Promise<never> {
  redirect(`/w/${(await params).workspaceSlug}/articles`);
}
