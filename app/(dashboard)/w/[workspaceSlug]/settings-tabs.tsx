import type { JSX } from "react";
import { LinkTabs } from "@/app/_ui/link-tabs";

const PAGES = [
  { path: "settings", label: "Workspace" },
  { path: "members", label: "Members" },
  { path: "hooks", label: "Hooks" },
  { path: "settings/outbound", label: "Outbound rules" },
  { path: "settings/audit", label: "Audit trail" },
] as const;

interface SettingsTabsProps {
  base: string;
  current: (typeof PAGES)[number]["path"];
}

/** The pages that set up a workspace. */
export function SettingsTabs({ base, current }: Readonly<SettingsTabsProps>): JSX.Element {
  return (
    <LinkTabs
      label="Settings"
      tabs={PAGES.map(({ path, label }) => ({
        href: `${base}/${path}`,
        label,
        isCurrent: path === current,
      }))}
    />
  );
}
