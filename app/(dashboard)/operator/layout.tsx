import { CreditCard, Gauge, Globe, ReceiptText, Scale, Tags, TicketPercent } from "lucide-react";
import { cookies } from "next/headers";
import type { JSX, ReactNode } from "react";
import type { Command } from "@/app/_ui/command";
import type { MenuEntry } from "@/app/_ui/menu.client";
import type { NavLinkProps } from "@/app/_ui/nav-link.client";
import { Shell } from "@/app/_ui/shell";
import { THEME_COOKIE, themeOf } from "@/app/_ui/theme";
import { requireOperatorPage } from "@/lib/http/page-session";
import { findWorkspaces } from "@/lib/workspaces";
import { personEntries } from "../person-entries";

/** The frame of the operator's pages. Each page checks for itself who may see it. */
export default async function OperatorLayout(
  props: Readonly<{ children: ReactNode }>,
): Promise<JSX.Element> {
  const principal = await requireOperatorPage("/operator");
  const workspaces = await findWorkspaces(principal);
  const entries: MenuEntry[] = workspaces.map(({ name, slug }) => ({
    kind: "link",
    label: name,
    href: `/w/${slug}`,
  }));
  return (
    <Shell
      workspace={{ name: "Operator", entries }}
      nav={[{ links: LINKS }]}
      person={{ name: principal.name, entries: personEntries(principal) }}
      commands={LINKS.map(commandOf)}
      theme={themeOf((await cookies()).get(THEME_COOKIE)?.value)}
    >
      {props.children}
    </Shell>
  );
}

const LINKS: readonly NavLinkProps[] = [
  { href: "/operator", label: "Overview", icon: <Gauge aria-hidden />, isExact: true },
  { href: "/operator/prices", label: "Prices", icon: <Tags aria-hidden /> },
  { href: "/operator/promo-codes", label: "Promo codes", icon: <TicketPercent aria-hidden /> },
  { href: "/operator/invoices", label: "Invoices", icon: <ReceiptText aria-hidden /> },
  { href: "/operator/payments", label: "Payments", icon: <CreditCard aria-hidden /> },
  { href: "/operator/reconciliation", label: "Reconciliation", icon: <Scale aria-hidden /> },
  { href: "/operator/outbound", label: "Outbound", icon: <Globe aria-hidden /> },
];

function commandOf({ href, label }: NavLinkProps): Command {
  return { id: href, label, group: "Go to", run: { kind: "link", href } };
}
