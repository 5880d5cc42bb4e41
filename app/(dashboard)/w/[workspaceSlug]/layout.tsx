import {
  CalendarDays,
  Columns3,
  FileText,
  Globe,
  House,
  Inbox,
  Send,
  Settings,
  Wallet,
} from "lucide-react";
import { cookies } from "next/headers";
import type { JSX, ReactNode } from "react";
import type { Command } from "@/app/_ui/command";
import type { MenuEntry } from "@/app/_ui/menu.client";
import type { NavLinkProps } from "@/app/_ui/nav-link.client";
import { Shell } from "@/app/_ui/shell";
import { THEME_COOKIE, themeOf } from "@/app/_ui/theme";
import { requireWorkspace } from "@/lib/http/page-session";
import { countWaitingRuns } from "@/lib/pipeline";
import { findWorkspaces } from "@/lib/workspaces";
import { personEntries } from "../../person-entries";

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
  const links = linksOf(base, waiting);
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
      person={{ name: principal.name, entries: personEntries(principal) }}
      commands={commandsOf(base)}
      search={{
        label: "Articles",
        path: `/workspaces/${workspace.id}/articles`,
        hrefBase: `${base}/articles`,
      }}
      theme={themeOf((await cookies()).get(THEME_COOKIE)?.value)}
    >
      {props.children}
    </Shell>
  );
}

const NEW_WORKSPACE: MenuEntry = { kind: "link", label: "New workspace", href: "/workspaces/new" };

function linksOf(base: string, waiting: number): NavLinkProps[] {
  return [
    { href: base, label: "Home", icon: <House aria-hidden />, isExact: true },
    { href: `${base}/articles`, label: "Articles", icon: <FileText aria-hidden /> },
    { href: `${base}/board`, label: "Board", icon: <Columns3 aria-hidden /> },
    { href: `${base}/calendar`, label: "Calendar", icon: <CalendarDays aria-hidden /> },
    { href: `${base}/approvals`, label: "Approvals", icon: <Inbox aria-hidden />, count: waiting },
    { href: `${base}/destinations`, label: "Destinations", icon: <Send aria-hidden /> },
    { href: `${base}/money`, label: "Money", icon: <Wallet aria-hidden /> },
    { href: `${base}/outbound`, label: "Outbound", icon: <Globe aria-hidden /> },
    {
      href: `${base}/settings`,
      label: "Settings",
      icon: <Settings aria-hidden />,
      alsoUnder: [`${base}/members`, `${base}/hooks`],
    },
  ];
}

const PAGES = [
  { path: "", label: "Home", keys: "g h", words: "start overview" },
  { path: "/articles", label: "Articles", keys: "g a", words: "texts" },
  { path: "/board", label: "Board", keys: "g b", words: "kanban states" },
  { path: "/calendar", label: "Calendar", keys: "g c", words: "planned schedule month" },
  { path: "/approvals", label: "Approvals", keys: "g w", words: "waiting decisions" },
  { path: "/destinations", label: "Destinations", keys: "g d", words: "wordpress ghost publish" },
  { path: "/money", label: "Money", keys: "g m", words: "wallet costs ledger" },
  { path: "/outbound", label: "Outbound", keys: "g o", words: "calls requests refused safenet" },
  { path: "/settings", label: "Settings", keys: "g s", words: "name workspace" },
  { path: "/members", label: "Members", keys: "g p", words: "people roles team" },
  { path: "/hooks", label: "Hooks", words: "webhooks deliveries" },
  { path: "/settings/outbound", label: "Outbound rules", words: "hosts allow deny https" },
  { path: "/settings/audit", label: "Audit trail", words: "events history who" },
] as const;

function commandsOf(base: string): Command[] {
  return [
    {
      id: "new-article",
      label: "New article",
      group: "Do",
      keys: "n a",
      words: "create write",
      run: { kind: "link", href: `${base}/articles/new` },
    },
    {
      id: "open-oldest",
      label: "Open the oldest approval",
      group: "Do",
      keys: "o",
      words: "decide review",
      run: { kind: "link", href: `${base}/approvals?open=oldest` },
    },
    {
      id: "invite",
      label: "Invite somebody",
      group: "Do",
      words: "member people",
      run: { kind: "link", href: `${base}/members` },
    },
    {
      id: "add-destination",
      label: "Add a destination",
      group: "Do",
      words: "wordpress ghost webhook",
      run: { kind: "link", href: `${base}/destinations` },
    },
    ...PAGES.map(({ path, ...page }) => ({
      id: path === "" ? "home" : path.slice(1).replace("/", "-"),
      group: "Go to",
      run: { kind: "link" as const, href: `${base}${path}` },
      ...page,
    })),
    {
      id: "account",
      label: "Your account",
      group: "Go to",
      words: "password sessions",
      run: { kind: "link", href: "/account" },
    },
    {
      id: "new-workspace",
      label: "New workspace",
      group: "Do",
      run: { kind: "link", href: "/workspaces/new" },
    },
  ];
}
