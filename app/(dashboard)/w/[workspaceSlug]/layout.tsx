import { FileText, Inbox, Send, Settings, Wallet } from "lucide-react";
import { cookies } from "next/headers";
import type { JSX, ReactNode } from "react";
import type { Command } from "@/app/_ui/command";
import type { MenuEntry } from "@/app/_ui/menu.client";
import { Shell } from "@/app/_ui/shell";
import { THEME_COOKIE, themeOf } from "@/app/_ui/theme";
import { requireWorkspace } from "@/lib/http/page-session";
import { countWaitingRuns } from "@/lib/pipeline";
import { findWorkspaces } from "@/lib/workspaces";

interface WorkspaceLayoutProps {
  params: Promise<{ workspaceSlug: string }>;
  children: ReactNode;
}

/** The frame of a workspace. It shows what there is; each page checks for itself who may see it. */
export default async function WorkspaceLayout(
  props: Readonly<WorkspaceLayoutProps>,
): Promise<JSX.Element> {
  const { workspaceSlug } = await props.params;
  const { principal, actor, workspace } = await requireWorkspace(workspaceSlug);
  const workspaces = await findWorkspaces(principal);
  const waiting = await countWaitingRuns(actor);
  const base = `/w/${workspace.slug}`;
  const links = [
    { href: `${base}/articles`, label: "Articles", icon: <FileText aria-hidden /> },
    { href: `${base}/approvals`, label: "Approvals", icon: <Inbox aria-hidden />, count: waiting },
    { href: `${base}/destinations`, label: "Destinations", icon: <Send aria-hidden /> },
    { href: `${base}/money`, label: "Money", icon: <Wallet aria-hidden /> },
    { href: `${base}/settings`, label: "Settings", icon: <Settings aria-hidden /> },
  ];
  const entries: MenuEntry[] = workspaces.map((other) => ({
    kind: "link",
    label: other.name,
    href: `/w/${other.slug}`,
    isCurrent: other.id === workspace.id,
  }));
  return (
    <Shell
      workspace={{
        name: workspace.name,
        entries: [...entries, { kind: "separator" }, NEW_WORKSPACE],
      }}
      nav={[{ links }]}
      person={{ name: principal.name, entries: personEntries(principal.email) }}
      commands={commandsOf(base, links)}
      theme={themeOf((await cookies()).get(THEME_COOKIE)?.value)}
    >
      {props.children}
    </Shell>
  );
}

const NEW_WORKSPACE: MenuEntry = { kind: "link", label: "New workspace", href: "/workspaces/new" };

function personEntries(email: string): MenuEntry[] {
  return [
    { kind: "heading", label: email },
    { kind: "link", label: "Your account", href: "/account" },
    {
      kind: "request",
      label: "Sign out",
      request: { method: "DELETE", path: "/auth/session" },
      after: { kind: "navigate", to: "/sign-in" },
    },
  ];
}

function commandsOf(base: string, links: readonly { href: string; label: string }[]): Command[] {
  return [
    {
      id: "new-article",
      label: "New article",
      group: "Create",
      keys: "n a",
      run: { kind: "link", href: `${base}/articles/new` },
    },
    ...links.map(({ href, label }) => ({
      id: href,
      label,
      group: "Go to",
      keys: `g ${label[0]?.toLowerCase() ?? ""}`,
      run: { kind: "link" as const, href },
    })),
  ];
}
